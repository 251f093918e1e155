import { USUAL_LIMITS } from '../domain/removal-limits.ts'
import type { FileSource } from '../intake/file/source.ts'
import { openReading } from '../intake/read.ts'
import type { Reading } from '../intake/row/reading.ts'
import { limitsWith } from '../reconcile/limits/limits.ts'
import { needOfReadings } from '../reconcile/plan/need.ts'
import { planReadings } from '../reconcile/plan/plan.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import type { PlanRules } from '../reconcile/resolve/rules.ts'
import type { World } from '../reconcile/world/world.ts'
import { planJson } from '../report/json.ts'
import { type NameBook, nameBook } from '../report/names.ts'
import type { Job } from './job.ts'
import { recover } from './recover.ts'
import type { PlanMaker } from './state/store.ts'

/** A plan with the world that it was made from. */
export interface MadePlan {
  plan: SyncPlan
  world: World
  names: NameBook
}

/**
 * Plans what files want: reads them once to learn of whom more must be known, asks the target for that, and reads them again.
 * Changes nothing at the target. Throws what the target throws.
 */
export async function makePlan(sources: readonly FileSource[], job: Job): Promise<MadePlan> {
  const { target, store, mapping, today, signal } = job
  await recover(store)
  const [people, owned, ledger, apart, kept] = await Promise.all([
    target.readPeople(signal),
    store.owned(),
    store.ledger(),
    store.apart(),
    target.readLimits?.(signal),
  ])
  const limits = limitsWith(kept ?? USUAL_LIMITS, mapping.limits)
  const demandsAddress = target.demandsAddress === true
  const rules: PlanRules = { mapping: { ...mapping, limits }, today, ledger, apart, demandsAddress }
  const need = await needOfReadings(await openAll(sources, job), people, owned, rules)
  const world = await target.readLearners(people, need, signal)
  const plan = await planReadings(await openAll(sources, job), world, owned, rules)
  return { plan, world, names: nameBook(world, plan.changes) }
}

/** Keeps a plan, so that it can be looked at and applied later by its hash, and has others told what waits in it. */
export async function keepPlan(
  { plan, names }: MadePlan,
  sources: readonly FileSource[],
  { store, clock, target }: Job,
  madeBy: PlanMaker | null = null,
): Promise<void> {
  const { hash, held, questions, waits } = plan
  const counts = { changes: plan.changes.length, questions: questions.length, waits: waits.length }
  const entry = { at: clock(), sources: sources.map(source => source.name), madeBy, counts }
  await store.savePlan(planJson(plan, names), entry)
  if (held.length + questions.length + waits.length === 0) return
  await target.tellOfPlan?.({
    ...{ plan: hash, held: plan.rows.held, questions: questions.length, removals: waits.length },
    files: entry.sources,
  })
}

async function openAll(sources: readonly FileSource[], { today, mapping }: Job): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const source of sources) readings.push(await openReading(source, { today, mapping }))
  return readings
}
