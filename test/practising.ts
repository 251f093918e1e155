import { PRESETS } from '../src/domain/scope.ts'
import type { FaultOrder, FaultReport } from '../src/http/practice.ts'
import { noFaults } from '../src/http/practice.ts'
import { practiceSurface } from '../src/http/practice-surface.ts'
import { buildServer } from '../src/http/server.ts'
import { type Client, createClient, type Fetch } from '../src/sdk/client.ts'
import { CUSTOMER } from './cast.ts'
import { fakeTime } from './sdk-time.ts'
import { type Stage, setStage } from './stage.ts'

/** A practice server without a port, and a client of it on a clock that passes only when everybody waits. */
export interface Practising extends Stage {
  client: Client
  report(): Promise<FaultReport>
  /** Calls that came in while something was done, sign-ins left out. */
  callsOf(work: () => Promise<unknown>): Promise<number>
  /** Statuses of the replies that came, by how often. */
  statuses: Map<number, number>
}

export interface Practice {
  faults?: Partial<FaultOrder>
  inferredFields?: boolean
  seed?: number
}

/** Sets the stage with a practice server that makes these faults. */
export async function practise({
  faults = {},
  inferredFields = false,
  seed = 1,
}: Practice = {}): Promise<Practising> {
  return practiseOn(await setStage('sqlite', { inferredFields }), faults, seed)
}

/** Puts a practice server in the place of a stage's own. */
export async function practiseOn(stage: Stage, faults: Partial<FaultOrder>, seed = 1): Promise<Practising> {
  await stage.server.close()
  const server = buildServer(stage.services, {
    surface: practiceSurface({ seed, faults: { ...noFaults(), ...faults } }),
  })
  stage.server = server
  const statuses = new Map<number, number>()
  const report = async () => (await server.inject('/practice/faults')).json() as FaultReport
  const counted = async () => {
    const { calls, signIns } = await report()
    return calls - signIns
  }
  const wanted = { name: 'practice', scopes: PRESETS.onefile, organisations: null, callLimit: 300 }
  const made = await stage.services.access.createToken({ customer: CUSTOMER.id, ...wanted })
  if (!('secret' in made)) throw new Error(made.sentence)
  const time = fakeTime(stage.time.now, stage.time)
  const options = { baseUrl: 'http://practice.test', token: made.secret, fetch: carrying(stage, statuses) }
  return {
    ...stage,
    statuses,
    report,
    client: createClient({ ...options, clock: time.clock, sleep: time.sleep, random: () => 0.5 }),
    async close() {
      await server.close()
      await stage.close()
    },
    async callsOf(work) {
      const before = await counted()
      await work()
      return (await counted()) - before
    },
  }
}

/** Carries requests into a server, without a port. */
function carrying(stage: Stage, statuses: Map<number, number>): Fetch {
  return async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const answer = await stage.server.inject({
      ...{ method: method as 'GET', url: pathname + search, headers },
      ...(body !== undefined && { payload: body }),
    })
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
    const header = (name: string) => answer.headers[name]?.toString() ?? null
    return { status: answer.statusCode, headers: { get: header }, text: async () => answer.body }
  }
}
