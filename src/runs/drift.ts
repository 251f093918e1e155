import type { Id } from '../domain/id.ts'
import { slotKey } from '../domain/slot.ts'
import type { Owned } from '../reconcile/plan/ownership.ts'
import type { World } from '../reconcile/world/world.ts'

/** A place that a run of ours has filled and that is no longer as it left it. */
export interface Drifted {
  slot: string
  learner: Id
  /** Whom we put there. */
  was: Id
  /** Who is there now; nobody is null. */
  is: Id | null
}

/** Compares what we own with what a world shows. Pure. */
export function driftOf(owned: Owned, world: World): Drifted[] {
  const holders = new Map(world.assignments.map(one => [slotKey(one), one.person]))
  return [...owned.assignments].flatMap(([slot, { person }]) => {
    const is = holders.get(slot) ?? null
    return is === person ? [] : [{ slot, learner: Number(slot.split('/')[0]), was: person, is }]
  })
}
