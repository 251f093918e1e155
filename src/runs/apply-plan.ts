import { certain } from '../domain/certain.ts'
import { stepsOf } from '../domain/next-step.ts'
import type { ChangeKey, Outcome } from '../domain/plan.ts'
import { type Approval, type ApprovalVerdict, judgeApproval } from '../reconcile/limits/approval.ts'
import { Snapshot } from '../reconcile/plan/snapshot.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { keptApartIn } from '../reconcile/resolve/apart.ts'
import type { World } from '../reconcile/world/world.ts'
import { nameBook } from '../report/names.ts'
import { type Applied, apply } from './apply/apply.ts'
import type { Journal, JournalLine } from './apply/journal.ts'
import { countsOf } from './counts.ts'
import type { Job } from './job.ts'
import { memoriesAfter, ownershipAfter } from './kept.ts'
import { problemsOf } from './problems.ts'
import { ownershipBefore } from './state/ownership-lines.ts'
import type { SyncStore } from './state/store.ts'

/** How a plan is to be applied. */
export interface ApplyWish {
  /** Who applies it, for the record. */
  by: string
  /** Names of the files that it was planned from, for the record. */
  sources?: readonly string[]
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
  /** Nothing where there was nothing to carry out, so that there is nothing to take back. */
  run: string | undefined
  /** Whether the run goes on with one that was stopped. */
  resumed: boolean
  approval: ApprovalVerdict
  counts: Record<Outcome['outcome'], number>
}

/**
 * Applies a plan, or resumes a run of it that was stopped. Removals over a limit go only with an approval of this very
 * plan, which is used up by that. What was done is kept as ours. A run begins when the first change is about to be carried out.
 */
export async function applyPlan(plan: SyncPlan, job: Job, wish: ApplyWish): Promise<ApplyReport> {
  const { target, store, clock, signal } = job
  const opened = await openRun(plan, wish, job)
  const approval = await useApproval(plan, opened, store)
  if (wish.doneByHand && plan.changes.length > 0) await opened.begin()
  const world = (await doAhead(plan, opened, wish)) ?? wish.world
  const waits = approval.verdict === 'approved' ? [] : plan.waits
  const { progress, doneByHand = false } = wish
  const barred = keptApartIn(plan.changes, await store.apart(), job.today, world.people)
  const given = { doneByHand, barred, ...(signal && { signal }), ...(progress && { progress }) }
  const journal = await opened.journal()
  const applied = await apply({ ...plan, waits }, target, { world, journal, ...given })
  await keep(plan, applied, opened.run ?? `plan-${plan.hash.slice(0, 12)}`, wish, store)
  const counts = countsOf(applied.outcomes.values())
  const whole = counts['not-tried'] + counts.refused === 0
  const { run, resumed } = opened
  if (run !== undefined) {
    const names = nameBook(wish.world, plan.changes)
    const problems = problemsOf({ plan, outcomes: applied.outcomes, names, today: job.today })
    const endedAt = clock()
    await store.keepProblems(run, endedAt, problems)
    const left = { problems: problems.length, next: stepsOf(problems) }
    await store.endRun({ run, endedAt, whole, counts, serverRuns: applied.runs, ...left })
  }
  return { ...applied, run, resumed, approval, counts }
}

/** What the world shows as wanted afterwards is this run's doing, so that all of it counts as begun. */
async function doAhead(
  { changes }: SyncPlan,
  opened: OpenRun,
  { ahead }: ApplyWish,
): Promise<World | undefined> {
  if (!ahead) return undefined
  const { append } = await opened.journal()
  await append(changes.map(({ key }) => ({ key, begun: true })))
  return ahead()
}

/** A run that is under way, or that will be as soon as there is something to carry out. */
interface OpenRun {
  /** Its name, once it has begun. */
  readonly run: string | undefined
  /** Whether an earlier call began it. */
  readonly resumed: boolean
  begin(): Promise<string>
  /** Its journal as it stands now. Writing that a change is begun begins the run. */
  journal(): Promise<Journal>
}

/** A run of the same plan that has not ended is resumed. */
async function openRun({ hash }: SyncPlan, wish: ApplyWish, { store, clock, target }: Job): Promise<OpenRun> {
  const { by, undoes, sources = [] } = wish
  const last = (await store.runs()).findLast(one => one.plan === hash && one.undoes === undoes)
  let run = last && !last.end?.whole ? last.run : undefined
  const resumed = run !== undefined
  const begin = async (): Promise<string> => {
    if (run === undefined) {
      const next = `run-${(await store.runs()).length + 1}`
      await store.beginRun({
        run: next,
        plan: hash,
        by,
        at: clock(),
        sources,
        ...(undoes !== undefined && { undoes }),
      })
      run = next
    }
    target.reason ??= `${run} of the sync, plan ${hash.slice(0, 12)}, by ${by}`
    target.plan ??= hash
    return run
  }
  if (resumed) await begin()
  const journal = async () => (run === undefined ? journalToCome(begin, store) : store.journal(run))
  return {
    get run() {
      return run
    },
    ...{ resumed, begin, journal },
  }
}

/** A journal whose run begins with the first line that says that a change is begun. */
function journalToCome(begin: () => Promise<string>, store: SyncStore): Journal {
  const early: JournalLine[] = []
  let begun: Journal | undefined
  return {
    lines: [],
    append: async lines => {
      if (!begun && !lines.some(line => 'begun' in line)) {
        early.push(...lines)
        return
      }
      begun ??= await store.journal(await begin())
      await begun.append([...early.splice(0), ...lines])
    },
  }
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
  const kept = before ? lines.map(one => ownershipBefore(certain(undoes), one.slot, before, run)) : lines
  await store.keep(kept, memoriesAfter(plan, applied.ids))
}

/** An approval that this run has used up holds until the run is through. */
async function useApproval(plan: SyncPlan, opened: OpenRun, store: SyncStore): Promise<ApprovalVerdict> {
  const approvals = await store.approvals(plan.hash)
  const own = approvals.find(one => one.usedBy !== undefined && one.usedBy === opened.run)
  if (own) return { verdict: 'approved', by: own.by }
  const verdict = judgeApproval(plan, approvals)
  const used = approvals.find(one => isGivenBy(one, verdict))
  if (used && plan.waits.length > 0) await store.useUp(used, await opened.begin())
  return verdict
}

function isGivenBy({ by, usedBy }: Approval, verdict: ApprovalVerdict): boolean {
  return verdict.verdict === 'approved' && usedBy === undefined && by.trim() === verdict.by
}
