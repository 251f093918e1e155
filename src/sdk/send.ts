import type { WireRequest } from '../contract/request.ts'
import { type Call, type Carrier, type ReplyGot, stoppable } from './call.ts'
import { deliver } from './deliver.ts'
import { refusalOf, unexpected } from './failure.ts'
import { readAnswer } from './read-answer.ts'
import type { Session, SessionKeeper } from './sign.ts'
import { writeCall } from './write-request.ts'

/** Refusals of a session after which a call gives up, where other calls use up sessions at the same time. */
const MOST_REFUSALS = 6

/** Makes a call: write it, sign it, send it within the budget, again if it is safe and needed, and read the answer. */
export async function send(carrier: Carrier, sessions: SessionKeeper, call: Call): Promise<unknown> {
  if (call.endpoint.access === 'open') return sendUnsigned(carrier, call)
  const request = writeCall(call.name, call.endpoint, call.input)
  let refusals = 0
  let session = await stoppable(call, false, () => sessions.current(call.signal))
  for (;;) {
    const reply = await deliverSigned(carrier, call, request, session)
    if (reply.status !== 401) return read(carrier, call, reply)
    refusals += 1
    if (refusals > 1 && isDud(session)) throw refusalOf(call, reply, carrier.secrets)
    if (refusals >= MOST_REFUSALS) throw refusalOf(call, reply, carrier.secrets)
    const refused = session
    session = await stoppable(call, false, () => sessions.renew(refused, call.signal))
    if (session === refused) throw refusalOf(call, reply, carrier.secrets)
  }
}

/** Makes a call that carries no session of ours: one that needs none, or of a page whose session is a cookie. */
export async function sendUnsigned(carrier: Carrier, call: Call): Promise<unknown> {
  return read(
    carrier,
    call,
    await deliver(carrier, call, writeCall(call.name, call.endpoint, call.input), {}),
  )
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

function read(carrier: Carrier, call: Call, reply: ReplyGot): unknown {
  const { name, endpoint } = call
  if (reply.status >= 400) throw refusalOf(call, reply, carrier.secrets)
  if (reply.status < 200 || reply.status >= 300) throw unexpected(call, reply, 'points somewhere else')
  const reading = readAnswer(endpoint.api, endpoint.reply, reply.text)
  if ('refused' in reading) {
    const { at, why } = reading.refused
    throw unexpected(call, reply, at === '' ? why : `has a part that cannot be read: ${at} ${why}`)
  }
  for (const unread of reading.unread) carrier.onUnread?.({ call: name, ...unread })
  return reading.answer
}
