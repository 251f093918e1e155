import type { Id } from '../../domain/id.ts'
import type { PersonFacts } from '../../intake/statement/statement.ts'
import type { PlanFinding } from '../collect/finding.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { FactRequest } from '../collect/request.ts'
import type { WorkplaceFinder } from '../collect/workplaces.ts'
import type { LearnerState } from '../world/learner-state.ts'
import { calledBy, type World, type WorldPerson } from '../world/world.ts'

/** Why the employer of a learner is held: several begin on one day. Everything else that the row says goes on. */
export function rivalEmployers(
  { facts }: FactRequest,
  { organisation }: WorldPerson,
  places: WorkplaceFinder,
): HeldReason | undefined {
  const { rivalEmployers: rivals } = facts
  if (!rivals) return undefined
  const named = rivals.employers.map(one => employerNamed(one, organisation, places))
  return reason(
    'employers-several',
    `${named.length} employers from ${rivals.from}: ${named.join(' and ')}. The placement stays as it is; leave one of them in the return.`,
  )
}

/** What a return says of employers to come: told with their day, and planned once it has come. */
export function laterEmployers(
  { facts, place }: FactRequest,
  person: WorldPerson,
  places: WorkplaceFinder,
): PlanFinding[] {
  return later(facts).map(({ from, employer }) => ({
    code: 'employer-to-come',
    sentence: `To come: from ${from} ${calledBy(person)} is with ${employerNamed(employer, person.organisation, places)}. Nothing changes today; it is planned once that day has come.`,
    place,
  }))
}

function later({ laterWorkplaces = [], workplace }: PersonFacts) {
  return laterWorkplaces.filter(one => one.employer !== workplace?.employerId)
}

function employerNamed(employer: string, organisation: Id, places: WorkplaceFinder): string {
  const name = places.employerName(employer, organisation)
  return name === undefined ? employer : `${employer} (${name})`
}

/**
 * That the default employer of a learner who moves belongs to another placement than the new one, with the one contact whom
 * that placement has. Nobody is replaced by it: a file of placements does not say who the contact is.
 */
export function employerLeftBehind(
  { learner, assignments }: LearnerState,
  placement: Id,
  { people, placements }: Pick<World, 'people' | 'placements'>,
): PlanFinding[] {
  const main = assignments.find(one => one.level === 'default' && one.role === 'employer')
  const employer = main && people.find(one => one.id === main.person)
  if (!employer || employer.placement === placement) return []
  const name = placements.find(one => one.id === placement)?.name ?? `placement ${placement}`
  const contacts = people.filter(
    one => one.kind === 'employer' && one.placement === placement && !one.archived,
  )
  const [contact, ...others] = contacts
  const suggestion =
    contact && others.length === 0
      ? ` The one contact of ${name} is ${calledBy(contact)}: name them as default employer if that is right.`
      : ' Name the default employer.'
  const sentence = `${calledBy(employer)} belongs to another placement than ${calledBy(learner)}, who moves to ${name}, and stays default employer.${suggestion}`
  return [{ code: 'employer-elsewhere', sentence, candidates: [employer.id, ...contacts.map(one => one.id)] }]
}
