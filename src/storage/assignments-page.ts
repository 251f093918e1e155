import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Slot } from '../domain/slot.ts'
import { LEVEL_CODES, ROLE_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { assignments, type StoredAssignment } from './history.ts'
import { type PlaceAcross, pageAcross } from './pieces.ts'

/** Which assignments, after which slot, and how many. */
interface AssignmentsWanted {
  organisations: readonly Id[]
  from: PlaceAcross<Slot> | undefined
  limit: number
}

/** A page of all that is assigned now, by organisation and slot, as the table is keyed. */
export function assignmentsPage(
  db: Db,
  { organisations, from, limit }: AssignmentsWanted,
): Promise<StoredAssignment[]> {
  return pageAcross(organisations, from, limit, async (organisation, after, room) => {
    let query = db.selectFrom('assignments').selectAll().where('organisation_id', '=', organisation)
    if (after) query = query.where(isAfter(after))
    for (const column of ['learner_id', 'level', 'role', 'target'] as const) query = query.orderBy(column)
    const rows = await query.limit(room).execute()
    return rows.map(row => fromRow(assignments, row))
  })
}

function isAfter({ learner, level, role, target }: Slot) {
  const place = sql`${learner}, ${LEVEL_CODES[level]}, ${ROLE_CODES[role]}, ${target}`
  return sql<boolean>`(learner_id, level, role, target) > (${place})`
}
