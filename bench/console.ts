import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listCaseloads } from '../src/app/caseload.ts'
import { listCoverage } from '../src/app/coverage.ts'
import { listCoverageMonths } from '../src/app/coverage-months.ts'
import { listLearners } from '../src/app/find-learners.ts'
import { findPeople } from '../src/app/find-people.ts'
import type { Caller, Services } from '../src/app/services.ts'
import { composeServices } from '../src/cli/run-server.ts'
import { isProblem } from '../src/domain/problem.ts'
import { openStorage } from '../src/storage/open.ts'
import type { Postgres } from '../test/postgres.ts'
import { type Figures, median } from './assign.ts'
import { CENTRES, ensureLarge, largeAssessor } from './large-world.ts'
import { CUSTOMER } from './world.ts'

/** As many as issue 12 asks about. */
const LEARNERS = 100_000
const ROUNDS = 9

const CALLER: Caller = {
  by: { actor: 1, operator: null },
  customer: CUSTOMER,
  scopes: ['read', 'assign', 'manage'],
  sees: new Set(Array.from({ length: CENTRES }, (_, at) => at + 1)),
  everywhere: true,
  sensitive: false,
  assigns: true,
  manages: true,
}

/** What pages of the console ask for; `at` makes each time another question of it. */
const QUESTIONS: Record<string, (services: Services, at: number) => Promise<object>> = {
  'find anybody: two words': (services, at) => findPeople(services, CALLER, { text: `last${100 + at} firs` }),
  'find anybody: one letter': services => findPeople(services, CALLER, { text: 'l' }),
  'find anybody: a reference': (services, at) => findPeople(services, CALLER, { text: `M10000${10 + at}` }),
  'learners: all, the first page with the count': services => listLearners(services, CALLER, {}),
  'learners: of one assessor': (services, at) =>
    listLearners(services, CALLER, { assessor: largeAssessor(at * 7) }),
  'learners: of one standard': services => listLearners(services, CALLER, { standard: 1 }),
  'learners: by name': (services, at) => listLearners(services, CALLER, { name: `last12${at}` }),
  'learners: without an assessor': services => listLearners(services, CALLER, { without: 'assessor' }),
  'learners: without an IQA': services => listLearners(services, CALLER, { without: 'iqa' }),
  'caseloads: 200 assessors': services => listCaseloads(services, CALLER, { role: 'assessor', limit: 200 }),
  'coverage: 200 learners': services => listCoverage(services, CALLER, { limit: 200 }),
  'coverage over 12 months: 5,000 learners': services =>
    listCoverageMonths(services, CALLER, { organisation: 1 }),
}

/** What the console's pages ask of a server with 100,000 learners, in milliseconds of the server: the median of some questions. */
export async function benchConsole(postgres: Postgres): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const addresses = {
    SQLite: join(folder, 'caseload.db'),
    PostgreSQL: await postgres.createDatabase('bench_console'),
  }
  const figures: Figures = {}
  try {
    for (const [engine, address] of Object.entries(addresses)) {
      await ensureLarge(address, LEARNERS)
      const storage = await openStorage(address, Date.now())
      const services = composeServices(storage, { plainOnefile: false, strictPeople: false })
      for (const [question, ask] of Object.entries(QUESTIONS))
        figures[`${engine}: ${question}, ms`] = await timeOf(at => ask(services, at))
      await services.writer.close()
      await storage.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return figures
}

async function timeOf(ask: (at: number) => Promise<object>): Promise<number> {
  const times: number[] = []
  for (let at = 0; at <= ROUNDS; at += 1) {
    const begun = performance.now()
    const answer = await ask(at)
    if (at > 0) times.push(performance.now() - begun)
    if (isProblem(answer)) throw new Error(answer.sentence)
  }
  return median(times)
}
