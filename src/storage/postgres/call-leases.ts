import { sql } from 'kysely'
import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { CallLease } from '../database.ts'
import type { Db } from '../db.ts'

/**
 * Takes calls of a token's sliding minute as `Sharing` says. The database's own clock counts, for the servers' may differ.
 */
export function leaseCalls(
  db: Db,
  token: Id,
  limit: number,
  wanted: number,
  lifetime: number,
): Promise<CallLease> {
  return db.transaction().execute(async tx => {
    // What a crash could lose is no more than a few calls, so nobody waits for the disk or a standby.
    await sql`set local synchronous_commit = off`.execute(tx)
    await sql`select pg_advisory_xact_lock(${LEASE_LOCK}, ${token}::int)`.execute(tx)
    const now = await databaseSecond(tx)
    const from = now - 60
    await tx.deleteFrom('call_leases').where('token_id', '=', token).where('second', '<=', from).execute()
    const rows = await tx
      .selectFrom('call_leases')
      .select(['second', 'taken'])
      .where('token_id', '=', token)
      .execute()
    await countAgain(tx, token, now + lifetime, rows)
    const used = rows.reduce((sum, row) => sum + row.taken, 0)
    const granted = Math.max(0, Math.min(wanted, limit - used))
    if (granted > 0) await spend(tx, token, now + lifetime, granted)
    const oldest = Math.min(...rows.map(row => row.second), now + lifetime)
    return { granted, retryAfter: Math.max(1, oldest + 61 - now) }
  })
}

/** First half of the key of the advisory lock that leases of one token take. */
const LEASE_LOCK = 4680

interface Spent {
  second: number
  taken: number
}

/** What lies beyond the last second that can be is from before the clock was set back: it counts from now on. */
async function countAgain(db: Db, token: Id, last: number, rows: readonly Spent[]): Promise<void> {
  const ahead = rows.filter(({ second }) => second > last)
  if (ahead.length === 0) return
  await db.deleteFrom('call_leases').where('token_id', '=', token).where('second', '>', last).execute()
  for (const { taken } of ahead) await spend(db, token, last, taken)
}

async function databaseSecond(db: Db): Promise<number> {
  const { rows } = await sql<{ second: number }>`
    select floor(extract(epoch from clock_timestamp()))::bigint as second`.execute(db)
  return certain(rows[0]).second
}

async function spend(db: Db, token: Id, second: number, taken: number): Promise<void> {
  await db
    .insertInto('call_leases')
    .values({ token_id: token, second, taken })
    .onConflict(conflict =>
      conflict
        .columns(['token_id', 'second'])
        .doUpdateSet({ taken: sql<number>`call_leases.taken + ${taken}` }),
    )
    .execute()
}
