import { counted } from '../domain/counted.ts'
import type { ColumnOutline, SheetOutline } from '../intake/row/outline.ts'
import type { ReadCounts, ReadItem } from '../intake/row/reading.ts'
import type { ReadFinding } from '../intake/statement/finding.ts'
import { heading } from './lines.ts'
import { type NoteStyle, readingLines } from './notes.ts'

/** What one file is taken for, before anything is planned. */
export interface CheckedFile {
  file: string
  kind: string
  /** Whether nothing of the file may be believed. */
  refused: boolean
  sheets: readonly SheetOutline[]
  /** Rows about somebody: those that are read, and those that are held. */
  rows: { in: number; read: number; held: number }
  findings: readonly ReadFinding[]
}

/** Rows as the plan counts them. */
export function rowsOf({ stated, held }: ReadCounts): CheckedFile['rows'] {
  return { in: stated + held, read: stated, held }
}

/** The findings of items, each once. */
export function findingsOf(items: readonly ReadItem[]): ReadFinding[] {
  return [...new Set(items.flatMap(item => item.findings))]
}

/** A checked file for people to read: each sheet with its columns, then what was found in its rows. */
export function checkedLines(checked: CheckedFile, style: NoteStyle): string[] {
  const { file, sheets, rows, refused } = checked
  const total = `Rows: ${rows.in} about somebody, ${rows.read} read, ${rows.held} held.`
  return [
    ...sheets.flatMap(sheet => sheetLines(sheet, file, style)),
    ...readingLines({ findings: toldBelow(checked) }, style),
    refused ? `${file} is refused: nothing of it would be planned.` : total,
  ]
}

/** What the list of sheets and columns says already is not said again. */
function toldBelow({ findings }: CheckedFile): ReadFinding[] {
  const above: ReadonlySet<string> = new Set([
    'sheet-read',
    'sheet-doubtful',
    'sheet-left-out',
    'columns-unused',
  ])
  return findings.filter(one => !above.has(one.code))
}

function sheetLines(sheet: SheetOutline, file: string, style: NoteStyle): string[] {
  const { name, isRead, why, headerRow, rows, columns, headings } = sheet
  const title = name === undefined ? file : `Sheet ${name}`
  if (!isRead) return [heading(title, style), `  ${why ?? 'Not read.'}`, '']
  const where = rows.count === 0 ? '' : ` (${rows.first} to ${rows.last})`
  const head = `Column names in row ${headerRow}, ${counted(rows.count, 'row')}${where}.`
  const over = headings.length === 0 ? [] : [`  Over the rows: ${headings.join(', ')}.`]
  return [heading(title, style), `  ${head}`, ...over, ...tableOf(columns), '']
}

function tableOf(columns: readonly ColumnOutline[]): string[] {
  const width = Math.min(30, Math.max(0, ...columns.map(({ header }) => header.length)))
  const letters = Math.max(0, ...columns.map(({ column }) => column.length))
  return columns.map(
    one => `  ${one.column.padEnd(letters)}  ${one.header.padEnd(width)}  ${meaningLine(one)}`,
  )
}

const USES = {
  ignored: 'not read, as the mapping says',
  hidden: 'not read: the column is hidden',
  unsure: 'not read',
  unknown: 'not known, not used',
} as const

/** The question of a note is enough here: the whole of it is told below the columns. */
const QUESTION = /Did you mean [^?]+\?/

function meaningLine({ use, meaning, note }: ColumnOutline): string {
  if (use === 'read' || use === 'skill') return meaning ?? ''
  const question = QUESTION.exec(note ?? '')?.[0]
  if (question) return `${USES[use]}. ${question}`
  return use === 'unsure' && note ? note : USES[use]
}
