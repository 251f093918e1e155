import type { CalendarDate } from '../../domain/time.ts'
import type { Mapping } from '../../intake/mapping/mapping.ts'
import type { IdentityLedger } from '../match/ledger.ts'
import type { KeptApart } from './apart.ts'

/** What planning goes by, beside what is wanted and what there is. */
export interface PlanRules {
  mapping: Mapping
  ledger: IdentityLedger
  /** The day of the run: dates after it have not come yet. */
  today: CalendarDate
  /** Whether the server makes no learner without an e-mail address. */
  demandsAddress?: boolean
  /** Pairs that are kept apart. */
  apart?: readonly KeptApart[]
}
