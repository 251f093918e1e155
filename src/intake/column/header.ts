import { type AnyColumn, COLUMNS } from './columns.ts'

/** A column of the table as a header names it. */
export interface Recognised {
  column: AnyColumn
  /** The number in the header, as in `Aim 2 Assessor`; 0 where there is none. */
  number: number
  /** Place among the spellings of the column: a lower one is trusted more. */
  rank: number
}

/** A header for comparing: without letter case, spaces and punctuation. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]/gu, '')
}

const SPELLINGS = new Map<string, Recognised>()

for (const column of COLUMNS) {
  for (const [rank, spelling] of [column.name, ...column.synonyms].entries()) {
    const folded = foldHeader(spelling)
    if (!SPELLINGS.has(folded)) SPELLINGS.set(folded, { column, number: 0, rank })
  }
}

/** Finds the column that a header means, whatever its spelling. `#` stands for the number of a numbered one. */
export function recognise(header: string): Recognised | undefined {
  const folded = foldHeader(header)
  const plain = SPELLINGS.get(folded)
  if (plain) return folded.includes('#') ? undefined : plain
  const number = /\d{1,3}/.exec(folded)?.[0]
  const numbered = number === undefined ? undefined : SPELLINGS.get(folded.replace(number, '#'))
  return numbered && { ...numbered, number: Number(number) }
}

/** How a header is recognised beyond the table: what the mapping says of it. `ignore` hides a column. */
export type HeaderWords = (header: string) => Recognised | 'ignore' | undefined

/** The words of a mapping first, then those of the table. */
export function headerWords(mapped: ReadonlyMap<string, string>): HeaderWords {
  const byFolded = new Map([...mapped].map(([header, to]) => [foldHeader(header), to]))
  return header => {
    const to = byFolded.get(foldHeader(header))
    if (to === undefined) return recognise(header)
    return to === 'ignore' ? 'ignore' : recognise(to)
  }
}

/** Whether a row of cells is one of column names: two that are known, or all there are, and one that says who. */
export function isHeader(cells: readonly string[], words: HeaderWords): boolean {
  const filled = cells.filter(cell => cell.trim() !== '')
  const known = filled.map(words).filter(one => one !== undefined && one !== 'ignore')
  const different = new Set(known.map(({ column, number }) => `${column.name} ${number}`))
  if (different.size < 2 && known.length < filled.length) return false
  return known.some(one => 'identifies' in one.column)
}

/** How many cells of a row are column names that are known. */
export function knownHeaders(cells: readonly string[], words: HeaderWords): number {
  return isHeader(cells, words) ? cells.filter(cell => cell.trim() !== '' && words(cell)).length : 0
}

/** A column's letters as a spreadsheet shows them: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  const letter = String.fromCharCode(65 + (index % 26))
  return rest === 0 ? letter : columnLetters(rest - 1) + letter
}

/** The index of a column by the letters at the begin of a text, as in `C4`: 2. */
export function columnIndex(address: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(address ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
