import type { Id } from './id.ts'
import type { Level } from './level.ts'
import type { AssignRequest } from './request.ts'
import type { Role } from './role.ts'
import { dealer } from './transfer.ts'

/** Who is set on one slot of each of many learners. */
export interface Give {
  level: Level
  role?: Role | undefined
  standard?: Id | undefined
  unit?: string | undefined
  /** Several share the learners out in turn; nobody empties the slot. */
  to: readonly Id[]
  /** Who is taken away, where nobody is set at `additional`. */
  from?: Id | undefined
  /** Leaves slots alone in which somebody is. */
  onlyEmpty?: boolean | undefined
}

/** The request for one learner and one slot. */
export interface Allotment {
  learner: Id
  give: number
  request: AssignRequest
}

/** What is asked for each learner, in the order of the learners and of what each is given. */
export function planAllocation(learners: readonly Id[], gives: readonly Give[]): Allotment[] {
  const dealers = gives.map(give => dealer(give.to))
  return learners.flatMap(learner =>
    gives.map((give, at) => ({
      learner,
      give: at,
      request: requestFor(learner, give, dealers[at]?.(learner) ?? null),
    })),
  )
}

function requestFor(learner: Id, give: Give, after: Id | null): AssignRequest {
  const { level, role, standard, unit, from, onlyEmpty } = give
  const before = onlyEmpty && level !== 'additional' ? null : from
  return {
    learner,
    level,
    after,
    ...(role !== undefined && { role }),
    ...(standard !== undefined && { standard }),
    ...(unit !== undefined && { unit }),
    ...(before !== undefined && { before }),
  }
}
