import type { Id } from './id.ts'
import type { Scope } from './scope.ts'
import type { Instant } from './time.ts'

/** A customer token, without its secret. */
export interface Token {
  id: Id
  customer: Id
  name: string
  scopes: readonly Scope[]
  /** Organisations it is limited to; nothing means all of the customer's. */
  organisations: readonly Id[] | null
  /** Calls it may make in any minute. */
  callLimit: number
  createdAt: Instant
  revokedAt: Instant | null
}
