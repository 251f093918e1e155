import type { CalendarDate } from '../domain/time.ts'

const ADDRESS = /[^\s"“”<>()[\],;:]+@[^\s"“”<>()[\],;:]*[\p{L}\p{N}]/gu
/** Dates as files write them: 2006-06-06, 06/06/2006, 6.6.2006, 6 June 2006, June 6, 2006. */
const DATES = [
  /\b(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}\b/g,
  /\b\d{1,2}[-/.]\d{1,2}[-/.](\d{4})\b/g,
  /\b\d{1,2}(?:st|nd|rd|th)?[ -]\p{L}{3,9}[ -](\d{4})\b/gu,
  /\b\p{L}{3,9} \d{1,2}(?:st|nd|rd|th)?,? (\d{4})\b/gu,
]

/** No learner is younger than this many years, and nothing else that a file dates lies so far back. */
const YOUNGEST = 10

/**
 * A sentence without what a report must not spread: e-mail addresses, and dates so long past that they can only be births.
 * Names, numbers of accounts and everything that says what to do stay.
 */
export function redacted(sentence: string, today: CalendarDate): string {
  const birthYear = Number(today.slice(0, 4)) - YOUNGEST
  const withoutAddresses = sentence.replace(ADDRESS, '(e-mail address)')
  return DATES.reduce(
    (text, pattern) =>
      text.replace(pattern, (date, year: string) => (Number(year) <= birthYear ? '(date)' : date)),
    withoutAddresses,
  )
}
