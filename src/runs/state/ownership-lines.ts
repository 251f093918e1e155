import type { Id } from '../../domain/id.ts'
import { linkedSlot, type SlotKey, slotOfKey } from '../../domain/slot.ts'
import type { LearnerMemory, Owned, Ownership } from '../../reconcile/plan/ownership.ts'
import type { WorldAssignment } from '../../reconcile/world/world.ts'

/** What a run has come to own or let go; nobody is `person: null`. A later line about a slot overrules an earlier one. */
export interface OwnershipLine {
  slot: SlotKey
  person: Id | null
  as: Ownership['as']
  run: string
}

/** Goes through the lines in their order and gives what is owned and remembered now. */
export function ownedOf(lines: readonly OwnershipLine[], memories: readonly LearnerMemory[]): Owned {
  const assignments = new Map<SlotKey, Ownership>()
  for (const { slot, person, as } of lines) {
    if (person === null) assignments.delete(slot)
    else assignments.set(slot, { as, person })
  }
  return { assignments, learners: new Map(memories.map(one => [one.learner, one])) }
}

/** How a slot was owned before a run: the line that takes the ownership back to then. */
export function ownershipBefore(
  run: string,
  slot: SlotKey,
  lines: readonly OwnershipLine[],
  undo: string,
): OwnershipLine {
  const first = lines.findIndex(one => one.run === run)
  const earlier = lines.slice(0, first < 0 ? undefined : first).findLast(one => one.slot === slot)
  return { slot, person: earlier?.person ?? null, as: earlier?.as ?? 'managed', run: undo }
}

/** Assignments that we have made, for a target that has no call to show them. */
export function believedIn({ assignments }: Owned): WorldAssignment[] {
  return [...assignments].flatMap(([key, { person }]) => {
    const slot = slotOfKey(key)
    const slots = slot ? [slot, linkedSlot(slot, person) ?? []].flat() : []
    return slots.map(held => ({ ...held, person, known: 'believed' as const }))
  })
}
