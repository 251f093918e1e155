import type { Id } from './id.ts'
import type { CalendarDate, Instant } from './time.ts'

/** What evidence can be written as. */
export const EVIDENCE_FORMATS = ['pdf', 'csv'] as const

export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number]

/** That a file of evidence was made: for what, by whom, and up to which change of the history. */
export interface EvidenceNote {
  id: Id
  organisation: Id
  /** The learner whom it is about; nothing where it is about the whole organisation. */
  learner: Id | null
  from: CalendarDate
  to: CalendarDate
  format: EvidenceFormat
  rows: number
  position: number
  hash: string
  madeAt: Instant
  /** The token with which it was asked for. */
  actor: Id | null
  /** The person who asked for it. */
  operator: Id | null
}
