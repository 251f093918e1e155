import type { CollectRules } from '../collect/rules.ts'
import type { KeptApart } from './apart.ts'

/** What planning goes by, beside what is wanted and what there is. */
export interface PlanRules extends CollectRules {
  /** Whether the server makes no learner without an e-mail address. */
  demandsAddress?: boolean
  /** Pairs that are kept apart. */
  apart?: readonly KeptApart[]
}
