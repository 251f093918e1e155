import { endLine, HEADER, RECORD_NAMES, type RecordName, writeRecord } from '../contract/dataset.ts'
import { KEPT } from '../storage/add.ts'
import type { Columns, Noun } from '../storage/columns.ts'
import type { Db } from '../storage/db.ts'
import { everything } from '../storage/records.ts'

/**
 * Everything that a database holds, as the lines of a data set, in the order of keys: the same world gives the same
 * lines, on either engine. Give it a snapshot, so that all lines see one moment.
 */
export async function* exportLines(db: Db): AsyncGenerator<string> {
  yield HEADER
  let records = 0
  for (const record of RECORD_NAMES) {
    for await (const objects of everything<object>(db, nounOf(record))) {
      records += objects.length
      for (const one of objects) yield writeRecord(record, one)
    }
  }
  yield endLine(records)
}

function nounOf(record: RecordName): Noun<object, Columns> {
  return KEPT[record].noun as unknown as Noun<object, Columns>
}
