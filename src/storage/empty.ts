import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'

/** Whether a database holds nobody's data yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  const customer = await db.selectFrom('customers').select('id').limit(1).executeTakeFirst()
  return customer === undefined
}

/** The number of the customer that was made first. Throws where there is none. */
export async function firstCustomer(db: Db): Promise<Id> {
  const { id } = await db.selectFrom('customers').select('id').orderBy('id').executeTakeFirstOrThrow()
  return id
}
