import type { AccountKind } from './account.ts'
import type { Id } from './id.ts'
import type { CalendarDate, Instant } from './time.ts'

/** What is known of a person beside the rules: sent by the caller, given back, never judged. */
interface UserProfile {
  companyName?: string
  mobileNumber?: string
  telephone?: string
  website?: string
  workAddress?: string
  homeAddress?: string
  episodeName?: string
  centreRegister?: CalendarDate
  supportFunding?: boolean
  /** Whether an employer or observer may see the placement's learners. Stored, but not used by Caseload. */
  placementAccess?: boolean
}

/** What only a token with the scope `sensitive` may read or write. */
interface SensitiveProfile {
  nino?: string
  l12?: string
  l13?: string
  l14?: string
  l15?: string
  l16?: string
  primaryLlddCode?: string
  secondaryLlddCodes?: readonly string[]
}

/** An account: one person in one organisation, in one kind. */
export interface User extends UserProfile, SensitiveProfile {
  id: Id
  organisation: Id
  kind: AccountKind
  username: string
  firstName: string
  lastName: string
  email: string | null
  misId: string | null
  uln: string | null
  placement: Id | null
  classroom: Id | null
  provider: Id | null
  learnerStatus: Id | null
  createdOn: Instant
  dateOfBirth: CalendarDate | null
  startOn: CalendarDate | null
  plannedEndDate: CalendarDate | null
  /** Percent, 0 to 100. */
  progress: number | null
  lastModified: Instant
  archivedAt: Instant | null
  deleteRequestedAt: Instant | null
  /** Accounts with the same link are one person. */
  link: Id | null
  /** How many learners this person should have; nothing or 0 means that nobody has said. */
  caseloadTarget: number | null
  /** When the person was erased: what is left says nothing of them. */
  erasedAt: Instant | null
}

/** Names of the properties that only the scope `sensitive` may see. */
export const SENSITIVE = [
  'nino',
  'l12',
  'l13',
  'l14',
  'l15',
  'l16',
  'primaryLlddCode',
  'secondaryLlddCodes',
] as const satisfies readonly (keyof SensitiveProfile)[]
