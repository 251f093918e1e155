import type { Id } from './id.ts'
import type { Level } from './level.ts'
import type { Role } from './role.ts'

/**
 * One place to fill beside a learner.
 * `target` is what the slot is about: the learning aim at `aim`, the unit summary at `unit`,
 * the person at `additional` (who is part of the slot, so that any number fit), 0 at `default`.
 */
export interface Slot {
  learner: Id
  level: Level
  role: Role
  target: Id
}

/** Text that two slots share exactly when they are the same place. */
export type SlotKey = string

export function slotKey(slot: Slot): SlotKey {
  return `${slot.learner}/${slot.level}/${slot.role}/${slot.target}`
}
