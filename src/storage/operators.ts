import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import type { Operator, OperatorRole } from '../domain/operator.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from './db.ts'
import { entity, id, jsonOrNull, number, numberOrNull, text, textOrNull, truth, word } from './entity.ts'
import { find } from './records.ts'
import { organisationsSeen } from './sessions.ts'

/** An operator as stored: the password only as a hash with its parameters, nothing where none is set. */
export interface StoredOperator extends Operator {
  passwordHash: string | null
}

export const operators = entity<StoredOperator>()({
  table: 'operators',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    name: text('name', 'own'),
    email: text('email', 'own'),
    role: word<OperatorRole>()('role'),
    sensitive: truth('sensitive'),
    organisations: jsonOrNull<readonly Id[]>()('organisations', 'none'),
    createdAt: number('created_at'),
    disabledAt: numberOrNull('disabled_at'),
    passwordHash: textOrNull('password_hash', 'none'),
  },
  derived: { email_folded: operator => foldCase(operator.email) },
})

/** The operator with an address, whatever its letter case; nothing when there is none. */
export async function findOperatorByEmail(db: Db, email: string): Promise<StoredOperator | undefined> {
  const row = await db
    .selectFrom('operators')
    .select('id')
    .where('email_folded', '=', foldCase(email))
    .executeTakeFirst()
  return row && find(db, operators, { id: row.id })
}

/** Tables of secrets that belong to an operator. */
type SecretTable = 'operator_links' | 'operator_browsers'

/** A secret of an operator as stored: only as a hash. */
interface OperatorSecret {
  secretHash: string
  operator: Id
  expiresAt: Instant
}

/** Keeps a link or a known browser. */
export async function insertOperatorSecret(
  db: Db,
  table: SecretTable,
  { secretHash, operator, expiresAt }: OperatorSecret,
): Promise<void> {
  await db
    .insertInto(table)
    .values({ secret_hash: secretHash, operator_id: operator, expires_at: expiresAt })
    .execute()
}

/** Whose secret it is that is good at a moment; nothing where there is none. */
export async function findOperatorSecret(
  db: Db,
  table: SecretTable,
  secretHash: string,
  at: Instant,
): Promise<Id | undefined> {
  const row = await db
    .selectFrom(table)
    .select('operator_id')
    .where('secret_hash', '=', secretHash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row?.operator_id
}

/** Removes the secrets of an operator, and those of anybody that are over. */
export async function removeOperatorSecrets(
  db: Db,
  table: SecretTable,
  operator: Id,
  at: Instant,
): Promise<void> {
  await db
    .deleteFrom(table)
    .where(where => where.or([where('operator_id', '=', operator), where('expires_at', '<=', at)]))
    .execute()
}

/** Removes secrets of anybody that are over. */
export async function removeEndedSecrets(db: Db, table: SecretTable, at: Instant): Promise<void> {
  await db.deleteFrom(table).where('expires_at', '<=', at).execute()
}

/** A session of a person as stored: its secret only as a hash. */
interface StoredOperatorSession {
  secretHash: string
  operator: Id
  issuedAt: Instant
  /** When it was last known to be used; written now and then. */
  usedAt: Instant
  expiresAt: Instant
}

export async function insertOperatorSession(db: Db, session: StoredOperatorSession): Promise<void> {
  await db
    .insertInto('operator_sessions')
    .values({
      secret_hash: session.secretHash,
      operator_id: session.operator,
      issued_at: session.issuedAt,
      used_at: session.usedAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** A session of a person with the person and the organisations it sees. */
export interface FoundOperatorSession {
  session: StoredOperatorSession
  operator: StoredOperator
  sees: Id[]
}

/** The session of a secret, with its person; nothing when there is none. */
export async function findOperatorSession(
  db: Db,
  secretHash: string,
): Promise<FoundOperatorSession | undefined> {
  const row = await db
    .selectFrom('operator_sessions')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  const operator = row && (await find(db, operators, { id: row.operator_id }))
  if (!row || !operator) return undefined
  const session = {
    secretHash,
    operator: operator.id,
    issuedAt: row.issued_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
  }
  return { session, operator, sees: await organisationsSeen(db, operator) }
}

/** Notes that a session is in use; a clock that was set back takes nothing back. */
export async function touchOperatorSession(db: Db, secretHash: string, at: Instant): Promise<void> {
  await db
    .updateTable('operator_sessions')
    .set({ used_at: at })
    .where('secret_hash', '=', secretHash)
    .where('used_at', '<', at)
    .execute()
}

/** Ends one session. */
export async function removeOperatorSession(db: Db, secretHash: string): Promise<void> {
  await db.deleteFrom('operator_sessions').where('secret_hash', '=', secretHash).execute()
}

/** Ends every session of a person, but the one that is kept if one is named. */
export async function removeOperatorSessions(db: Db, operator: Id, kept = ''): Promise<void> {
  await db
    .deleteFrom('operator_sessions')
    .where('operator_id', '=', operator)
    .where('secret_hash', '<>', kept)
    .execute()
}

/** Removes sessions that ended before a moment. */
export async function removeEndedOperatorSessions(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('operator_sessions').where('expires_at', '<', before).execute()
}

/** Uses up a link that is good at a moment; false where somebody else has, or it is over. */
export async function takeOperatorLink(db: Db, secretHash: string, at: Instant): Promise<boolean> {
  const result = await db
    .deleteFrom('operator_links')
    .where('secret_hash', '=', secretHash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whether anybody who may come in has a password. */
export async function hasPasswords(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('operators')
    .select('id')
    .where('password_hash', 'is not', null)
    .where('disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Somebody of another sign-in service who is an operator here. */
interface Identity {
  issuer: string
  subject: string
  operator: Id
  linkedAt: Instant
}

/** The operator that an identity is bound to. */
export async function findIdentity(db: Db, issuer: string, subject: string): Promise<Id | undefined> {
  const row = await db
    .selectFrom('operator_identities')
    .select('operator_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.operator_id
}

/** Whether an operator is bound to somebody of a service. */
export async function isBoundTo(db: Db, operator: Id, issuer: string): Promise<boolean> {
  const row = await db
    .selectFrom('operator_identities')
    .select('subject')
    .where('operator_id', '=', operator)
    .where('issuer', '=', issuer)
    .executeTakeFirst()
  return row !== undefined
}

/** Binds an identity to an operator. */
export async function insertIdentity(
  db: Db,
  { issuer, subject, operator, linkedAt }: Identity,
): Promise<void> {
  await db
    .insertInto('operator_identities')
    .values({ issuer, subject, operator_id: operator, linked_at: linkedAt })
    .execute()
}

/** Unbinds an operator from every other service. */
export async function removeIdentities(db: Db, operator: Id): Promise<void> {
  await db.deleteFrom('operator_identities').where('operator_id', '=', operator).execute()
}
