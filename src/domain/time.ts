/** A moment, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A calendar date without clock or zone, as `YYYY-MM-DD`. */
export type CalendarDate = string

const DAY = 86_400_000

/** The date of a moment, read in UTC. */
export function dateOf(instant: Instant): CalendarDate {
  return new Date(instant).toISOString().slice(0, 10)
}

/** The first moment (UTC) of a date. */
export function startOf(date: CalendarDate): Instant {
  return Date.parse(`${date}T00:00:00.000Z`)
}

/** The last moment (UTC) of a date: who held a slot "on" a date is who held it when the day ended. */
export function endOf(date: CalendarDate): Instant {
  return startOf(date) + DAY - 1
}

/** The date some days (may be negative) after another. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(startOf(date) + days * DAY)
}

/** Whether the text is `YYYY-MM-DD` and names a day that exists. */
export function isCalendarDate(text: string): boolean {
  // Years before 0 and after 9999 are written with a sign, and cut short they may look like a date.
  if (!/^\d/.test(text)) return false
  const instant = startOf(text)
  return !Number.isNaN(instant) && dateOf(instant) === text
}
