import type { Cell } from '../column/cell.ts'
import { columnIndex } from '../column/header.ts'
import type { Zip } from './zip.ts'

/** Cells of one column that a spreadsheet shows as one: the first of them alone has the value. */
export interface Merge {
  column: number
  from: number
  to: number
}

const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)"/g
/** Longer than the tag of a merge ever is. */
const TAIL = 300

/** The merges of a sheet that go over several rows. They stand behind the rows, so they are looked for beforehand. */
export async function mergesIn(zip: Zip, entry: string): Promise<Merge[]> {
  const merges: Merge[] = []
  let tail = ''
  try {
    const stream = await zip.open(entry)
    stream.setEncoding('utf8')
    for await (const piece of stream) tail = gather(tail + piece, merges)
  } catch {
    // A damaged sheet is told of where its rows are read.
  }
  return merges
}

/** Takes the merges out of a text, and gives what may be the begin of another. */
function gather(text: string, merges: Merge[]): string {
  let end = 0
  if (text.includes('mergeCell')) {
    for (const { index, 0: tag, 1: letters, 2: from, 3: to } of text.matchAll(MERGE)) {
      end = index + tag.length
      if (from !== to) merges.push({ column: columnIndex(letters)!, from: Number(from), to: Number(to) })
    }
  }
  return text.slice(Math.max(end, text.length - TAIL))
}

/** Gives the rows of a merge the value that a spreadsheet shows over all of them. Rows come in order. */
export class Merged {
  private readonly starts = new Map<number, Merge[]>()
  private open: { column: number; to: number; cell: Cell }[] = []

  constructor(merges: readonly Merge[]) {
    for (const merge of merges) this.starts.set(merge.from, [...(this.starts.get(merge.from) ?? []), merge])
  }

  /** Fills in a row; one that is otherwise blank stays so. */
  fill(row: number, cells: Cell[], blank: Cell): void {
    this.open = this.open.filter(({ to }) => to >= row)
    if (cells.some(isFilled)) for (const one of this.open) put(cells, one.column, one.cell, blank)
    for (const { column, to } of this.starts.get(row) ?? []) {
      const cell = cells[column]
      if (cell && isFilled(cell)) this.open.push({ column, to, cell })
    }
  }
}

function isFilled(cell: Cell): boolean {
  return cell.text !== '' || cell.kind !== 'text'
}

function put(cells: Cell[], column: number, cell: Cell, blank: Cell): void {
  while (cells.length <= column) cells.push(blank)
  if (!isFilled(cells[column]!)) cells[column] = cell
}
