import type { Token } from '../domain/access.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Grant } from './limiter.ts'
import type { Services } from './services.ts'

/** Failed sign-ins that one address may make in a minute. */
const FAILED_SIGN_INS = 20

/** A new session, or why there is none and when to come again. */
type SignIn = { session: string; token: Token } | { refused: Problem; retryAfter?: number }

/**
 * Signs in with the secret of a customer token. Counts as a call of the token; failures are limited by address, so that
 * secrets cannot be tried out; a good token is never refused for the failures of others. Source: docs/onefile-api.md#2.2, #2.3.
 */
export async function signIn(
  services: Services,
  secret: string | undefined,
  address: string,
): Promise<SignIn> {
  const token = secret ? await services.access.tokenOf(secret) : noToken()
  if (isProblem(token)) return failure(services, token, address)
  const grant = await services.limiter.take(token.id, token.callLimit)
  if (!grant.granted) return { refused: callLimit(token.callLimit, grant), retryAfter: grant.retryAfter }
  const session = await services.access.openSession(token)
  return isProblem(session) ? { refused: session } : { session, token }
}

/** A failure is looked at and counted in one go, so that many at once get no further than one after another. */
function failure({ failedSignIns }: Services, trouble: Problem, address: string): SignIn {
  const patience = failedSignIns.room(address, FAILED_SIGN_INS)
  if (!patience.granted)
    return { refused: tooManyFailures(patience.retryAfter), retryAfter: patience.retryAfter }
  failedSignIns.add(address)
  return { refused: trouble }
}

/** The problem of a token that has used up its minute. */
export function callLimit(limit: number, grant: Extract<Grant, { granted: false }>): Problem {
  return problem(
    'call-limit',
    `The token has made its ${limit} calls of the last minute; go on in ${grant.retryAfter} seconds.`,
  )
}

function noToken(): Problem {
  return problem('token-invalid', 'The customer token is missing; send it in the header X-CustomerToken.')
}

function tooManyFailures(seconds: number): Problem {
  return problem(
    'sign-in-limit',
    `Too many sign-ins from this address have failed; correct the token and try again in ${seconds} seconds.`,
  )
}
