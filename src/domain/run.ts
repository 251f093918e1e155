import type { Actor } from './access.ts'
import type { Id } from './id.ts'
import type { Instant } from './time.ts'

/** Why changes were made together; `planned` carries out what was planned for a day to come. */
export const RUN_KINDS = ['call', 'bulk', 'create', 'plan', 'transfer', 'undo', 'import', 'planned'] as const

export type RunKind = (typeof RUN_KINDS)[number]

/** Changes made together for one reason by one actor, in one organisation. */
export interface Run extends Actor {
  id: Id
  organisation: Id
  kind: RunKind
  reason: string | null
  recordedAt: Instant
  /** The run that this one takes back, if it is an undo. */
  undoes: Id | null
  /** Its changes are the positions from `first` to `last` of the organisation's history. */
  first: number
  last: number
}
