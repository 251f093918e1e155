import type { Id } from './id.ts'
import type { Slot } from './slot.ts'
import type { Instant } from './time.ts'

/** Who fills a slot, and since when. */
export interface Holding {
  person: Id
  since: Instant
}

/** A slot that is filled. */
export interface Assignment extends Slot, Holding {}

/** Two states of one slot agree: the same person since the same moment, or both nobody. */
export function sameHolding(a: Holding | null, b: Holding | null): boolean {
  return a === b || (a !== null && b !== null && a.person === b.person && a.since === b.since)
}
