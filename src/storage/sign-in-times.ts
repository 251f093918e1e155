import type { Db } from './db.ts'

/**
 * Moves when every token, session and link of this server ends, by milliseconds: along with a clock that was set by as many,
 * so that whoever is signed in stays so, and what had ended stays ended.
 */
export async function moveSignInTimes(db: Db, by: number): Promise<void> {
  await db
    .updateTable('tokens')
    .set(eb => ({ expires_at: eb('expires_at', '+', by) }))
    .where('expires_at', 'is not', null)
    .execute()
  await db
    .updateTable('sessions')
    .set(eb => ({ issued_at: eb('issued_at', '+', by), expires_at: eb('expires_at', '+', by) }))
    .execute()
  await db
    .updateTable('operator_sessions')
    .set(eb => ({
      issued_at: eb('issued_at', '+', by),
      used_at: eb('used_at', '+', by),
      expires_at: eb('expires_at', '+', by),
    }))
    .execute()
  for (const table of ['operator_links', 'operator_browsers'] as const)
    await db
      .updateTable(table)
      .set(eb => ({ expires_at: eb('expires_at', '+', by) }))
      .execute()
}
