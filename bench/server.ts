import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { composeServices } from '../src/cli/run-server.ts'
import { createMetrics } from '../src/http/metrics.ts'
import { buildServer } from '../src/http/server.ts'
import { openStorage } from '../src/storage/open.ts'
import type { Writer } from '../src/writer/writer.ts'
import { CUSTOMER, fillWorld, type WorldSize } from './world.ts'

/** What a measured server is told: which one to be, on which database, and how large a world to fill it with. */
export interface Role {
  kind: 'echo' | 'app' | 'stubbed'
  address?: string
  fill?: WorldSize
  /** Session of a server that shares the database; without one it signs in itself. */
  session?: string
  logTo?: string
}

/** What it tells once it listens. */
export interface Ready {
  port: number
  session: string
  /** Milliseconds from the start of the process to listening, filling left out. */
  startedIn: number
}

const role = JSON.parse(process.argv[2]!) as Role
const ready = role.kind === 'echo' ? await echo() : await app()
process.send!(ready)

/** The measure of all: parses the same JSON, if there is any, and answers it, on bare node:http. */
async function echo(): Promise<Ready> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      const body = JSON.stringify(JSON.parse(Buffer.concat(parts).toString() || 'null'))
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', 1024, resolve))
  return { port: (server.address() as AddressInfo).port, session: '', startedIn: performance.now() }
}

/** The server as production runs it: session, limiter (set above the load), headers, metrics, one log line. */
async function app(): Promise<Ready> {
  const storage = await openStorage(role.address!, Date.now())
  const openedAt = performance.now()
  const services = composeServices(storage, { plainOnefile: false, strictPeople: false })
  const { fill } = role
  if (fill) await services.writer.run({ organisations: [], work: tx => fillWorld(tx, fill) })
  const filledAt = performance.now()
  const session = role.session ?? (await signIn(services))
  if (role.kind === 'stubbed') services.writer.assign = stub
  const metrics = createMetrics(services.writer)
  const destination = pino.destination({ dest: role.logTo ?? '/dev/null', minLength: 8192, sync: false })
  const server = buildServer(services, { logger: pino({}, destination), metrics })
  await server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 })
  const startedIn = performance.now() - (filledAt - openedAt)
  return { port: (server.server.address() as AddressInfo).port, session, startedIn }
}

/** Storage taken away: the answer comes in the next turn of the event loop. */
async function stub(ask: Parameters<Writer['assign']>[0]): ReturnType<Writer['assign']> {
  await new Promise(setImmediate)
  const verdicts = ask.requests.map(() => ({ outcome: 'done', changes: [], findings: [] }) as const)
  return { verdicts, applied: true, run: 1, findings: [] }
}

async function signIn({ access }: ReturnType<typeof composeServices>): Promise<string> {
  const scopes = ['read', 'assign', 'manage'] as const
  const wanted = { customer: CUSTOMER, name: 'bench', scopes, organisations: null, callLimit: 1_000_000_000 }
  const made = await access.createToken(wanted)
  if (!('secret' in made)) throw new Error(made.sentence)
  const session = await access.openSession(made.token)
  if (typeof session !== 'string') throw new Error(session.sentence)
  return session
}
