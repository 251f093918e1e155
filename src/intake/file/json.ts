import { certain } from '../../domain/certain.ts'
import type { Cell } from '../column/cell.ts'
import { type Note, trouble } from '../statement/finding.ts'
import type { Source } from './bytes.ts'
import type { Encoding } from './encoding.ts'
import { FILE_LIMITS, moreThan, tooMuch } from './file-limits.ts'
import { textOf } from './fit.ts'
import { type Sheet, textCell } from './sheet.ts'
import { messageOf } from './zip.ts'

type Item = Record<string, unknown>

/** A number as it was written: JSON’s own reading would lose digits of long ids. */
class Written {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
}

/**
 * The objects of a JSON file as a sheet: their keys are the column names, the first object is row 1. They stand in one list,
 * or one on each line. A list of lists is a table with its column names in the first.
 */
export async function jsonSheet(source: Source, encoding: Encoding): Promise<Sheet | Note> {
  let text = ''
  let objects = 0
  for await (const piece of textOf(source, encoding.label)) {
    text += piece
    objects += piece.split('{').length - 1
    if (objects > FILE_LIMITS.objects) return moreThan(FILE_LIMITS.objects, 'objects')
    if (text.length > FILE_LIMITS.json) return tooMuch('more than 64 MB of JSON')
  }
  const parsed = linesOfJson(text) ?? parse(text)
  if (Array.isArray(parsed) && parsed.length > 0 && parsed.every(Array.isArray)) return tableSheet(parsed)
  const items = itemsOf(parsed)
  if (!Array.isArray(items)) return items
  const keys = namesIn(items)
  if (keys.length > FILE_LIMITS.columns) return moreThan(FILE_LIMITS.columns, 'columns')
  return { columns: keys, shifts: false, lines: () => linesOf(keys, items) }
}

/** The names that objects have, in the order in which they come; no more than a row may have columns, and one. */
function namesIn(items: readonly Item[]): string[] {
  const names = new Set<string>()
  for (const item of items) {
    for (const name of Object.keys(item)) names.add(name)
    if (names.size > FILE_LIMITS.columns) break
  }
  return [...names]
}

function tableSheet(rows: readonly (readonly unknown[])[]): Sheet {
  return {
    shifts: false,
    lines: async function* lines() {
      for (const [index, row] of rows.entries()) yield { row: index + 1, cells: row.map(cellOf) }
    },
  }
}

/** Several lines of which each is an object by itself; nothing where they are not all so. */
function linesOfJson(text: string): Item[] | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  if (lines.length < 2 || !/^\s*\{.*\}\s*$/.test(certain(lines[0]))) return undefined
  const items = lines.map(parse)
  return items.every(item => isItem(item) && !isNote(item)) ? (items as Item[]) : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, written)
  } catch (error) {
    return trouble('json-broken', `The JSON is damaged or cut short (${messageOf(error)}); export it again.`)
  }
}

function written(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? new Written(context?.source ?? String(value)) : value
}

/** A list of objects, or an object whose only list is one. */
function itemsOf(parsed: unknown): Item[] | Note {
  if (isNote(parsed)) return parsed
  const lists = isItem(parsed) ? Object.values(parsed).filter(Array.isArray) : [parsed]
  const list: unknown = lists.length === 1 ? lists[0] : undefined
  if (Array.isArray(list) && list.every(isItem)) return list
  return trouble(
    'json-shape',
    'The JSON is not a list of objects, one for each row, with column names as keys.',
  )
}

function isNote(value: unknown): value is Note {
  return isItem(value) && 'trouble' in value && 'code' in value && 'sentence' in value
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Written)
}

async function* linesOf(keys: readonly string[], items: readonly Item[]) {
  yield { row: 0, cells: keys.map(textCell) }
  for (const [index, item] of items.entries())
    yield { row: index + 1, cells: keys.map(key => cellOf(item[key])) }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return textCell('')
  if (typeof value === 'string') return textCell(value)
  if (value instanceof Written) return { text: value.digits, kind: 'number' }
  if (typeof value === 'boolean') return textCell(String(value))
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return textCell(value.join('; '))
  return { text: 'a value within a value', kind: 'error' }
}
