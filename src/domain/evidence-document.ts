import type { EvidenceRow } from './evidence.ts'
import type { Id } from './id.ts'
import { type CalendarDate, endOf, type Instant, londonDate, startOf } from './time.ts'

/** Up to where the history was read. */
export interface HistoryPoint {
  position: number
  recordedAt: Instant
  hash: string
}

/** What evidence is asked about, and when and by whom it was asked. */
export interface EvidenceQuestion {
  organisation: { id: Id; name: string }
  /** One learner; nothing for all of the organisation. */
  learner: Id | null
  /** Where it is one part of several: numbers of the first and last learner in it. */
  part?: { first: Id; last: Id }
  /** First and last day, both included. */
  from: CalendarDate
  to: CalendarDate
  /** Nothing is said of what comes after this moment. */
  madeAt: Instant
  /** Who asked, in words. */
  by: string
  point: HistoryPoint
}

/** A row with the names that people know things by. They are not in the history, and may change. */
export interface NamedEvidenceRow extends EvidenceRow {
  learnerName: string
  /** Key in the outside management information system. */
  learnerMisId: string
  personName: string
  standardTitle: string
  unitTitle: string
}

/** Evidence as it is written to a file. Equal documents give equal files. */
export interface EvidenceDocument {
  question: EvidenceQuestion
  rows: readonly NamedEvidenceRow[]
}

/** The moments of a period of days: the first one, and the first one that is not in it nor was there when it was asked about. */
export function periodOf(from: CalendarDate, to: CalendarDate, madeAt: Instant): readonly [Instant, Instant] {
  return [startOf(from), Math.min(endOf(to) + 1, madeAt)]
}

/** The first day of a row, as people in London write it. */
export function firstDay({ from }: Pick<EvidenceRow, 'from'>): CalendarDate {
  return londonDate(from)
}

/** The last day of a row: the one on which it ended. */
export function lastDay({ to }: Pick<EvidenceRow, 'to'>): CalendarDate {
  return londonDate(to - 1)
}
