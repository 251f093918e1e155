import type { CalendarDate } from '../../domain/time.ts'
import type { AssignmentStatement } from '../../intake/statement/statement.ts'
import { type HeldReason, reason } from './held.ts'

/** What first and last day make of an assignment: it is wanted today, it is over, or it cannot be kept as it stands. */
export type Period = 'now' | { over: HeldReason } | { held: HeldReason }

/** Judges the days from which and until which somebody is to be in a place. */
export function periodOf(
  { want, effectiveFrom: from, effectiveTo: to }: AssignmentStatement,
  today: CalendarDate,
): Period {
  if (to === undefined) return 'now'
  if (from !== undefined && to < from) return { held: backwards(from, to) }
  if (to >= today) return { held: toCome(to) }
  return want === 'remove' ? 'now' : { over: over(to) }
}

function backwards(from: CalendarDate, to: CalendarDate): HeldReason {
  return reason(
    'ends-before-start',
    `The assignment ends on ${to}, before it begins on ${from}; correct one of the dates.`,
  )
}

function toCome(to: CalendarDate): HeldReason {
  const sentence = `The assignment is to end on ${to}, and planned ends cannot be kept yet: leave the end out and take the person away on that day. If the column is the end of the programme, write Planned End Date for it under columns in the mapping.`
  return reason('end-to-come', sentence)
}

function over(to: CalendarDate): HeldReason {
  return reason('assignment-over', `The assignment ended on ${to} and is not made.`)
}
