import type {
  ArchivePerson,
  PlanAhead,
  PlannedAssignment,
  PlannedChange,
  TakeBackPlanned,
  UnarchivePerson,
} from '../domain/plan.ts'
import { slotKey } from '../domain/slot.ts'
import { barePlan } from '../reconcile/plan/bare-plan.ts'
import { Snapshot } from '../reconcile/plan/snapshot.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { plannedKey } from '../reconcile/resolve/changes.ts'
import type { World } from '../reconcile/world/world.ts'
import { planJson } from '../report/json.ts'
import { type NameBook, nameBook } from '../report/names.ts'
import { needOf } from './apply/need.ts'
import { type ApplyReport, type ApplyWish, applyPlan } from './apply-plan.ts'
import type { Job } from './job.ts'
import { cameOf } from './recover.ts'
import type { KeptRun } from './state/store.ts'

/** What taking back a run would do, and what of the run stays. */
export interface Undoing {
  plan: SyncPlan
  world: World
  names: NameBook
  /** People, aims and units that the run made: they are listed, never deleted. */
  stays: readonly PlannedChange[]
}

/**
 * Works out how a run is taken back: every assignment that it made goes back to who was there, and every field to what it
 * read; who was archived is brought back, and who was brought back is archived again. What somebody has changed since is refused when it is applied. Throws where nothing is known of the run.
 */
export async function planUndo(run: KeptRun, { store, target, signal }: Job): Promise<Undoing> {
  const plan = await store.plan(run.plan)
  if (!plan) throw new Error(`The plan of ${run.run} is no longer kept, so the run cannot be taken back.`)
  const came = cameOf(plan, (await store.journal(run.run)).lines)
  const done = plan.changes
    .filter(one => came.outcomes.get(one.key)?.outcome === 'done')
    .map(one => came.ids.in(one))
  const people = await target.readPeople(signal)
  const world = await target.readLearners(people, needOf(done), signal)
  const snapshot = new Snapshot(world)
  const back = done.toReversed().flatMap(one => reversed(one, snapshot))
  const stays = done.filter(one => !GOES_BACK.has(one.do))
  return { plan: barePlan(back, world), world, names: nameBook(world, []), stays }
}

/**
 * Takes a run back as worked out, as a run of its own, which can be resumed when it was stopped. A server that takes its
 * own runs back does that first, for it knows since when somebody was there and what came along.
 */
export async function undoRun(
  run: KeptRun,
  { plan, world, names }: Undoing,
  job: Job,
  wish: Pick<ApplyWish, 'by' | 'doneByHand' | 'progress'>,
): Promise<ApplyReport> {
  const { store, target, clock, signal } = job
  await store.savePlan(planJson(plan, names), { at: clock(), sources: [`undo of ${run.run}`], madeBy: null })
  const serverRuns = run.end?.serverRuns ?? []
  if (!target.undoRuns || serverRuns.length === 0)
    return applyPlan(plan, job, { ...wish, world, undoes: run.run })
  const ahead = async () => {
    await target.undoRuns?.(serverRuns, signal)
    return target.readLearners(world, needOf(plan.changes), signal)
  }
  return applyPlan(plan, job, { ...wish, world, ahead, undoes: run.run })
}

const GOES_BACK: ReadonlySet<PlannedChange['do']> = new Set([
  'assign',
  'plan-ahead',
  'take-back',
  'update-person',
  'archive-person',
  'unarchive-person',
  'set-competences',
  'plan-leaver',
])

function reversed(change: PlannedChange, snapshot: Snapshot): PlannedChange[] {
  const common = { needs: [], because: [] }
  if (change.do === 'update-person')
    return [{ ...change, ...common, before: change.after, after: change.before }]
  if (change.do === 'archive-person' || change.do === 'unarchive-person')
    return [otherWay({ ...change, ...common })]
  if (change.do === 'plan-leaver') return [{ ...change, ...common, undone: true }]
  if (change.do === 'set-competences')
    return [{ ...change, ...common, add: change.remove, remove: change.add }]
  if (change.do === 'plan-ahead') return notPlanned({ ...change, ...snapshot.slotOf(change) }, snapshot)
  if (change.do === 'take-back') return [plannedAgain({ ...change, ...snapshot.slotOf(change) })]
  if (change.do !== 'assign') return []
  return [backTo({ ...change, ...common, ...snapshot.slotOf(change) })]
}

/** What was planned is taken back while it is to come or waits; once it has been made, the slot goes back to who was there. */
function notPlanned(change: PlanAhead, snapshot: Snapshot): PlannedChange[] {
  const { key: _, effectiveTo, do: _do, ...rest } = change
  const common = { ...rest, needs: [], because: [] }
  const open = snapshot.plannedLike(change)
  const [first] = open
  if (first) {
    const from = first.from
    return [
      {
        ...common,
        do: 'take-back',
        key: `take-back/${plannedKey(change, from)}/${first.plannedRun}`,
        ...{ before: first.before, after: first.after, effectiveFrom: from },
        ...(effectiveTo !== undefined && open.length > 1 && { effectiveTo }),
        ...{ plannedRun: first.plannedRun, numbers: open.map(one => one.number), reason: 'stated' },
      },
      ...madeAlready(change, snapshot),
    ]
  }
  return madeAlready(change, snapshot)
}

function madeAlready(change: PlanAhead, snapshot: Snapshot): PlannedChange[] {
  const { effectiveFrom: _from, effectiveTo: _to, ...rest } = change
  const assigned: PlannedAssignment = {
    ...{ ...rest, do: 'assign', key: `assign/${slotKey(change)}`, needs: [], because: [] },
    ...{ before: change.after, after: change.before, reason: 'stated' },
  }
  const isThere = change.before !== change.after && snapshot.holder(assigned) === change.after
  return isThere && !snapshot.isToCome(change) ? [assigned] : []
}

function plannedAgain(change: TakeBackPlanned): PlanAhead {
  const { plannedRun: _run, numbers: _numbers, reason: _why, ...rest } = change
  const key = `plan-ahead/${plannedKey(change, change.effectiveFrom)}`
  return { ...rest, do: 'plan-ahead', key, needs: [], because: [] }
}

/** The key is that of what it does, for the server may be asked again whether it was done. */
function otherWay({
  person,
  leaves,
  organisation,
  ...change
}: ArchivePerson | UnarchivePerson): PlannedChange {
  const common = { person, leaves, organisation, needs: change.needs, because: change.because }
  if (change.do === 'archive-person')
    return { ...common, do: 'unarchive-person', key: `unarchive-person/${person}` }
  return { ...common, do: 'archive-person', key: `archive-person/${person}`, rule: 'undone' }
}

function backTo({ effectiveFrom: _since, ...change }: PlannedAssignment): PlannedAssignment {
  const { implied: _, ...stated } = change
  return { ...stated, before: change.after, after: change.before, reason: 'stated' }
}
