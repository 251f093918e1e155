import { isAccountWord } from '../column/cell.ts'
import type { OrderProofs } from '../column/date-order.ts'
import { dependsOnOrder, orderProvedBy } from '../column/dates.ts'
import { isBlankWord } from '../column/words.ts'
import { aimWordsKind } from '../statement/identifiers.ts'

/** What the cells of one column were seen to hold, counted. */
export interface Watch extends OrderProofs {
  filled: number
  levels: number
  accounts: number
  /** Plain numbers. */
  numbers: number
  /** References of standards, such as ST0005. */
  standards: number
  /** Names and addresses of people. */
  people: number
  /** Names that a firm has and a person has not. */
  firms: number
  /** Two dates in one cell: the first and the last day of something. */
  periods: number
  zeroWidths: Set<number>
  zeros: number
}

/** No cell seen yet. */
export function newWatch(): Watch {
  return {
    filled: 0,
    levels: 0,
    accounts: 0,
    numbers: 0,
    standards: 0,
    people: 0,
    firms: 0,
    periods: 0,
    dayFirst: 0,
    monthFirst: 0,
    eitherWay: 0,
    zeros: 0,
    zeroWidths: new Set(),
  }
}

const FIRM =
  /\b(?:ltd|limited|plc|llp|cic|inc|council|trust|nhs|group|services|solutions|care|school|college|academy|nursery|company|hotel|salon|garage|university|centre|employer)\b|&|^[^@]*\d[^@]*$/i
const PERSON = /@|^\D*\p{L}{2}\D*$/u

/** Two dates, in figures or with the month as a word, with anything between them. */
const PERIOD =
  /\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.*\D\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}[ -][a-z]{3,9}[ -]\d{2,4}.*\D\d{1,2}[ -][a-z]{3,9}[ -]\d{2,4}/i

/** Counts one more cell. */
export function watchCell(watch: Watch, raw: string): void {
  const text = raw.trim()
  if (text === '' || isBlankWord(text)) return
  watch.filled += 1
  if (/^(?:[le]|level|entry)\s*[1-8]$/i.test(text)) watch.levels += 1
  if (isAccountWord(text)) watch.accounts += 1
  if (/^\d+(?:\.0+)?$/.test(text)) watch.numbers += 1
  if (aimWordsKind(text) === 'st-reference') watch.standards += 1
  if (FIRM.test(text)) watch.firms += 1
  if (PERIOD.test(text)) watch.periods += 1
  if (PERSON.test(text)) watch.people += 1
  watchOrder(watch, text)
  if (/^0\d+$/.test(text)) {
    watch.zeros += 1
    watch.zeroWidths.add(text.length)
  }
}

function watchOrder(watch: Watch, text: string): void {
  const proved = orderProvedBy(text)
  if (proved === 'day-first') watch.dayFirst += 1
  else if (proved === 'month-first') watch.monthFirst += 1
  else if (dependsOnOrder(text)) watch.eitherWay += 1
}

/** Whether more than half of what a column holds is of a kind. */
export function isMostly(
  watch: Watch | undefined,
  kind: 'people' | 'firms' | 'numbers' | 'standards' | 'periods',
): boolean {
  return watch !== undefined && watch[kind] * 2 > watch.filled
}
