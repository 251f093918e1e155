import type { PlanJson } from '../report/json.ts'
import { nameBook } from '../report/names.ts'
import { needOf } from './apply/need.ts'
import type { Job } from './job.ts'
import type { MadePlan } from './make-plan.ts'

/** A plan that was kept, with the world as it is now: what does not fit any more is refused change by change. */
export async function withWorld(
  plan: PlanJson,
  { target, signal }: Pick<Job, 'target' | 'signal'>,
): Promise<MadePlan> {
  const people = await target.readPeople(signal)
  const world = await target.readLearners(people, needOf(plan.changes), signal)
  return { plan, world, names: nameBook(world, plan.changes) }
}
