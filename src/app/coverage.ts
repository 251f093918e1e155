import { type CoverCode, coverOf, type LearnerCover } from '../domain/cover.ts'
import { type Double, doublesAmong, lowestId } from '../domain/doubles.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { assignmentsThen, comingOf } from '../domain/planned.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { type NamedPortfolio, portfoliosFrom } from './learner-assignments.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** A learner with something amiss. */
interface Uncovered {
  learner: NamedPerson
  findings: LearnerCover['findings']
}

/** Learners with something amiss. Looks at a page of learners, whether anything is found among them or not. */
export async function listCoverage(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & {
    organisation?: Id | undefined
    finding?: CoverCode | undefined
    at?: Instant | undefined
  },
): Promise<Page<Uncovered> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const after = readCursor(asked, ['number', 'number'])
  if (isProblem(after)) return after
  const limit = limitOf(asked)
  const from = after && { organisation: after[0], after: after[1] }
  const learners = await storage.read('liveLearners', { organisations, from, limit: limit + 1 })
  const { rows, next } = cutPage(learners, limit, one => [one.organisation, one.id])
  const portfolios = await portfoliosOf(storage, rows, asked.at)
  return { rows: portfolios.map(one => uncovered(one, asked.finding)).filter(hasFindings), next }
}

async function portfoliosOf(
  storage: Storage,
  learners: readonly NamedPerson[],
  at?: Instant,
): Promise<NamedPortfolio[]> {
  const portfolios: NamedPortfolio[] = []
  for (const [organisation, own] of Map.groupBy(learners, one => one.organisation)) {
    const ids = own.map(one => one.id)
    const found = await storage.read('portfoliosOf', { organisation, learners: ids })
    const former = await storage.read('formerDefaults', { organisation, learners: ids })
    const withFormer = (one: NamedPortfolio) => ({ ...one, former: former.get(one.learner.id) ?? [] })
    const now = portfoliosFrom(found, ids).map(withFormer)
    portfolios.push(...(at === undefined ? now : await portfoliosThen(storage, organisation, now, at)))
  }
  return portfolios
}

/** Portfolios as they will be at a moment, if all goes as planned. */
async function portfoliosThen(
  storage: Storage,
  organisation: Id,
  portfolios: readonly NamedPortfolio[],
  at: Instant,
): Promise<NamedPortfolio[]> {
  const learners = portfolios.map(one => one.learner.id)
  const open = await storage.read('openBeside', { organisation, learners })
  const coming = open.flatMap(({ after }) => after ?? [])
  const newcomers = await storage.read('peopleById', { organisations: [organisation], ids: coming })
  const byLearner = Map.groupBy(open, ({ slot }) => slot.learner)
  return portfolios.map(one => ({
    ...one,
    assignments: assignmentsThen(one.assignments, comingOf(byLearner.get(one.learner.id) ?? []), at),
    people: new Map([...one.people, ...newcomers.map(person => [person.id, person] as const)]),
  }))
}

function uncovered(portfolio: NamedPortfolio, wanted: CoverCode | undefined): Uncovered {
  const { findings } = coverOf(portfolio)
  return {
    learner: portfolio.learner,
    findings: wanted === undefined ? findings : findings.filter(one => one.code === wanted),
  }
}

function hasFindings({ findings }: Uncovered): boolean {
  return findings.length > 0
}

/** Staff accounts of one organisation that are likely one person. */
export async function listDoubles(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & { organisation?: Id | undefined },
): Promise<Page<Double> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const after = readCursor(asked, ['number', 'number', 'text'])
  if (isProblem(after)) return after
  const limit = limitOf(asked)
  const found: Double[] = []
  for (const organisation of organisations.toSorted((a, b) => a - b)) {
    if (found.length > limit) break
    if (after && organisation < after[0]) continue
    const doubles = doublesAmong(await storage.read('staffOf', { organisation }))
    found.push(...doubles.filter(one => after === undefined || comesAfter(one, after)))
  }
  return cutPage(found, limit, one => [one.organisation, lowestId(one), one.by])
}

function comesAfter(one: Double, [organisation, lowest, by]: readonly [Id, Id, string]): boolean {
  if (one.organisation !== organisation) return true
  return lowestId(one) > lowest || (lowestId(one) === lowest && by === 'email' && one.by === 'misId')
}
