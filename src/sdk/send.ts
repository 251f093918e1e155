import type { AnyEndpoint } from '../contract/endpoint.ts'
import type { WireRequest } from '../contract/request.ts'
import type { Budget } from './budget.ts'
import {
  AbortedError,
  LimitError,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
  UnknownOutcomeError,
} from './errors.ts'
import { type Exchange, exchange, type Outgoing, type Wire } from './fetch.ts'
import { readAnswer, type Unread } from './read-answer.ts'
import { readRefusal } from './read-refusal.ts'
import { judge, type Patience, type Verdict } from './retry.ts'
import type { Session, SessionKeeper } from './sign.ts'
import { orAborted, type Sleep } from './wait.ts'
import { writeCall } from './write-request.ts'

/** What carries calls to a server. */
export interface Carrier {
  /** Address of the server, without the paths of the contract. */
  baseUrl: string
  wire: Wire
  budget: Budget
  patience: Patience
  sleep: Sleep
  random: () => number
  /** Every token and session that was ever sent, to keep them out of errors. */
  secrets: Set<string>
  onUnread?: ((unread: Unread & { call: string }) => void) | undefined
}

/** One call under way. */
export interface Call {
  name: string
  endpoint: AnyEndpoint
  input: Record<string, unknown>
  signal?: AbortSignal | undefined
}

type ReplyGot = Extract<Exchange, { kind: 'reply' }>
type Headers = Readonly<Record<string, string>>

/** Refusals of a session after which a call gives up, where other calls use up sessions at the same time. */
const MOST_REFUSALS = 6

/** Makes a call: write it, sign it, send it within the budget, again if it is safe and needed, and read the answer. */
export async function send(carrier: Carrier, sessions: SessionKeeper, call: Call): Promise<unknown> {
  const request = writeCall(call.name, call.endpoint, call.input)
  if (call.endpoint.access === 'open') return read(carrier, call, await deliver(carrier, call, request, {}))
  let refusals = 0
  let session = await stoppable(call, false, () => sessions.current(call.signal))
  for (;;) {
    const reply = await deliverSigned(carrier, call, request, session)
    if (reply.status !== 401) return read(carrier, call, reply)
    refusals += 1
    if (refusals > 1 && isDud(session)) throw refusal(carrier, call, reply)
    if (refusals >= MOST_REFUSALS) throw refusal(carrier, call, reply)
    const refused = session
    session = await stoppable(call, false, () => sessions.renew(refused, call.signal))
    if (session === refused) throw refusal(carrier, call, reply)
  }
}

/** Signs in: the token's secret for a session's. */
export async function signIn(carrier: Carrier, call: Call, token: string): Promise<string> {
  const request = writeCall(call.name, call.endpoint, call.input)
  const reply = await deliver(carrier, call, request, { 'x-customertoken': token })
  const secret = read(carrier, call, reply) as string
  if (fitsHeader(secret)) return secret
  throw unexpected(call, reply, 'is not a session')
}

/** Whether a header can carry this text, so that no error of the platform will ever print it. */
export function fitsHeader(secret: string): boolean {
  return /^[\x21-\x7e]+$/.test(secret)
}

/** How a session has fared. */
interface Fate {
  used: number
  good: number
}

const fates = new WeakMap<Session, Fate>()

async function deliverSigned(
  carrier: Carrier,
  call: Call,
  request: WireRequest,
  session: Session,
): Promise<ReplyGot> {
  const fate = fates.get(session) ?? { used: 0, good: 0 }
  fates.set(session, fate)
  fate.used += 1
  const reply = await deliver(carrier, call, request, { 'x-tokenid': session.secret })
  if (reply.status !== 401) fate.good += 1
  return reply
}

/** Whether a session never did any call and had none but this one: signing in again would not help. */
function isDud(session: Session): boolean {
  const fate = fates.get(session)
  return fate?.used === 1 && fate.good === 0
}

/** Sends a request within the budget until it has a reply to read. */
async function deliver(carrier: Carrier, call: Call, request: WireRequest, sign: Headers): Promise<ReplyGot> {
  const { budget, wire, patience, random, sleep } = carrier
  const outgoing = outgoingOf(carrier.baseUrl, request, sign)
  for (const secret of Object.values(sign)) carrier.secrets.add(secret)
  const failures = { failed: 0, limited: 0 }
  let mayBeDone = false
  for (;;) {
    await stoppable(call, mayBeDone, () => budget.take(call.signal))
    const outcome = await stoppable(call, true, () => exchange(wire, outgoing, call.signal))
    const verdict = judge(call.endpoint, outcome, failures, patience, random)
    if (verdict.do === 'read') return outcome as ReplyGot
    if (verdict.do === 'give-up') throw failure(carrier, call, outcome, verdict)
    const limited = outcome.kind === 'reply' && outcome.status === 429
    mayBeDone ||= !limited && (outcome.kind === 'reply' || outcome.sent)
    failures[limited ? 'limited' : 'failed'] += 1
    if (verdict.do === 'wait') await budget.backOff(verdict.seconds)
    else await stoppable(call, mayBeDone, () => orAborted(sleep(verdict.pause, call.signal), call.signal))
  }
}

