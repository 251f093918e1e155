import type { ChangeKey, Outcome } from '../domain/plan.ts'
import { type Approval, type ApprovalVerdict, judgeApproval } from '../reconcile/limits/approval.ts'
import type { SyncPlan } from '../reconcile/plan/plan.ts'
import { Snapshot } from '../reconcile/plan/snapshot.ts'
import type { World } from '../reconcile/world/world.ts'
import { type Applied, apply } from './apply/apply.ts'
import { countsOf } from './counts.ts'
import type { Job } from './job.ts'
import { memoriesAfter, ownershipAfter } from './kept.ts'
import { ownershipBefore } from './state/ownership-lines.ts'
import type { SyncStore } from './state/store.ts'

/** How a plan is to be applied. */
export interface ApplyWish {
  /** Who applies it, for the record. */
  by: string
  /** What the target shows now. */
  world: World
  /** Does what it can of the plan in another way first, and gives the world as it is then. */
  ahead?: () => Promise<World>
  /** The run that the plan takes back. */
  undoes?: string
  /** Whether somebody has done by hand what the target has no call for. */
  doneByHand?: boolean
  progress?: (key: ChangeKey, outcome: Outcome) => void
}

/** What came of applying a plan. */
export interface ApplyReport extends Applied {
  run: string
  /** Whether the run goes on with one that was stopped. */
  resumed: boolean
  approval: ApprovalVerdict
  counts: Record<Outcome['outcome'], number>
}

/**
 * Applies a plan, or goes on with a run of it that was stopped. Removals over a limit go only with an approval of this very
 * plan, which is used up by that. What was done is kept as ours.
 */
export async function applyPlan(plan: SyncPlan, job: Job, wish: ApplyWish): Promise<ApplyReport> {
  const { target, store, clock, signal } = job
  const { run, resumed } = await openRun(plan, wish, job)
  target.reason ??= `${run} of the sync, plan ${plan.hash.slice(0, 12)}, by ${wish.by}`
  const approval = await useApproval(plan, run, store)
  const world = (await doAhead(plan, run, wish, store)) ?? wish.world
  const journal = await store.journal(run)
  const waits = approval.verdict === 'approved' ? [] : plan.waits
  const { progress, doneByHand = false } = wish
  const told = { doneByHand, ...(signal && { signal }), ...(progress && { progress }) }
  const applied = await apply({ ...plan, waits }, target, { world, journal, ...told })
  await keep(plan, applied, run, wish, store)
  const counts = countsOf(applied.outcomes.values())
  const whole = counts['not-tried'] + counts.refused === 0
  await store.endRun({ run, endedAt: clock(), whole, counts, serverRuns: applied.runs })
  return { ...applied, run, resumed, approval, counts }
}

/** What the world shows as wanted afterwards is this run's doing, so that all of it counts as begun. */
async function doAhead(
  { changes }: SyncPlan,
  run: string,
  { ahead }: ApplyWish,
  store: SyncStore,
): Promise<World | undefined> {
  if (!ahead) return undefined
  const { append } = await store.journal(run)
  await append(changes.map(({ key }) => ({ key, begun: true })))
  return ahead()
}

/** A run of the same plan that has not come to its end is gone on with. */
async function openRun(
  { hash }: SyncPlan,
  { by, undoes }: ApplyWish,
  { store, clock }: Job,
): Promise<{ run: string; resumed: boolean }> {
  const runs = await store.runs()
  const last = runs.findLast(one => one.plan === hash && one.undoes === undoes)
  if (last && !last.end?.whole) return { run: last.run, resumed: true }
  const run = `run-${runs.length + 1}`
  await store.beginRun({ run, plan: hash, by, at: clock(), ...(undoes !== undefined && { undoes }) })
  return { run, resumed: false }
}

async function keep(
  plan: SyncPlan,
  applied: Applied,
  run: string,
  { undoes }: ApplyWish,
  store: SyncStore,
): Promise<void> {
  const snapshot = new Snapshot(applied.world)
  const came = { ...applied, slotOf: snapshot.slotOf.bind(snapshot) }
  const lines = ownershipAfter(plan, came, await store.owned(), run)
  const before = undoes === undefined ? undefined : await store.ownershipLines()
  const kept = before ? lines.map(one => ownershipBefore(undoes!, one.slot, before, run)) : lines
  await store.keep(kept, memoriesAfter(plan, applied.ids))
}

/** An approval that this run has used up holds until the run is through. */
async function useApproval(plan: SyncPlan, run: string, store: SyncStore): Promise<ApprovalVerdict> {
  const approvals = await store.approvals(plan.hash)
  const own = approvals.find(one => one.usedBy === run)
  if (own) return { verdict: 'approved', by: own.by }
  const verdict = judgeApproval(plan, approvals)
  const used = approvals.find(one => isGivenBy(one, verdict))
  if (used && plan.waits.length > 0) await store.useUp(used, run)
  return verdict
}

function isGivenBy({ by, usedBy }: Approval, verdict: ApprovalVerdict): boolean {
  return verdict.verdict === 'approved' && usedBy === undefined && by.trim() === verdict.by
}
