import type { Id } from './id.ts'
import type { Sought } from './search-text.ts'

/** Roles in which somebody should answer for every learner. */
export const LACKED_ROLES = ['assessor', 'iqa', 'employer'] as const

export type LackedRole = (typeof LACKED_ROLES)[number]

/** Which learners are wanted; what is left out does not matter. */
export interface LearnersWanted {
  placement?: Id | undefined
  classroom?: Id | undefined
  standard?: Id | undefined
  /** Beside whom this person stands in the role, at whatever level. */
  assessor?: Id | undefined
  iqa?: Id | undefined
  employer?: Id | undefined
  observer?: Id | undefined
  /** For whom, or for one of whose aims, nobody answers in the role. */
  without?: LackedRole | undefined
  archived: boolean
  sought?: Sought | undefined
}
