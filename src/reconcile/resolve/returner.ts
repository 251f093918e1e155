import type { CalendarDate } from '../../domain/time.ts'
import { type HeldReason, readShort } from '../collect/held.ts'
import { isNewStart } from '../collect/new-start.ts'
import type { AccountRequests, FactRequest } from '../collect/request.ts'
import { calledBy, type WorldAssignment, type WorldPerson } from '../world/world.ts'
import { archivedLearner } from './aims.ts'
import type { AccountContext } from './context.ts'

/**
 * Brings an archived learner back whom rows give a new start: the account is planned to be unarchived, with all that it
 * holds, and everything after that is planned as for the learner who is given back. Gives why not for one who stays archived.
 */
export function bringBack(
  requests: AccountRequests,
  assignments: readonly WorldAssignment[],
  context: AccountContext,
): WorldPerson | HeldReason {
  const { person, facts } = requests
  const start = newStart(requests, context)
  if (typeof start !== 'string') return start
  const leaves = assignments.map(({ learner, level, role, target, person: holder }) => ({
    ...{ learner, level, role, target },
    person: holder,
  }))
  context.decisions.plan(
    { do: 'unarchive-person', person: person.id, start, leaves },
    person.organisation,
    facts.filter(request => presentStart(request) === start),
  )
  return { ...person, archived: false }
}

/** The start of what a learner does now: after a break it is not the first. */
function presentStart({ facts: { resumed, start } }: FactRequest): CalendarDate | undefined {
  return resumed ?? start
}

/** The start by which rows bring somebody back, or why they do not. */
function newStart(
  { person, facts }: AccountRequests,
  { rules, collected }: AccountContext,
): CalendarDate | HeldReason {
  if (person.flagged) return because(person, 'and no plan brings it back')
  const [start, ...others] = new Set(facts.flatMap(request => presentStart(request) ?? []))
  if (start === undefined || hasLeft(facts, rules.today) || !isNewStart(start, person))
    return archivedLearner(person.id)
  if (rules.mapping.returners === 'hold') return because(person, 'and the mapping holds returners')
  if (others.length > 0)
    return because(person, `and rows give it different starts, ${[start, ...others].join(' and ')}`)
  if (start > rules.today) return because(person, `and starts again on ${start}, which is still to come`)
  if (collected.people.suspected.has(person.id))
    return because(person, 'and it is asked whether a row means it')
  return collected.people.isShort(person.organisation) ? readShort(person.organisation) : start
}

/** Whether a row says that the learner has left, is on a break, or is to be over with before today. */
export function hasLeft(facts: readonly FactRequest[], today: CalendarDate): boolean {
  return facts.some(
    ({ facts: { state, actualEnd, plannedEnd } }) =>
      (state !== undefined && state !== 'active') ||
      actualEnd !== undefined ||
      (plannedEnd !== undefined && plannedEnd < today),
  )
}

function because(person: WorldPerson, why: string): HeldReason {
  const is = person.flagged ? 'flagged for deletion' : 'archived'
  const sentence = `${calledBy(person)} is ${is}, ${why}; unarchive the account by hand, or leave the learner out.`
  return { code: 'learner-archived', sentence, candidates: [person.id] }
}
