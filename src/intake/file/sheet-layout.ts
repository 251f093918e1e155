import { certain } from '../../domain/certain.ts'
import type { Cell } from '../column/cell.ts'
import { columnIndex } from '../column/header.ts'
import type { Note } from '../statement/finding.ts'
import { FILE_LIMITS, moreThan } from './file-limits.ts'
import type { Line } from './sheet.ts'
import { partReader, textIn } from './workbook-xml.ts'
import { Refusal, type XmlEvents } from './xml.ts'
import type { Zip } from './zip.ts'

/** Cells that a spreadsheet shows as one: the first of them alone has a value. Rows count from 1, columns from 0. */
interface Merge {
  column: number
  toColumn: number
  from: number
  to: number
}

/** What a sheet says of its columns and cells before and after its rows. */
export interface SheetLayout {
  merges: readonly Merge[]
  /** Columns that are hidden, as ranges. */
  hidden: readonly { from: number; to: number }[]
  /** Why the sheet is not read, where its layout alone is too much. */
  broken?: Note | undefined
}

/** The layout of a sheet. Merges stand behind the rows and are needed before them, so the rows are skipped. */
export async function layoutOf(zip: Zip, entry: string): Promise<SheetLayout> {
  const merges: Merge[] = []
  const hidden: { from: number; to: number }[] = []
  const reader = partReader(layoutEvents(merges, hidden))
  try {
    for await (const piece of withoutRows(textIn(zip, entry))) reader.write(piece)
    reader.end()
  } catch {
    // A damaged sheet is told of where its rows are read.
  }
  const isTooMuch = reader.broken?.code === 'file-too-large'
  return { merges, hidden, ...(isTooMuch && { broken: reader.broken }) }
}

function layoutEvents(merges: Merge[], hidden: { from: number; to: number }[]): XmlEvents {
  return {
    open: (name, { attribute }) => {
      if (name === 'mergeCell') merges.push(...mergeOf(attribute('ref')))
      if (merges.length > FILE_LIMITS.merges) throw new Refusal(moreThan(FILE_LIMITS.merges, 'merged cells'))
      if (hidden.length > FILE_LIMITS.columns) throw new Refusal(moreThan(FILE_LIMITS.columns, 'columns'))
      const isHidden = isTrue(attribute('hidden')) || attribute('width') === '0'
      if (name === 'col' && isHidden)
        hidden.push({ from: Number(attribute('min')) - 1, to: Number(attribute('max')) - 1 })
    },
  }
}

/** Whether an attribute says yes. */
export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}

function mergeOf(reference = ''): Merge[] {
  const parts = /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/.exec(reference)
  if (!parts) return []
  const [, column, from, toColumn, to] = parts
  return [
    {
      column: certain(columnIndex(column)),
      toColumn: certain(columnIndex(toColumn)),
      from: Number(from),
      to: Number(to),
    },
  ]
}

const BEGIN = /<(?:[\w.-]{1,100}:)?sheetData(?:\s[^<>]{0,200})?(?<!\/)>/
const END = /<\/(?:[\w.-]{1,100}:)?sheetData\s{0,20}>/
/** Longer than either tag is. */
const TAIL = 400

/** The text of a sheet with nothing between the tags of its rows. */
async function* withoutRows(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = ''
  let isInRows = false
  for await (const piece of pieces) {
    text += piece
    for (let tag = (isInRows ? END : BEGIN).exec(text); tag; tag = (isInRows ? END : BEGIN).exec(text)) {
      const end = isInRows ? tag.index : tag.index + tag[0].length
      if (!isInRows) yield text.slice(0, end)
      text = text.slice(end)
      isInRows = !isInRows
    }
    const keep = Math.max(0, text.length - TAIL)
    if (!isInRows) yield text.slice(0, keep)
    text = text.slice(keep)
  }
  if (!isInRows) yield text
}

/** Gives each row what a spreadsheet shows of it where cells are merged. Rows come in order. */
export class Merged {
  readonly #starts = new Map<number, Merge[]>()
  #open: { merge: Merge; cell: Cell }[] = []
  /** The last row of the merge that lies on each column. */
  readonly #taken: Uint32Array

  constructor(merges: readonly Merge[]) {
    this.#taken = new Uint32Array(merges.length > 0 ? FILE_LIMITS.columns : 0)
    for (const merge of merges) {
      const starting = this.#starts.get(merge.from)
      if (starting) starting.push(merge)
      else this.#starts.set(merge.from, [merge])
    }
  }

  /** Shows a row as the merges have it: the first value of each over all its rows. One that is otherwise blank stays so. */
  shown(line: Line, blank: Cell): Line {
    const { row } = line
    this.#open = this.#open.filter(({ merge }) => merge.to >= row)
    const starting = (this.#starts.get(row) ?? []).filter(merge => this.#takes(merge))
    if (this.#open.length === 0 && starting.length === 0) return line
    const cells = [...line.cells]
    const covered = [
      ...this.#open.flatMap(({ merge }) => cover(cells, merge.column, merge.toColumn, blank)),
      ...starting.flatMap(({ column, toColumn }) => cover(cells, column + 1, toColumn, blank)),
    ]
    if (cells.some(isFilled)) for (const { merge, cell } of this.#open) put(cells, merge.column, cell, blank)
    for (const merge of starting) this.#open.push({ merge, cell: cells[merge.column] ?? blank })
    const spans = starting.map(({ column, toColumn }) => ({ from: column, to: toColumn }))
    return { ...line, cells, ...(covered.length > 0 ? { covered } : {}), spans }
  }

  /** Takes the columns of a merge. One that lies on another, as no spreadsheet has it, says nothing. */
  #takes({ column, toColumn, from, to }: Merge): boolean {
    const columns = this.#taken.subarray(column, toColumn + 1)
    if (columns.some(last => last >= from)) return false
    columns.fill(to)
    return true
  }
}

/** Blanks the cells that lie under a merge, and gives the columns of those that hold something. */
function cover(cells: Cell[], from: number, to: number, blank: Cell): number[] {
  const covered: number[] = []
  for (let at = from; at <= to && at < cells.length; at += 1) {
    if (isFilled(certain(cells[at]))) covered.push(at)
    cells[at] = blank
  }
  return covered
}

function isFilled(cell: Cell): boolean {
  return cell.text !== '' || cell.kind !== 'text'
}

function put(cells: Cell[], column: number, cell: Cell, blank: Cell): void {
  while (cells.length <= column) cells.push(blank)
  cells[column] = cell
}
