import { type Holding, sameHolding } from './assignment.ts'
import type { Change } from './change.ts'
import { whyNotEligible } from './eligibility.ts'
import type { Facts } from './facts.ts'
import type { Id } from './id.ts'
import { judge } from './judge.ts'
import { whyNotAttended } from './learner.ts'
import { compareDue, type DatedChange, holdingAfter } from './planned.ts'
import type { ProblemCode } from './problem.ts'
import { type Slot, type SlotKey, slotKey } from './slot.ts'
import type { Instant } from './time.ts'

/** What a planned change comes to when its day has come. */
type DueVerdict =
  | { outcome: 'done'; changes: readonly Change[]; displaced: Instant | null }
  | { outcome: 'already-so' }
  | { outcome: 'waiting'; code: ProblemCode }

/**
 * Judges a planned change on its day, by the rules for any change, with who is meant to be in the slot as its precondition.
 * An end also needs the change that it ends, and brings back whom that displaced, since when they had been there.
 */
function judgeDue(
  change: DatedChange,
  start: DatedChange | undefined,
  facts: Facts,
  now: Instant,
): DueVerdict {
  if (change.ends !== null) return judgeEnd(change, start, facts)
  const { slot, before, after, due } = change
  const current = facts.holding(slot)
  const verdict = judge({ ...slot, before, after, effectiveFrom: due }, facts, now)
  switch (verdict.outcome) {
    case 'done':
      return { outcome: 'done', changes: verdict.changes, displaced: current?.since ?? null }
    case 'already-so':
      return { outcome: 'already-so' }
    case 'moved-on':
      return { outcome: 'waiting', code: 'moved-on' }
    case 'refused':
      return { outcome: 'waiting', code: verdict.problem.code }
  }
}

function judgeEnd(end: DatedChange, start: DatedChange | undefined, facts: Facts): DueVerdict {
  if (start?.state !== 'done') return { outcome: 'waiting', code: 'start-not-made' }
  if (!sameHolding(facts.holding(end.slot), holdingAfter(start)))
    return { outcome: 'waiting', code: 'moved-on' }
  return bringBack(end, start, facts)
}

/** Puts back whom a change displaced, since when they had been there. */
function bringBack({ slot, due }: DatedChange, start: DatedChange, facts: Facts): DueVerdict {
  const before = facts.holding(slot)
  const after = start.before === null ? null : { person: start.before, since: start.displaced ?? due }
  const against = after === null ? undefined : whyNotBack(slot, after, facts)
  if (against) return { outcome: 'waiting', code: against }
  if (sameHolding(before, after)) return { outcome: 'already-so' }
  const change = { slot, before, after, effectiveFrom: due }
  return { outcome: 'done', changes: [change], displaced: before?.since ?? null }
}

function whyNotBack(slot: Slot, { person: id }: Holding, facts: Facts): ProblemCode | undefined {
  const learner = facts.account(slot.learner)
  const person = facts.account(id)
  if (!learner || !person) return 'user-unknown'
  return (whyNotEligible(person, slot.role, learner) ?? whyNotAttended(learner))?.code
}

/** A planned change with the state that a verdict gives it. */
function settled(change: DatedChange, verdict: DueVerdict, now: Instant): DatedChange {
  const { outcome: state } = verdict
  const displaced = verdict.outcome === 'done' ? verdict.displaced : change.displaced
  return {
    ...change,
    state,
    displaced,
    code: verdict.outcome === 'waiting' ? verdict.code : null,
    settledAt: now,
  }
}

/** A planned change that was carried out or could not be, and the changes to be recorded for it. */
export interface CarriedOut {
  change: DatedChange
  record: readonly Change[]
}

/**
 * Carries out planned changes that are due, in their order; each sees what those before it did. `startOf` gives the change
 * that an end is the end of, where it is not among these.
 */
export function carryOut(
  due: readonly DatedChange[],
  startOf: (end: DatedChange) => DatedChange | undefined,
  facts: Facts,
  now: Instant,
): CarriedOut[] {
  const { seen, see } = overlaid(facts)
  const done = new Map<string, DatedChange>()
  return due.toSorted(compareDue).map(change => {
    const start = done.get(keyOf(change.plannedRun, change.ends)) ?? startOf(change)
    const verdict = judgeDue(change, start, seen, now)
    const record = verdict.outcome === 'done' ? verdict.changes : []
    see(record)
    const after = settled(change, verdict, now)
    done.set(keyOf(after.plannedRun, after.number), after)
    return { change: after, record }
  })
}

/**
 * Carries out changes that wait, from now on, whoever is in their slot: a person has said so. A beginning whose end has
 * passed goes on waiting, and so does what the rules forbid. `all` are the changes of the same planned runs: ends to come
 * are among what is given back where they bring back somebody else now.
 */
export function carryOutNow(
  waiting: readonly DatedChange[],
  all: readonly DatedChange[],
  facts: Facts,
  now: Instant,
): CarriedOut[] {
  const { seen, see } = overlaid(facts)
  return waiting.toSorted(compareDue).flatMap(change => {
    const verdict = judgeNow(change, all, seen, now)
    if (verdict.outcome === 'waiting') return [{ change, record: [] }]
    const record = verdict.outcome === 'done' ? verdict.changes : []
    see(record)
    const made = settled(asItStands(change, facts, now), verdict, now)
    const ends = all.filter(end => end.state === 'planned' && isEndOf(end, change))
    return [
      { change: made, record },
      ...ends.map(end => ({ change: { ...end, after: made.before }, record: [] })),
    ]
  })
}

function judgeNow(change: DatedChange, all: readonly DatedChange[], facts: Facts, now: Instant): DueVerdict {
  if (change.ends === null) {
    if (all.some(end => isEndOf(end, change) && end.due <= now))
      return { outcome: 'waiting', code: 'start-not-made' }
    return judgeDue(asItStands(change, facts, now), undefined, facts, now)
  }
  const start = all.find(one => isEndOf(change, one))
  if (start?.state !== 'done') return { outcome: 'waiting', code: 'start-not-made' }
  return bringBack({ ...change, due: now }, start, facts)
}

/** A change that expects whoever is there, and counts from now. */
function asItStands(change: DatedChange, facts: Facts, now: Instant): DatedChange {
  return { ...change, before: facts.holding(change.slot)?.person ?? null, due: now }
}

/** Whether a change ends another. */
export function isEndOf(end: DatedChange, start: DatedChange): boolean {
  return (
    end.organisation === start.organisation &&
    end.plannedRun === start.plannedRun &&
    end.ends === start.number
  )
}

/** Facts that see what is done meanwhile. */
function overlaid(facts: Facts): { seen: Facts; see(changes: readonly Change[]): void } {
  const made = new Map<SlotKey, Holding | null>()
  const holding = (slot: Slot) => {
    const held = made.get(slotKey(slot))
    return held === undefined ? facts.holding(slot) : held
  }
  return {
    seen: { ...facts, holding },
    see: changes => {
      for (const { slot, after } of changes) made.set(slotKey(slot), after)
    },
  }
}

function keyOf(plannedRun: Id, number: number | null): string {
  return `${plannedRun}/${number}`
}
