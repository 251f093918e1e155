import type { Id } from '../../domain/id.ts'
import type { PlannedChange } from '../../domain/plan.ts'
import { linkedSlot, type Slot, slotKey } from '../../domain/slot.ts'
import type { WorldAssignment } from '../../reconcile/world/world.ts'

/**
 * Assignments that were made by us and that no call shows: those of earlier runs, and what this one adds. What a server
 * shows goes before what is believed.
 */
export class Beliefs {
  readonly #held: Map<string, WorldAssignment>

  constructor(believed: readonly WorldAssignment[]) {
    this.#held = new Map(believed.map(one => [slotKey(one), { ...one, known: 'believed' }]))
  }

  all(): readonly WorldAssignment[] {
    return [...this.#held.values()]
  }

  /** What is believed of slots that the server does not show. */
  hidden(isShown: (slot: Slot) => boolean): readonly WorldAssignment[] {
    return this.all().filter(one => !isShown(one))
  }

  /** Takes in what was done. `made` is the account where that is what was made. */
  note(change: PlannedChange, made?: Id): void {
    if (change.do === 'create-person' && change.defaultAssessor !== undefined && made !== undefined)
      this.#hold({ learner: made, level: 'default', role: 'assessor', target: 0 }, change.defaultAssessor)
    if (change.do !== 'assign' || change.after === null || change.target < 0) return
    const { learner, level, role, target, after } = change
    this.#hold({ learner, level, role, target }, after)
    const linked = linkedSlot(change, after)
    if (linked) this.#hold(linked, after)
  }

  #hold(slot: Slot, person: Id): void {
    this.#held.set(slotKey(slot), { ...slot, person, known: 'believed' })
  }
}
