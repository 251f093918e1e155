import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import { imagine } from '../plan/imagine.ts'
import { NOTHING_OWNED } from '../plan/ownership.ts'
import type { World } from '../world.ts'
import type { Carried, Target } from './target.ts'

const NOTHING_KEPT = { adopts: [], remember: [] }

/** A target that is a world in memory, for tests and for trying a plan out. */
export class MemoryTarget implements Target {
  world: World

  constructor(world: World) {
    this.world = world
  }

  async read(): Promise<World> {
    return this.world
  }

  async carryOut(change: PlannedChange): Promise<Carried> {
    const settled = change.do === 'assign' ? this.judge(change) : undefined
    if (settled) return settled
    this.world = imagine(this.world, NOTHING_OWNED, [change], NOTHING_KEPT).world
    const made = this.madeBy(change)
    return { outcome: { outcome: 'done' }, ...(made !== undefined && { made }) }
  }

  private judge(change: PlannedAssignment): Carried | undefined {
    const holder = holderIn(this.world, change)
    if (holder === change.after) return { outcome: { outcome: 'already-so' } }
    if (holder === change.before) return undefined
    return { outcome: { outcome: 'moved-on', sentence: 'Somebody else is in the place now; plan again.' } }
  }

  private madeBy(change: PlannedChange): Id | undefined {
    const { people, aims, summaries } = this.world
    if (change.do === 'create-person') return people.at(-1)?.id
    if (change.do === 'give-standard') return aims.find(one => isOf(one, change))?.id
    if (change.do !== 'give-unit') return undefined
    return summaries.find(one => isOf(one, change) && one.unit === change.unit)?.id
  }
}

function isOf(
  one: { learner: Id; standard: Id },
  { learner, standard }: { learner: Id; standard: Id },
): boolean {
  return one.learner === learner && one.standard === standard
}

/** Who is in the slot of a change, as a world shows it; nobody is null. */
export function holderIn(world: World, change: PlannedAssignment): Id | null {
  const target = targetIn(world, change)
  const held = world.assignments.find(
    one =>
      one.learner === change.learner &&
      one.level === change.level &&
      one.role === change.role &&
      one.target === target,
  )
  return held?.person ?? null
}

/** The number of the aim or unit; where a template made it, the standard and unit say which one it is. */
function targetIn(world: World, { target, level, learner, standard, unit }: PlannedAssignment): Id {
  if (target >= 0) return target
  const found =
    level === 'aim'
      ? world.aims.find(one => one.learner === learner && one.standard === standard)
      : world.summaries.find(
          one =>
            one.learner === learner &&
            one.unit === unit &&
            (standard === undefined || one.standard === standard),
        )
  return found?.id ?? target
}
