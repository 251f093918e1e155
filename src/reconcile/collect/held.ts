import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { PlanCode, PlanFinding } from './finding.ts'

/** Why something is held back. */
export interface HeldReason {
  code: PlanFinding['code']
  sentence: string
  candidates?: readonly Id[]
  /** The last day on which it holds, where it has one. */
  until?: CalendarDate
}

/** What else is known of something that is held back. */
export interface HeldDetails {
  /** The question whose answer would release it. */
  question?: string
  /** The row that stands in the way: mend that one first. */
  blockedBy?: SourceLocation
}

/** Something that a row says and that is not planned, with the reason. */
export interface Held extends HeldReason, HeldDetails {
  place: SourceLocation
}

/** A reason for holding something back. */
export function reason(code: PlanCode, sentence: string): HeldReason {
  return { code, sentence }
}

/** Why nothing is removed or made in an organisation. */
export function readShort(organisation: Id): HeldReason {
  return reason(
    'read-short',
    `Organisation ${organisation} could not be read whole, so nothing is taken away and nobody created there; run it again.`,
  )
}

/** What is held back at a place, for a reason. */
export function heldAt(
  place: SourceLocation,
  { code, sentence, candidates, until }: HeldReason,
  details: HeldDetails = {},
): Held {
  return { place, code, sentence, ...(candidates && { candidates }), ...(until && { until }), ...details }
}
