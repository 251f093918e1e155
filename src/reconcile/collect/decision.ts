import type { Held } from './held.ts'
import type { Request } from './request.ts'

/** Requests that ask for nothing but what is so already. */
interface UnchangedDecision {
  status: 'unchanged'
  requests: readonly Request[]
}

/** A request that is held back, and why. */
interface HeldDecision {
  status: 'held'
  request: Request
  held: Held
}

/** What can be decided about requests before anybody looks at what the account has. */
export type EarlyDecision = UnchangedDecision | HeldDecision
