import { type Holding, sameHolding } from './assignment.ts'
import type { Id } from './id.ts'
import { type Slot, type SlotKey, slotKey } from './slot.ts'
import type { Instant } from './time.ts'

/**
 * The only way anything is ever assigned: a slot with its holder before and after; either may be nobody.
 * A change is its own precondition: it holds only while the slot is as `before` says.
 */
export interface Change {
  slot: Slot
  before: Holding | null
  after: Holding | null
  /** From when it counts; never later than the moment it is recorded. */
  effectiveFrom: Instant
}

/** A change as the history keeps it. Positions count up from 1 without gaps in each organisation. */
export interface RecordedChange extends Change {
  organisation: Id
  position: number
  run: Id
  recordedAt: Instant
  /** Position of the change that this one takes back, if it is an undo. */
  undoes: number | null
}

/** Who holds what, slot by slot. A slot that is missing is held by nobody. */
export type Holdings = ReadonlyMap<SlotKey, Holding>

/** The change that puts the slot back as it was, `since` included, counting from `now`. */
export function inverse(change: Change, now: Instant): Change {
  return { slot: change.slot, before: change.after, after: change.before, effectiveFrom: now }
}

/** Whether the slot is still as the change expects it. */
export function stillHolds(change: Change, current: Holding | null): boolean {
  return sameHolding(change.before, current)
}

/**
 * The world after a change. Throws when the slot is not as `before` says, for whoever records a change
 * has checked that first.
 */
export function applyChange(world: Holdings, change: Change): Holdings {
  const key = slotKey(change.slot)
  if (!stillHolds(change, world.get(key) ?? null)) throw new Error(`The slot ${key} has moved on`)
  const next = new Map(world)
  if (change.after === null) next.delete(key)
  else next.set(key, change.after)
  return next
}
