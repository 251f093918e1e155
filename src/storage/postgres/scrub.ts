import { setTimeout } from 'node:timers/promises'
import type { Client } from 'pg'

/** How long to wait for readers of an earlier moment, and how often to look, in milliseconds. */
const PATIENCE = 10_000
const EVERY = 50

/** Tables whose rows may say something of a person. */
const PERSONAL = [
  ...['users', 'learning_aims', 'unit_summaries', 'visits', 'reviews', 'plans', 'timesheet_entries'],
  ...['off_the_job', 'runs', 'placements', 'classrooms', 'providers', 'tokens', 'directory', 'sync_lines'],
  ...['imports', 'import_pieces', 'import_lines'],
]

/**
 * Removes the old versions of rows, and makes the statistics anew, which hold samples of what is in a table. Gives
 * false where somebody still reads an earlier moment, since that keeps old versions where they are.
 */
export async function scrub(client: Client): Promise<boolean> {
  const { rows } = await client.query('select pg_current_xact_id()::text as now')
  if (!(await soon(() => isPast(client, rows[0].now)))) return false
  // A few dead rows are gone sooner than workers to look for them would have started.
  await client.query(`vacuum (index_cleanup on, truncate off, parallel 0) ${PERSONAL.join(', ')}`)
  await client.query(`analyze ${(await sampled(client)).join(', ')}`)
  // Without the right to it PostgreSQL skips the table with a warning; its old versions then wait for the autovacuum.
  await client.query('vacuum pg_catalog.pg_statistic')
  return true
}

/** Tables with the columns whose samples may say something of a person: all but keys and references. */
async function sampled(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ target: string }>(
    `select format('%I (%s)', relname, string_agg(quote_ident(attname), ', ')) as target
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where pg_class.oid = any ($1::regclass[]) and not exists (
      select 1 from pg_constraint
      where conrelid = pg_class.oid and contype in ('p', 'f', 'u') and attnum = any (conkey))
    group by relname`,
    [PERSONAL],
  )
  return rows.map(row => row.target)
}

/** Whether nobody else reads a moment from before this transaction. */
async function isPast(client: Client, transaction: string): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
      and backend_xmin is not null and age(backend_xmin) > age(($1)::text::xid8::xid) limit 1`,
    [transaction],
  )
  return rows.length === 0
}

async function soon(attempt: () => Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await setTimeout(EVERY)) {
    if (await attempt()) return true
  }
  return false
}
