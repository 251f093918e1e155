import type { Cell } from '../column/cell.ts'
import { columnIndex } from '../column/header.ts'
import { LONGEST_PLAIN, PLAIN_TEXT, type PlainElements } from './plain-xml.ts'
import { longer, RichText } from './rich-text.ts'
import type { Break, Line } from './sheet.ts'
import { isTrue, Merged, type SheetLayout } from './sheet-layout.ts'
import { BLANK, type CellReader, type RawCell } from './workbook-cell.ts'
import { piecesOf, plainPartReader } from './workbook-xml.ts'
import type { XmlEvents, XmlTag } from './xml.ts'
import type { Zip } from './zip.ts'

/** No sheet of a spreadsheet has more columns. */
const MOST_COLUMNS = 16_384
/** More blank rows at once than this are a fault of the file and not counted one by one. */
const LONGEST_GAP = 1_048_576

/** A cell with its place, format and kind, and nothing in it but a formula and a value. */
const PLAIN_CELL = `\\s*<c(?: r="([A-Z]{1,3}\\d{1,7})")?(?: s="(\\d{1,5})")?(?: t="(\\w{1,9})")?(?:/>|>(<f>${PLAIN_TEXT}</f>)?(?:<v>(${PLAIN_TEXT})</v>)?</c>)`

/** The rows of a sheet of a workbook, one by one. */
export async function* sheetLines(
  zip: Zip,
  entry: string,
  cells: CellReader,
  layout: SheetLayout,
): AsyncGenerator<Line | Break> {
  const gatherer = new LineGatherer(cells, new Merged(layout.merges))
  const reader = plainPartReader(gatherer.events(), gatherer.plainCells())
  for await (const _ of piecesOf(zip, entry, reader)) yield* gatherer.take()
  if (reader.broken) yield { row: gatherer.row + 1, broken: reader.broken }
}

/** Gathers the rows of a sheet. Rows and cells that are not stored are blank and keep their place. */
class LineGatherer {
  row = 0
  #ready: Line[] = []
  #cells: Cell[] = []
  #isHidden = false
  #column = -1
  #current: RawCell = newCell()
  #within: 'v' | 'is' | undefined
  /** How many elements are open directly in a row without prefix; 0 elsewhere. */
  #level = 0
  readonly #inline = new RichText()
  readonly #reader: CellReader
  readonly #merged: Merged

  constructor(reader: CellReader, merged: Merged) {
    this.#reader = reader
    this.#merged = merged
  }

  take(): Line[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  events(): XmlEvents {
    return {
      open: (name, tag) => this.#open(name, tag),
      text: piece => {
        if (this.#within === 'is') this.#inline.add(piece)
        else if (this.#within === 'v') this.#current.value = longer(this.#current.value, piece)
      },
      close: name => this.#close(name),
    }
  }

  /** Cells as nearly all are. The others come as events. */
  plainCells(): PlainElements {
    return {
      element: new RegExp(PLAIN_CELL, 'y'),
      behind: /<\/c>|<row\b[^<>]*>/g,
      level: () => this.#level,
      take: ([, place, style, type, formula, value = '']) => {
        if (value.length > LONGEST_PLAIN) return false
        this.#beginCell(place, type, style)
        this.#current.hasFormula = formula !== undefined
        this.#current.value = value
        if (this.#column < MOST_COLUMNS) this.#endCell()
        return true
      },
    }
  }

  #open(name: string, tag: XmlTag): void {
    if (name === 'row') this.#beginRow(tag)
    else if (name === 'c') this.#beginCell(tag.attribute('r'), tag.attribute('t'), tag.attribute('s'))
    else if (name === 'f') this.#current.hasFormula = true
    else if (name === 'v') this.#within = 'v'
    else if (name === 'is') this.#beginInline()
    else if (this.#within === 'is') this.#inline.open(name, tag)
  }

  #beginInline(): void {
    this.#within = 'is'
    this.#inline.begin()
  }

  #beginRow({ attribute, prefix, level }: XmlTag): void {
    this.#level = prefix === '' ? level : 0
    const written = attribute('r')
    const row = written === undefined ? this.row + 1 : Number(written)
    const next = Number.isInteger(row) && row > this.row && row <= LONGEST_GAP ? row : this.row + 1
    for (let blank = this.row + 1; blank < next && next - this.row < 10_000; blank += 1) {
      this.#ready.push(this.#merged.shown({ row: blank, cells: [] }, BLANK))
    }
    this.row = next
    this.#cells = []
    this.#column = -1
    this.#isHidden = isTrue(attribute('hidden')) || Number(attribute('ht') ?? 1) === 0
  }

  #beginCell(place: string | undefined, type = 'n', style = '0'): void {
    this.#column = columnIndex(place) ?? this.#column + 1
    this.#current = { type, style: Number(style), value: '', hasFormula: false }
  }

  #close(name: string): void {
    if (name === 'is') this.#current.inline = this.#inline.get()
    else if (this.#within === 'is') this.#inline.close(name)
    if (name === 'is' || name === 'v') this.#within = undefined
    if (name === 'c' && this.#column < MOST_COLUMNS) this.#endCell()
    if (name === 'row') this.#endRow()
  }

  #endRow(): void {
    this.#level = 0
    const line: Line = { row: this.row, cells: this.#cells, ...(this.#isHidden ? { hidden: true } : {}) }
    this.#ready.push(this.#merged.shown(line, BLANK))
  }

  #endCell(): void {
    const cell = this.#reader.cell(this.#current)
    if (cell === BLANK) return
    while (this.#cells.length < this.#column) this.#cells.push(BLANK)
    this.#cells[this.#column] = cell
  }
}

function newCell(): RawCell {
  return { type: 'n', style: 0, value: '', hasFormula: false }
}
