import { certain } from '../../domain/certain.ts'
import { type CalendarDate, isCalendarDate, londonClock } from '../../domain/time.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { withoutInvisible } from '../statement/signs.ts'

/** Which of the first two numbers of a date is the day. */
export type DateOrder = 'day-first' | 'month-first'

/** How the dates of a column are to be read. */
export interface DateReading {
  /** `unknown` refuses what could be two dates. */
  order: DateOrder | 'unknown'
  /** What two-digit years are measured by. */
  today: CalendarDate
  /** What kind of cell it stands in, where its workbook counts days from 1904. */
  epoch1904?: 'number' | 'text'
  /** What the date is of. It says which years can be. */
  of?: DateOf
}

/** What dates are of, as far as years that can be go. */
type DateOf = 'birth' | 'start' | 'end'

/** A date, or no date with the reason; neither when the text means "no date". */
interface DateResult {
  date?: CalendarDate
  note?: Note
}

/** What systems write where there is no date: the first and last days that they can count. */
const NO_DATE = new Set([
  ...[
    '1900-01-01',
    '0001-01-01',
    '0000-00-00',
    '1899-12-30',
    '1899-12-31',
    '1601-01-01',
    '1904-01-01',
    '1753-01-01',
  ],
  ...['9999-12-31', '2999-12-31'],
])
const PLACEHOLDER =
  /^(?:[({[<]?(?:null|nil|none|blank|empty|nat|nan|undefined)[)}\]>]?|\\n|0+|[dmy]{1,4}([/.-])[dmy]{1,4}\1[dmy]{1,4}|0+([/.-])(?:0+|0?1|jan)\2(?:0+|1900)|0?1([/.-])0+\3(?:0+|1900)|1900-0?1-0+|0+-0+-0+)(?:[ T]0?0:00.*)?$/i
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.+)|(Z|[+-]\d{2}:?\d{2}))?$/
const NUMERIC = /^(\d{1,2})([/.\- ])(\d{1,2})\2(\d+)(?:\s+\d{1,2}:\d{2}.*)?$/
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s+\d{1,2}:\d{2}.*)?$/
const NAMED = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]([a-z]{3,9})\.?,?[\s-](\d{2,4})(?:\s+\d{1,2}[:.]\d{2}.*)?$/i
/** `September 8, 2025`: named as it is, it can be no other day. */
const NAMED_FIRST = /^([a-z]{3,9})\.?[\s-](\d{1,2})(?:st|nd|rd|th)?,?[\s-](\d{4})$/i
const MONTH_ALONE = /^(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})|([a-z]{3,9})[\s-](\d{4}))$/i
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)/i
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const LONG_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const MONTHS = LONG_MONTHS.map(name => name.slice(0, 3))

/** Reads a calendar date from text, without clock and zone and without ever guessing. */
export function readDate(text: string, how: DateReading): DateResult {
  const raw = plainSigns(text)
  if (/^[012](?:\.\d+)?$/.test(raw)) return { note: remark('date-empty', `"${raw}" is read as no date.`) }
  if (PLACEHOLDER.test(raw)) return {}
  const weekday = weekdayIn(text)
  for (const read of [readMonthAlone, readIso, readNumeric, readYearFirst, readNamed, readCounted]) {
    const result = read(raw, how)
    if (!result) continue
    if (result.date !== undefined && NO_DATE.has(result.date)) return {}
    return isOtherDay(weekday, result)
      ? bad(text.trim(), 'names another day of the week than its date')
      : judged(raw, result, how)
  }
  return bad(raw)
}

/** The day of the week that stands before a date: 0 for Sunday; nothing where none does. */
function weekdayIn(text: string): number | undefined {
  const word = WEEKDAY.exec(withoutInvisible(text).trim())?.[0].slice(0, 3).toLowerCase()
  return word === undefined ? undefined : WEEKDAYS.indexOf(word)
}

