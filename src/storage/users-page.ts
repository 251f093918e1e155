import type { Assignment } from '../domain/assignment.ts'
import type { User } from '../domain/user.ts'
import type { Db } from './db.ts'
import { holdersAt } from './holders.ts'
import { type Listing, listOwned } from './list.ts'

/** Users, and who is set by default beside those of them who are learners. */
export interface UsersPage {
  users: readonly User[]
  holders: readonly Assignment[]
}

/** A page of users with who is set by default, read together. */
export async function usersPage(db: Db, listing: Omit<Listing, 'name' | 'properties'>): Promise<UsersPage> {
  const users = await listOwned(db, { ...listing, name: 'user' })
  return { users, holders: await defaultHolders(db, users) }
}

/** Who is set by default beside those of some users who are learners. */
export async function defaultHolders(db: Db, users: readonly User[]): Promise<Assignment[]> {
  const learners = users.filter(user => user.kind === 'learner')
  if (learners.length === 0) return []
  return holdersAt(db, {
    organisations: [...new Set(learners.map(learner => learner.organisation))],
    learners: learners.map(learner => learner.id),
    level: 'default',
  })
}
