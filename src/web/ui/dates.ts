import { type CalendarDate, dateOf, type Instant, startOf } from '../../domain/time.ts'

const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/London',
})

/** A moment as a date of London, such as `1 March 2027`. */
export function dateText(instant: Instant): string {
  return DATE.format(instant)
}

/** A moment with its time, such as `1 March 2027 at 14:05`. */
export function momentText(instant: Instant): string {
  return `${DATE.format(instant)} at ${TIME.format(instant)}`
}

/** A calendar date, such as `1 March 2027`. */
export function calendarText(date: CalendarDate): string {
  return DATE.format(startOf(date) + 12 * 3_600_000)
}

/** Today, as the page's clock has it. */
export function today(): CalendarDate {
  return dateOf(Date.now())
}

/** A month as `2026-03`, such as `March 2026`, or `Mar 26` where there is little room. */
export function monthText(month: string, width: 'long' | 'short'): string {
  return MONTHS[width].format(startOf(`${month}-15`))
}

const MONTHS = {
  long: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'Europe/London' }),
  short: new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'Europe/London' }),
}
