import { stripTextMarker } from '../intake/statement/identifiers.ts'
import { visibleCell } from './visible.ts'

/** What a spreadsheet would run as a formula, whatever space or full-width letter it hides behind. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/
/** Numbers that a spreadsheet would spoil: leading zeros, and more digits than it can count. */
const FRAGILE_NUMBER = /^0\d+$|^\d{12,}$|^\d+[eE]\d+$/

/**
 * A value as it may stand in a sheet that goes round: with the apostrophe that marks text where a spreadsheet would take it
 * for a formula or spoil its digits.
 */
export function safeCell(value: string): string {
  return needsMark(value) ? `'${value}` : value
}

/** A value that would lose an apostrophe of its own on the way back needs the mark too. */
function needsMark(value: string): boolean {
  const isMarked = stripTextMarker(value) !== value
  if (FORMULA.test(value) || FRAGILE_NUMBER.test(value) || isMarked) return true
  return value.startsWith("'") && needsMark(value.slice(1))
}

/** The value of a cell that was made safe. */
export function plainCell(cell: string): string {
  if (!cell.startsWith("'")) return cell
  const value = cell.slice(1)
  return safeCell(value) === cell ? value : cell
}

/** Rows as the text of a CSV file that Excel opens as it is: UTF-8 with BOM, CRLF, quoted where needed, no formulas. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map(row => `${row.map(quoted).join(',')}\r\n`).join('')}`
}

function quoted(value: string): string {
  const cell = safeCell(visibleCell(value))
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
