import { addDays, type CalendarDate, type Instant, startOf } from './time.ts'

/** A time zone by its name in the IANA database, such as `Europe/London`. */
export type TimeZone = string

/** The zone of an organisation that names none. */
export const USUAL_ZONE: TimeZone = 'Europe/London'

const formats = new Map<TimeZone, Intl.DateTimeFormat>()

function formatFor(zone: TimeZone): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  return format
}

/** Whether there is a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatFor(name)
    return true
  } catch {
    return false
  }
}

/** The calendar date that the clocks of a zone show at a moment. */
export function dateIn(zone: TimeZone, instant: Instant): CalendarDate {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(instant)
      .map(part => [part.type, part.value]),
  )
  return `${String(parts.year).padStart(4, '0')}-${parts.month}-${parts.day}`
}

/** No zone is further than this from UTC, in milliseconds. */
const FURTHEST = 26 * 3_600_000

const starts = new Map<string, Instant>()

/** Days whose first moments are remembered at most. */
const REMEMBERED = 10_000

/** The first moment of a date in a zone: midnight, or where the clocks are put forward over that, the first after it. */
export function startIn(zone: TimeZone, date: CalendarDate): Instant {
  const key = `${zone}/${date}`
  const known = starts.get(key)
  if (known !== undefined) return known
  let [before, after] = [startOf(date) - FURTHEST, startOf(date) + FURTHEST]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dateIn(zone, middle) < date) before = middle
    else after = middle
  }
  if (starts.size >= REMEMBERED) starts.clear()
  starts.set(key, after)
  return after
}

/** The moment after the last of a date in a zone. */
export function endIn(zone: TimeZone, date: CalendarDate): Instant {
  return startIn(zone, addDays(date, 1))
}
