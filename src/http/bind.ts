import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { LiveSession } from '../app/access.ts'
import type { Grant } from '../app/limiter.ts'
import type { Services } from '../app/services.ts'
import { callLimit } from '../app/sign-in.ts'
import type { Shown } from '../contract/codec.ts'
import { type AnyEndpoint, BASE_PATHS, needsSession, readsBody, scopesOf } from '../contract/endpoint.ts'
import { isFieldRefusal, type Manner, readFields } from '../contract/fields.ts'
import type { Actor } from '../domain/access.ts'
import { certain } from '../domain/certain.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Scope } from '../domain/scope.ts'
import { readBody } from './body.ts'
import { callerAddress } from './caller-address.ts'
import { type AnyHandler, type Context, callerOf, NOBODY } from './context.ts'
import type { Haste } from './haste.ts'
import { whyForeign } from './page-proof.ts'
import { pageSession, readCookie } from './page-session.ts'
import { sendProblem, tell } from './problems.ts'
import type { Leave, Room } from './room.ts'
import { layoutText, sendAnswer, sendHead } from './send.ts'
import type { Turns } from './turns.ts'

/** What the binding tells of each call. */
interface CallNotes {
  token?: number
  operator?: number
  problem?: string
  [about: string]: number | string | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    notes: CallNotes
    /** The session that was let in; nothing where the call needs none. */
    admitted: LiveSession | undefined
    /** Lets go of what the call holds of the server's room. */
    leave: Leave | undefined
    /** The secret that signed the call. */
    signed: string | undefined
  }
}

/** Headers of every answer. Nothing an API answers is for a browser to keep, frame or guess the type of. */
export const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** How many calls a token may make in a window, as a draft of the IETF has it; on our own API alone. */
const ALLOWANCE_HEADER = 'ratelimit-policy'

/** Names the run that a write made (docs/onefile-api.md#9). */
const RUN_HEADER = 'x-caseload-run'

const BODY_LIMIT = 1_000_000
const BULK_LIMIT = 10_000_000

/** What calls are bound to: the services that do the work, and the room that they share while they are under way. */
interface BoundServer {
  server: FastifyInstance
  services: Services
  room: Room
  turns: Turns
  haste: Haste
}

/** Binds one endpoint of the contract to its handler: who may call, what is read, what is answered. */
export function bind(
  { server, services, room, turns, haste }: BoundServer,
  endpoint: AnyEndpoint,
  handler: AnyHandler,
): void {
  server.route({
    method: endpoint.method,
    url: urlOf(endpoint),
    bodyLimit: bodyLimitOf(endpoint),
    // Who calls is asked before the body is read, so that a stranger's body takes no room.
    onRequest: async (request, reply) => {
      reply.headers(HEADERS)
      const session = await admit(services, endpoint, request, reply)
      if (isProblem(session)) return refuse(endpoint, session, request, reply)
      request.admitted = session
      if (!readsBody(endpoint)) leaveBody(request)
      const left = enter(room, endpoint, request, reply)
      if (isProblem(left)) {
        await haste.before(request.raw.socket)
        return refuse(endpoint, left, request, reply)
      }
      request.leave = left
    },
    handler: async (request, reply) => {
      const holder = holderOf(request.admitted)
      const waits = endpoint.access === 'read'
      const turn = !waits || turns.take(holder, () => request.raw.socket.destroyed)
      if (turn !== true && !(await turn)) return abandon(request, reply)
      try {
        const answer = await call(services, endpoint, handler, request, reply)
        if (isProblem(answer)) return refuse(endpoint, answer, request, reply)
        const send = request.method === 'HEAD' ? sendHead : sendAnswer
        return await send(endpoint.reply, answer, shownTo(services, request), reply)
      } finally {
        if (waits) turns.end(holder)
        request.leave?.()
      }
    },
  })
}

/** Nobody is there any more to answer. */
function abandon(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.leave?.()
  reply.raw.destroy()
  return reply.hijack()
}

function bodyLimitOf({ bulk }: AnyEndpoint): number {
  return bulk ? BULK_LIMIT : BODY_LIMIT
}

/** Bytes of an unread body for which its connection is closed. */
const WORTH_CLOSING = 100_000

/** Token under which calls without a session are counted: sign-ins. */
const NO_TOKEN = 0

