import type { Account } from './account.ts'
import type { Id } from './id.ts'

/** An account with what tells whose it is. */
export interface Person extends Account {
  /** Accounts with the same link are one person: somebody said so. */
  link: Id | null
  /** The e-mail address folded for comparing; empty where there is none. */
  emailFolded: string
  /** MIS id and name folded for comparing; missing or empty where one of them is. */
  referenceAndName?: string
}

/** A person as shown to people. */
export interface NamedPerson extends Person {
  flagged: boolean
  firstName: string
  lastName: string
  classroom: Id | null
  /** How many learners this person should have; nothing or 0 means that nobody has said. */
  caseloadTarget: number | null
}

/**
 * Whether two accounts are one human being: certain when linked, likely when their folded addresses agree, or MIS id and name.
 * Learners share addresses within families, so an address says nothing of them.
 */
export function samePerson(a: Person, b: Person): 'certain' | 'likely' | null {
  if (a.id === b.id || (a.link !== null && a.link === b.link)) return 'certain'
  if (a.kind === 'learner' || b.kind === 'learner') return null
  const isAlike = (left = '', right = '') => left !== '' && left === right
  const isLikely = isAlike(a.emailFolded, b.emailFolded) || isAlike(a.referenceAndName, b.referenceAndName)
  return isLikely ? 'likely' : null
}
