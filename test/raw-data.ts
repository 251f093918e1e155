import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import type { Stage } from './stage.ts'

/**
 * Everything that a database holds, as it is kept: on SQLite the bytes of the file, its WAL and its shared memory, on
 * PostgreSQL every row of every table and the samples that its statistics hold.
 */
export async function rawData({ storage, address }: Stage): Promise<string> {
  if (storage.engine === 'sqlite') {
    return ['', '-wal', '-shm'].map(end => readFileSync(address + end, 'utf8')).join('\n')
  }
  return asking(address, async ask => {
    const tables = await ask(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
    )
    const rows: Record<string, string>[] = []
    for (const { name } of tables) rows.push(...(await ask(`select t::text as row from ${name} t`)))
    const samples = await ask("select s::text as row from pg_stats s where schemaname = 'public'")
    return [...rows, ...samples].map(({ row }) => row).join('\n')
  })
}

/** Versions of rows that PostgreSQL still keeps in the tables, beyond the rows that there are. */
export function deadRows({ address }: Stage, tables: readonly string[]): Promise<number> {
  return asking(address, async ask => {
    await ask('create extension if not exists pageinspect')
    let dead = 0
    for (const table of tables) {
      const [{ kept, live }] = (await ask(`
        select (select count(*) from generate_series(0, pg_relation_size('${table}') / 8192 - 1) as block,
          heap_page_items(get_raw_page('${table}', block::int)) where lp_flags = 1) as kept,
          (select count(*) from ${table}) as live`)) as [Record<string, string>]
      dead += Number(kept) - Number(live)
    }
    return dead
  })
}

type Ask = (sql: string) => Promise<Record<string, string>[]>

async function asking<T>(address: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: address })
  await client.connect()
  try {
    return await work(async sql => (await client.query(sql)).rows)
  } finally {
    await client.end()
  }
}
