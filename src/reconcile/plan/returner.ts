import type { CalendarDate } from '../../domain/time.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { archivedLearner } from './aims.ts'
import type { Desk } from './desk.ts'
import type { FactEntry, HeldReason, PersonFile } from './entry.ts'
import { readShort } from './finder.ts'
import type { Bench } from './learner.ts'

/**
 * Brings an archived learner back whom rows give a new start: the account is planned to be unarchived, with all that it
 * holds, and everything after that is planned as for anybody. Gives why not for one who stays archived.
 */
export function bringBack(file: PersonFile, desk: Desk, bench: Bench): HeldReason | undefined {
  const { person } = file
  const start = newStart(file, bench)
  if (typeof start !== 'string') return start
  const beside = desk.assignments.map(({ learner, level, role, target, person: held }) => ({
    ...{ learner, level, role, target },
    person: held,
  }))
  const because = file.facts.filter(one => presentStart(one) === start)
  bench.draft.add(
    { do: 'unarchive-person', person: person.id, start, leaves: beside },
    person.organisation,
    because,
  )
  file.person = { ...person, archived: false }
  desk.learner = file.person
  return undefined
}

/** The start of what a learner does now: after a break it is not the first. */
function presentStart({ facts: { resumed, start } }: FactEntry): CalendarDate | undefined {
  return resumed ?? start
}

/** The start by which rows bring somebody back, or why they do not. */
function newStart({ person, facts }: PersonFile, { rules, gathering }: Bench): CalendarDate | HeldReason {
  if (person.flagged) return because(person, 'and no plan brings it back')
  const [start, ...others] = new Set(facts.flatMap(one => presentStart(one) ?? []))
  if (start === undefined || hasLeft(facts, rules.today) || !isNewStart(start, person))
    return archivedLearner(person.id)
  if (rules.mapping.returners === 'hold') return because(person, 'and the mapping holds returners')
  if (others.length > 0)
    return because(person, `and rows give it different starts, ${[start, ...others].join(' and ')}`)
  if (start > rules.today) return because(person, `and starts again on ${start}, which is still to come`)
  if (gathering.finder.suspected.has(person.id))
    return because(person, 'and it is asked whether a row means it')
  return gathering.finder.isShort(person.organisation) ? readShort(person.organisation) : start
}

/** Whether a row says that the learner has left, is on a break, or is to be over with before today. */
export function hasLeft(facts: readonly FactEntry[], today: CalendarDate): boolean {
  return facts.some(
    ({ facts: { state, actualEnd, plannedEnd } }) =>
      (state !== undefined && state !== 'active') ||
      actualEnd !== undefined ||
      (plannedEnd !== undefined && plannedEnd < today),
  )
}

/**
 * Whether a start is a new one: after the account's own and after the day on which it was archived. Where that day is not
 * known, after its planned end; a start that merely differs may be the old one, corrected.
 */
export function isNewStart(
  start: CalendarDate,
  { startOn, archivedOn, plannedEndDate, flagged }: WorldPerson,
): boolean {
  if (flagged) return false
  const over = archivedOn ?? plannedEndDate
  return over !== null && start > over && (startOn === null || start > startOn)
}

function because(person: WorldPerson, why: string): HeldReason {
  const is = person.flagged ? 'flagged for deletion' : 'archived'
  const sentence = `${calledBy(person)} is ${is}, ${why}; unarchive the account by hand, or leave the learner out.`
  return { code: 'learner-archived', sentence, candidates: [person.id] }
}
