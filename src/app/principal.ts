import type { Id } from '../domain/id.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Storage } from '../storage/database.ts'
import { find } from '../storage/records.ts'
import { organisationsSeen } from '../storage/sessions.ts'
import { tokens } from '../storage/tokens.ts'
import type { LiveSession } from './access.ts'
import { streamPrefix } from './reach.ts'
import type { Caller, Services } from './services.ts'

/** For whom the server does work beside their calls: a program with its token, or a person. */
interface Principal {
  token: Id | null
  operator: Id | null
}

/** The caller as somebody for whom work is done. */
export function principalOf({ token }: Caller): Principal {
  return { token, operator: null }
}

/** What the caller is called: the person, or else the token. */
export async function callerName({ storage }: Pick<Services, 'storage'>, { token }: Caller): Promise<string> {
  const found = await find(storage.db, tokens, { id: token })
  return found?.name ?? `token ${token}`
}

/**
 * What a principal may do just now, narrowed to some organisations: as a session of theirs, which is not counted among their calls, and
 * in which the sync keeps what it knows apart where it does not cover all organisations of the customer.
 */
export async function standingOf(
  { db }: Storage,
  { token: id }: Principal,
  organisations: readonly Id[] | null,
): Promise<LiveSession | Problem> {
  const token = id === null ? undefined : await find(db, tokens, { id })
  if (!token || token.revokedAt !== null) return ended()
  const sees = (await organisationsSeen(db, token)).filter(one => organisations?.includes(one) ?? true)
  const { secretHash: _, ...open } = token
  return {
    token: { ...open, organisations: organisations === null ? token.organisations : sees },
    sees: new Set(sees),
    work: { streams: streamPrefix(organisations) },
  }
}

function ended(): Problem {
  return problem(
    'session-invalid',
    'Whoever asked for this may not call any more; sign in and ask for it again.',
  )
}
