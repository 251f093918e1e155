import type { CalendarDate } from '../../domain/time.ts'

/**
 * How two dates of birth compare. `near` is what a slip makes of one: day and month changed round, or one or two digits
 * changed. Near dates may be one person or two: a person decides.
 */
type BirthRelation = 'same' | 'near' | 'different'

/** Compares two dates of birth. */
export function compareBirths(a: CalendarDate, b: CalendarDate): BirthRelation {
  if (a === b) return 'same'
  return isTurnedRound(a, b) || digitsChanged(a, b) <= 2 ? 'near' : 'different'
}

function isTurnedRound(a: CalendarDate, b: CalendarDate): boolean {
  const [year, month, day] = a.split('-')
  return `${year}-${day}-${month}` === b
}

function digitsChanged(a: CalendarDate, b: CalendarDate): number {
  return [...a].filter((digit, at) => digit !== b[at]).length
}
