import { certain } from '../domain/certain.ts'
import type { SourceLocation } from '../domain/finding.ts'

/** How places are named. */
export interface PlaceStyle {
  /** Whether each names its file. */
  files: boolean
  /** Whether cells are named by their address, or by their rows with the columns in brackets. */
  cells: 'by address' | 'by row'
  /** The most rows, cells and ranges of them that are named in one sheet; how many more there are is said. */
  most?: number
}

/**
 * Places as a person says them, in the order of the sources: `row 5`, `rows 3, 4 and 7`, `rows 9 to 27 of sheet Netherby`,
 * `cell B2 of night.csv`, `row 2 (column B)`. A place without a row is its sheet or file.
 */
export function placesLine(places: readonly SourceLocation[], style: PlaceStyle): string {
  const groups = Map.groupBy(places, ({ file, sheet }) => JSON.stringify([style.files && file, sheet]))
  return [...groups.values()].map(group => groupLine(group, style)).join('; ')
}

/** Places of one sheet. */
function groupLine(places: readonly SourceLocation[], { files, cells, most }: PlaceStyle): string {
  const { file, sheet } = certain(places[0])
  const where = [sheet && `sheet ${sheet}`, files && file].filter(part => part).join(' of ')
  const kinds =
    cells === 'by row' ? [rowsOf(places)] : [...cellsIn(places), rowsOf(places.filter(isWholeRow))]
  const what = kinds.map(kind => kindLine(kind, most)).filter(part => part !== '')
  if (what.length === 0) return where || (file ?? '')
  return `${what.join(' and ')}${where === '' ? '' : ` of ${where}`}`
}

function isWholeRow({ column }: SourceLocation): boolean {
  return column === undefined
}

/** Rows, with the columns of which something is said, where it is said of no whole row. */
function rowsOf(places: readonly SourceLocation[]): RowRange {
  const columns = places.some(isWholeRow)
    ? []
    : [...new Set(places.flatMap(place => place.column ?? []))].sort(byLetters)
  const after = columns.length === 0 ? '' : ` (column${columns.length === 1 ? '' : 's'} ${inWords(columns)})`
  const noun = isReturn(places[0]?.file) ? 'line' : 'row'
  return { noun, before: '', after, rows: places.flatMap(place => place.row ?? []) }
}

/** Columns as a sheet has them: Z before AA. */
function byLetters(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1)
}

/** Rows, or cells of one column, that are named together. */
interface RowRange {
  noun: string
  /** What stands before each number, such as the letters of the column, and after all of them. */
  before: string
  after?: string
  rows: readonly number[]
}

/** Cells have letters in a sheet, and the name of a field elsewhere. */
function cellsIn(places: readonly SourceLocation[]): RowRange[] {
  const cells = places.filter(place => place.row !== undefined && place.column !== undefined)
  return [...Map.groupBy(cells, cell => cell.column!)].map(([column, below]) => {
    const isLettered = /^[A-Z]{1,3}$/.test(column)
    const noun = isLettered ? 'cell' : `${column} in ${isReturn(certain(below[0]).file) ? 'line' : 'row'}`
    return { noun, before: isLettered ? column : '', rows: below.map(cell => cell.row!) }
  })
}

/** The rows of a return are lines of its text. */
function isReturn(file: string | undefined): boolean {
  return file !== undefined && /\.(xml|zip)$/i.test(file)
}

function kindLine({ noun, before, after = '', rows }: RowRange, most = Number.POSITIVE_INFINITY): string {
  const sorted = [...new Set(rows)].sort((one, other) => one - other)
  const runs = runsOf(sorted).map(([from, to]) =>
    from === to ? `${before}${from}` : `${before}${from} to ${before}${to}`,
  )
  if (runs.length === 0) return ''
  const named = runs.slice(0, most)
  const more = runs.length > most ? [`${runs.length - most} more`] : []
  return `${noun}${sorted.length === 1 ? '' : 's'} ${inWords([...named, ...more])}${after}`
}

/** Three or more numbers that follow each other are one run, with its first and last. */
function runsOf(numbers: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run?.[1] === number - 1) run[1] = number
    else runs.push([number, number])
  }
  return runs.flatMap(([from, to]) => {
    const isShort = to === from + 1
    return isShort
      ? [[from, from] as [number, number], [to, to] as [number, number]]
      : [[from, to] as [number, number]]
  })
}

/** A list as in a sentence: `a`, `a and b`, `a, b and c`. */
function inWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
