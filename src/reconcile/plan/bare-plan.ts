import type { PlannedChange } from '../../domain/plan.ts'
import type { MappingLimits } from '../../intake/mapping/mapping.ts'
import { emptyTally } from '../collect/status.ts'
import { judgeLimits } from '../limits/limits.ts'
import { verdictOn } from '../limits/verdict.ts'
import type { World } from '../world/world.ts'
import { hashOf } from './hash.ts'
import type { SyncPlan } from './sync-plan.ts'

/** A plan of changes that no file asks for, such as those that take back a run. Limits hold for it where they are given. */
export function barePlan(changes: readonly PlannedChange[], world: World, limits?: MappingLimits): SyncPlan {
  const { breaches, waits } = limits ? judgeLimits(changes, world, limits) : { breaches: [], waits: [] }
  const part = { changes, waits, refusedRemovals: 0, refused: false, rows: emptyTally() }
  return {
    ...part,
    hash: hashOf(changes),
    statements: emptyTally(),
    refusals: [],
    findings: [],
    held: [],
    questions: [],
    breaches,
    verdict: verdictOn(part),
    adopts: [],
    remember: [],
  }
}
