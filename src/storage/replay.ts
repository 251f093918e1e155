import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Head } from './database.ts'
import type { Db } from './db.ts'

/** Sets where the history of an organisation stands. */
export async function moveHead(db: Db, { organisation, position, hash, recordedAt }: Head): Promise<void> {
  await db
    .updateTable('history_heads')
    .set({ position, hash, recorded_at: recordedAt })
    .where('organisation_id', '=', organisation)
    .execute()
}

/** Whether replaying an organisation's history gives anything but its assignments. */
export async function replayDiffers(db: Db, organisation: Id): Promise<boolean> {
  const latest = sql`
    select c.learner_id, c.level, c.role, c.target, c.after_person, c.after_since from changes c
    where c.organisation_id = ${organisation} and c.after_person is not null and not exists (
      select 1 from changes l where l.organisation_id = c.organisation_id and l.learner_id = c.learner_id
        and l.level = c.level and l.role = c.role and l.target = c.target and l.position > c.position)`
  const held = sql`
    select a.learner_id, a.level, a.role, a.target, a.person_id, a.since from assignments a
    where a.organisation_id = ${organisation}`
  const { rows } = await sql<{ one: number }>`
    select 1 as one from (${latest} except ${held}) as lost
    union all select 1 as one from (${held} except ${latest}) as added limit 1`.execute(db)
  return rows.length > 0
}
