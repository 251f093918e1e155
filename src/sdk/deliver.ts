import type { WireRequest } from '../contract/request.ts'
import { type Call, type Carrier, type ReplyGot, stoppable } from './call.ts'
import { failureOf } from './failure.ts'
import { type Exchange, exchange, type Outgoing } from './fetch.ts'
import { judge } from './retry.ts'
import { orAborted } from './wait.ts'

/** Bytes of the answer to a sign-in at most; a session is some hundred. */
const LONGEST_SESSION = 100_000

/** Headers that sign a request. */
type RequestSignature = Readonly<Record<string, string>>

/**
 * Sends a request within the budget, again where that is safe and needed, until it has a reply to read. Rejects with
 * `LimitError`, `UnavailableError`, `UnknownOutcomeError` or `AbortedError`.
 */
export async function deliver(
  carrier: Carrier,
  call: Call,
  request: WireRequest,
  signature: RequestSignature,
): Promise<ReplyGot> {
  const { budget, patience, random, sleep, secrets } = carrier
  const longest = call.endpoint.access === 'customer-token' ? LONGEST_SESSION : undefined
  const outgoing = { ...outgoingOf(carrier.baseUrl, request, signature), longest }
  for (const secret of Object.values(signature)) secrets.add(secret)
  const failures = { failed: 0, limited: 0 }
  let mayBeDone = false
  for (;;) {
    await stoppable(call, mayBeDone, () => budget.take(call.signal))
    const outcome = await stoppable(call, true, () => exchangeLogged(carrier, call, outgoing))
    if (outcome.kind === 'reply' && outcome.allowed !== undefined) budget.allow?.(outcome.allowed)
    const verdict = judge(call.endpoint, outcome, failures, patience, random)
    if (verdict.do === 'read') return outcome as ReplyGot
    if (verdict.do === 'give-up') throw failureOf(call, outcome, verdict.as, secrets)
    const limited = outcome.kind === 'reply' && outcome.status === 429
    mayBeDone ||= !limited && (outcome.kind === 'reply' || outcome.sent)
    failures[limited ? 'limited' : 'failed'] += 1
    if (verdict.do === 'wait') await budget.backOff(verdict.seconds)
    else await stoppable(call, mayBeDone, () => orAborted(sleep(verdict.pause, call.signal), call.signal))
  }
}

async function exchangeLogged(
  { wire, onCall }: Carrier,
  { name, signal }: Call,
  outgoing: Outgoing,
): Promise<Exchange> {
  const from = wire.clock()
  const outcome = await exchange(wire, outgoing, signal)
  const status = outcome.kind === 'reply' ? outcome.status : undefined
  onCall?.({ call: name, status, milliseconds: wire.clock() - from })
  return outcome
}

function outgoingOf(
  baseUrl: string,
  { method, path, body }: WireRequest,
  signature: RequestSignature,
): Outgoing {
  const headers = { accept: 'application/json', ...signature }
  const bare = { method, url: baseUrl + path, headers }
  if (!body) return bare
  return { ...bare, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
