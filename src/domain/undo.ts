import type { Account } from './account.ts'
import { sameHolding } from './assignment.ts'
import { type Change, inverse, type RecordedChange, stillHolds } from './change.ts'
import { whyNotEligible } from './eligibility.ts'
import type { Facts } from './facts.ts'
import { type Problem, problem } from './problem.ts'
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

function whyNotBack({ slot, after }: Change, facts: Facts): Problem | undefined {
  const learner = facts.account(slot.learner)
  const person = facts.account(after!.person)
  if (!learner) return gone(slot.learner)
  if (!person) return gone(after!.person)
  return (
    whyNotEligible(person, slot.role, learner) ?? (learner.archived ? archivedLearner(learner) : undefined)
  )
}

function gone(id: number): Problem {
  return problem(
    'user-unknown',
    `User ${id} is no longer there, so the change cannot be taken back.`,
    'person',
  )
}

function archivedLearner({ id }: Account): Problem {
  return problem(
    'learner-archived',
    `Learner ${id} is archived, so nobody can be put back; unarchive the learner first.`,
    'learner',
  )
}
