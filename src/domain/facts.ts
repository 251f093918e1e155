import type { Account } from './account.ts'
import type { Holding } from './assignment.ts'
import type { Id } from './id.ts'
import type { Slot } from './slot.ts'

/** A learning aim: a standard as given to one learner. */
export interface AimRef {
  id: Id
  standard: Id
}

/** A unit summary: a unit as given to one learner, under one of the learner's standards. */
export interface UnitRef {
  id: Id
  unit: string
  standard: Id
}

/**
 * What is known when a change is judged: only what the caller may see.
 * Whoever is not in here does not exist for the caller.
 */
export interface Facts {
  account(id: Id): Account | undefined
  aim(learner: Id, standard: Id): AimRef | undefined
  /** The learner's summaries of a unit, one for each standard that brings it. */
  units(learner: Id, unit: string): readonly UnitRef[]
  holding(slot: Slot): Holding | null
}
