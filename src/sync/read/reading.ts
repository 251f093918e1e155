import type { Place } from '../../domain/finding.ts'
import type { ReadFinding } from '../finding.ts'
import type { Statement } from '../statement.ts'

/**
 * What one row came to. Every row of a source is in exactly one of these:
 * - `stated`: it says something, and `statements` is not empty;
 * - `held`: it is kept back as a whole, and `findings` says why;
 * - `layout`: it is not about anybody: blank, a title, column names, a line of totals.
 */
export interface RowReading {
  outcome: 'stated' | 'held' | 'layout'
  place: Place
  statements: readonly Statement[]
  findings: readonly ReadFinding[]
}

/** What is to be told of a sheet or file as a whole; no row. */
export interface WholeNote {
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
  counts.rows++
  counts[item.outcome]++
}
