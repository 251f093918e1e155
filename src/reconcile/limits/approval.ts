import { certain } from '../../domain/certain.ts'
import type { ChangeKey } from '../../domain/plan.ts'
import type { Instant } from '../../domain/time.ts'

/** That somebody has looked at the removals of one plan and wants them. Good once, for exactly that plan. */
export interface Approval {
  /** Who approves, by name: a token or a word such as "everyone" is nobody. */
  by: string
  /** The hash of the plan that was looked at. */
  hash: string
  at: Instant
  /** The run that has used it up. */
  usedBy?: string
}

/** Why an approval does not open a plan, or that it does. */
export type ApprovalVerdict =
  | { verdict: 'approved'; by: string }
  | { verdict: 'none' | 'other-plan' | 'used' | 'nameless'; sentence: string }

/** What an approval needs to know of a plan. */
interface Approvable {
  hash: string
  waits: readonly ChangeKey[]
}

/** Judges whether one of the approvals at hand opens this plan. */
export function judgeApproval({ hash }: Approvable, approvals: readonly Approval[]): ApprovalVerdict {
  if (approvals.length === 0)
    return { verdict: 'none', sentence: 'The removals wait for an approval by name.' }
  const ours = approvals.filter(one => one.hash === hash)
  if (ours.length === 0) return otherPlan(hash)
  const fresh = ours.filter(one => one.usedBy === undefined)
  if (fresh.length === 0) return used(certain(ours[0]))
  const named = fresh.find(one => one.by.trim() !== '')
  if (!named)
    return { verdict: 'nameless', sentence: 'An approval carries the name of the person who gives it.' }
  return { verdict: 'approved', by: named.by.trim() }
}

function otherPlan(hash: string): ApprovalVerdict {
  const sentence = `The approval is for another plan: what would be done has changed since. Look at plan ${hash.slice(0, 12)} and approve that.`
  return { verdict: 'other-plan', sentence }
}

function used({ by }: Approval): ApprovalVerdict {
  return { verdict: 'used', sentence: `The approval of ${by} has been used; an approval is good once.` }
}

/** Changes that may be done: all of them with an approval, without one all but those that wait. */
export function released<P extends Approvable & { changes: readonly { key: ChangeKey }[] }>(
  plan: P,
  verdict: ApprovalVerdict,
): P['changes'][number][] {
  if (verdict.verdict === 'approved') return [...plan.changes]
  const waiting = new Set(plan.waits)
  return plan.changes.filter(one => !waiting.has(one.key))
}

/** The approval after a run has used it up. */
export function useUp(approval: Approval, run: string): Approval {
  return { ...approval, usedBy: run }
}
