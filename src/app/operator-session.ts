import { randomBytes } from 'node:crypto'
import type { Id } from '../domain/id.ts'
import { scopesOfOperator } from '../domain/operator.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import {
  type FoundOperatorSession,
  findOperatorSession,
  insertOperatorSession,
  removeEndedOperatorSessions,
  touchOperatorSession,
} from '../storage/operators.ts'
import { hashOf } from '../storage/secret.ts'
import type { Writer } from '../writer/writer.ts'
import type { Judged } from './access.ts'

const MINUTE = 60_000

/** A person's session ends after a working day, however much it is used. */
const LONGEST_SESSION = 12 * 60 * MINUTE

/** And after this long without a call. */
const IDLE_SESSION = 2 * 60 * MINUTE

/** How often it is written down that a session is in use. */
const TOUCH_EVERY = 5 * MINUTE

/** Calls of a person in any minute: more than anybody makes at a page, fewer than a page that runs away. */
export const PERSON_CALLS = 1200

/** What the secrets of people's sessions begin with, so that one is told from a token's. */
const PREFIX = 'person_'

/** Whether a secret is of a person's session. */
export function isPersonSecret(secret: string): boolean {
  return secret.startsWith(PREFIX)
}

/** Opens a session for a person, inside a transaction; gives its secret. */
export async function openPersonSession(db: Db, operator: Id, now: Instant): Promise<string> {
  const secret = PREFIX + randomBytes(32).toString('base64url')
  await removeEndedOperatorSessions(db, now)
  await insertOperatorSession(db, {
    secretHash: hashOf(secret),
    operator,
    issuedAt: now,
    usedAt: now,
    expiresAt: now + LONGEST_SESSION,
  })
  return secret
}

/** The session of a person, if it is good at this moment. Writes down now and then that it is in use. */
export async function personSession(
  { storage, writer }: { storage: Storage; writer: Writer },
  secretHash: string,
  now: Instant,
): Promise<Judged | Problem> {
  const found = await findOperatorSession(storage.db, secretHash)
  const trouble = whyNot(found, now)
  if (trouble) return trouble
  const { session, operator, sees } = found as FoundOperatorSession
  if (now - session.usedAt >= TOUCH_EVERY) {
    await writer.run({
      organisations: [],
      work: async ({ db }) => touchOperatorSession(db, secretHash, now),
    })
  }
  return {
    session: {
      by: { actor: null, operator: operator.id },
      customer: operator.customer,
      scopes: scopesOfOperator(operator),
      sees: new Set(sees),
      everywhere: operator.organisations === null,
      callLimit: PERSON_CALLS,
    },
    expiresAt: session.expiresAt,
  }
}

function whyNot(found: FoundOperatorSession | undefined, now: Instant): Problem | undefined {
  if (!found || found.operator.disabledAt !== null)
    return problem('session-invalid', 'The session is not valid; sign in again.')
  const { issuedAt, usedAt, expiresAt } = found.session
  // A clock that was far ahead when the session was issued must not make it last for ever.
  const isFarAhead = issuedAt - now > LONGEST_SESSION
  if (now >= expiresAt || isFarAhead)
    return problem('session-expired', 'You signed in more than 12 hours ago; sign in again.')
  if (now - usedAt >= IDLE_SESSION)
    return problem('session-expired', 'Nothing was done for 2 hours, so you were signed out; sign in again.')
  return undefined
}
