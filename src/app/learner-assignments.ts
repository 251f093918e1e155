import { certain } from '../domain/certain.ts'
import { type Cover, coverOf, type LearnerCover, type Portfolio } from '../domain/cover.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { compareDue } from '../domain/planned.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Responsible } from '../domain/responsible.ts'
import { NO_SUBJECT, type Subject, type TargetKey, targetKey, withSubject } from '../domain/target.ts'
import type { Storage } from '../storage/database.ts'
import type { StoredAssignment } from '../storage/history.ts'
import { peopleById } from '../storage/people.ts'
import { openBeside } from '../storage/planned.ts'
import { portfolioOf } from '../storage/portfolio.ts'
import type { Portfolios } from '../storage/portfolios.ts'
import { type ShownPlanned, showPlanned } from './planned-runs.ts'
import type { Caller, Services } from './services.ts'

/** Who answers, with the account itself, and the level that decided it. */
interface AnsweringFor {
  person: NamedPerson
  because: Responsible['because']
}

interface ShownCover extends Subject {
  assessor: AnsweringFor | null
  iqa: AnsweringFor | null
}

/** Everything about who is beside one learner. */
interface LearnerAssignments {
  learner: NamedPerson
  assignments: readonly (Omit<StoredAssignment, 'person'> & Subject & { person: NamedPerson })[]
  employer: AnsweringFor | null
  aims: readonly (ShownCover & { aim: Id })[]
  units: readonly (ShownCover & { unitSummary: Id; aim: Id })[]
  planned: readonly PlannedBeside[]
  findings: LearnerCover['findings']
}

/** A planned change beside a learner, with names. */
type PlannedBeside = Omit<ShownPlanned, 'before' | 'after'> &
  Subject & { before: NamedPerson | null; after: NamedPerson | null }

/** Every slot of a learner, who is responsible for what, and why; gaps and conflicts. */
export async function listLearnerAssignments(
  { storage }: Services,
  caller: Caller,
  learner: Id,
): Promise<LearnerAssignments | Problem> {
  // This is little and read by key: waiting in line for another thread would take longer.
  const found = await portfolioOf(storage.db, learner)
  if (!found || !caller.sees.has(found.organisation)) return unknownLearner(learner)
  const [portfolio] = portfoliosFrom(found, [learner])
  if (portfolio?.learner.kind !== 'learner') return unknownLearner(learner)
  const planned = found.hasPlanned ? await plannedBeside(storage, portfolio, found.subjects) : []
  return { ...show(portfolio, found.assignments, found.subjects), planned }
}

/** What is to come, or waits, in the order of days. */
async function plannedBeside(
  { db }: Storage,
  { learner: { organisation, id } }: NamedPortfolio,
  subjects: ReadonlyMap<TargetKey, Subject>,
): Promise<PlannedBeside[]> {
  const open = (await openBeside(db, { organisation, learners: [id] })).sort(compareDue)
  if (open.length === 0) return []
  const ids = open.flatMap(({ before, after }) => [before ?? [], after ?? []].flat())
  const people = new Map(
    (await peopleById(db, { organisations: [organisation], ids })).map(one => [one.id, one]),
  )
  const named = (person: Id | null) => (person === null ? null : (people.get(person) ?? null))
  return withSubject(await showPlanned(db, open), subjects).map(one => ({
    ...one,
    before: named(one.before),
    after: named(one.after),
  }))
}

/** A portfolio whose people have names. */
export interface NamedPortfolio extends Portfolio {
  learner: NamedPerson
  people: ReadonlyMap<Id, NamedPerson>
}

/** What was read of several learners, sorted by learner. */
export function portfoliosFrom(found: Portfolios, learners: readonly Id[]): NamedPortfolio[] {
  const people = new Map(found.people.map(one => [one.id, one]))
  const aims = Map.groupBy(found.aims, one => one.learner)
  const units = Map.groupBy(found.units, one => one.learner)
  const assignments = Map.groupBy(found.assignments, one => one.learner)
  return learners.flatMap(id => {
    const learner = people.get(id)
    if (!learner) return []
    return {
      learner,
      people,
      aims: aims.get(id) ?? [],
      units: units.get(id) ?? [],
      assignments: assignments.get(id) ?? [],
    }
  })
}

function show(
  portfolio: NamedPortfolio,
  held: readonly StoredAssignment[],
  subjects: ReadonlyMap<TargetKey, Subject>,
): Omit<LearnerAssignments, 'planned'> {
  const { learner, people } = portfolio
  const cover = coverOf(portfolio)
  const answering = (one: Responsible | null): AnsweringFor | null =>
    one && { person: certain(people.get(one.person)), because: one.because }
  const shown = (level: 'aim' | 'unit', target: Id, { assessor, iqa }: Cover): ShownCover => ({
    ...(subjects.get(targetKey({ level, target })) ?? NO_SUBJECT),
    assessor: answering(assessor),
    iqa: answering(iqa),
  })
  return {
    learner,
    assignments: withSubject(held, subjects).map(one => ({
      ...one,
      person: certain(people.get(one.person)),
    })),
    employer: answering(cover.employer),
    aims: portfolio.aims.map(({ id }) => ({ aim: id, ...shown('aim', id, certain(cover.aims.get(id))) })),
    units: portfolio.units.map(({ id, aim }) => ({
      unitSummary: id,
      aim,
      ...shown('unit', id, certain(cover.units.get(id))),
    })),
    findings: cover.findings,
  }
}

function unknownLearner(learner: Id): Problem {
  return problem('learner-unknown', `There is no learner ${learner} that this token may see.`, 'learner')
}
