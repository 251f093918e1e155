import type { Id } from './id.ts'

/** Who owns a token: one training provider, with one or several organisations. */
export interface Customer {
  id: Id
  name: string
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
}
