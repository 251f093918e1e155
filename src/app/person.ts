import { certain } from '../domain/certain.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { Db } from '../storage/db.ts'
import { organisationsOf } from '../storage/directory.ts'
import { organisations } from '../storage/organisations.ts'
import { find, select } from '../storage/records.ts'
import { organisationsOfCustomer, usersWithAddress } from '../storage/user-lookups.ts'
import { users } from '../storage/users.ts'

/** The accounts of one person. */
export interface PersonAccounts {
  account: User
  /** Other accounts that are the same person: somebody said so. */
  linked: readonly User[]
  /** Numbers of accounts of staff with the same e-mail address, which nobody has linked: likely the same person. */
  likely: readonly Id[]
}

/** Finds a person by the number of any account, wherever it is. This is for the machine's owner, who may see all. */
export async function findPerson(db: Db, id: Id): Promise<PersonAccounts | Problem> {
  const organisation = (await organisationsOf(db)('user', [id])).get(id)
  const account = organisation === undefined ? undefined : await find(db, users, { organisation, id })
  if (!account) return unknownUser(id)
  const { customer } = certain(await find(db, organisations, { id: account.organisation }))
  const within = await organisationsOfCustomer(db, customer)
  const linked =
    account.link === null ? [] : await select(db, users, { organisation: within, link: account.link })
  const alike = await accountsWithAddress(db, within, account)
  const known = new Set([id, ...linked.map(one => one.id)])
  return {
    account,
    linked: linked.filter(one => one.id !== id),
    likely: alike.map(one => one.id).filter(one => !known.has(one)),
  }
}

/** Learners share addresses within families, so that an address says nothing of them. */
async function accountsWithAddress(db: Db, within: readonly Id[], { kind, email }: User): Promise<User[]> {
  if (kind === 'learner' || foldCase(email ?? '') === '') return []
  const alike = await usersWithAddress(db, within, email ?? '')
  return alike.filter(one => one.kind !== 'learner')
}

/** The accounts that a wish is about: the one named, or with it all that are linked. */
export function accountsOf({ account, linked }: PersonAccounts, all: boolean): readonly User[] {
  return all ? [account, ...linked] : [account]
}

function unknownUser(id: Id): Problem {
  return problem('user-unknown', `There is no user ${id}.`, 'user')
}

/** Why nothing may be written to an account, where it was erased. */
export function refuseIfErased({ id, erasedAt }: Pick<User, 'id' | 'erasedAt'>): Problem | undefined {
  return erasedAt === null ? undefined : erasedUser(id)
}

/** The same for an account of which only the number is known. */
export async function whyNotWritable(
  db: Db,
  { organisation, id }: { organisation: Id; id: Id },
): Promise<Problem | undefined> {
  const user = await find(db, users, { organisation, id })
  return user && refuseIfErased(user)
}

function erasedUser(id: Id): Problem {
  return problem(
    'user-erased',
    `User ${id} was erased, so nothing is written to the account; create another one if the person comes back.`,
    'user',
  )
}
