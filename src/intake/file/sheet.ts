import type { SourceLocation } from '../../domain/finding.ts'
import type { Cell } from '../column/cell.ts'
import { columnLetters } from '../column/header.ts'
import type { Note } from '../statement/finding.ts'

/** One line of a sheet. Blank lines count, so that `row` is the number a spreadsheet shows. */
export interface Line {
  row: number
  cells: readonly Cell[]
  /** The text ends here without a line end. */
  last?: boolean
  /** Hidden by whoever made the workbook, or by a filter. */
  hidden?: boolean
  /** Columns whose own values lie under merged cells, where nobody sees them. They are blank in `cells`. */
  covered?: readonly number[]
  /** Cells of this row that are merged across columns. */
  spans?: readonly { from: number; to: number }[]
}

/** Why a sheet cannot be read on from here. Nothing of such a file may be believed. */
export interface Break {
  row: number
  broken: Note
}

/** A table of cells that can be read more than once, from the start. */
export interface Sheet {
  name?: string
  /** What its columns are called, where they have no letters. */
  columns?: readonly string[]
  /** Hidden by whoever made the workbook. */
  hidden?: boolean
  /** Whether a value beyond the last header means that cells have moved: so in text, not in a workbook. */
  shifts: boolean
  /** Columns that are hidden in the workbook, as ranges of indexes. */
  hiddenColumns?(): Promise<readonly { from: number; to: number }[]>
  lines(): AsyncIterable<Line | Break>
}

/** Whether reading has come to a point from where it cannot go on. */
export function isBreak(line: Line | Break): line is Break {
  return 'broken' in line
}

/** Where things are in one sheet of one file. */
export interface SheetPlace {
  file: string
  sheet?: string
  columns?: readonly string[]
}

/** The place of a cell, or of a row where no column is given. */
export function placeOf(where: SheetPlace, row?: number, column?: number): SourceLocation {
  const place: SourceLocation = { file: where.file }
  if (where.sheet !== undefined) place.sheet = where.sheet
  if (row !== undefined) place.row = row
  if (column !== undefined) place.column = where.columns?.[column] ?? columnLetters(column)
  return place
}

/** A cell of a file that knows nothing but text. */
export function textCell(text: string): Cell {
  return { text, kind: 'text' }
}
