import type { SourceLocation } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { placeOf, type SheetPlace } from '../file/sheet.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { Holds, Note, ReadFinding } from '../statement/finding.ts'
import type { Statement } from '../statement/statement.ts'
import type { SheetOutline } from './outline.ts'

/**
 * What one row came to. Every row of a source is in exactly one of these:
 * - `stated`: it says something, and `statements` is not empty;
 * - `held`: it is kept back as a whole, and `findings` says why;
 * - `layout`: it is not about anybody: blank, a title, column names, a line of totals.
 */
export interface RowReading {
  outcome: 'stated' | 'held' | 'layout'
  place: SourceLocation
  statements: readonly Statement[]
  findings: readonly ReadFinding[]
}

/** What is to be told of a sheet or file as a whole; no row. */
interface WholeNote {
  outcome: 'note'
  findings: readonly ReadFinding[]
}

export type ReadItem = RowReading | WholeNote

/** How many rows there were and what became of them: `rows` = `stated` + `held` + `layout`. */
export interface ReadCounts {
  rows: number
  stated: number
  held: number
  layout: number
}

/** No row yet. */
export function noRows(): ReadCounts {
  return { rows: 0, stated: 0, held: 0, layout: 0 }
}

/** Counts one more item. */
export function count(counts: ReadCounts, item: ReadItem): void {
  if (item.outcome === 'note') return
  counts.rows += 1
  counts[item.outcome] += 1
}

/** What reading depends on beside the file. */
export interface ReadOptions {
  today: CalendarDate
  mapping?: Mapping
}

/** The header of a return. */
export interface IlrHeader {
  /** `2526` for 2025 to 2026: the steady sign of the year. */
  year: string
  ukprn: string
  prepared?: CalendarDate
  namespaceYear?: string
}

/**
 * A source, looked through once and ready to be read. `items` gives what each row says, in order, without
 * holding the rows in memory; it may be gone through once. A refused source says nothing: all its rows are held.
 */
export interface Reading {
  kind: 'csv' | 'xlsx' | 'json' | 'ilr' | 'unknown'
  /** Why nothing of the source may be believed. */
  refusals: readonly ReadFinding[]
  /** What sheets and columns are taken for; nothing for returns. */
  sheets?: readonly SheetOutline[]
  /** The header of an ILR file. */
  ilr?: IlrHeader
  items: AsyncIterable<ReadItem>
}

/** A note as a finding about a place, and what is kept back because of it. */
export function finding(
  { code, sentence }: Note,
  where: SheetPlace,
  holds: Holds,
  row?: number,
): ReadFinding {
  return { code, sentence, place: placeOf(where, row), holds }
}

/** Findings as an item, if there are any. */
export async function* only(findings: readonly ReadFinding[]): AsyncGenerator<ReadItem> {
  if (findings.length > 0) yield { outcome: 'note', findings }
}
