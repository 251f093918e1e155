import type { CalendarDate } from '../../domain/time.ts'
import type { WorldPerson } from '../world/world.ts'

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
