import type { Assignment } from './assignment.ts'
import type { RecordedChange } from './change.ts'
import { type CoverCode, coverOf, type Portfolio } from './cover.ts'
import type { Id } from './id.ts'
import type { Person } from './person.ts'
import { levelsAsked } from './responsible.ts'
import { addDays, type CalendarDate, dateOf, endOf, type Instant, startOf } from './time.ts'
import { changeAt } from './timeline.ts'

/** What is counted of the cover of learners at a moment. */
const COUNTED = {
  withoutAssessor: 'no-assessor',
  withoutIqa: 'no-iqa',
  heldByArchived: 'held-by-archived',
  assessesAndAssures: 'assesses-and-assures',
} as const satisfies Record<string, CoverCode>

/** Learners by what was amiss with them. */
type CoverCounts = Record<keyof typeof COUNTED, number>

/** How the learners of an organisation were covered at the end of a month. */
export interface MonthCover {
  /** As `YYYY-MM`. */
  month: string
  /** The moment it is about: the end of the month, or that of asking. */
  at: Instant
  /** Learners who had an account then that was not archived. */
  learners: number
  /** Learners of whom the history does not say whether they had an assessor and an IQA. */
  unknown: number
  counts: Readonly<CoverCounts>
}

/** Somebody with when the account was made and archived. */
export interface DatedPerson extends Person {
  createdOn: Instant
  archivedAt: Instant | null
}

/** One learner with their history: of each slot its changes in the order of the history. */
export interface CoveredLearner extends Pick<Portfolio, 'aims' | 'units'> {
  learner: DatedPerson
  slots: readonly (readonly RecordedChange[])[]
  people: ReadonlyMap<Id, DatedPerson>
}

/** Most months of which the cover is asked at once. */
export const MOST_MONTHS = 36

/** The months of a period with the moments that they are asked about: none is later than now. */
export function monthsOf(
  from: CalendarDate,
  to: CalendarDate,
  now: Instant,
): Pick<MonthCover, 'month' | 'at'>[] {
  const months: Pick<MonthCover, 'month' | 'at'>[] = []
  for (let first: CalendarDate = `${from.slice(0, 7)}-01`; first <= to && startOf(first) <= now; ) {
    const next: CalendarDate = `${addDays(first, 31).slice(0, 7)}-01`
    months.push({ month: first.slice(0, 7), at: Math.min(endOf(addDays(next, -1)), now) })
    first = next
  }
  return months
}

/**
 * Counts how learners were covered at each of some moments, by the rule of today (`coverOf`), for the aims that they hold
 * today. Pure: it is worked out from the history each time, and never kept. `begins` is when the history of the
 * organisation begins: before that nothing is known of anybody.
 */
export function countCover(
  learners: readonly CoveredLearner[],
  moments: readonly Pick<MonthCover, 'month' | 'at'>[],
  begins: Instant,
): MonthCover[] {
  const counted = learners.map(learner => codesAt(learner, moments, begins))
  return moments.map(({ month, at }, index) => {
    const states = counted.flatMap(one => one[index] ?? [])
    const count = (code: CoverCode) => states.filter(state => state.codes.has(code)).length
    return {
      month,
      at,
      learners: states.length,
      unknown: states.filter(state => state.unknown).length,
      counts: {
        withoutAssessor: count(COUNTED.withoutAssessor),
        withoutIqa: count(COUNTED.withoutIqa),
        heldByArchived: count(COUNTED.heldByArchived),
        assessesAndAssures: count(COUNTED.assessesAndAssures),
      },
    }
  })
}

/** What is amiss with a learner at a moment. */
interface CoverState {
  codes: ReadonlySet<CoverCode>
  unknown: boolean
}

/** The state at each moment; nothing where the learner was not there. */
function codesAt(
  covered: CoveredLearner,
  moments: readonly { at: Instant }[],
  begins: Instant,
): (CoverState | undefined)[] {
  const { learner } = covered
  return moments.map(({ at }) => {
    const isThere = learner.createdOn <= at && (learner.archivedAt ?? Number.POSITIVE_INFINITY) > at
    return isThere ? stateAt(covered, at, begins) : undefined
  })
}

function stateAt(
  { learner, aims, units, slots, people }: CoveredLearner,
  at: Instant,
  begins: Instant,
): CoverState {
  const states = slots.map(changes => ({ slot: changes[0]?.slot, change: changeAt(changes, at, EVER) }))
  const assignments: Assignment[] = states.flatMap(({ change }) =>
    change?.after ? [{ ...change.slot, ...change.after }] : [],
  )
  const held = new Set(assignments.map(one => one.person))
  const then = new Map([...people].filter(([id]) => held.has(id)).map(([id, one]) => [id, asOf(one, at)]))
  const { findings } = coverOf({ learner: asOf(learner, at), aims, units, assignments, people: then })
  const codes = new Set<CoverCode>(findings.map(one => one.code))
  const isUnknown = (role: 'assessor' | 'iqa') =>
    at < begins ||
    states.some(
      ({ slot, change }) => !change && slot?.role === role && levelsAsked(role).includes(slot.level),
    )
  const unknown = (['assessor', 'iqa'] as const).filter(role => codes.has(`no-${role}`) && isUnknown(role))
  for (const role of unknown) codes.delete(`no-${role}`)
  return { codes, unknown: unknown.length > 0 }
}

/** The history was read to its end. */
const EVER = Number.MAX_SAFE_INTEGER

/** Somebody as they were: whether the account was archived by then. That it is flagged for deletion has no date. */
function asOf(person: DatedPerson, at: Instant): Person {
  return { ...person, flagged: false, archived: (person.archivedAt ?? Number.POSITIVE_INFINITY) <= at }
}

/** Twelve months up to today. */
export function usualMonths(now: Instant): { from: CalendarDate; to: CalendarDate } {
  const to = dateOf(now)
  return { from: addDays(`${to.slice(0, 7)}-15`, -335), to }
}
