import type { Id } from './id.ts'
import type { KeptLimits } from './removal-limits.ts'
import type { Terms } from './terms.ts'
import type { TimeZone } from './zone.ts'

/** Who owns a token: one training provider, with one or several organisations. */
export interface Customer {
  id: Id
  name: string
  /** What it calls the roles, where that is not what everybody does. */
  terms?: Terms | null
  /** How much its plans may take away unseen, where that is not the usual. */
  limits?: KeptLimits | null
}

/** A centre. People, aims and unit summaries belong to exactly one. */
export interface Organisation {
  id: Id
  customer: Id
  name: string
  /** New accounts get a keychain by e-mail, or join the one they have. Kept for clients that read it. */
  keychainForNewUsers: boolean
  /** Mail about keychains is held back. */
  keychainEmailSuppressed: boolean
  /** Where a day begins for what is planned; nothing for Europe/London. */
  timeZone: TimeZone | null
}
