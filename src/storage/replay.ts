import { setImmediate } from 'node:timers/promises'
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

/** Changes that one statement compares: few enough for other work to have its turn soon. */
const PIECE = 20_000

/** Whether replaying an organisation's history gives anything but its assignments. */
export async function replayDiffers(db: Db, organisation: Id): Promise<boolean> {
  let after: Id = 0
  for (;;) {
    const last = await learnerAfter(db, organisation, after)
    if (await differs(db, organisation, after, last ?? Number.MAX_SAFE_INTEGER)) return true
    if (last === undefined) return false
    after = last
    await setImmediate()
  }
}

/** The learner whom a piece of the history that begins after another one ends with; nothing where all is one piece. */
async function learnerAfter(db: Db, organisation: Id, after: Id): Promise<Id | undefined> {
  const row = await db
    .selectFrom('changes')
    .select('learner_id')
    .where('organisation_id', '=', organisation)
    .where('learner_id', '>', after)
    .orderBy('learner_id')
    .limit(1)
    .offset(PIECE)
    .executeTakeFirst()
  return row?.learner_id
}

async function differs(db: Db, organisation: Id, after: Id, last: Id): Promise<boolean> {
  const latest = sql`
    select c.learner_id, c.level, c.role, c.target, c.after_person, c.after_since from changes c
    where c.organisation_id = ${organisation} and c.learner_id > ${after} and c.learner_id <= ${last}
      and c.after_person is not null and not exists (
      select 1 from changes l where l.organisation_id = c.organisation_id and l.learner_id = c.learner_id
        and l.level = c.level and l.role = c.role and l.target = c.target and l.position > c.position)`
  const held = sql`
    select a.learner_id, a.level, a.role, a.target, a.person_id, a.since from assignments a
    where a.organisation_id = ${organisation} and a.learner_id > ${after} and a.learner_id <= ${last}`
  const { rows } = await sql<{ one: number }>`
    select 1 as one from (${latest} except ${held}) as lost
    union all select 1 as one from (${held} except ${latest}) as added limit 1`.execute(db)
  return rows.length > 0
}
