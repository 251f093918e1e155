import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carryOutDue } from '../src/app/carry-out-due.ts'
import { listCaseloads, listUserCaseload } from '../src/app/caseload.ts'
import { requestChanges } from '../src/app/changes.ts'
import type { Caller, Services } from '../src/app/services.ts'
import { isProblem } from '../src/domain/problem.ts'
import { type SharedLearner, type ShareRules, share, type Taker } from '../src/domain/share.ts'
import { openStorage } from '../src/storage/open.ts'
import type { Postgres } from '../test/postgres.ts'
import { servicesOn } from '../test/stage.ts'
import { type Figures, median } from './assign.ts'
import {
  assessorId,
  CUSTOMER,
  fillWorld,
  learnerId,
  organisationOf,
  STANDARDS,
  type WorldSize,
} from './world.ts'

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
const PIECE = 10_000

/** How often the two sides take turns. */
const ROUNDS = 3

/** Pages of each kind that are asked for. */
const PAGES = 21
const WEEK = 7 * 86_400_000

/**
 * Carries out 20,000 planned changes that are due at one midnight, against 20,000 bulk changes of the same slots, and says how
 * long a lone write waits meanwhile. Shares 2,000 learners over 50 people with all rules.
 */
export async function benchAhead(postgres: Postgres): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const figures = {
    ...(await benchEngine('SQLite', join(folder, 'due.db'))),
    ...(await benchEngine('PostgreSQL', await postgres.createDatabase('bench_due'))),
    ...benchShare(),
  }
  rmSync(folder, { recursive: true, force: true })
  return figures
}

async function benchEngine(name: string, address: string): Promise<Figures> {
  const time = { now: Date.parse('2026-03-02T09:00:00Z') }
  const storage = await openStorage(address, time.now)
  const services = servicesOn(storage, time)
  await services.writer.run({ organisations: [], work: tx => fillWorld(tx, SIZE) })
  await ask(services, 0)
  let bulk = 0
  let carried = 0
  const waits: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    bulk += await timed(() => ask(services, 2 * round + 1))
    await ask(services, 2 * round + 2, time.now + WEEK)
    time.now += WEEK
    let due = true
    const waiting = waitsOf(services, () => due)
    carried += await timed(() => carryOutAll(services))
    due = false
    waits.push(...(await waiting))
  }
  const without = await timeOfPages(services)
  await ask(services, 2 * ROUNDS + 1, time.now + WEEK)
  const withPlanned = await timeOfPages(services)
  await services.writer.close()
  await storage.close()
  return {
    [`${name}: a page of one caseload with planned counts ÷ without`]: withPlanned.one / without.one,
    [`${name}: a page of 50 caseloads with planned counts ÷ without`]: withPlanned.many / without.many,
    [`${name}: due changes a second ÷ bulk`]: bulk / carried,
    [`${name}: ms for 20,000 due changes`]: carried / ROUNDS,
    [`${name}: writes answered meanwhile, a second`]: (waits.length / carried) * 1000,
    [`${name}: longest wait of a write meanwhile, ms`]: Math.max(...waits),
  }
}

async function carryOutAll(services: Services): Promise<void> {
  const count = await carryOutDue(services)
  if (!('carriedOut' in count) || count.carriedOut !== SIZE.learners || count.waiting !== 0)
    throw new Error(`Not all was carried out: ${JSON.stringify(count)}`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const ALL = Array.from({ length: SIZE.organisations }, (_, at) => at + 1)

const CALLER: Caller = {
  by: { actor: null, operator: null },
  customer: CUSTOMER,
  scopes: ['read', 'assign', 'manage'],
  sees: new Set(ALL),
  everywhere: true,
  sensitive: false,
  assigns: true,
  manages: true,
}

/** Other people for the first aim of every learner in every round. */
async function ask(services: Services, round: number, effectiveFrom?: number): Promise<void> {
  const perCentre = SIZE.assessors / SIZE.organisations
  const requests = Array.from({ length: SIZE.learners }, (_, at) => ({
    learner: learnerId(at),
    level: 'aim' as const,
    standard: STANDARDS[0]!,
    after: assessorId(organisationOf(at, SIZE) - 1 + SIZE.organisations * ((at + round) % perCentre)),
    ...(effectiveFrom !== undefined && { effectiveFrom }),
  }))
  for (let at = 0; at < requests.length; at += PIECE) {
    const asked = {
      requests: requests.slice(at, at + PIECE),
      mode: 'each' as const,
      dryRun: false,
      reason: null,
    }
    const told = await requestChanges(services, CALLER, asked)
    const wanted = effectiveFrom === undefined ? 'done' : 'planned'
    if (!('outcomes' in told) || told.outcomes.some(({ outcome }) => outcome !== wanted)) {
      throw new Error(`Not every change was ${wanted}`)
    }
  }
}

/** What pages of caseloads take, in milliseconds: the median of some. */
async function timeOfPages(services: Services): Promise<{ one: number; many: number }> {
  const times = { one: [] as number[], many: [] as number[] }
  for (let at = 0; at < PAGES; at += 1) {
    times.one.push(await timed(() => page(listUserCaseload(services, CALLER, { user: assessorId(at) }))))
    const asked = { organisation: 1 + (at % SIZE.organisations), role: 'assessor', limit: 50 } as const
    times.many.push(await timed(() => page(listCaseloads(services, CALLER, asked))))
  }
  return { one: median(times.one), many: median(times.many) }
}

async function page(asked: Promise<object>): Promise<void> {
  if (isProblem(await asked)) throw new Error('A page was refused')
}

/** How long lone writes take, one after another, while something goes on. */
async function waitsOf(services: Services, goesOn: () => boolean): Promise<number[]> {
  const waits: number[] = []
  for (let at = 0; goesOn(); at += 1) {
    const request = {
      learner: learnerId(at % 1000),
      level: 'default' as const,
      after: assessorId((at % 1000) % SIZE.organisations),
    }
    const asked = { requests: [request], mode: 'each' as const, dryRun: false, reason: null }
    waits.push(await timed(async () => void (await requestChanges(services, CALLER, asked))))
  }
  return waits
}

const RULES: ShareRules = {
  competence: true,
  independent: true,
  placement: true,
  classroom: true,
  employer: true,
}

function benchShare(): Figures {
  const learner = (id: number): SharedLearner => ({
    ...{ learner: id, standards: [1 + (id % 5)], placement: id % 60, classroom: id % 40 },
    ...{ employer: id % 7 === 0 ? null : id % 300, opposite: [1 + (id % 50)] },
  })
  const takers = Array.from(
    { length: 50 },
    (_, at): Taker => ({
      person: at + 1,
      target: 20 + (at % 30),
      learners: Array.from({ length: at % 25 }, (__, more) => learner(100_000 + at * 100 + more)),
      competences: new Set([1 + (at % 5), 1 + ((at + 1) % 5), 1 + ((at + 2) % 5)]),
    }),
  )
  const learners = Array.from({ length: 2000 }, (_, at) => learner(at + 1))
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now()
    share(learners, takers, RULES)
    return performance.now() - began
  })
  return { 'ms to share 2,000 learners over 50 people': Math.max(...times) }
}
