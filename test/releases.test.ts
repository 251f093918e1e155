import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { exportLines } from '../src/dataset/export.ts'
import { SCHEMA_VERSION } from '../src/storage/migrate.ts'
import type { EngineName } from '../src/storage/open.ts'
import { openStorage } from '../src/storage/open.ts'
import { NOW } from './cast.ts'
import type { KeptRelease, Value } from './kept-release.ts'
import { ENGINES, freshAddress } from './stage.ts'

const FOLDER = join(import.meta.dirname, 'releases')
const RELEASES = readdirSync(FOLDER).map(
  file => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as KeptRelease,
)

/** Makes a database as the release had it, past the code of today. */
async function makeAsItWas(
  engine: EngineName,
  address: string,
  { create, rows }: KeptRelease,
): Promise<void> {
  const [clustered, bytewise] = engine === 'sqlite' ? [' without rowid', ''] : ['', ' collate "C"']
  const statements = create.map(statement =>
    statement.replaceAll('{clustered}', clustered).replaceAll('{bytewise}', bytewise),
  )
  const inserts = rows.flatMap(({ table, rows: all }) => all.map(row => insertion(table, row)))
  if (engine === 'sqlite') {
    const database = new DatabaseSync(address)
    for (const statement of [...statements, ...inserts]) database.exec(statement)
    database.close()
    return
  }
  const client = new Client({ connectionString: address })
  await client.connect()
  for (const statement of [...statements, ...inserts]) await client.query(statement)
  await client.end()
}

function insertion(table: string, row: Record<string, Value>): string {
  const values = Object.values(row).map(value =>
    typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value),
  )
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}

describe.each(ENGINES)('a database on %s', engine => {
  test.each(RELEASES.map(kept => [kept.release, kept] as const))(
    'made by release %s is brought up to date, and holds what it held',
    async (_release, kept) => {
      const { address, remove } = await freshAddress(engine)
      await makeAsItWas(engine, address, kept)
      const storage = await openStorage(address, NOW)
      const { version } = await storage.db
        .selectFrom('schema_migrations' as never)
        .select(({ fn }) => fn.max('version' as never).as('version'))
        .executeTakeFirstOrThrow()
      const lines: string[] = []
      await storage.snapshot(async db => {
        for await (const line of exportLines(db)) lines.push(line)
      })
      await storage.close()
      remove()
      expect(version).toBe(SCHEMA_VERSION)
      expect(lines).toEqual(kept.holds)
    },
  )
})
