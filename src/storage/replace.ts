import { randomUUID } from 'node:crypto'
import type { Instant } from '../domain/time.ts'
import { KEPT } from './add.ts'
import type { Db } from './db.ts'
import type { Tables } from './tables.ts'

/** What hangs on things that are kept, and goes before them. */
const DEPENDENT = ['sessions', 'call_leases', 'directory', 'unit_standards', 'history_heads'] as const

/**
 * Removes everything that is kept, sessions included. Counters of ids stay: a number that was given once, perhaps to
 * something that only a log remembers, is not given again.
 */
export async function removeEverything(db: Db): Promise<void> {
  const kept = Object.values(KEPT).map(({ noun }) => noun.table as keyof Tables)
  for (const table of [...DEPENDENT, ...kept.reverse()]) await db.deleteFrom(table).execute()
}

/** Begins another life of the data: cursors from the one before lead nowhere. */
export async function beginEpoch(db: Db): Promise<void> {
  await db.updateTable('meta').set({ value: randomUUID() }).where('name', '=', 'epoch').execute()
}

/** A token that was revoked, by the hash of its secret. */
export interface Revocation {
  secretHash: string
  at: Instant
}

export async function revocations(db: Db): Promise<Revocation[]> {
  const rows = await db
    .selectFrom('tokens')
    .select(['secret_hash', 'revoked_at'])
    .where('revoked_at', 'is not', null)
    .execute()
  return rows.map(row => ({ secretHash: row.secret_hash, at: row.revoked_at! }))
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
