import type { CalendarDate } from '../../domain/time.ts'
import type { AssignmentStatement } from '../../intake/statement/statement.ts'
import { type HeldReason, reason } from './held.ts'

/** What first and last day make of an assignment: it is wanted now or from a day to come, it is over, or it cannot be as it stands. */
export type Period = 'open' | { over: HeldReason } | { held: HeldReason }

/** Judges the days from which and until which somebody is to be in a place. */
export function periodOf(
  { want, effectiveFrom: from, effectiveTo: to }: AssignmentStatement,
  today: CalendarDate,
): Period {
  if (to === undefined || to >= today) return backwardsOr(from, to)
  if (from !== undefined && to < from) return { held: backwards(from, to) }
  return want === 'remove' ? 'open' : { over: over(to) }
}

function backwardsOr(from: CalendarDate | undefined, to: CalendarDate | undefined): Period {
  return from !== undefined && to !== undefined && to < from ? { held: backwards(from, to) } : 'open'
}

function backwards(from: CalendarDate, to: CalendarDate): HeldReason {
  return reason(
    'ends-before-start',
    `The assignment ends on ${to}, before it begins on ${from}; correct one of the dates.`,
  )
}

function over(to: CalendarDate): HeldReason {
  return reason('assignment-over', `The assignment ended on ${to} and is not made.`)
}
