import type { Id } from '../../domain/id.ts'
import type { ChangeKey, Plan } from '../../domain/plan.ts'
import type { SlotKey } from '../../domain/slot.ts'
import type { PlanFinding } from '../collect/finding.ts'
import type { Held } from '../collect/held.ts'
import type { Tally } from '../collect/status.ts'
import type { Breach } from '../limits/limits.ts'
import type { PlanVerdict } from '../limits/verdict.ts'
import type { Question } from '../match/question.ts'
import type { LearnerMemory } from './ownership.ts'

/** A plan with everything that is to be said of it. Plain data. */
export interface SyncPlan extends Plan {
  /** Rows of the sources that are about somebody: each is planned, unchanged or held. */
  rows: Tally
  /** The same for every single thing that a row says. */
  statements: Tally
  findings: readonly PlanFinding[]
  held: readonly Held[]
  /** Who is who: what somebody has to answer before held rows go on. */
  questions: readonly Question[]
  breaches: readonly Breach[]
  /** Removals that wait for an approval. */
  waits: readonly ChangeKey[]
  /** Removals by absence that are refused, for sources or target were not whole. */
  refusedRemovals: number
  /** Whether a source could not be believed at all, and why. */
  refused: boolean
  refusals: readonly PlanFinding[]
  verdict: PlanVerdict
  /** Slots that are as wanted and become ours, and what is to be remembered of learners, once the plan is applied. */
  adopts: readonly { slot: SlotKey; person: Id }[]
  remember: readonly LearnerMemory[]
}
