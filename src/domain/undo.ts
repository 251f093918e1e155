import { type Holding, sameHolding } from './assignment.ts'
import { certain } from './certain.ts'
import { type Change, inverse, type RecordedChange, stillHolds } from './change.ts'
import { whyNotEligible } from './eligibility.ts'
import type { Facts } from './facts.ts'
import { whyNotAttended } from './learner.ts'
import { type Problem, problem } from './problem.ts'
import { type SlotKey, slotKey } from './slot.ts'
import type { Instant } from './time.ts'

/** What taking back one change came to. */
export type UndoVerdict =
  | { outcome: 'done'; change: Change; undoes: number }
  | { outcome: 'already-so'; undoes: number }
  | { outcome: 'moved-on'; undoes: number; holder: number | null }
  | { outcome: 'refused'; undoes: number; problem: Problem }

/**
 * Judges taking back one recorded change: back to the holder before, `since` included, as long as nothing has
 * happened to the slot since, and whoever comes back may still hold it.
 */
export function judgeUndo(recorded: RecordedChange, facts: Facts, now: Instant): UndoVerdict {
  const undoes = recorded.position
  const current = facts.holding(recorded.slot)
  const back = inverse(recorded, now)
  if (!stillHolds(back, current)) {
    if (sameHolding(recorded.before, current)) return { outcome: 'already-so', undoes }
    return { outcome: 'moved-on', undoes, holder: current?.person ?? null }
  }
  const against = back.after === null ? undefined : whyNotBack(back, facts)
  return against
    ? { outcome: 'refused', undoes, problem: against }
    : { outcome: 'done', change: back, undoes }
}

/**
 * Judges taking back a whole run, from its changes in the order of the history. Gives one verdict for each, the last
 * change first, as they have to be taken back where a slot occurs twice. A slot that is as it was before the run is
 * already so, whatever the run did to it in between.
 */
export function judgeUndoOfRun(run: readonly RecordedChange[], facts: Facts, now: Instant): UndoVerdict[] {
  const before = new Map<SlotKey, Holding | null>()
  for (const { slot, before: holding } of run) {
    if (!before.has(slotKey(slot))) before.set(slotKey(slot), holding)
  }
  const decided = new Map<SlotKey, Holding | null>()
  const foreseen: Facts = {
    ...facts,
    holding: slot => {
      const key = slotKey(slot)
      const holding = decided.get(key)
      return holding === undefined ? facts.holding(slot) : holding
    },
  }
  return [...run].reverse().map(recorded => {
    const key = slotKey(recorded.slot)
    if (sameHolding(before.get(key) ?? null, facts.holding(recorded.slot))) {
      return { outcome: 'already-so', undoes: recorded.position }
    }
    const verdict = judgeUndo(recorded, foreseen, now)
    if (verdict.outcome === 'done') decided.set(key, verdict.change.after)
    return verdict
  })
}

function whyNotBack({ slot, after }: Change, facts: Facts): Problem | undefined {
  const learner = facts.account(slot.learner)
  const person = facts.account(certain(after).person)
  if (!learner) return gone(slot.learner)
  if (!person) return gone(certain(after).person)
  return whyNotEligible(person, slot.role, learner) ?? whyNotAttended(learner)
}

function gone(id: number): Problem {
  return problem(
    'user-unknown',
    `User ${id} is no longer there, so the change cannot be taken back.`,
    'person',
  )
}
