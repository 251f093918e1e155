import type { Collected } from '../collect/collector.ts'
import type { LearnerStates } from '../world/learner-state.ts'
import type { World, WorldPlanned } from '../world/world.ts'
import type { Decisions } from './decisions.ts'
import type { ImpliedSources } from './implied-sources.ts'
import type { PlanRules } from './rules.ts'

/** What deciding about any account works with. */
export interface ResolveContext {
  collected: Collected
  learners: LearnerStates
  rules: PlanRules
  /** Whether a planned change was planned by the sync itself, which may take it back. */
  isOurs: (planned: WorldPlanned) => boolean
  /** What staff may assess; nothing where the target keeps none. */
  competences: World['competences']
  /** Where the mapping lets something follow from what sources imply. */
  implied?: ImpliedSources | undefined
}

/** The same, with what is decided about one account so far. */
export interface AccountContext extends ResolveContext {
  decisions: Decisions
}
