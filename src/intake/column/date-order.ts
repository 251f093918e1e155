import { type Note, remark } from '../statement/finding.ts'
import type { DateOrder } from './dates.ts'

/** How many dates of a column prove one order or the other, and how many fit both. */
export interface OrderProofs {
  dayFirst: number
  monthFirst: number
  eitherWay: number
}

/** The order in which a column is read, and what is to be told of it. */
export interface ColumnOrder {
  order: DateOrder | 'unknown'
  note?: Note
}

/** All proofs of a sheet together. */
export function sumOfProofs(all: readonly OrderProofs[]): OrderProofs {
  const sum = (part: keyof OrderProofs) => all.reduce((total, one) => total + one[part], 0)
  return { dayFirst: sum('dayFirst'), monthFirst: sum('monthFirst'), eitherWay: sum('eitherWay') }
}

/** How many times more dates must prove one order before those of the other are taken for mistakes. */
const CLEARLY = 2

/** The order that dates prove: nothing where there is no proof, `unknown` where there is as much proof of the other. */
function orderProved({ dayFirst, monthFirst }: OrderProofs): DateOrder | 'unknown' | undefined {
  if (dayFirst === 0 && monthFirst === 0) return undefined
  if (dayFirst >= CLEARLY * monthFirst) return 'day-first'
  return monthFirst >= CLEARLY * dayFirst ? 'month-first' : 'unknown'
}

/**
 * How the dates of a column are read. What is declared holds; then what the column proves; then what the sheet
 * proves; then the custom of the country, which is told.
 */
export function decideOrder(
  label: string,
  column: OrderProofs,
  sheet: OrderProofs,
  declared: DateOrder | undefined,
): ColumnOrder {
  if (declared) return { order: declared }
  const proved = orderProved(column)
  if (proved === 'unknown') return { order: proved, note: mixedNote(label) }
  if (proved === 'month-first') return { order: proved, note: monthFirstNote(label) }
  if (proved || column.eitherWay === 0) return { order: 'day-first' }
  const elsewhere = orderProved(sheet)
  if (elsewhere === undefined) return { order: 'day-first', note: assumedNote(label) }
  return { order: elsewhere === 'day-first' ? elsewhere : 'unknown' }
}

function mixedNote(label: string): Note {
  return remark(
    'date-order-mixed',
    `Column ${label} has dates with the day first and dates with the month first; those that fit both are held back.`,
  )
}

function monthFirstNote(label: string): Note {
  return remark('date-order-month-first', `The dates of column ${label} are read with the month first.`)
}

function assumedNote(label: string): Note {
  return remark(
    'date-order-assumed',
    `The dates of column ${label} are read with the day first, as is the custom; nothing in the column proves it.`,
  )
}
