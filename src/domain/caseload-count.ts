import type { Assignment } from './assignment.ts'
import type { Change } from './change.ts'
import type { Id } from './id.ts'
import { LEVELS, type Level } from './level.ts'
import { slotKey } from './slot.ts'

/** How much one person holds. */
export interface CaseloadCount {
  /** Learners who are not archived. */
  learners: number
  archivedLearners: number
  slots: Record<Level, number>
}

/** A slot that somebody holds, and whether its learner is archived. */
export type HeldSlot = Assignment & { archived: boolean }

/** Counts what one person holds. */
export function countHeld(held: readonly HeldSlot[]): CaseloadCount {
  const learners = (archived: boolean) =>
    new Set(held.filter(one => one.archived === archived).map(one => one.learner)).size
  const slots = LEVELS.map(level => [level, held.filter(one => one.level === level).length])
  return {
    learners: learners(false),
    archivedLearners: learners(true),
    slots: Object.fromEntries(slots) as Record<Level, number>,
  }
}

/** What one person holds after some changes. Changes put nobody beside an archived learner. */
export function heldAfter(
  person: Id,
  held: readonly HeldSlot[],
  changes: readonly Pick<Change, 'slot' | 'before' | 'after'>[],
): HeldSlot[] {
  const slots = new Map(held.map(one => [slotKey(one), one]))
  for (const { slot, before, after } of changes) {
    if (before?.person === person) slots.delete(slotKey(slot))
    if (after?.person === person) slots.set(slotKey(slot), { ...slot, ...after, archived: false })
  }
  return [...slots.values()]
}
