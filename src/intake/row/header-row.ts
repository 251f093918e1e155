import { certain } from '../../domain/certain.ts'
import { foldHeader, type HeaderWords, isHeader } from '../column/header.ts'
import type { Line } from '../file/sheet.ts'
import { bindNames } from './bind.ts'
import { frameLine } from './frame.ts'
import { groupedHeader } from './grouped-header.ts'
import { headingsIn } from './heading.ts'

/** The column names of a sheet. */
export interface HeaderRow {
  /** The row of the column names, and the names as they are read: with those of a group above put before them. */
  row: number
  labels: readonly string[]
  /** The texts of the row itself. */
  own: readonly string[]
  /** The texts of the row of groups above, where there is one. */
  groups?: readonly string[]
  /** How many of the names are known. */
  known: number
}

/** A header, and a row above it in which another table begins. */
export interface ChosenHeader {
  header: HeaderRow
  /** Column names above it with rows of their own: there are two tables. */
  other?: number
}

interface HeaderCandidate extends HeaderRow {
  /** Where it stands among the lines. */
  at: number
}

/**
 * Finds the column names among the lines at the top of a sheet: the row with the most names that are known, of several such the
 * first. Blank lines are not among them. With a row of the mapping, that one is taken.
 */
export function chooseHeader(
  lines: readonly Line[],
  words: HeaderWords,
  declared?: number,
): ChosenHeader | undefined {
  if (declared !== undefined) return declaredHeader(lines, words, declared)
  const candidates = candidatesIn(lines, words)
  const best = candidates.reduce<HeaderCandidate | undefined>(
    (found, one) => (found === undefined || one.known > found.known ? one : found),
    undefined,
  )
  if (!best) return undefined
  const other = candidates.find(one => isOtherTable(one, best, lines, words))
  return { header: best, ...(other ? { other: other.row } : {}) }
}

/** What somebody has declared is believed, whatever stands there. */
function declaredHeader(
  lines: readonly Line[],
  words: HeaderWords,
  declared: number,
): ChosenHeader | undefined {
  const at = lines.findIndex(({ row }) => row === declared)
  if (at < 0) return undefined
  return { header: candidateAt(lines, at, words) }
}

/** Titles above the column names fill fewer cells; below a line as full, only a row of mostly known names will do. */
function candidatesIn(lines: readonly Line[], words: HeaderWords): HeaderCandidate[] {
  let fullest = 0
  return lines.flatMap((line, at) => {
    const filled = filledIn(line)
    const isFullest = filled.length > fullest
    fullest = Math.max(fullest, filled.length)
    const candidate = candidateAt(lines, at, words)
    const isBelowHeading = at > 0 && headingsIn(certain(lines[at - 1]), words).length > 0
    const isNamed = isHeaderByPlace(filled, words, isBelowHeading)
    const isOne = candidate.groups || (isNamed && (isFullest || isMostlyKnown(filled, words)))
    return isOne ? [candidate] : []
  })
}

function candidateAt(lines: readonly Line[], at: number, words: HeaderWords): HeaderCandidate {
  const line = certain(lines[at])
  const above = lines[at - 1]
  const grouped = above && groupedHeader(above, line, words)
  const labels = textsOf(grouped ?? line).map(label => label.trim())
  return {
    at,
    row: line.row,
    labels,
    own: textsOf(line),
    known: knownIn(labels, words),
    ...(grouped && above ? { groups: textsOf(above) } : {}),
  }
}

/** How many different names of a row are known, by themselves or by what stands before them. */
function knownIn(labels: readonly string[], words: HeaderWords): number {
  const known = bindNames(labels, words).columns.map(({ column, number }) => `${column.name} ${number}`)
  const ignored = labels.filter(label => label !== '' && words(label) === 'ignore').map(foldHeader)
  return new Set([...known, ...ignored]).size
}

/** Whether a row is one of column names, also by names such as `Ref` behind `Learner`. Below a heading, one name is enough. */
function isHeaderByPlace(filled: readonly string[], words: HeaderWords, isBelowHeading: boolean): boolean {
  if (isHeader(filled, words)) return true
  const { columns } = bindNames(filled, words)
  const isEnough = new Set(columns.map(({ column }) => column.name)).size > 1 || isBelowHeading
  return isEnough && columns.some(({ column }) => 'identifies' in column)
}

/** Above the best row, one with other names and with rows below it, which would be lost as titles. */
function isOtherTable(
  one: HeaderCandidate,
  best: HeaderCandidate,
  lines: readonly Line[],
  words: HeaderWords,
): boolean {
  const end = best.groups ? best.at - 1 : best.at
  if (one.at >= end || one.known < 2) return false
  return lines.slice(one.at + 1, end).some(line => isRow(line, words))
}

const NO_KEYS: ReadonlySet<number> = new Set()

function isRow(line: Line, words: HeaderWords): boolean {
  const texts = textsOf(line)
  return filledIn(line).length > 1 && !frameLine(texts, NO_KEYS) && headingsIn(line, words).length === 0
}

/** Whether most of the texts are column names that are known. */
export function isMostlyKnown(texts: readonly string[], words: HeaderWords): boolean {
  const ignored = texts.filter(text => words(text) === 'ignore').length
  return (bindNames(texts, words).columns.length + ignored) * 2 > texts.length
}

/** Whether a line has the same texts in the same order, whatever their letter case and punctuation. */
export function isSameRow(texts: readonly string[], others: readonly string[]): boolean {
  const isFilled = (text: string) => text.trim() !== ''
  const [first, other] = [texts.find(isFilled), others.find(isFilled)]
  if (first === undefined || other === undefined || foldHeader(first) !== foldHeader(other)) return false
  const folded = (all: readonly string[]) => all.map(foldHeader).filter(isFilled).join(' ')
  return folded(texts) === folded(others)
}

/** The texts of a line that are not blank. */
export function filledIn(line: Line): string[] {
  return textsOf(line).filter(text => text.trim() !== '')
}

/** The texts of a line. */
export function textsOf(line: Line): string[] {
  return line.cells.map(cell => cell.text)
}
