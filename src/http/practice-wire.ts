import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AnyEndpoint, Contract } from '../contract/endpoint.ts'
import { type ProblemCode, problem } from '../domain/problem.ts'
import { sessionSecret, urlOf } from './bind.ts'
import type { FaultLedger, FaultName } from './practice.ts'
import { sendProblem, tell } from './problems.ts'

/** Adds the faults that happen to a connection, a session or a reply, whatever the call. */
export function registerWireFaults(server: FastifyInstance, calls: Contract, ledger: FaultLedger): void {
  const endpoints = new Map(Object.values(calls).map(one => [`${one.method} ${urlOf(one)}`, one]))
  const endpointOf = ({ method, routeOptions }: FastifyRequest) =>
    endpoints.get(`${method} ${routeOptions.url}`)
  const ended = sessionCount(ledger)
  const hold = holdConnections(server, ledger.ordered('hold-ms'))
  server.addHook('onRequest', async (request, reply) => {
    const endpoint = endpointOf(request)
    if (!endpoint) return
    ledger.called(endpoint.access === 'customer-token')
    if (ended(request)) return refuse(request, reply, ledger, 'session-calls')
    const fault = BEFORE_THE_CALL.find(name => ledger.drawn(name))
    if (fault === undefined) return
    if (fault !== 'timeout') return refuse(request, reply, ledger, fault)
    note(request, ledger, fault)
    return hold(reply)
  })
  server.addHook('onSend', (request, reply, payload, done) => {
    if (!isWriteMade(endpointOf(request), reply) || !ledger.drawn('lost')) return done(null, payload)
    note(request, ledger, 'lost')
    drop(reply)
  })
}

/** Whether a call does more than read and sign in. */
export function isWrite({ access }: AnyEndpoint): boolean {
  return access !== 'read' && access !== 'open' && access !== 'customer-token'
}

const BEFORE_THE_CALL = ['limit', 'limit-bare', 'error', 'timeout'] as const

const REFUSALS = {
  limit: ['call-limit', 'A fault on order: too many calls; wait as Retry-After says.'],
  'limit-bare': ['call-limit', 'A fault on order: too many calls; wait for a minute.'],
  error: ['internal', 'A fault on order: the server failed; nothing was changed.'],
  'session-calls': ['session-expired', 'A fault on order: the session has ended early; sign in again.'],
} as const satisfies Partial<Record<FaultName, [ProblemCode, string]>>

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  ledger: FaultLedger,
  fault: keyof typeof REFUSALS,
): FastifyReply {
  note(request, ledger, fault)
  if (fault === 'limit') reply.header('retry-after', ledger.ordered('retry-after'))
  const [code, sentence] = REFUSALS[fault]
  return sendProblem(reply, tell('onefile', problem(code, sentence)))
}

function note(request: FastifyRequest, ledger: FaultLedger, fault: FaultName): void {
  ledger.made(fault)
  request.notes.fault = fault
}

function isWriteMade(endpoint: AnyEndpoint | undefined, reply: FastifyReply): boolean {
  return endpoint !== undefined && isWrite(endpoint) && reply.statusCode < 300
}

/** Counts the calls of every session, and tells whether one has had all that it gets. */
function sessionCount(ledger: FaultLedger): (request: FastifyRequest) => boolean {
  const most = ledger.ordered('session-calls')
  const calls = new Map<string, number>()
  return request => {
    const secret = sessionSecret(request)
    if (most === 0 || secret === undefined) return false
    const so = calls.get(secret) ?? 0
    calls.set(secret, so + 1)
    return so >= most
  }
}

/** Holds connections for a while and then drops them; a server that stops drops them at once. */
function holdConnections(
  server: FastifyInstance,
  milliseconds: number,
): (reply: FastifyReply) => FastifyReply {
  const held = new Map<FastifyReply, NodeJS.Timeout>()
  const release = (reply: FastifyReply) => {
    clearTimeout(held.get(reply))
    held.delete(reply)
    reply.raw.destroy()
  }
  server.addHook('preClose', async () => [...held.keys()].forEach(release))
  return reply => {
    reply.hijack()
    held.set(reply, setTimeout(release, milliseconds, reply))
    reply.raw.once('close', () => release(reply))
    return reply
  }
}

function drop(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.destroy()
}
