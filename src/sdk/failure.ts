import type { Call, ReplyGot } from './call.ts'
import {
  type CallError,
  LimitError,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
  UnknownOutcomeError,
} from './errors.ts'
import type { Exchange } from './fetch.ts'
import { readRefusal } from './read-refusal.ts'
import { refusedField } from './refused-field.ts'
import { UNTOLD_WAIT } from './retry.ts'

type Secrets = Iterable<string>

/** The error of a call that is given up. */
export function failureOf(
  { name: call, endpoint }: Call,
  outcome: Exchange,
  as: 'limit' | 'unavailable' | 'unknown',
  secrets: Secrets,
): CallError {
  const told = {
    call,
    ...(outcome.kind === 'reply' ? { status: outcome.status } : causeOf(outcome, secrets)),
  }
  if (as === 'limit') {
    const retryAfter = (outcome as ReplyGot).retryAfter ?? UNTOLD_WAIT
    const sentence = `${call} was not done: the server takes no more calls and asks to wait ${retryAfter} seconds. Go on after that.`
    return new LimitError({ ...told, code: 'call-limit', sentence, retryAfter })
  }
  const why = outcome.kind === 'lost' ? outcome.why : whatWasSaid(endpoint.api, outcome, secrets)
  if (as === 'unknown') {
    const sentence = `Nobody knows whether ${call} was done: ${why}. Look before you send it again, for it would be done twice.`
    return new UnknownOutcomeError({ ...told, code: 'outcome-unknown', sentence })
  }
  const sentence = `${call} was not confirmed: ${why}. Try later; sending it again does no harm.`
  return new UnavailableError({ ...told, code: 'unavailable', sentence })
}

/** The error of a call that the server refused, in the server's own words. */
export function refusalOf({ name: call, endpoint }: Call, reply: ReplyGot, secrets: Secrets): RefusedError {
  const { status } = reply
  const reasons = readRefusal(endpoint.api, hide(reply.text, secrets))
  const sentence = reasons.sentence ?? `The server refused ${call} with status ${status} and gave no reason.`
  const field = reasons.field ?? (endpoint.api === 'onefile' ? refusedField(endpoint, reasons) : undefined)
  const refused = { call, status, ...reasons, field, sentence, code: reasons.code ?? 'refused' }
  if (endpoint.access === 'customer-token' && NO_TOKEN.has(status))
    return new UnauthorizedError({ ...refused, code: 'token-invalid' })
  if (status !== 401) return new RefusedError(refused)
  return new UnauthorizedError({ ...refused, code: reasons.code ?? 'session-invalid' })
}

/** Nobody knows with which status OneFile's service refuses a token. Source: docs/onefile-api.md#q20. */
const NO_TOKEN = new Set([400, 401, 403])

/** The error of an answer that cannot be understood; `why` goes on from "The answer to …". */
export function unexpected({ name: call }: Call, { status }: ReplyGot, why: string): UnexpectedAnswerError {
  const sentence = `The answer to ${call} ${why}. Check that the address is that of a OneFile or Caseload server.`
  return new UnexpectedAnswerError({ call, status, code: 'answer-unexpected', sentence })
}

function whatWasSaid(api: Call['endpoint']['api'], { status, text }: ReplyGot, secrets: Secrets): string {
  const { sentence } = readRefusal(api, hide(text, secrets))
  const answered = `the server answered ${status}`
  return sentence === undefined ? answered : `${answered} and said: ${sentence.replace(/\.$/, '')}`
}

function hide(text: string, secrets: Secrets): string {
  return [...secrets].reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
}

/** The cause as it is, unless somebody wrote a secret into it. */
function causeOf({ cause }: Extract<Exchange, { kind: 'lost' }>, secrets: Secrets): { cause: unknown } {
  const told = cause instanceof Error ? `${cause.message}${cause.stack}` : String(cause)
  return { cause: hide(told, secrets) === told ? cause : new Error(hide(String(cause), secrets)) }
}
