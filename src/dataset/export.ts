import { endLine, HEADER, RECORD_NAMES, writeRecord } from '../contract/dataset.ts'
import type { Db } from '../storage/db.ts'
import { ENTITIES } from '../storage/entities.ts'
import { everything } from '../storage/records.ts'

/**
 * Everything that a database holds, as the lines of a data set, in the order of keys: the same world gives the same
 * lines, on either engine. Give it a snapshot, so that all lines see one moment.
 */
export async function* exportLines(db: Db): AsyncGenerator<string> {
  yield HEADER
  let records = 0
  for (const record of RECORD_NAMES) {
    for await (const objects of everything<object>(db, ENTITIES[record].entity)) {
      records += objects.length
      for (const one of objects) yield writeRecord(record, one)
    }
  }
  yield endLine(records)
}
