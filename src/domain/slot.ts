import type { Id } from './id.ts'
import { LEVELS, type Level } from './level.ts'
import { ROLE_NAMES, type Role } from './role.ts'

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

/** The slot of a key; nothing where the text is none. */
export function slotOfKey(key: SlotKey): Slot | undefined {
  const [learner, at, as, target] = key.split('/')
  if (target?.includes('@')) return undefined
  const level = LEVELS.find(name => name === at)
  const role = ROLE_NAMES.find(name => name === as)
  return level && role && { learner: Number(learner), level, role, target: Number(target) }
}

/** The slot that comes along with another: a default employer is an additional one too. Source: docs/onefile-api.md#q19. */
export function linkedSlot({ learner, level, role }: Omit<Slot, 'target'>, person: Id): Slot | undefined {
  if (level !== 'default' || role !== 'employer') return undefined
  return { learner, level: 'additional', role, target: person }
}
