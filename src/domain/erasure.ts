import type { Id } from './id.ts'
import type { Instant } from './time.ts'
import type { User } from './user.ts'

/** That an account was erased: nothing of it says who the person was. It outlives the account. */
export interface Erasure {
  organisation: Id
  user: Id
  /** When the account had been made; tells it from another that has the same number in another epoch of the data. */
  createdOn: Instant
  at: Instant
  /** Who decided it, as the operator put it. */
  by: string
  reason: string | null
  /** Whether names that stood alone in texts were taken out too. */
  names: boolean
}

/**
 * The account as it stays: number, organisation, kind, and when it was made and archived, because slots and history
 * refer to it. It is archived, so that it is given nothing new.
 */
export function erasedUser(user: User, at: Instant): User {
  const { id, organisation, kind, createdOn } = user
  return {
    ...{ id, organisation, kind, createdOn },
    ...{ username: `ERASED${id}`, firstName: 'Erased', lastName: String(id) },
    ...{ email: null, misId: null, uln: null, dateOfBirth: null },
    ...{ placement: null, classroom: null, provider: null, learnerStatus: null },
    ...{ startOn: null, plannedEndDate: null, progress: null },
    ...{ deleteRequestedAt: null, link: null, caseloadTarget: null },
    ...{ archivedAt: user.archivedAt ?? at, lastModified: at, erasedAt: at },
  }
}

/** Properties of an account that stay when it is erased, or are made anew. */
const STAYING = new Set<string>([
  'id',
  'organisation',
  'kind',
  'createdOn',
  'archivedAt',
  'lastModified',
  'erasedAt',
])

/** Names of the properties of an account that say something and would go. */
export function erasableOf(user: User): string[] {
  return Object.entries(user).flatMap(([property, value]) =>
    STAYING.has(property) || value === null || value === undefined ? [] : [property],
  )
}
