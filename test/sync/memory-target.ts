import type { Id } from '../../src/domain/id.ts'
import type { PlannedChange } from '../../src/domain/plan.ts'
import { NOTHING_OWNED } from '../../src/reconcile/plan/ownership.ts'
import { Snapshot } from '../../src/reconcile/plan/snapshot.ts'
import type { Need, World } from '../../src/reconcile/world/world.ts'
import type { Carried, Errand, Target } from '../../src/remote/target.ts'
import { imagine } from './imagine.ts'

const NOTHING_KEPT = { adopts: [], remember: [] }

/** A target that is a world in memory, for tests and for trying a plan out. */
export class MemoryTarget implements Target {
  readonly name = 'memory'
  readonly most: number
  world: World

  constructor(world: World, most = 1) {
    this.world = world
    this.most = most
  }

  async readPeople(): Promise<World> {
    return this.world
  }

  async readLearners(_world: World, _need: Need): Promise<World> {
    return this.world
  }

  can(_change: PlannedChange): boolean {
    return true
  }

  shows(_change: PlannedChange): boolean {
    return true
  }

  async carryOut(errands: readonly Errand[]): Promise<readonly Carried[]> {
    return errands.map(({ change }) => this.#carry(change))
  }

  #carry(change: PlannedChange): Carried {
    const standing = new Snapshot(this.world).standing(change)
    if (standing.is === 'moved-on') return { outcome: { outcome: 'moved-on', sentence: standing.sentence } }
    if (standing.is === 'so') return { outcome: { outcome: 'already-so' }, ...withMade(standing.made) }
    this.world = imagine(this.world, NOTHING_OWNED, [change], NOTHING_KEPT).world
    return { outcome: { outcome: 'done' }, ...withMade(this.#madeBy(change)) }
  }

  #madeBy(change: PlannedChange): Id | undefined {
    if (change.do === 'create-person') return this.world.people.at(-1)?.id
    const standing = new Snapshot(this.world).standing(change)
    return standing.is === 'so' ? standing.made : undefined
  }
}

function withMade(made: Id | undefined): { made?: Id } {
  return made === undefined ? {} : { made }
}
