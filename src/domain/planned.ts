import type { Actor } from './access.ts'
import type { Assignment, Holding } from './assignment.ts'
import type { Facts } from './facts.ts'
import type { Id } from './id.ts'
import type { ProblemCode } from './problem.ts'
import type { RunKind } from './run.ts'
import { type Slot, type SlotKey, slotKey } from './slot.ts'
import type { Instant } from './time.ts'

/**
 * What has become of a planned change: its day has not come; it waits for a person, for it could not be carried out as it
 * stands; it was carried out; there was nothing to do; a person has taken it back.
 */
export const PLANNED_STATES = ['planned', 'waiting', 'done', 'already-so', 'taken-back'] as const

export type PlannedState = (typeof PLANNED_STATES)[number]

/** Changes planned together for one reason by one actor, in one organisation. */
export interface PlannedRun extends Actor {
  id: Id
  organisation: Id
  /** What asked for it: a bulk change, a transfer. */
  kind: RunKind
  reason: string | null
  createdAt: Instant
  /** The account of a leaver, to be archived when all is carried out; nobody usually. */
  archives: Id | null
  /** From when that may be. */
  archiveFrom: Instant | null
  archivedAt: Instant | null
}

/** A change that counts from a day to come, with the precondition that it has then. */
export interface DatedChange {
  organisation: Id
  plannedRun: Id
  /** Its place in the planned run, from 1. */
  number: number
  slot: Slot
  /** Who is meant to be in the slot when its day comes; nobody is null. */
  before: Id | null
  after: Id | null
  /** From when it counts. */
  due: Instant
  /** The number of the change of the same run that this one ends: it brings back what that one displaced. */
  ends: number | null
  state: PlannedState
  /** Why it waits. */
  code: ProblemCode | null
  /** The run that carried it out. */
  run: Id | null
  /** Since when whoever it displaced had been there. */
  displaced: Instant | null
  /** When it got its state, once that is not `planned`. */
  settledAt: Instant | null
}

/** Whether a change is still to come, or waits. */
export function isOpen({ state }: Pick<DatedChange, 'state'>): boolean {
  return state === 'planned' || state === 'waiting'
}

/** A planned change that will not be carried out. */
export function takenBack(change: DatedChange, now: Instant): DatedChange {
  return { ...change, state: 'taken-back', code: null, settledAt: now }
}

/** The order in which planned changes are carried out: by time; at one moment ends before beginnings, then as planned. */
export function compareDue(a: DatedChange, b: DatedChange): number {
  return (
    a.due - b.due ||
    Number(a.ends === null) - Number(b.ends === null) ||
    a.plannedRun - b.plannedRun ||
    a.number - b.number
  )
}

/** Planned changes to come by slot, each list in the order of carrying out. */
export type Coming = ReadonlyMap<SlotKey, readonly DatedChange[]>

/** Sorts planned changes by slot. Those that are not to come are left out. */
export function comingOf(changes: readonly DatedChange[]): Map<SlotKey, DatedChange[]> {
  const planned = changes.filter(({ state }) => state === 'planned').sort(compareDue)
  return Map.groupBy(planned, ({ slot }) => slotKey(slot))
}

/**
 * Who will be in a slot at a moment if all goes as planned and nothing else happens. A change whose slot is not as it
 * expects would wait, and is passed over.
 */
export function heldThen(slot: Slot, current: Holding | null, coming: Coming, at: Instant): Holding | null {
  let held = current
  for (const change of coming.get(slotKey(slot)) ?? []) {
    if (change.due > at) break
    if ((held?.person ?? null) === change.before) held = holdingAfter(change)
  }
  return held
}

/** What a planned change leaves in its slot. */
export function holdingAfter({ after, due }: DatedChange): Holding | null {
  return after === null ? null : { person: after, since: due }
}

/** All that will be held at a moment, of some learners beside whom everything is given. */
export function assignmentsThen(held: readonly Assignment[], coming: Coming, at: Instant): Assignment[] {
  const slots = new Map<SlotKey, Slot>()
  for (const { learner, level, role, target } of held) {
    const slot = { learner, level, role, target }
    slots.set(slotKey(slot), slot)
  }
  for (const [key, [first]] of coming) if (first && !slots.has(key)) slots.set(key, first.slot)
  const now = new Map(held.map(({ person, since, ...slot }) => [slotKey(slot), { person, since }]))
  return [...slots].flatMap(([key, slot]) => {
    const holding = heldThen(slot, now.get(key) ?? null, coming, at)
    return holding ? [{ ...slot, ...holding }] : []
  })
}

/** The same facts, with slots as they will be at a moment. */
export function factsThen(facts: Facts, coming: Coming, at: Instant): Facts {
  return { ...facts, holding: slot => heldThen(slot, facts.holding(slot), coming, at) }
}

/** Planned changes to come that would find their slot otherwise than they expect, as things stand. */
export function unexpected(coming: Coming, holding: (slot: Slot) => Holding | null): Set<DatedChange> {
  const odd = new Set<DatedChange>()
  for (const changes of coming.values()) {
    let held: Holding | null | undefined
    for (const change of changes) {
      held = held === undefined ? holding(change.slot) : held
      if ((held?.person ?? null) === change.before) held = holdingAfter(change)
      else odd.add(change)
    }
  }
  return odd
}
