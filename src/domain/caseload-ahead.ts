import type { Assignment } from './assignment.ts'
import type { Id } from './id.ts'
import { type Coming, compareDue, type DatedChange } from './planned.ts'
import { type SlotKey, slotKey } from './slot.ts'
import type { Instant } from './time.ts'

/** How much somebody will hold from a moment on, if all goes as planned. */
export interface CaseloadAhead {
  from: Instant
  /** Learners who are not archived. */
  learners: number
  slots: number
}

/** What is known of some people's caseloads and of what is planned about them. */
interface AroundDay {
  /** How much each holds now. */
  counts: ReadonlyMap<Id, { learners: number; slots: number }>
  /** All that is held now beside the learners about whom something is planned. */
  held: readonly Assignment[]
  coming: Coming
  /** Whether a learner is not archived. */
  isLive(learner: Id): boolean
}

/** How much each will hold, one entry for each moment at which that changes. Nobody is there of whom nothing is planned. */
export function caseloadsAhead({ counts, held, coming, isLive }: AroundDay): Map<Id, CaseloadAhead[]> {
  const holders = new Map<SlotKey, Id>(held.map(one => [slotKey(one), one.person]))
  const tally = new Tally(counts, isLive)
  for (const { person, learner } of held) tally.begin(person, learner)
  const changes = [...coming.values()].flat().sort(compareDue)
  for (const change of changes) {
    const key = slotKey(change.slot)
    if ((holders.get(key) ?? null) !== change.before) continue
    tally.apply(change)
    if (change.after === null) holders.delete(key)
    else holders.set(key, change.after)
  }
  return tally.ahead
}

/** Counts along the planned changes. */
class Tally {
  readonly ahead = new Map<Id, CaseloadAhead[]>()
  readonly #counts: Map<Id, { learners: number; slots: number }>
  readonly #beside = new Map<string, number>()
  readonly #isLive: (learner: Id) => boolean

  constructor(counts: AroundDay['counts'], isLive: AroundDay['isLive']) {
    this.#counts = new Map(counts)
    this.#isLive = isLive
  }

  begin(person: Id, learner: Id): void {
    const key = `${person}/${learner}`
    this.#beside.set(key, (this.#beside.get(key) ?? 0) + 1)
  }

  apply({ slot: { learner }, before, after, due }: DatedChange): void {
    if (before !== null) this.#move(before, learner, -1, due)
    if (after !== null) this.#move(after, learner, 1, due)
  }

  #move(person: Id, learner: Id, by: 1 | -1, due: Instant): void {
    const count = this.#counts.get(person)
    if (!count) return
    const key = `${person}/${learner}`
    const beside = this.#beside.get(key) ?? 0
    this.#beside.set(key, beside + by)
    const comesOrGoes = by === 1 ? beside === 0 : beside === 1
    const learners = count.learners + (comesOrGoes && this.#isLive(learner) ? by : 0)
    const next = { learners, slots: count.slots + by }
    this.#counts.set(person, next)
    const entries = this.ahead.get(person) ?? []
    if (entries.at(-1)?.from === due) entries.pop()
    this.ahead.set(person, [...entries, { from: due, ...next }])
  }
}
