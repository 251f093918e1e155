import type { Id } from './id.ts'
import type { Level } from './level.ts'
import type { Role } from './role.ts'
import type { Instant } from './time.ts'

/** What somebody asks of one slot, before the rules have spoken. */
export interface AssignRequest {
  learner: Id
  level: Level
  /** May be left out where a person is named: the account decides. */
  role?: Role
  /** Names the aim at `aim`; narrows the unit at `unit`. */
  standard?: Id
  /** Names the unit at `unit`. */
  unit?: string
  /** The aim or unit summary itself, where it is known already; `standard` and `unit` are not needed then. */
  target?: Id
  /** Who should hold the slot afterwards; nobody to take it away. */
  after: Id | null
  /** Who the caller believes holds it now. At `additional` this names who is removed. */
  before?: Id | null
  /** From when it counts; the moment of recording where left out. */
  effectiveFrom?: Instant
}

/** How several requests belong together: each for itself, or none unless all can be done. */
export const MODES = ['each', 'all-or-nothing'] as const

export type Mode = (typeof MODES)[number]

/** The accounts that judging a request looks at: the learner, and whoever it names. */
export function peopleOf({ learner, after, before }: AssignRequest): Id[] {
  return [learner, ...(after === null ? [] : [after]), ...(typeof before === 'number' ? [before] : [])]
}
