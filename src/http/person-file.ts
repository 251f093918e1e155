import type { AccountFile, PersonExport } from '../app/export-person.ts'
import { RECORD_FIELDS } from '../contract/dataset.ts'
import { writeFields } from '../contract/fields.ts'
import { writeWhole } from '../dataset/whole-file.ts'

/**
 * Writes everything about one person as a JSON file that people and programs can read: for each account its records by
 * kind, in the words of the data set format. Gives the number of records. Throws UnwritableFile.
 */
export async function writePerson({ accounts, ...rest }: PersonExport, file: string): Promise<number> {
  const told = { ...rest, accounts: accounts.map(toldAccount) }
  await writeWhole(file, linesOf(told), { compressed: false })
  return accounts.flatMap(one => one.records).reduce((sum, [, objects]) => sum + objects.length, 0)
}

function toldAccount({ user, records, mentions }: AccountFile): object {
  const byKind = records.map(([record, objects]) => [
    record,
    objects.map(one => writeFields(RECORD_FIELDS[record], one as never)),
  ])
  return { user, records: Object.fromEntries(byKind), mentions }
}

async function* linesOf(told: object): AsyncGenerator<string> {
  yield* JSON.stringify(told, null, 2).split('\n')
}
