import type { Id } from '../../domain/id.ts'
import type { Outcome, PlannedChange } from '../../domain/plan.ts'
import type { World } from '../world.ts'

/** What became of a change, and the number of what it made where it made something. */
export interface Carried {
  outcome: Outcome
  made?: Id
}

/** Where a plan is carried out: a server of ours, OneFile's, or a world in memory. */
export interface Target {
  /** Everything that the target shows now. */
  read(): Promise<World>
  /**
   * Carries out one change whose ids are all of the target's own, except slots that a template made. Looks at who is there first.
   * Expected trouble is an outcome; a lost network is thrown.
   */
  carryOut(change: PlannedChange): Promise<Carried>
}
