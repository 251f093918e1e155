import type { Postgres } from '../test/postgres.ts'
import { assignCalls, type Figures, median } from './assign.ts'
import { type Call, load, type Measured, start } from './load.ts'
import { learnerId, type WorldSize } from './world.ts'

const SIZE: WorldSize = { organisations: 8, learners: 20_000, assessors: 200 }
const ROUNDS = 3
const CONNECTIONS = 64
const LARGEST = 4
const COUNTS = [1, 2, LARGEST]

/** Reads and writes through two and four servers on one PostgreSQL, as a ratio to one, in turns. */
export async function benchServers(postgres: Postgres, seconds: number): Promise<Figures> {
  const address = await postgres.createDatabase('bench_servers')
  const first = await start({ kind: 'app', address, fill: SIZE })
  const others: Measured[] = []
  while (others.length < LARGEST - 1) {
    others.push(await start({ kind: 'app', address, session: first.session }))
  }
  const servers = [first, ...others]
  const rates = { writes: new Map<number, number[]>(), reads: new Map<number, number[]>() }
  const writes = assignCalls(SIZE, 400_000)
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const count of COUNTS) {
      const used = servers.slice(0, count)
      const written = await spread(used, writes, 204, seconds)
      const read = await spread(used, readCalls(), 200, seconds)
      // The first round warms up.
      if (round === 0) continue
      rates.writes.set(count, [...(rates.writes.get(count) ?? []), written])
      rates.reads.set(count, [...(rates.reads.get(count) ?? []), read])
    }
  }
  await Promise.all(servers.map(server => server.end()))
  return Object.fromEntries(
    COUNTS.slice(1).flatMap(count =>
      Object.entries(rates).map(([kind, of]) => [
        `${kind}, ${count} servers ÷ 1`,
        median(of.get(count)!) / median(of.get(1)!),
      ]),
    ),
  )
}

/** The same number of connections, shared out over the servers. Gives answers a second of all together. */
async function spread(
  servers: readonly Measured[],
  calls: readonly Call[],
  expected: number,
  seconds: number,
): Promise<number> {
  const from = () => calls.slice(Math.floor(Math.random() * 0.7 * calls.length))
  const connections = CONNECTIONS / servers.length
  const results = await Promise.all(
    servers.map(server => load(server, from(), { connections, seconds, expected })),
  )
  return results.reduce((sum, { rate }) => sum + rate, 0)
}

/** The assignments of one learner after another. */
function readCalls(): Call[] {
  return Array.from({ length: 5000 }, (_, at) => ({
    method: 'GET',
    path: `/api/caseload/v1/learners/${learnerId((at * 7919) % SIZE.learners)}/assignments`,
  }))
}
