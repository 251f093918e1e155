import { endLine, HEADER, RECORD_NAMES, type RecordName, writeRecord } from '../contract/dataset.ts'
import type { Db } from '../storage/db.ts'
import { ENTITIES } from '../storage/entities.ts'
import { everything } from '../storage/records.ts'

/**
 * Everything that a database holds, as the lines of a data set, in the order of keys: the same world gives the same
 * lines, on either engine. With `secrets` it holds how passwords are checked, and webhooks with the keys of their signatures: those
 * are for backups alone. Give it a snapshot, so that all lines see one moment.
 */
export async function* exportLines(db: Db, { secrets = false } = {}): AsyncGenerator<string> {
  yield HEADER
  let records = 0
  for (const record of RECORD_NAMES) {
    if (!secrets && OF_THIS_SERVER.has(record)) continue
    for await (const objects of everything<object>(db, ENTITIES[record].entity)) {
      records += objects.length
      for (const one of objects) yield writeRecord(record, secrets ? one : withoutPassword(one))
    }
  }
  yield endLine(records)
}

/** What another server with the same data must not do as well: tell the same addresses, in the name of this one. */
const OF_THIS_SERVER: ReadonlySet<RecordName> = new Set(['webhook', 'webhookMessage'])

/** Only people of the console have one. */
function withoutPassword(object: object): object {
  return 'passwordHash' in object ? { ...object, passwordHash: null } : object
}
