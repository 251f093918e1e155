import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Postgres } from '../test/postgres.ts'
import { processorTime } from './cpu.ts'
import { type Call, load, type Result, start } from './load.ts'
import { assessorId, learnerId, organisationOf, STANDARDS, type WorldSize } from './world.ts'

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
const CONNECTIONS = 64
const ROUNDS = 5

/** Ratios of one run, by name. */
export type Figures = Record<string, number>

/** Assigns by the thousand, each to a learner and an aim of its own choosing, so that nearly all are real changes. */
export function assignCalls(size: WorldSize, count: number): Call[] {
  return Array.from({ length: count }, (_, at) => {
    const learner = (at * 7919) % size.learners
    const round = Math.floor(at / size.learners)
    const sameCentre = organisationOf(learner, size) - 1
    const step = (at * 31 + round) % Math.floor(size.assessors / size.organisations)
    const assessor = assessorId(sameCentre + step * size.organisations)
    const body = { LearnerID: learnerId(learner), Level: 3, StandardID: STANDARDS[at % STANDARDS.length] }
    return { method: 'POST', path: `/api/v2.1/User/${assessor}/Assign`, body: JSON.stringify(body) }
  })
}

/** Durable single assigns on both engines, against a bare echo and against the same app with storage stubbed. */
export async function benchAssign(postgres: Postgres, seconds: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const stubAddress = join(folder, 'stub.db')
  const sqlite = join(folder, 'app.db')
  const logTo = join(folder, 'log')
  const servers = {
    echo: await start({ kind: 'echo' }),
    stubbed: await start({ kind: 'stubbed', address: stubAddress, fill: { ...SIZE, learners: 10 }, logTo }),
    sqlite: await start({ kind: 'app', address: sqlite, fill: SIZE, logTo }),
    postgres: await start({
      kind: 'app',
      address: await postgres.createDatabase('bench_assign'),
      fill: SIZE,
      logTo,
    }),
  }
  const calls = assignCalls(SIZE, 400_000)
  const rounds: Record<keyof typeof servers, Turn[]> = { echo: [], stubbed: [], sqlite: [], postgres: [] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, server] of Object.entries(servers) as [
      keyof typeof servers,
      (typeof servers)['echo'],
    ][]) {
      const expected = name === 'echo' ? 200 : 204
      const before = processorTime(server.process.pid!)
      const result = await load(server, calls.slice(round * 65_000), {
        connections: CONNECTIONS,
        seconds,
        expected,
      })
      // The first round warms up.
      if (round > 0)
        rounds[name].push({
          ...result,
          processor: (processorTime(server.process.pid!) - before) / result.answers,
        })
    }
  }
  await Promise.all(Object.values(servers).map(server => server.end()))
  rmSync(folder, { recursive: true, force: true })
  return ratios(rounds)
}

type Turn = Result & { processor: number }

function ratios(rounds: Record<'echo' | 'stubbed' | 'sqlite' | 'postgres', Turn[]>): Figures {
  const rate = (name: keyof typeof rounds) => median(rounds[name].map(round => round.rate))
  const p99 = (name: keyof typeof rounds) => median(rounds[name].map(round => round.p99))
  return {
    'echo, answers a second': rate('echo'),
    'stubbed ÷ echo': rate('stubbed') / rate('echo'),
    'SQLite assign ÷ echo': rate('sqlite') / rate('echo'),
    'PostgreSQL assign ÷ echo': rate('postgres') / rate('echo'),
    'SQLite assign ÷ stubbed': rate('sqlite') / rate('stubbed'),
    'PostgreSQL assign ÷ stubbed': rate('postgres') / rate('stubbed'),
    // The ruler counts whole milliseconds, so that a ratio of two of them would say little.
    'echo p99, ms': p99('echo'),
    'SQLite p99, ms': p99('sqlite'),
    'PostgreSQL p99, ms': p99('postgres'),
    'SQLite assign, processor µs': median(rounds.sqlite.map(round => round.processor)),
    'PostgreSQL assign, processor µs of the server': median(rounds.postgres.map(round => round.processor)),
  }
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
