import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import type { User } from '../domain/user.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { users } from './users.ts'

/** Which of these user names somebody in the organisations has. */
export async function takenUsernames(
  db: Db,
  organisations: readonly Id[],
  usernames: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('users')
    .select('username')
    .where('organisation_id', 'in', organisations)
    .where('username', 'in', usernames)
    .execute()
  return new Set(rows.map(row => row.username))
}

/** Organisations of a customer, all of them, seen by the caller or not. */
export async function organisationsOfCustomer(db: Db, customer: Id): Promise<Id[]> {
  const rows = await db.selectFrom('organisations').select('id').where('customer_id', '=', customer).execute()
  return rows.map(row => row.id)
}

/** Users of some organisations with an e-mail address, in whatever letter case. */
export async function usersWithAddress(db: Db, organisations: readonly Id[], email: string): Promise<User[]> {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where('organisation_id', 'in', organisations)
    .where('email_folded', '=', foldCase(email))
    .orderBy('organisation_id')
    .orderBy('id')
    .execute()
  return rows.map(row => fromRow(users, row))
}

/** Another user of the organisation with the same MIS id or e-mail address; nothing when there is none. */
export async function findTwin(
  db: Db,
  organisation: Id,
  { id, misId, email }: { id: Id | null; misId: string | null; email: string | null },
): Promise<{ id: Id; by: 'misId' | 'email' } | undefined> {
  for (const [by, column, value] of [
    ['misId', 'mis_id_folded', misId],
    ['email', 'email_folded', email],
  ] as const) {
    const folded = foldCase(value ?? '')
    if (folded === '') continue
    const rows = await db
      .selectFrom('users')
      .select('id')
      .where('organisation_id', '=', organisation)
      .where(column, '=', folded)
      .limit(2)
      .execute()
    const other = rows.find(row => row.id !== id)
    if (other) return { id: other.id, by }
  }
  return undefined
}

/** Whether anything of the learner's has been signed: a review, a plan, or a unit signed off. */
export async function hasSignedWork(db: Db, organisation: Id, learner: Id): Promise<boolean> {
  const reviews = db
    .selectFrom('reviews')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('learner_id', '=', learner)
    .where(one =>
      one.or([
        one('assessor_signed_on', 'is not', null),
        one('learner_signed_on', 'is not', null),
        one('employer_signed_on', 'is not', null),
      ]),
    )
  const plans = db
    .selectFrom('plans')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('learner_id', '=', learner)
    .where(one =>
      one.or([one('assessor_signed_on', 'is not', null), one('learner_signed_on', 'is not', null)]),
    )
  const units = db
    .selectFrom('unit_summaries')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('learner_id', '=', learner)
    .where('signed_off_on', 'is not', null)
  return (
    (await reviews.limit(1).executeTakeFirst()) !== undefined ||
    (await plans.limit(1).executeTakeFirst()) !== undefined ||
    (await units.limit(1).executeTakeFirst()) !== undefined
  )
}
