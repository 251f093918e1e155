import type { Cell } from '../column/cell.ts'
import { columnIndex } from '../column/header.ts'
import { longer, RichText } from './rich-text.ts'
import type { Break, Line } from './sheet.ts'
import { isTrue, Merged, type SheetLayout } from './sheet-layout.ts'
import { BLANK, type CellReader, type RawCell } from './workbook-cell.ts'
import { partReader, piecesOf } from './workbook-xml.ts'
import type { XmlEvents, XmlTag } from './xml.ts'
import type { Zip } from './zip.ts'

/** No sheet of a spreadsheet has more columns. */
const MOST_COLUMNS = 16_384
/** More blank rows at once than this are a fault of the file and not counted one by one. */
const LONGEST_GAP = 1_048_576

/** The rows of a sheet of a workbook, one by one. */
export async function* sheetLines(
  zip: Zip,
  entry: string,
  cells: CellReader,
  layout: SheetLayout,
): AsyncGenerator<Line | Break> {
  const gatherer = new LineGatherer(cells, new Merged(layout.merges))
  const reader = partReader(gatherer.events())
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

  #open(name: string, tag: XmlTag): void {
    if (name === 'row') this.#beginRow(tag)
    else if (name === 'c') this.#beginCell(tag)
    else if (name === 'f') this.#current.hasFormula = true
    else if (name === 'v') this.#within = 'v'
    else if (name === 'is') this.#beginInline()
    else if (this.#within === 'is') this.#inline.open(name, tag)
  }

  #beginInline(): void {
    this.#within = 'is'
    this.#inline.begin()
  }

  #beginRow({ attribute }: XmlTag): void {
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

  #beginCell({ attribute }: XmlTag): void {
    this.#column = columnIndex(attribute('r')) ?? this.#column + 1
    this.#current = { ...newCell(), type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0) }
  }

  #close(name: string): void {
    if (name === 'is') this.#current.inline = this.#inline.get()
    else if (this.#within === 'is') this.#inline.close(name)
    if (name === 'is' || name === 'v') this.#within = undefined
    if (name === 'c' && this.#column < MOST_COLUMNS) this.#endCell()
    if (name === 'row') this.#endRow()
  }

  #endRow(): void {
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