function isOtherDay(weekday: number | undefined, { date }: DateResult): boolean {
  return weekday !== undefined && date !== undefined && new Date(`${date}T00:00:00Z`).getUTCDay() !== weekday
}

/** Years that a start or an end may lie behind and ahead of today. */
const REACH = { start: { back: 50, ahead: 10 }, end: { back: 50, ahead: 15 } } as const
/** Ages between which learners and staff are. */
const AGES = { youngest: 12, oldest: 100 } as const
/** The age from which a year of two digits is more likely a slip than the birth of somebody so old. */
const OLD = 95

/** A date that cannot be is none; one that is unlikely is told. */
function judged(raw: string, result: DateResult, { of, today }: DateReading): DateResult {
  const { date } = result
  if (date === undefined || of === undefined || today === '') return result
  if (of === 'birth') return birthJudged(raw, date, result, today)
  const years = yearsBetween(today, date)
  const { back, ahead } = REACH[of]
  if (years > -back && years < ahead) return result
  const where = years < 0 ? 'behind' : 'ahead'
  return impossible(
    raw,
    `is ${Math.abs(Math.trunc(years))} years ${where}, too far for the ${of} of anything here`,
  )
}

function birthJudged(raw: string, date: CalendarDate, result: DateResult, today: CalendarDate): DateResult {
  if (date > today) return impossible(raw, 'is a date of birth in the future')
  const age = Math.floor(yearsBetween(date, today))
  if (age >= OLD && !/\d{4}/.test(raw))
    return {
      note: trouble(
        'date-impossible',
        `"${raw}" would be the birth of somebody of ${age}; write the year with four digits.`,
      ),
    }
  if (result.note || (age >= AGES.youngest && age <= AGES.oldest)) return result
  return { date, note: remark('date-unlikely', `"${raw}" is the birth of somebody of ${age}; check it.`) }
}

function impossible(raw: string, why: string): DateResult {
  return { note: trouble('date-impossible', `"${raw}" ${why}; correct it.`) }
}

/** How many years lie between two dates, with a fraction. */
function yearsBetween(from: CalendarDate, to: CalendarDate): number {
  const [a, b] = [from, to].map(date => Date.parse(`${date}T00:00:00Z`))
  return (certain(b) - certain(a)) / (365.25 * DAY)
}

/** A date in plain digits and hyphens, without the day of the week. */
function plainSigns(text: string): string {
  const isPlain = /^[ -~]*$/.test(text)
  const plain = isPlain
    ? text
    : withoutInvisible(text)
        .normalize('NFKC')
        .replace(/[\u2010-\u2015\u2212]/g, '-')
  return plain.trim().replace(WEEKDAY, '')
}

/** Which order a text proves: nothing if it can be read both ways or is no such date. */
export function orderProvedBy(text: string): DateOrder | undefined {
  const parts = NUMERIC.exec(plainSigns(text))
  if (!parts) return undefined
  const [first, second] = [Number(parts[1]), Number(parts[3])]
  if (first > 12 && first <= 31 && second <= 12) return 'day-first'
  return second > 12 && second <= 31 && first <= 12 ? 'month-first' : undefined
}

/** Whether a text is a date that reads differently by the order. */
export function dependsOnOrder(text: string): boolean {
  const parts = NUMERIC.exec(plainSigns(text))
  if (!parts) return false
  const [first, second] = [Number(parts[1]), Number(parts[3])]
  return first <= 12 && second <= 12 && first !== second
}

function bad(raw: string, why = 'cannot be read as a date'): DateResult {
  return { note: trouble('date-unreadable', `"${raw}" ${why}; write it as 08/09/2025 or 2025-09-08.`) }
}

