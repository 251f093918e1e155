/**
 * `node scripts/keep-release.ts 0.1.0` keeps the database of a release as a file, for the test that upgrades every
 * released one. Run once, when a release is made; what it wrote is never written again.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { composeServices } from '../src/cli/run-server.ts'
import { exportLines } from '../src/dataset/export.ts'
import { importDataSet } from '../src/dataset/import.ts'
import { MIGRATIONS_TABLE } from '../src/storage/migrate.ts'
import { migrations } from '../src/storage/migrations/all.ts'
import { openStorage } from '../src/storage/open.ts'
import type { KeptRelease } from '../test/kept-release.ts'

const ROOT = resolve(import.meta.dirname, '..')
const [release] = process.argv.slice(2)
const path = join(ROOT, `test/releases/${release}.json`)
if (!release || existsSync(path)) throw new Error('Name a release that has not been kept yet, such as 0.2.0.')

const folder = mkdtempSync(join(tmpdir(), 'caseload-release-'))
const file = join(folder, 'caseload.db')
const storage = await openStorage(file, 0)
const { writer } = composeServices(storage, { plainOnefile: false, strictPeople: false })
const sample = readFileSync(join(ROOT, 'docs/sample.jsonl'), 'utf8').trimEnd().split('\n')
await importDataSet(writer, { name: 'docs/sample.jsonl', lines: () => sample })
const lines: string[] = []
await storage.snapshot(async db => {
  for await (const line of exportLines(db)) lines.push(line)
})
await writer.close()
await storage.close()
const kept: KeptRelease = { release, create: statements(), rows: rowsOf(file), holds: lines }
rmSync(folder, { recursive: true })
writeFileSync(path, `${JSON.stringify(kept, null, 1)}\n`)

/** The statements that make the schema; `{clustered}` and `{bytewise}` stand where the engines differ. */
function statements(): string[] {
  return [
    MIGRATIONS_TABLE,
    ...migrations.flatMap(migration => [...migration.statements('{clustered}', '{bytewise}')]),
  ]
}

/** Every row of every table, tables that others refer to first. */
function rowsOf(database: string): KeptRelease['rows'] {
  const open = new DatabaseSync(database, { readOnly: true })
  const tables = open
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid",
    )
    .all()
  const rows = tables.map(({ name }) => ({
    table: String(name),
    rows: open.prepare(`select * from "${name}"`).all() as Record<string, string | number | null>[],
  }))
  open.close()
  return rows.filter(one => one.rows.length > 0)
}
