import type { Db } from './db.ts'

/** Whether a database holds nobody's data yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  const customer = await db.selectFrom('customers').select('id').limit(1).executeTakeFirst()
  return customer === undefined
}
