import { type Note, trouble } from '../statement/finding.ts'
import { type Break, isBreak, type Line, type Sheet } from './sheet.ts'

/**
 * What one file may hold: several times more than the largest that a provider has, and little enough to be gone through in a
 * minute and held in a gigabyte. A file of a few kilobytes can be made to hold more.
 */
export const FILE_LIMITS = {
  /** Rows with something in them, of all sheets together. */
  rows: 500_000,
  /** Rows of one sheet, blank ones too. Spreadsheets have 1,048,576. */
  lines: 2_100_000,
  /** Columns of one row. No spreadsheet has more. */
  columns: 16_384,
  /** Cells, blank ones before a filled one too, of all sheets together. */
  cells: 20_000_000,
  /** Sheets of a workbook. */
  sheets: 1_000,
  /** Ranges of merged cells in a sheet. */
  merges: 50_000,
  /** Texts that cells share. */
  sharedTexts: 4_000_000,
  /** Formats of cells. Spreadsheets have 65,490. */
  formats: 70_000,
  /** Files in a ZIP. */
  entries: 10_000,
  /** Bytes that a ZIP unpacks to. */
  unpacked: 2 ** 31,
  /** Unpacked bytes for each packed one, where there are more than `dense`: sheets have some 20, the densest 100. */
  ratio: 250,
  dense: 64 * 2 ** 20,
  /** Elements of XML inside each other. */
  depth: 100,
  /** Elements, and characters, of one learner of a return. Real ones have some hundred, and a few thousand. */
  learnerElements: 20_000,
  learnerSigns: 5_000_000,
  /** Objects in a file of JSON, counted by their brackets before any is made. */
  objects: 1_000_000,
  /** Bytes of a file of JSON, which is held as a whole. */
  json: 64 * 2 ** 20,
} as const

/** Why a file is not read: it holds more of something than is read of one file. */
export function tooMuch(what: string): Note {
  return trouble(
    'file-too-large',
    `The file holds ${what}, more than any real one; it is damaged, or made to do harm. Export only what is meant, or in parts.`,
  )
}

/** The note about more than so many of something. */
export function moreThan(most: number, of: string): Note {
  return tooMuch(`more than ${most.toLocaleString('en-GB')} ${of}`)
}

interface CountedCells {
  rows: number
  cells: number
}

/** The same sheets, each read no further than the limits of their file; counted anew each time that a sheet is read. */
export function bounded(sheets: readonly Sheet[]): Sheet[] {
  const counted = new Map<Sheet, CountedCells>()
  return sheets.map(sheet => ({ ...sheet, lines: () => linesWithin(sheet, counted) }))
}

async function* linesWithin(sheet: Sheet, all: Map<Sheet, CountedCells>): AsyncGenerator<Line | Break> {
  const own: CountedCells = { rows: 0, cells: 0 }
  all.set(sheet, own)
  const others = [...all.values()].filter(one => one !== own)
  const before = (what: keyof CountedCells) => others.reduce((sum, one) => sum + one[what], 0)
  const most: CountedCells = {
    rows: FILE_LIMITS.rows - before('rows'),
    cells: FILE_LIMITS.cells - before('cells'),
  }
  let lines = 0
  for await (const line of sheet.lines()) {
    if (isBreak(line)) return yield line
    lines += 1
    own.cells += line.cells.length
    if (line.cells.some(cell => cell.text !== '')) own.rows += 1
    const broken = whyTooLarge(line, lines, own, most)
    if (broken) return yield { row: line.row, broken }
    yield line
  }
}

function whyTooLarge(
  { cells }: Line,
  lines: number,
  own: CountedCells,
  most: CountedCells,
): Note | undefined {
  if (cells.length > FILE_LIMITS.columns) return moreThan(FILE_LIMITS.columns, 'columns')
  if (own.rows > most.rows) return moreThan(FILE_LIMITS.rows, 'rows')
  if (own.cells > most.cells) return moreThan(FILE_LIMITS.cells, 'cells')
  return lines > FILE_LIMITS.lines ? moreThan(FILE_LIMITS.lines, 'lines') : undefined
}
