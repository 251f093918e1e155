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

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** What the clocks of London show at a moment: the calendar date, and whether it is midnight to the second. */
export function londonClock(instant: Instant): { date: CalendarDate; midnight: boolean } {
  const parts = Object.fromEntries(LONDON.formatToParts(instant).map(part => [part.type, part.value]))
  const date = `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`
  return { date, midnight: `${parts.hour}${parts.minute}${parts.second}` === '000000' }
}

/** The calendar date in London at a moment. It is today for whoever writes a date, on every face of the program. */
export function londonDate(instant: Instant): CalendarDate {
  return londonClock(instant).date
}

/** The time of day in London at a moment, as `HH:MM`. */
export function londonTime(instant: Instant): string {
  const parts = Object.fromEntries(LONDON.formatToParts(instant).map(part => [part.type, part.value]))
  return `${parts.hour}:${parts.minute}`
}

/**
 * The moment from which something counts that is asked for now: a date that is today in London counts from now, though UTC may
 * still have the day before; nothing for a moment that has not come.
 */
export function countsFrom(asked: Instant | undefined, now: Instant): Instant | undefined {
  if (asked === undefined || asked <= now) return asked ?? now
  const isDate = asked === startOf(dateOf(asked))
  return isDate && dateOf(asked) === londonDate(now) ? now : undefined
}