/** Takes the room that a call needs. Where its body never comes in full, the end of its connection gives the room back. */
function enter(
  room: Room,
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Leave | Problem {
  const bytes = readsBody(endpoint) ? announcedLength(request, bodyLimitOf(endpoint)) : 0
  const left = room.enter(holderOf(request.admitted), bytes)
  if (isProblem(left)) {
    // A long body is not worth reading to its end, and a short one not worth a new connection.
    if (bytes > WORTH_CLOSING) reply.header('connection', 'close')
  } else if (bytes > 0) reply.raw.once('close', left)
  return left
}

function holderOf(session: LiveSession | undefined): number | string {
  if (!session) return NO_TOKEN
  const { actor, operator } = session.by
  return actor ?? `person ${operator}`
}

/** How long a body will be: as it says, or as long as it may be where it comes in pieces. Longer ones are refused unread. */
function announcedLength({ headers }: FastifyRequest, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most
  const length = Number(headers['content-length'] ?? 0)
  return length <= most ? length : 0
}

function shownTo({ behaviour }: Services, { admitted }: FastifyRequest): Shown {
  return {
    inferred: behaviour.inferredFields,
    sensitive: admitted?.scopes.includes('sensitive') ?? false,
  }
}

/** The router's spelling of an endpoint's path. */
export function urlOf(endpoint: AnyEndpoint): string {
  return BASE_PATHS[endpoint.api] + endpoint.path.replace(/\{(\w+)\}/g, ':$1')
}

/** A body where none is read stays on the wire, whatever it holds and however it is sent: it is announced no more. */
function leaveBody({ headers }: FastifyRequest): void {
  delete headers['content-type']
  delete headers['content-length']
  delete headers['transfer-encoding']
}

async function call(
  services: Services,
  endpoint: AnyEndpoint,
  handler: AnyHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const input = read(endpoint, request)
  if (isProblem(input)) return input
  return handler(input, contextOf(services, endpoint, request, reply))
}

/** Lets a call in, or says why not: session, scope, then the allowance of its token. */
async function admit(
  services: Services,
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<LiveSession | Problem | undefined> {
  if (!needsSession(endpoint)) return undefined
  const signed = signatureOf(request, services)
  if (signed === undefined) return noSession()
  const foreign = signed.byCookie ? whyForeign(request, services.site) : undefined
  if (foreign) return foreign
  const found = services.lent.sessionOf(signed.secret) ?? services.access.sessionOf(signed.secret)
  const session = found instanceof Promise ? await found : found
  if (isProblem(session)) return session
  request.signed = signed.secret
  noteCaller(request.notes, session)
  if (endpoint.api === 'caseload') reply.header(ALLOWANCE_HEADER, `"token";q=${session.callLimit};w=60`)
  const over = session.work ? undefined : await overLimit(services, session, reply)
  if (over) return over
  return whyNotAllowed(endpoint, session) ?? session
}

function noteCaller(notes: CallNotes, { by: { actor, operator } }: LiveSession): void {
  if (actor !== null) notes.token = actor
  if (operator !== null) notes.operator = operator
}

/** Takes one call out of the minute of a token, which servers share, or of a person, which each counts for itself. */
function takeCall(
  { limiter, personCalls }: Services,
  { by, callLimit: limit }: LiveSession,
): Grant | Promise<Grant> {
  if (by.operator === null) return limiter.take(certain(by.actor), limit)
  const grant = personCalls.room(by.operator, limit)
  if (grant.granted) personCalls.add(by.operator)
  return grant
}

function whyNotAllowed(endpoint: AnyEndpoint, { by, scopes }: LiveSession): Problem | undefined {
  if (endpoint.access === 'person') return by.operator === null ? personNeeded() : undefined
  const needed = scopesOf(endpoint)
  return needed.some(scope => scopes.includes(scope)) ? undefined : outOfScope(needed, by)
}

/** The secret that signs a call, and whether a browser sent it of itself. A header wins over a cookie. */
function signatureOf(
  request: FastifyRequest,
  { site }: Services,
): { secret: string; byCookie: boolean } | undefined {
  const header = sessionSecret(request)
  if (header !== undefined) return { secret: header, byCookie: false }
  const cookie = readCookie(request, site, 'session')
  return cookie === undefined ? undefined : { secret: cookie, byCookie: true }
}

/** Counts a call, and says where it is one too many. What a server does for somebody is not counted. */
async function overLimit(
  services: Services,
  session: LiveSession,
  reply: FastifyReply,
): Promise<Problem | undefined> {
  const taken = takeCall(services, session)
  const grant = taken instanceof Promise ? await taken : taken
  if (grant.granted) return undefined
  reply.header('retry-after', grant.retryAfter)
  return callLimit(session.callLimit, grant)
}

/** The session, as OneFile's clients send it, or as a bearer token. */
export function sessionSecret(request: FastifyRequest): string | undefined {
  const own = request.headers['x-tokenid']
  if (typeof own === 'string' && own !== '') return own.trim()
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')
  return bearer?.[1]
}

function contextOf(
  services: Services,
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Context {
  const tokenSecret = request.headers['x-customertoken']
  const namesRun = endpoint.api === 'caseload' || services.behaviour.inferredFields
  return {
    services,
    caller: request.admitted ? callerOf(request.admitted) : NOBODY,
    tokenSecret: typeof tokenSecret === 'string' ? tokenSecret.trim() : undefined,
    address: callerAddress(request.ip, request.socket.remoteAddress),
    page: pageSession(request, reply, services.site, request.signed),
    whyForeign: () => whyForeign(request, services.site),
    note: about => Object.assign(request.notes, about),
    ran(run) {
      if (run === null) return
      request.notes.run = run
      if (namesRun) reply.header(RUN_HEADER, run)
    },
    layout: () => layoutText(endpoint, shownTo(services, request)),
    retryAfter: seconds => void reply.header('retry-after', seconds),
  }
}

function read(endpoint: AnyEndpoint, request: FastifyRequest): Record<string, unknown> | Problem {
  const manner: Manner = endpoint.api === 'onefile' ? 'loose' : 'exact'
  const body = bodyOf(endpoint, request)
  if (isProblem(body)) return body
  const input = {}
  for (const [fields, raw, how] of [
    [endpoint.params, request.params, 'exact'],
    [endpoint.query, request.query, manner],
    [endpoint.body, body, manner],
  ] as const) {
    const values = readFields(fields, raw as Record<string, unknown>, how)
    if (isFieldRefusal(values)) return fieldProblem(endpoint, fields, values)
    Object.assign(input, values)
  }
  return input
}

/** A body where none is read (docs/onefile-api.md#2.4: on GET and DELETE, and on sign-in) is ignored, whatever it holds. */
function bodyOf(endpoint: AnyEndpoint, request: FastifyRequest): Record<string, unknown> | Problem {
  if (!readsBody(endpoint)) return {}
  return readBody(request.body as Buffer | undefined, request.headers['content-type'])
}

function fieldProblem(
  endpoint: AnyEndpoint,
  fields: Record<string, { name: string }>,
  refusal: {
    code: 'field-missing' | 'field-invalid' | 'field-unknown' | 'field-twice'
    field: string
    sentence: string
  },
): Problem {
  const nameOf = (one: string) => certain(fields[one]).name
  // A refusal may be about a part, such as changes[3].role; where one name begins another, it is about the longer one.
  const [word] = Object.keys(fields)
    .filter(one => refusal.field.startsWith(nameOf(one)))
    .sort((one, other) => nameOf(other).length - nameOf(one).length)
  // An id in a path that is not one names nothing there is, but says what is wrong all the same: 400, not 404.
  return fields === endpoint.params || word === undefined
    ? problem(refusal.code, refusal.sentence)
    : problem(refusal.code, refusal.sentence, word)
}

function noSession(): Problem {
  return problem(
    'session-missing',
    'The call carries no session; sign in, and send the session in the header X-TokenID.',
  )
}

function outOfScope(scopes: readonly Scope[], { operator }: Actor): Problem {
  const said = scopes.join('" or "')
  const sentence =
    operator === null
      ? `The token lacks the scope "${said}" that this call needs; use a token that has it.`
      : `Your role does not include "${said}", which this needs; ask an administrator.`
  return problem('scope-missing', sentence)
}

function personNeeded(): Problem {
  return problem(
    'person-needed',
    'This call is for a person who is signed in; a token has no account of its own. Sign in at /console/sign-in.',
  )
}

function refuse(
  endpoint: AnyEndpoint,
  trouble: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  request.notes.problem = trouble.code
  return sendProblem(reply, tell(endpoint.api, trouble, endpoint))
}
