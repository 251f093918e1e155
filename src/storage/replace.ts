import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { certain } from '../domain/certain.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from './db.ts'
import { ENTITIES } from './entities.ts'

/** What hangs on things that are kept, and goes before them: by table, with its key. */
const DEPENDENT: readonly Keyed[] = [
  { table: 'digests', key: ['customer_id', 'day'] },
  { table: 'sessions', key: ['secret_hash'] },
  { table: 'operator_sessions', key: ['secret_hash'] },
  { table: 'operator_links', key: ['secret_hash'] },
  { table: 'operator_browsers', key: ['secret_hash'] },
  { table: 'operator_identities', key: ['issuer', 'subject'] },
  { table: 'call_leases', key: ['token_id', 'second'] },
  { table: 'directory', key: ['kind', 'id'] },
  { table: 'unit_standards', key: ['customer_id', 'standard_id', 'unit_id'] },
  { table: 'history_heads', key: ['organisation_id'] },
]

interface Keyed {
  table: string
  key: readonly string[]
}

/** Rows that one statement removes: few enough for other work to have its turn soon. */
const PIECE = 5000

/**
 * Removes everything that is kept, sessions included. Counters of ids stay: a number that was given once, perhaps to
 * something that only a log remembers, is not given again.
 */
export async function removeEverything(db: Db): Promise<void> {
  const kept = Object.values(ENTITIES).map(({ entity }): Keyed => entity)
  for (const keyed of [...DEPENDENT, ...kept.reverse()]) await removeAll(db, keyed)
}

/** Removes all rows of a table, in the order of its key. */
async function removeAll(db: Db, { table, key }: Keyed): Promise<void> {
  const columns = sql.join(key.map(column => sql.ref(column)))
  let after = sql<boolean>`1 = 1`
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${columns} from ${sql.table(table)} where ${after}
      order by ${columns} limit 1 offset ${PIECE - 1}`.execute(db)
    if (!rows[0]) break
    const bound = sql.join(key.map(column => certain(rows[0])[column]))
    await sql`delete from ${sql.table(table)} where ${after} and (${columns}) <= (${bound})`.execute(db)
    after = sql<boolean>`(${columns}) > (${bound})`
    await setImmediate()
  }
  await sql`delete from ${sql.table(table)} where ${after}`.execute(db)
}

/** Begins a new epoch: cursors from before a restore lead nowhere. */
export async function beginEpoch(db: Db): Promise<void> {
  await db.updateTable('meta').set({ value: randomUUID() }).where('name', '=', 'epoch').execute()
}

/** A token that was revoked, by the hash of its secret. */
interface Revocation {
  secretHash: string
  at: Instant
}

export async function revocations(db: Db): Promise<Revocation[]> {
  const rows = await db
    .selectFrom('tokens')
    .select(['secret_hash', 'revoked_at'])
    .where('revoked_at', 'is not', null)
    .execute()
  return rows.map(row => ({ secretHash: row.secret_hash, at: certain(row.revoked_at) }))
}

/** Addresses of the people of the console who may not come in, with since when. */
export async function disablements(db: Db): Promise<{ email: string; at: Instant }[]> {
  const rows = await db
    .selectFrom('operators')
    .select(['email_folded', 'disabled_at'])
    .where('disabled_at', 'is not', null)
    .execute()
  return rows.map(row => ({ email: row.email_folded, at: certain(row.disabled_at) }))
}

/** Ends the access of people who are there and may come in. */
export async function disableAgain(
  db: Db,
  disabled: readonly { email: string; at: Instant }[],
): Promise<void> {
  for (const { email, at } of disabled) {
    await db
      .updateTable('operators')
      .set({ disabled_at: at })
      .where('email_folded', '=', email)
      .where('disabled_at', 'is', null)
      .execute()
  }
}

/** Revokes tokens that are there and are not revoked. */
export async function revokeAgain(db: Db, revoked: readonly Revocation[]): Promise<void> {
  for (const { secretHash, at } of revoked) {
    await db
      .updateTable('tokens')
      .set({ revoked_at: at })
      .where('secret_hash', '=', secretHash)
      .where('revoked_at', 'is', null)
      .execute()
  }
}
