import type { Id } from './id.ts'

/** What an account of OneFile may be. The wire's numbers are in the contract. */
export const ACCOUNT_KINDS = [
  'learner',
  'trainee-assessor',
  'assessor',
  'iqa',
  'employer',
  'observer',
] as const

export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** What people call each kind. */
export const KIND_TITLES: Readonly<Record<AccountKind, string>> = {
  learner: 'learner',
  'trainee-assessor': 'trainee assessor',
  assessor: 'assessor',
  iqa: 'IQA',
  employer: 'employer',
  observer: 'observer',
}

/** What the rules of assignment need to know of one account. */
export interface Account {
  id: Id
  organisation: Id
  kind: AccountKind
  archived: boolean
  /** Flagged for deletion: it keeps what it has, and is given nothing and to nobody. Not every target tells. */
  flagged?: boolean
  placement: Id | null
}
