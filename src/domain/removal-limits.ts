import type { Actor } from './access.ts'
import type { Instant } from './time.ts'

/** What a limit on removals is about: all of an organisation, all that one person holds, all of one level of an organisation. */
export const LIMIT_PARTS = ['organisation', 'assessor', 'level'] as const

export type LimitedPart = (typeof LIMIT_PARTS)[number]

/** Removals wait where they are more than the count and more than the share, from 0 to 1. */
interface RemovalLimit {
  count: number
  share: number
}

export type RemovalLimits = Readonly<Record<LimitedPart, RemovalLimit>>

/**
 * What holds where nobody has said anything else. A count alone would stop every large provider, a share alone every small one. A
 * quarter of one person's caseload may go in an ordinary week; a tenth of an organisation's assignments does not.
 */
export const USUAL_LIMITS: RemovalLimits = {
  organisation: { count: 10, share: 0.1 },
  assessor: { count: 5, share: 0.25 },
  level: { count: 10, share: 0.2 },
}

/** Limits that a customer has set for all its plans, and who did. */
export interface KeptLimits extends Actor {
  limits: RemovalLimits
  changedAt: Instant
}
