import type { Id } from './id.ts'
import type { Scope } from './scope.ts'
import type { Instant } from './time.ts'

/** What somebody may do who signs in as a person. */
export const OPERATOR_ROLES = ['viewer', 'manager', 'mis-officer', 'administrator'] as const

export type OperatorRole = (typeof OPERATOR_ROLES)[number]

/** The scopes of each role. `sensitive` belongs to none: it is given to a person. */
const ROLE_SCOPES: Readonly<Record<OperatorRole, readonly Scope[]>> = {
  viewer: ['read'],
  manager: ['read', 'assign'],
  'mis-officer': ['read', 'assign', 'manage'],
  administrator: ['read', 'assign', 'manage', 'admin'],
}

/** A person who signs in to the console or the command line, apart from the learners and staff in the data. */
export interface Operator {
  id: Id
  customer: Id
  name: string
  /** Where the person signs in with; unique on a server, whatever the letter case. */
  email: string
  role: OperatorRole
  /** Whether NI number and L12 to L16 may be read and written. */
  sensitive: boolean
  /** Organisations the person is limited to; nothing means all of the customer's. */
  organisations: readonly Id[] | null
  createdAt: Instant
  /** Since when the person may not come in any more. */
  disabledAt: Instant | null
}

/** What an operator may do. */
export function scopesOfOperator({
  role,
  sensitive,
}: Pick<Operator, 'role' | 'sensitive'>): readonly Scope[] {
  return sensitive ? [...ROLE_SCOPES[role], 'sensitive'] : ROLE_SCOPES[role]
}

/** What somebody may do and where, to be compared with what is to be given to another. */
export interface Powers {
  scopes: readonly Scope[]
  /** Nothing means all of the customer's. */
  organisations: readonly Id[] | null
}

/** Whether all that is to be given is held by whoever gives it: nobody makes an account that may do more than their own. */
export function covers(held: Powers, given: Powers): boolean {
  const scopes = given.scopes.every(scope => held.scopes.includes(scope))
  const { organisations } = held
  const within =
    organisations === null || given.organisations?.every(id => organisations.includes(id)) === true
  return scopes && within
}

/** Whether somebody can mend whatever is wrong with the access of others: an administrator of everything who may come in. */
export function holdsTheKeys({
  role,
  organisations,
  disabledAt,
}: Pick<Operator, 'role' | 'organisations' | 'disabledAt'>): boolean {
  return role === 'administrator' && organisations === null && disabledAt === null
}
