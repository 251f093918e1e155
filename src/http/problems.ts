import type { FastifyReply } from 'fastify'
import type { AnyEndpoint, Api } from '../contract/endpoint.ts'
import { ONEFILE_CODES } from '../contract/onefile/codes.ts'
import { statusOf } from '../contract/statuses.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'

/** A problem as an answer: its status, its body, and the headers that go with it. */
interface ProblemAnswer {
  status: number
  type: string
  body: Record<string, unknown>
  /** What a caller without a good session or token is asked for (RFC 9110, 11.6.1). */
  challenge?: string
  /** Seconds after which the call may be sent again. */
  retryAfter?: number | undefined
}

/** Where the pages of the documentation explain a problem. */
const TYPE_BASE = '/docs/problems#'

/**
 * A problem as the caller's API tells it: `{code, message}` on OneFile's, RFC 9457 on ours.
 * Its sentence begins with the caller's own name for the field, where there is one.
 */
export function tell(api: Api, trouble: Problem, endpoint?: AnyEndpoint): ProblemAnswer {
  const field = endpoint && wireName(endpoint, trouble.about)
  const status = statusOf(api, trouble.code, field?.inPath ?? false)
  if (api === 'onefile') {
    const message =
      field && !trouble.sentence.startsWith(field.name)
        ? `${field.name}: ${trouble.sentence}`
        : trouble.sentence
    const body = { code: ONEFILE_CODES[trouble.code], message }
    return { status, type: 'application/json; charset=utf-8', body, ...headersOf(status, trouble) }
  }
  const body = {
    type: `${TYPE_BASE}${trouble.code}`,
    title: trouble.code,
    status,
    code: trouble.code,
    detail: trouble.sentence,
    ...(field && { field: field.name }),
    ...(trouble.candidates && { candidates: trouble.candidates }),
    ...extras(trouble),
  }
  return { status, type: 'application/problem+json; charset=utf-8', body, ...headersOf(status, trouble) }
}

/** Seconds after which what was refused for now is worth another try. */
const COME_AGAIN: Partial<Record<ProblemCode, number>> = {
  'too-busy': 1,
  stopping: 5,
  'storage-unavailable': 2,
}

function headersOf(status: number, trouble: Problem): Pick<ProblemAnswer, 'challenge' | 'retryAfter'> {
  return { ...challenge(status, trouble), retryAfter: COME_AGAIN[trouble.code] }
}

const TOKEN_CHALLENGE = 'ApiKey realm="Caseload", header="X-CustomerToken"'
const SESSION_CHALLENGE = 'Bearer realm="Caseload"'

/** The session may also go along as a bearer token, so that is what is asked for; error codes are those of RFC 6750. */
function challenge(status: number, { code }: Problem): { challenge?: string } {
  if (status !== 401) return {}
  if (code === 'token-invalid') return { challenge: TOKEN_CHALLENGE }
  return {
    challenge: code === 'session-missing' ? SESSION_CHALLENGE : `${SESSION_CHALLENGE}, error="invalid_token"`,
  }
}

/** What a problem of ours carries beside its sentence, such as the outcome of every change. */
function extras(trouble: Problem): Record<string, unknown> {
  return 'extra' in trouble ? (trouble.extra as Record<string, unknown>) : {}
}

function wireName(
  endpoint: AnyEndpoint,
  about: string | undefined,
): { name: string; inPath: boolean } | undefined {
  if (about === undefined) return undefined
  if (endpoint.params[about]) return { name: endpoint.params[about].name, inPath: true }
  const found = endpoint.body[about] ?? endpoint.query[about]
  return found && { name: found.name, inPath: false }
}

/** Sends a problem. */
export function sendProblem(reply: FastifyReply, answer: ProblemAnswer): FastifyReply {
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter)
  if (answer.challenge !== undefined) reply.header('www-authenticate', answer.challenge)
  return reply.code(answer.status).type(answer.type).send(JSON.stringify(answer.body))
}
