import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { type StoredToken, tokens } from './tokens.ts'

/** A session as stored: its secret only as a hash. */
interface StoredSession {
  secretHash: string
  token: Id
  issuedAt: Instant
  expiresAt: Instant
}

/** A session with its token and the organisations it sees. */
export interface FoundSession {
  issuedAt: Instant
  expiresAt: Instant
  token: StoredToken
  organisations: Id[]
}

export async function insertSession(db: Db, session: StoredSession): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      secret_hash: session.secretHash,
      token_id: session.token,
      issued_at: session.issuedAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** Removes sessions that ended before a moment, some at a time. */
export async function removeEndedSessions(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<', before).execute()
}

/** The session of a secret, with its token; nothing when there is none. */
export async function findSession(db: Db, secretHash: string): Promise<FoundSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('tokens', 'tokens.id', 'sessions.token_id')
    .select(['issued_at', 'sessions.expires_at as session_expires_at'])
    .selectAll('tokens')
    .where('sessions.secret_hash', '=', secretHash)
    .executeTakeFirst()
  if (!row) return undefined
  const token = fromRow(tokens, row)
  return {
    issuedAt: row.issued_at,
    expiresAt: row.session_expires_at,
    token,
    organisations: await organisationsSeen(db, token),
  }
}

/** The token of a secret; nothing when there is none. */
export async function findToken(db: Db, secretHash: string): Promise<StoredToken | undefined> {
  const row = await db
    .selectFrom('tokens')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row && fromRow(tokens, row)
}

/** The organisations of a customer, less those that a token or person is not limited to. */
export async function organisationsSeen(
  db: Db,
  { customer, organisations }: Pick<StoredToken, 'customer' | 'organisations'>,
): Promise<Id[]> {
  const rows = await db
    .selectFrom('organisations')
    .select('id')
    .where('customer_id', '=', customer)
    .orderBy('id')
    .execute()
  const all = rows.map(row => row.id)
  return organisations ? all.filter(id => organisations.includes(id)) : all
}

/** How old what is noted of a token's use may be, so that many sign-ins at once do not queue for its row. */
const USE_NOTED_FOR = 60_000

/** Notes that a token was used. */
export async function noteUse(db: Db, id: Id, at: Instant): Promise<void> {
  await db
    .updateTable('tokens')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where(found =>
      found.or([found('last_used_at', 'is', null), found('last_used_at', '<', at - USE_NOTED_FOR)]),
    )
    .execute()
}

/** Marks a token as revoked from a moment on; its sessions end with it. */
export async function revokeToken(db: Db, id: Id, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable('tokens')
    .set({ revoked_at: sql<number>`coalesce(revoked_at, ${at})` })
    .where('id', '=', id)
    .executeTakeFirst()
  await db.deleteFrom('sessions').where('token_id', '=', id).execute()
  return result.numUpdatedRows > 0n
}