function dateFrom(year: number, month: number, day: number, raw: string): DateResult {
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  if (NO_DATE.has(date)) return { date }
  if (year < 1900 && year !== 0 && year !== 1) return bad(raw, `names the year ${year}`)
  return isCalendarDate(date) ? { date } : bad(raw, 'names a day that does not exist')
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function readMonthAlone(raw: string): DateResult | undefined {
  const parts = MONTH_ALONE.exec(raw)
  if (!parts) return undefined
  const month = parts[5] === undefined ? Number(parts[2] ?? parts[3]) : monthNamed(parts[5])
  if (month < 1 || month > 12) return undefined
  return { note: trouble('date-month-only', `"${raw}" is a month without a day and is left out.`) }
}

/** 1 for January and `Jan`; 0 for a word that is no month. */
function monthNamed(word: string): number {
  const at = MONTHS.indexOf(word.slice(0, 3).toLowerCase())
  const isMonth = LONG_MONTHS[at]?.startsWith(word.toLowerCase()) === true || word.toLowerCase() === 'sept'
  return isMonth ? at + 1 : 0
}

function readIso(raw: string, _how: DateReading): DateResult | undefined {
  const parts = ISO.exec(raw)
  if (!parts) return undefined
  const written = dateFrom(Number(parts[1]), Number(parts[2]), Number(parts[3]), raw)
  const isInstant = parts[4] !== undefined && /(?:Z|[+-]00:?00)$/i.test(parts[4])
  return written.date !== undefined && isInstant ? dayOfInstant(raw, written.date) : written
}

/** A moment in UTC is a date only where the clock of the UK shows the same day, or midnight. */
function dayOfInstant(raw: string, written: CalendarDate): DateResult {
  if (NO_DATE.has(written)) return {}
  const instant = Date.parse(raw.replace(' ', 'T').replace(/\.\d+/, ''))
  if (Number.isNaN(instant)) return bad(raw)
  const uk = londonClock(instant)
  if (uk.date === written) return { date: uk.date }
  if (uk.midnight) return { date: uk.date, note: remark('date-instant', instantRead(raw, uk.date)) }
  return {
    note: trouble(
      'date-two-days',
      `"${raw}" is ${uk.date} in the UK and ${written} by UTC; write the date alone.`,
    ),
  }
}

function instantRead(raw: string, date: CalendarDate): string {
  return `"${raw}" is midnight in the UK and read as ${date}.`
}

function readNumeric(raw: string, how: DateReading): DateResult | undefined {
  const parts = NUMERIC.exec(raw)
  if (!parts) return undefined
  const [first, second] = [Number(parts[1]), Number(parts[3])]
  const year = fullYear(certain(parts[4]), how)
  if (year === undefined) return bad(raw, `has a year of ${certain(parts[4]).length} digits`)
  if (how.order === 'unknown' && dependsOnOrder(raw)) return eitherWay(raw, year, first, second)
  const order = orderProvedBy(raw) ?? (how.order === 'unknown' ? 'day-first' : how.order)
  if (how.order !== 'unknown' && order !== how.order) return againstOrder(raw, how.order)
  return order === 'day-first' ? dateFrom(year, second, first, raw) : dateFrom(year, first, second, raw)
}

function againstOrder(raw: string, order: DateOrder): DateResult {
  const says = order === 'day-first' ? 'day' : 'month'
  return bad(raw, `does not fit its column, where the ${says} comes first`)
}

function eitherWay(raw: string, year: number, first: number, second: number): DateResult {
  const one = dateFrom(year, second, first, raw).date
  const other = dateFrom(year, first, second, raw).date
  const sentence = `"${raw}" may be ${one} or ${other}; say in the mapping which comes first, or write ${one}.`
  return { note: trouble('date-two-ways', sentence) }
}

/** The year of two digits or four. Two are read as the year that the date can be of. */
function fullYear(digits: string, how: DateReading): number | undefined {
  if (digits.length === 4) return Number(digits)
  return digits.length === 2 ? centuryOf(Number(digits), how) : undefined
}

function centuryOf(digits: number, { today, of }: DateReading): number {
  const now = Number(today.slice(0, 4))
  const late = 2000 + digits
  if (of === undefined) return late > now + 50 ? late - 100 : late
  if (of === 'birth') return late > now - AGES.youngest && late - 100 >= now - AGES.oldest ? late - 100 : late
  return late >= now + REACH[of].ahead && late - 100 > now - REACH[of].back ? late - 100 : late
}

function readYearFirst(raw: string): DateResult | undefined {
  const parts = YEAR_FIRST.exec(raw)
  return parts ? dateFrom(Number(parts[1]), Number(parts[2]), Number(parts[3]), raw) : undefined
}

function readNamed(raw: string, how: DateReading): DateResult | undefined {
  const [, day, word, digits] = NAMED.exec(raw) ?? monthBefore(raw) ?? []
  if (day === undefined) return undefined
  const month = monthNamed(certain(word))
  const year = fullYear(certain(digits), how)
  if (month === 0 || year === undefined) return bad(raw)
  return dateFrom(year, month, Number(day), raw)
}

function monthBefore(raw: string): string[] | undefined {
  const parts = NAMED_FIRST.exec(raw)
  return parts ? ['', certain(parts[2]), certain(parts[1]), certain(parts[3])] : undefined
}

/** A date that stands as a plain number: YYYYMMDD, days as a spreadsheet counts them, or seconds since 1970. */
function readCounted(raw: string, { epoch1904 }: DateReading): DateResult | undefined {
  if (!/^\d+(?:\.\d+)?$/.test(raw)) return undefined
  const number = Number(raw)
  if (/^(?:19|20)\d{6}$/.test(raw)) return dateFrom(+raw.slice(0, 4), +raw.slice(4, 6), +raw.slice(6), raw)
  if (/^\d{5}(?:\.\d+)?$/.test(raw)) return countedFrom(raw, number, epoch1904)
  return /^[1-9]\d{9}$/.test(raw) ? dayOfSeconds(raw) : bad(raw, 'is a number that no date is written as')
}

/** Days in a workbook are counted as the workbook counts; digits that stand as text in one from 1904 may have come from another. */
function countedFrom(raw: string, number: number, epoch1904: DateReading['epoch1904']): DateResult {
  const [by1900, by1904] = [dateOfSerial(number, false), dateOfSerial(number, true)]
  if (epoch1904 !== 'text') return counted(raw, epoch1904 ? by1904 : by1900)
  const sentence = `"${raw}" is ${by1904} as this workbook counts days, and ${by1900} as others do; write the date.`
  return { note: trouble('date-two-ways', sentence) }
}

function dayOfSeconds(raw: string): DateResult {
  const iso = new Date(Number(raw) * 1000).toISOString()
  const result = dayOfInstant(iso, iso.slice(0, 10))
  return result.date === undefined ? result : counted(raw, result.date)
}

function counted(raw: string, date: CalendarDate | undefined): DateResult {
  if (date === undefined) return bad(raw)
  return { date, note: remark('date-serial', `"${raw}" was counted out as ${date}.`) }
}

const DAY = 86_400_000
/** Fractions of a day are not exact: midnight may stand as a moment before it. A thousandth of a second, in days. */
const TIME_NOISE = 1e-8

/**
 * The date that a spreadsheet means by a number of days; nothing where there is none (29 February 1900).
 * `epoch1904` is the count of old Macintosh workbooks.
 */
export function dateOfSerial(serial: number, epoch1904: boolean): CalendarDate | undefined {
  const days = Math.floor(serial + TIME_NOISE)
  if (!Number.isFinite(serial) || days < 0 || days > 2_958_465) return undefined
  if (epoch1904) return new Date(Date.UTC(1904, 0, 1) + days * DAY).toISOString().slice(0, 10)
  if (days === 60) return undefined
  const epoch = days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  return new Date(epoch + days * DAY).toISOString().slice(0, 10)
}
