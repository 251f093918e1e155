import type { Id } from '../domain/id.ts'
import type { Outcome, PlannedChange } from '../domain/plan.ts'
import type { RemovalLimits } from '../domain/removal-limits.ts'
import type { Need, World } from '../reconcile/world/world.ts'

/** What became of a change, and the numbers of what it made and of the server's own run where it tells them. */
export interface Carried {
  outcome: Outcome
  made?: Id
  run?: number
}

/** A change that is to be carried out. `begun`: an earlier run began it and never learnt what became of it. */
export interface Errand {
  change: PlannedChange
  begun: boolean
}

/** How much of a plan waits for a person. */
export interface PlanTold {
  plan: string
  held: number
  questions: number
  removals: number
  files: readonly string[]
}

/**
 * Where a plan is carried out: a server of ours, OneFile's, or a world in memory. Expected trouble is an outcome; a lost
 * network, an ended token and an abort are thrown.
 */
export interface Target {
  /** What a person calls it: the address, or a word. */
  readonly name: string
  /** Whether it makes no learner without an e-mail address. */
  readonly demandsAddress?: boolean
  /** Why changes are made, for a target that keeps that with them. */
  reason?: string | undefined
  /** The hash of the plan that is carried out, for a target that keeps that too. */
  plan?: string | undefined
  /** The most errands that one `carryOut` takes. */
  readonly most: number
  /** Accounts, places and the catalogue. Aims, summaries and assignments as far as they come with these. */
  readPeople(signal?: AbortSignal): Promise<World>
  /** The same world with what is needed of these learners read anew. */
  readLearners(world: World, need: Need, signal?: AbortSignal): Promise<World>
  /** Whether it has a call for such a change; what it has none for is work by hand. */
  can(change: PlannedChange): boolean
  /** Whether reading shows what such a change did; where it does not, it is only believed. */
  shows(change: PlannedChange): boolean
  /**
   * Carries out changes whose ids are all the target's own, except slots of aims and units that a template made, in
   * their order, and gives what became of each. Looks first at what is there where an errand was begun before.
   */
  carryOut(errands: readonly Errand[], signal?: AbortSignal): Promise<readonly Carried[]>
  /** The limits on removals that it holds for every plan; for a target that does, and nothing where it is too old to. */
  readLimits?(signal?: AbortSignal): Promise<RemovalLimits | undefined>
  /** Has others told how much of a plan waits for a person; for a target that tells others. */
  tellOfPlan?(told: PlanTold): Promise<void>
  /** Takes back runs of the server's own, the last one first, as far as nothing has moved on since; for a target that can. */
  undoRuns?(runs: readonly Id[], signal?: AbortSignal): Promise<void>
}
