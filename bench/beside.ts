import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Postgres } from '../test/postgres.ts'
import { assignCalls, type Figures, median } from './assign.ts'
import { type Call, load, type Measured, start } from './load.ts'
import type { WorldSize } from './world.ts'

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
const ROUNDS = 5
const ASSIGNING = 64
const SEARCHING = 4

/** Pages of learners of one name, spread over centres and pages. */
export function searchCalls(): Call[] {
  return Array.from({ length: 200 }, (_, at) => ({
    method: 'POST',
    path: `/api/v2.1/User/Search/${1 + (at % 5)}/100`,
    body: JSON.stringify({ Role: 1, OrganisationID: 1 + (at % SIZE.organisations) }),
  }))
}

/** Assigns with four clients searching beside them, as a part of the assigns alone, in turns. */
export async function benchBeside(postgres: Postgres, seconds: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const addresses = {
    SQLite: join(folder, 'app.db'),
    PostgreSQL: await postgres.createDatabase('bench_beside'),
  }
  const figures: Figures = {}
  for (const [name, address] of Object.entries(addresses)) {
    const server = await start({ kind: 'app', address, fill: SIZE, logTo: join(folder, 'log') })
    const { alone, beside, searches } = await inTurns(server, seconds)
    figures[`${name}: assigns beside searches ÷ alone`] = beside / alone
    figures[`${name}: searches a second meanwhile`] = searches
    await server.end()
  }
  rmSync(folder, { recursive: true, force: true })
  return figures
}

async function inTurns(server: Measured, seconds: number) {
  const calls = assignCalls(SIZE, 400_000)
  const assigns = { connections: ASSIGNING, seconds, expected: 204 }
  const searching = { connections: SEARCHING, seconds, expected: 200 }
  const rates = { alone: [] as number[], beside: [] as number[], searches: [] as number[] }
  await load(server, calls, assigns)
  for (let round = 1; round <= ROUNDS; round += 1) {
    const next = () => calls.slice(Math.floor(Math.random() * 300_000))
    rates.alone.push((await load(server, next(), assigns)).rate)
    const [beside, searches] = await Promise.all([
      load(server, next(), assigns),
      load(server, searchCalls(), searching),
    ])
    rates.beside.push(beside.rate)
    rates.searches.push(searches.rate)
  }
  return { alone: median(rates.alone), beside: median(rates.beside), searches: median(rates.searches) }
}
