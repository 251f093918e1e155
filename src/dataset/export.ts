import { endLine, HEADER, RECORD_NAMES, writeRecord } from '../contract/dataset.ts'
import type { Db } from '../storage/db.ts'
import { ENTITIES } from '../storage/entities.ts'
import { everything } from '../storage/records.ts'

/**
 * Everything that a database holds, as the lines of a data set, in the order of keys: the same world gives the same
 * lines, on either engine. With `passwords` it holds how they are checked, which is for backups alone. Give it a snapshot, so that all lines see one moment.
 */
export async function* exportLines(db: Db, { passwords = false } = {}): AsyncGenerator<string> {
  yield HEADER
  let records = 0
  for (const record of RECORD_NAMES) {
    for await (const objects of everything<object>(db, ENTITIES[record].entity)) {
      records += objects.length
      for (const one of objects) yield writeRecord(record, passwords ? one : withoutPassword(one))
    }
  }
  yield endLine(records)
}

/** Only people of the console have one. */
function withoutPassword(object: object): object {
  return 'passwordHash' in object ? { ...object, passwordHash: null } : object
}
