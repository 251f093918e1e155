import { isLive, type Token } from '../domain/access.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { scopesOfOperator } from '../domain/operator.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { operators } from '../storage/operators.ts'
import { find } from '../storage/records.ts'
import { organisationsSeen } from '../storage/sessions.ts'
import { tokens } from '../storage/tokens.ts'
import type { LiveSession } from './access.ts'
import { PERSON_CALLS } from './operator-session.ts'
import { streamPrefix } from './reach.ts'
import type { Caller, Services } from './services.ts'

/** For whom the server does work beside their calls: a program with its token, or a person. */
interface Principal {
  token: Id | null
  operator: Id | null
}

/** The caller as somebody for whom work is done. */
export function principalOf({ by }: Caller): Principal {
  return { token: by.actor, operator: by.operator }
}

/** What the caller is called: the person, or else the token. */
export async function callerName({ storage }: Pick<Services, 'storage'>, { by }: Caller): Promise<string> {
  if (by.operator !== null) return certain(await find(storage.db, operators, { id: by.operator })).name
  const found = by.actor === null ? undefined : await find(storage.db, tokens, { id: by.actor })
  return found?.name ?? `token ${by.actor}`
}

/**
 * What a principal may do just now, narrowed to some organisations: as a session of theirs, which is not counted among their calls, and
 * in which the sync keeps what it knows apart where it does not cover all organisations of the customer.
 */
export async function standingOf(
  { db }: Storage,
  principal: Principal,
  organisations: readonly Id[] | null,
  now: Instant,
): Promise<LiveSession | Problem> {
  const account = await accountOf(db, principal, now)
  if (!account) return ended()
  const seen = await organisationsSeen(db, account)
  const reach = organisations ?? account.organisations
  return {
    by: { actor: principal.token, operator: principal.operator },
    customer: account.customer,
    scopes: account.scopes,
    sees: new Set(seen.filter(one => organisations?.includes(one) ?? true)),
    everywhere: reach === null,
    callLimit: account.callLimit,
    work: { streams: streamPrefix(reach) },
  }
}

/** What somebody may do, token or person. */
type PrincipalAccount = Pick<Token, 'customer' | 'scopes' | 'organisations' | 'callLimit'>

/** The account of a principal that may call at this moment; nothing where it may not any more. */
async function accountOf(
  db: Db,
  { token, operator }: Principal,
  now: Instant,
): Promise<PrincipalAccount | undefined> {
  if (operator !== null) {
    const person = await find(db, operators, { id: operator })
    if (!person || person.disabledAt !== null) return undefined
    return { ...person, scopes: scopesOfOperator(person), callLimit: PERSON_CALLS }
  }
  const found = token === null ? undefined : await find(db, tokens, { id: token })
  return found && isLive(found, now) ? found : undefined
}

function ended(): Problem {
  return problem(
    'session-invalid',
    'Whoever asked for this may not call any more; sign in and ask for it again.',
  )
}
