import type { Assignment } from '../../domain/assignment.ts'
import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import { samePerson } from '../../domain/person.ts'
import type { PlannedAssignment } from '../../domain/plan.ts'
import { type ResponsibleFor, responsible } from '../../domain/responsible.ts'
import { slotKey } from '../../domain/slot.ts'
import type { PlanFinding } from '../collect/finding.ts'
import { asPerson } from '../match/roster.ts'
import type { LearnerState } from '../world/learner-state.ts'
import { calledBy, standardTitle, type World, type WorldPerson } from '../world/world.ts'

/** Where the names of people and things are found. */
interface NameSources {
  find: (id: Id) => WorldPerson | undefined
  standards: World['standards']
}

type FindPerson = NameSources['find']

/**
 * What is amiss with who would be beside a learner after these changes: allowed, and always told.
 * Source: docs/onefile-api.md#q32.
 */
export function warningsOn(
  state: LearnerState,
  learner: WorldPerson,
  changes: readonly PlannedAssignment[],
  names: NameSources,
): PlanFinding[] {
  const { find } = names
  const additions = changes.filter(one => one.after !== null)
  if (additions.length === 0) return []
  const after = assignmentsAfter(state, changes)
  return [
    ...conflicts(state, after, additions, names),
    ...additions.flatMap(one => employerElsewhere(learner, one, find)),
    ...additions.flatMap(one => trainee(state.learner, one, find)),
  ]
}

function assignmentsAfter(state: LearnerState, changes: readonly PlannedAssignment[]): Assignment[] {
  const slots = new Map<string, Assignment>()
  for (const { learner, level, role, target, person } of state.assignments) {
    const slot = { learner, level, role, target }
    slots.set(slotKey(slot), { ...slot, person, since: 0 })
  }
  for (const { learner, level, role, target, after } of changes) {
    const slot = { learner, level, role, target }
    if (after === null) slots.delete(slotKey(slot))
    else slots.set(slotKey(slot), { ...slot, person: after, since: 1 })
  }
  return [...slots.values()]
}

/** One person on both sides of a learner's work: of an aim, of a unit, or beside the learner as a whole. */
interface Conflict {
  what: string
  assessor: WorldPerson
  iqa: WorldPerson
}

function conflicts(
  state: LearnerState,
  after: readonly Assignment[],
  additions: readonly PlannedAssignment[],
  { find, standards }: NameSources,
): PlanFinding[] {
  const subjects = [
    ...[...state.aims].map(([standard, aim]) => ({
      what: titleOf(standard, standards),
      subject: { aim },
    })),
    ...state.summaries.map(({ unit, aim, id }) => ({
      what: `unit ${unit}`,
      subject: { aim, unitSummary: id },
    })),
  ]
  const found = subjects.flatMap(({ what, subject }) => {
    const assessor = personFor('assessor', after, subject, find)
    const iqa = personFor('iqa', after, subject, find)
    return assessor && iqa && sameOf(assessor, iqa) ? [{ what, assessor, iqa }] : []
  })
  const shown = new Set(found.map(pairOf))
  const others = asWhole(after, additions, find).filter(one => !shown.has(pairOf(one)))
  return [...found, ...others].map(one => conflictFinding(one, state, additions))
}

function titleOf(id: Id, standards: World['standards']): string {
  const standard = standards.find(one => one.id === id)
  return standard ? standardTitle(standard) : `standard ${id}`
}

function pairOf({ assessor, iqa }: Conflict): string {
  return `${assessor.id} ${iqa.id}`
}

/** Whoever is default or additional assessor and additional IQA, one of them by what is planned. */
function asWhole(
  after: readonly Assignment[],
  additions: readonly PlannedAssignment[],
  find: FindPerson,
): Conflict[] {
  const added = new Set(additions.map(one => one.after))
  const beside = (role: 'assessor' | 'iqa') =>
    after
      .filter(one => one.role === role && (one.level === 'default' || one.level === 'additional'))
      .flatMap(one => find(one.person) ?? [])
  return beside('assessor').flatMap(assessor =>
    beside('iqa')
      .filter(iqa => (added.has(assessor.id) || added.has(iqa.id)) && sameOf(assessor, iqa))
      .map(iqa => ({ what: 'the work', assessor, iqa })),
  )
}

function conflictFinding(
  { what, assessor, iqa }: Conflict,
  state: LearnerState,
  additions: readonly PlannedAssignment[],
): PlanFinding {
  const same = sameOf(assessor, iqa) === 'certain' ? 'the same person' : 'probably the same person'
  return {
    code: 'assesses-and-assures',
    sentence: `${calledBy(assessor)} would assess ${what} for ${calledBy(state.learner)} and ${calledBy(iqa)} would quality-assure it; they are ${same}.`,
    candidates: [assessor.id, iqa.id],
    ...placeOf(additions),
  }
}

function personFor(
  role: 'assessor' | 'iqa',
  after: readonly Assignment[],
  subject: ResponsibleFor,
  find: FindPerson,
): WorldPerson | undefined {
  const who = responsible(role, after, subject)
  return who ? find(who.person) : undefined
}

function sameOf(a: WorldPerson, b: WorldPerson): ReturnType<typeof samePerson> {
  return samePerson(asPerson(a), asPerson(b))
}

function employerElsewhere(learner: WorldPerson, change: PlannedAssignment, find: FindPerson): PlanFinding[] {
  const employer = change.role === 'employer' ? find(certain(change.after)) : undefined
  if (!employer || learner.placement === null || employer.placement === learner.placement) return []
  const sentence = `${calledBy(employer)} belongs to another placement than ${calledBy(learner)}.`
  return [{ code: 'employer-elsewhere', sentence, candidates: [employer.id], ...placeOf([change]) }]
}

function trainee(learner: WorldPerson, change: PlannedAssignment, find: FindPerson): PlanFinding[] {
  const person = find(certain(change.after))
  if (person?.kind !== 'trainee-assessor') return []
  const sentence = `${calledBy(person)} is a trainee assessor and would become ${change.level.startsWith('a') ? 'an' : 'a'} ${change.level} assessor of ${calledBy(learner)}.`
  return [{ code: 'trainee', sentence, candidates: [person.id], ...placeOf([change]) }]
}

function placeOf(changes: readonly PlannedAssignment[]): { place?: SourceLocation } {
  const place = changes.flatMap(one => one.because)[0]
  return place ? { place } : {}
}
