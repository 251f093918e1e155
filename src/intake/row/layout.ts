import type { SourceLocation } from '../../domain/finding.ts'
import { columnLetters, type HeaderWords } from '../column/header.ts'
import { type Line, placeOf, type SheetPlace } from '../file/sheet.ts'
import type { ReadFinding } from '../statement/finding.ts'
import type { FrameLine } from './frame.ts'
import { type Heading, headingsIn } from './heading.ts'

/** What stands over the rows of a sheet as they are gone through, and what is to be told of it in the end. */
export class Overhead {
  readonly #current = new Map<string, Heading>()
  readonly #seen = new Map<string, { label: string; rows: number[] }>()
  readonly #leftOut: number[] = []
  readonly #where: SheetPlace

  constructor(where: SheetPlace, sheetName: Heading | undefined) {
    this.#where = where
    if (sheetName) this.#current.set(keyOf(sheetName), sheetName)
  }

  /** Takes in the headings of a line, each in the place of the one before it; says whether there are any. */
  take(line: Line, words: HeaderWords, labels: readonly string[]): boolean {
    const headings = headingsIn(line, words, labels)
    for (const heading of headings) {
      const key = keyOf(heading)
      this.#current.set(key, heading)
      const seen = this.#seen.get(key) ?? { label: heading.label, rows: [] }
      this.#seen.set(key, seen)
      seen.rows.push(line.row)
    }
    return headings.length > 0
  }

  /** The headings that count for the next row. */
  headings(): Heading[] {
    return [...this.#current.values()].filter(({ text }) => text !== '')
  }

  /** Notes a row that the mapping leaves out. */
  leaveOut(row: number): void {
    this.#leftOut.push(row)
  }

  findings(): ReadFinding[] {
    const read = [...this.#seen.values()].map(({ label, rows }): ReadFinding => {
      const sentence = `Headings in ${rowsLine(rows)} are read as the ${label} of the rows below them.`
      return { code: 'heading-read', sentence, place: placeOf(this.#where, rows[0]), holds: 'nothing' }
    })
    if (this.#leftOut.length === 0) return read
    const sentence = `Hidden or struck-through rows are left out, as the mapping says: ${rowsLine(this.#leftOut)}.`
    return [
      ...read,
      { code: 'row-hidden', sentence, place: placeOf(this.#where, this.#leftOut[0]), holds: 'nothing' },
    ]
  }
}

function keyOf({ column, number }: Heading): string {
  return `${column.of} ${column.part} ${number}`
}

/** Row numbers as a person says them: `row 3`, `rows 3, 5 and 9 to 12`. */
export function rowsLine(rows: readonly number[]): string {
  const runs: [number, number][] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last && last[1] === row - 1) last[1] = row
    else runs.push([row, row])
  }
  const parts = runs.map(([from, to]) =>
    from === to ? `${from}` : `${from} ${to - from === 1 ? 'and' : 'to'} ${to}`,
  )
  const line = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return `${rows.length === 1 ? 'row' : 'rows'} ${line}`
}

/** Counts the rows of a sheet, so that what a footer says can be compared. */
export class RowCount {
  #all = 0
  #block = 0

  row(): void {
    this.#all += 1
    this.#block += 1
  }

  beginBlock(): void {
    this.#block = 0
  }

  /** A footer counts its block or all rows above it; where it says another number, that is told. */
  compare({ count }: FrameLine, place: SourceLocation): ReadFinding[] {
    const all = this.#all
    const block = this.#block
    this.#block = 0
    if (count === undefined || count === all || count === block) return []
    const sentence = `The line says ${count}, and ${all} ${all === 1 ? 'row stands' : 'rows stand'} above it. See whether rows are missing.`
    return [{ code: 'total-differs', sentence, place, holds: 'nothing' }]
  }
}

/** That a line is one of totals, or of the frame of a report. */
export function frameFinding({ code }: FrameLine, place: SourceLocation): ReadFinding {
  const what = code === 'total-line' ? 'a total' : 'a heading, key or footer'
  return { code, sentence: `The row is read as ${what}, not as a person.`, place, holds: 'nothing' }
}

/** That cells of a row lie under merged cells. */
export function coveredCells(columns: readonly number[], where: SheetPlace, row: number): ReadFinding {
  const cells = columns.map(column => `${columnLetters(column)}${row}`).join(', ')
  const sentence = `Under merged cells, where nobody sees them, other values stand in ${cells}. They are not read; split the merged cells to see them.`
  return { code: 'merge-hidden', sentence, place: placeOf(where, row, columns[0]), holds: 'nothing' }
}

/** That a row is held because nobody sees it. */
export function hiddenRow(place: SourceLocation): ReadFinding {
  const sentence =
    'The row is hidden or filtered out in the workbook. Show it, or write "hidden: read" in the mapping to read such rows or "hidden: ignore" to leave them out.'
  return { code: 'row-hidden', sentence, place, holds: 'row' }
}

/** That a row is held because it, or a part of it, is crossed out. */
export function struckRow(place: SourceLocation): ReadFinding {
  const sentence =
    'The row is struck through, in whole or in part. Remove the strike-through, or write "struck: read" in the mapping to read such rows or "struck: ignore" to leave them out.'
  return { code: 'row-struck', sentence, place, holds: 'row' }
}
