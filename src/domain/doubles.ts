import { certain } from './certain.ts'
import type { Id } from './id.ts'
import type { NamedPerson } from './person.ts'

/** A staff account with what may show that it is not the person's only one. */
export interface StaffAccount extends NamedPerson {
  misIdFolded: string
}

/** Accounts of one organisation that are likely one person, and what they share. */
export interface Double {
  organisation: Id
  by: 'email' | 'misId'
  accounts: readonly StaffAccount[]
}

/**
 * Likely double accounts among the staff of one organisation, in the order of their lowest ids; where two share that,
 * the one by e-mail address comes first.
 * Accounts that somebody has linked already are left out: that they are one person is known.
 */
export function doublesAmong(staff: readonly StaffAccount[]): Double[] {
  const byEmail = sharing(staff, 'email', one => one.emailFolded)
  const byMisId = sharing(staff, 'misId', one => one.misIdFolded)
  return [...byEmail, ...byMisId].sort((a, b) => lowestId(a) - lowestId(b))
}

/** The id that a double is listed under. */
export function lowestId({ accounts }: Double): Id {
  return certain(accounts[0]).id
}

function sharing(
  staff: readonly StaffAccount[],
  by: Double['by'],
  key: (one: StaffAccount) => string,
): Double[] {
  const groups = Map.groupBy(
    staff.filter(one => key(one) !== ''),
    key,
  )
  return [...groups.values()]
    .filter(accounts => accounts.length > 1 && !areLinked(accounts))
    .map(accounts => ({
      organisation: certain(accounts[0]).organisation,
      by,
      accounts: accounts.toSorted((a, b) => a.id - b.id),
    }))
}

function areLinked(accounts: readonly StaffAccount[]): boolean {
  const [first] = accounts
  return certain(first).link !== null && accounts.every(one => one.link === certain(first).link)
}