function outgoingOf(baseUrl: string, { method, path, body }: WireRequest, sign: Headers): Outgoing {
  const headers = { accept: 'application/json', ...sign }
  const bare = { method, url: baseUrl + path, headers }
  if (!body) return bare
  return { ...bare, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Does a step that ends early when the caller's signal aborts. */
async function stoppable<T>(call: Call, sent: boolean, step: () => Promise<T>): Promise<T> {
  try {
    call.signal?.throwIfAborted()
    return await step()
  } catch (cause) {
    if (!call.signal?.aborted) throw cause
    throw new AbortedError({ call: call.name, sent, cause: call.signal.reason })
  }
}

function failure(
  { secrets }: Carrier,
  { name: call }: Call,
  outcome: Exchange,
  verdict: Extract<Verdict, { do: 'give-up' }>,
): Error {
  const status = outcome.kind === 'reply' ? outcome.status : undefined
  const why =
    outcome.kind === 'lost' ? outcome.why : `the server answered ${status}${saying(outcome, secrets)}`
  const cause = outcome.kind === 'lost' ? withoutSecrets(outcome.cause, secrets) : undefined
  switch (verdict.as) {
    case 'limit': {
      const retryAfter = (outcome as ReplyGot).retryAfter ?? 60
      const sentence = `${call} was not done: the server takes no more calls and asks to wait ${retryAfter} seconds. Go on after that.`
      return new LimitError({ call, status, code: 'call-limit', sentence, retryAfter })
    }
    case 'unknown': {
      const sentence = `Nobody knows whether ${call} was done: ${why}. Look before you send it again, for it would be done twice.`
      return new UnknownOutcomeError({ call, status, code: 'outcome-unknown', sentence, cause })
    }
    case 'unavailable': {
      const sentence = `${call} got no answer: ${why}. Try later; sending it again does no harm.`
      return new UnavailableError({ call, status, code: 'unavailable', sentence, cause })
    }
  }
}

function saying({ text }: ReplyGot, secrets: Iterable<string>): string {
  const { sentence } = readRefusal('caseload', hide(text, secrets))
  return sentence === undefined ? '' : ` and said: ${sentence.replace(/\.$/, '')}`
}

function read(carrier: Carrier, call: Call, reply: ReplyGot): unknown {
  const { name, endpoint } = call
  if (reply.status >= 400) throw refusal(carrier, call, reply)
  if (reply.status < 200 || reply.status >= 300) throw unexpected(call, reply, 'points somewhere else')
  const reading = readAnswer(endpoint.api, endpoint.reply, reply.text)
  if ('refused' in reading) {
    const { at, why } = reading.refused
    throw unexpected(call, reply, at === '' ? why : `has a part that cannot be read: ${at} ${why}`)
  }
  for (const unread of reading.unread) carrier.onUnread?.({ call: name, ...unread })
  return reading.answer
}

function unexpected({ name: call }: Call, { status }: ReplyGot, why: string): UnexpectedAnswerError {
  const sentence = `The answer to ${call} ${why}. Check that the address is that of a OneFile or Caseload server.`
  return new UnexpectedAnswerError({ call, status, code: 'answer-unexpected', sentence })
}

function refusal({ secrets }: Carrier, { name: call, endpoint }: Call, reply: ReplyGot): RefusedError {
  const { status } = reply
  const reasons = readRefusal(endpoint.api, hide(reply.text, secrets))
  const sentence = reasons.sentence ?? `The server refused ${call} with status ${status} and gave no reason.`
  const refused = { call, status, ...reasons, sentence, code: reasons.code ?? 'refused' }
  if (endpoint.access === 'customer-token' && NO_TOKEN.has(status))
    return new UnauthorizedError({ ...refused, code: 'token-invalid' })
  if (status !== 401) return new RefusedError(refused)
  return new UnauthorizedError({ ...refused, code: reasons.code ?? 'session-invalid' })
}

/** Nobody knows with which status OneFile's service refuses a token. Source: contract 7, Q20. */
const NO_TOKEN = new Set([400, 401, 403])

function hide(text: string, secrets: Iterable<string>): string {
  return [...secrets].reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
}

/** The cause as it is, unless somebody wrote a secret into it. */
function withoutSecrets(cause: unknown, secrets: Iterable<string>): unknown {
  const told = cause instanceof Error ? `${cause.message}${cause.stack}` : String(cause)
  return hide(told, secrets) === told ? cause : new Error(hide(String(cause), secrets))
}
