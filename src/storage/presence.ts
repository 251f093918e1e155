import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import { KEPT, type KeptName } from './add.ts'
import type { Db } from './database.ts'

/** Whether something is there, within an organisation where it belongs to one. */
export async function hasObject(
  db: Db,
  name: KeptName,
  organisation: Id | undefined,
  id: Id,
): Promise<boolean> {
  const table = KEPT[name].noun.table as 'users'
  let query = db.selectFrom(table).select(sql<number>`1`.as('one')).where('id', '=', id)
  if (organisation !== undefined) query = query.where('organisation_id', '=', organisation)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}
