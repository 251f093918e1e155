import type { Id } from '../domain/id.ts'
import {
  isSettled,
  type Outcome,
  type PlanAhead,
  type PlannedAssignment,
  type PlannedChange,
  type TakeBackPlanned,
} from '../domain/plan.ts'
import { type Slot, slotKey } from '../domain/slot.ts'
import { addDays } from '../domain/time.ts'
import type { LearnerMemory, Owned } from '../reconcile/plan/ownership.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { plannedKey } from '../reconcile/resolve/changes.ts'
import type { MadeIds } from './apply/made-ids.ts'
import type { OwnershipLine } from './state/ownership-lines.ts'

/** What has become of a plan so far. */
export interface Came {
  outcomes: ReadonlyMap<string, Outcome>
  ids: MadeIds
  /** The slot of a change whose ids are the target's own. */
  slotOf: (change: PlannedAssignment | PlanAhead | TakeBackPlanned) => Slot
}

/** What is owned once a plan has been applied as far as it was, by the run that applied it. */
export function ownershipAfter(
  plan: Pick<SyncPlan, 'changes' | 'adopts'>,
  came: Came,
  owned: Owned,
  run: string,
): OwnershipLine[] {
  const adopted = plan.adopts
    .filter(one => !owned.assignments.has(one.slot))
    .map(({ slot, person }) => ({ slot, person, as: 'adopted' as const, run }))
  const settled = plan.changes.filter(one => isSettled(came.outcomes.get(one.key) ?? NOT_TRIED))
  const planned = settled.flatMap(change => plannedLines(change, came, run))
  return [...adopted, ...settled.flatMap(change => lineOf(change, came, owned, run) ?? []), ...planned]
}

const NOT_TRIED: Outcome = { outcome: 'not-tried', why: 'stopped' }

function lineOf(change: PlannedChange, came: Came, owned: Owned, run: string): OwnershipLine | undefined {
  const real = came.ids.in(change)
  const isDone = came.outcomes.get(change.key)?.outcome === 'done'
  const filled = real.do === 'assign' ? { slot: came.slotOf(real), person: real.after } : firstAssessor(real)
  if (!filled || filled.slot.learner < 0 || filled.slot.target < 0) return undefined
  const slot = slotKey(filled.slot)
  if (isDone || filled.person === null) return { slot, person: filled.person, as: 'managed', run }
  return owned.assignments.has(slot) ? undefined : { slot, person: filled.person, as: 'adopted', run }
}

/** What we have planned is ours to take back, and its end too. What was there already stays whose it was. */
function plannedLines(change: PlannedChange, came: Came, run: string): OwnershipLine[] {
  const real = came.ids.in(change)
  if (real.do !== 'plan-ahead' && real.do !== 'take-back') return []
  if (came.outcomes.get(change.key)?.outcome !== 'done') return []
  const slot = came.slotOf(real)
  const { before, after, effectiveFrom: from, effectiveTo: to } = real
  const isKept = real.do === 'plan-ahead'
  const line = (key: string, person: Id | null): OwnershipLine => ({
    ...{ slot: key, person: isKept ? person : null, as: 'managed', run },
  })
  const start = line(plannedKey(slot, from), after ?? before)
  if (to === undefined) return [start]
  return [start, line(plannedKey(slot, addDays(to, 1)), before ?? after)]
}

/** A learner is made together with the default assessor. */
function firstAssessor(change: PlannedChange): { slot: Slot; person: Id } | undefined {
  if (change.do !== 'create-person' || change.defaultAssessor === undefined) return undefined
  const slot: Slot = { learner: change.person, level: 'default', role: 'assessor', target: 0 }
  return { slot, person: change.defaultAssessor }
}

/** What is to be remembered of learners who are there. */
export function memoriesAfter({ remember }: Pick<SyncPlan, 'remember'>, ids: MadeIds): LearnerMemory[] {
  return remember.map(one => ({ ...one, learner: ids.of(one.learner) })).filter(one => one.learner > 0)
}
