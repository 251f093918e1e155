import type { Id } from '../../domain/id.ts'
import { slotKey } from '../../domain/slot.ts'
import { dateOf } from '../../domain/time.ts'
import type { FormerHolding } from '../../reconcile/world/world.ts'
import { answersOf, type Client } from '../../sdk/client.ts'

/** Changes on a page of the history. */
const PAGE = { limit: 200 }

/** Reads from the history who was in slots of these learners that are empty now, learner by learner. */
export async function readFormer(
  client: Client,
  learners: ReadonlySet<Id>,
  signal?: AbortSignal,
): Promise<FormerHolding[]> {
  const found: FormerHolding[] = []
  for (const learner of learners) found.push(...(await formerOf(client, learner, signal)))
  return found
}

async function formerOf(client: Client, learner: Id, signal?: AbortSignal): Promise<FormerHolding[]> {
  const empty = new Map<string, FormerHolding>()
  /** What was empty before a change filled it, by the change's position: whoever takes it back makes it so again. */
  const filled = new Map<number, FormerHolding>()
  for await (const { changes } of answersOf(client, 'listChanges', { ...PAGE, learner }, { signal })) {
    for (const { level, role, target, before, after, effectiveFrom, position, undoes } of changes) {
      const slot = { learner, level, role, target }
      const key = slotKey(slot)
      const was = empty.get(key)
      if (after !== null) {
        if (was) filled.set(position, was)
        empty.delete(key)
        continue
      }
      const again = undoes === null ? undefined : filled.get(undoes)
      if (again) empty.set(key, again)
      else if (before !== null)
        empty.set(key, { ...slot, person: before.person, emptySince: dateOf(effectiveFrom) })
    }
  }
  return [...empty.values()]
}
