import type { CalendarDate } from '../../domain/time.ts'
import type { Mapping } from '../../intake/mapping/mapping.ts'
import type { IdentityLedger } from '../match/ledger.ts'

/** What collecting goes by, beside what rows say and whom there is. */
export interface CollectRules {
  mapping: Mapping
  ledger: IdentityLedger
  /** The day of the run: dates after it have not come yet. */
  today: CalendarDate
}
