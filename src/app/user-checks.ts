import type { Account } from '../domain/account.ts'
import { whyNotEligible } from '../domain/eligibility.ts'
import type { Id } from '../domain/id.ts'
import { isMailAddress } from '../domain/mail.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Role } from '../domain/role.ts'
import { SENSITIVE, type User } from '../domain/user.ts'
import type { Tx } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { learnerStatuses } from '../storage/places.ts'
import { find } from '../storage/records.ts'
import { findTwin } from '../storage/user-lookups.ts'
import { findIn } from './owned.ts'
import type { Behaviour, Caller } from './services.ts'

/** What a user may refer to in the organisation. */
type References = {
  [Noun in 'placement' | 'classroom' | 'provider' | 'learnerStatus']?: Id | null | undefined
}

/** Why a user cannot refer to what is named; nothing when all of it is there. Source: docs/onefile-api.md#2.8. */
export async function whyNotReferring(
  db: Db,
  organisation: Id,
  wanted: References,
): Promise<Problem | undefined> {
  for (const kind of ['placement', 'classroom', 'provider'] as const) {
    const id = wanted[kind]
    if (typeof id === 'number' && !(await findIn(db, kind, organisation, id))) {
      return unknownReference(kind, `${kind}-unknown`, id, organisation)
    }
  }
  const id = wanted.learnerStatus
  if (typeof id !== 'number') return undefined
  const known = await find(db, learnerStatuses, { organisation, id })
  return known ? undefined : unknownReference('learnerStatus', 'learner-status-unknown', id, organisation)
}

function unknownReference(
  about: string,
  code: 'placement-unknown' | 'classroom-unknown' | 'provider-unknown' | 'learner-status-unknown',
  id: Id,
  organisation: Id,
): Problem {
  const what = code.replace('-unknown', '').replace('-', ' ')
  return problem(
    code,
    `There is no ${what} ${id} in organisation ${organisation}; name one of its own.`,
    about,
  )
}

/** Why this token may not write what is sent; nothing when it may. */
export function whyNotSensitive(caller: Caller, sent: Partial<User>): Problem | undefined {
  if (caller.sensitive) return undefined
  const property = SENSITIVE.find(one => sent[one] !== undefined)
  if (property === undefined) return undefined
  return problem(
    'field-beyond-scope',
    'The token lacks the scope "sensitive" that this field needs; leave the field out, or use a token that has it.',
    property,
  )
}

/** Why an address cannot be a user's; nothing where it is one, or none is sent. */
export function whyNotMail(email: string | null | undefined): Problem | undefined {
  if (!email || email.trim() === '' || isMailAddress(email)) return undefined
  return problem(
    'field-invalid',
    'The e-mail address is not one; send one such as "name@example.org".',
    'email',
  )
}

/** Whether somebody else has this key or address as well: in strict mode a problem, else for the log to tell. */
export async function twinOf(
  db: Db,
  organisation: Id,
  user: { id: Id | null; misId: string | null; email: string | null },
  { strictPeople }: Behaviour,
): Promise<Problem | Twin> {
  const twin = await findTwin(db, organisation, user)
  return twin && strictPeople ? duplicatePerson(twin) : { duplicate: twin?.by }
}

/** What a user has in common with another of the organisation; nothing where there is no such other. */
export interface Twin {
  duplicate?: 'misId' | 'email' | undefined
}

function duplicatePerson({ id, by }: { id: Id; by: 'misId' | 'email' }): Problem {
  const what = by === 'misId' ? 'MIS id' : 'e-mail address'
  return problem('duplicate-person', `User ${id} has this ${what} already; change that user instead.`, by)
}

/** Why a person may not be a learner's default in this role; told of the field that names the person. */
export async function whyNotDefault(
  tx: Tx,
  caller: Caller,
  learner: Account,
  role: Role,
  person: Id | null | undefined,
): Promise<Problem | undefined> {
  if (typeof person !== 'number') return undefined
  const about = defaultField(role)
  const [account] = await tx.statements.accounts([person])
  if (!account || !caller.sees.has(account.organisation)) {
    return problem('user-unknown', `There is no user ${person} that this token may see.`, about)
  }
  const against = whyNotEligible(account, role, learner)
  return against && { ...against, about }
}

/** The property that names the default person of a role. */
export function defaultField(role: Role): 'defaultAssessor' | 'defaultEmployer' {
  return role === 'employer' ? 'defaultEmployer' : 'defaultAssessor'
}
