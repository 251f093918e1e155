import { sql } from 'kysely'
import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import { type Slot, slotKey } from '../domain/slot.ts'
import { LEVEL_CODES, ROLE_CODES } from './codes.ts'
import { fromRow } from './columns.ts'
import type { Db } from './database.ts'
import { changes, unflatten } from './history.ts'
import { type PlaceAcross, pageAcross } from './pieces.ts'

const SLOT = ['organisation_id', 'learner_id', 'level', 'role', 'target'] as const

/** Which slots are wanted: of one learner, or that one person was ever in, or all. */
export interface SlotsWanted {
  organisations: readonly Id[]
  learner?: Id | undefined
  person?: Id | undefined
  from: PlaceAcross<Slot> | undefined
  limit: number
}

/**
 * Whole histories of a page of slots, slot after slot in the order of their keys, each in the order of the history.
 * Only slots that the history has heard of are there.
 */
export async function slotHistories(db: Db, wanted: SlotsWanted): Promise<RecordedChange[][]> {
  return pageAcross(wanted.organisations, wanted.from, wanted.limit, async (organisation, after, room) => {
    const rows = await changesOfSlots(db, organisation, wanted, after, room)
    const bySlot = Map.groupBy(rows, ({ slot }) => slotKey(slot))
    return [...bySlot.values()]
  })
}

async function changesOfSlots(
  db: Db,
  organisation: Id,
  { learner, person }: SlotsWanted,
  after: Slot | undefined,
  limit: number,
): Promise<RecordedChange[]> {
  let page = db.selectFrom('changes').select(SLOT).where('organisation_id', '=', organisation)
  if (learner !== undefined) page = page.where('learner_id', '=', learner)
  if (person !== undefined) {
    page = page.where(one => one.or([one('before_person', '=', person), one('after_person', '=', person)]))
  }
  if (after) page = page.where(comesAfter(after))
  const slots = page.groupBy(SLOT).orderBy('learner_id').orderBy('level').orderBy('role').orderBy('target')
  const rows = await db
    .selectFrom(slots.limit(limit).as('page'))
    .innerJoin('changes as change', join =>
      SLOT.reduce((joined, column) => joined.onRef(`change.${column}`, '=', `page.${column}`), join),
    )
    .selectAll('change')
    .orderBy('change.learner_id')
    .orderBy('change.level')
    .orderBy('change.role')
    .orderBy('change.target')
    .orderBy('change.position')
    .execute()
  return rows.map(row => unflatten(fromRow(changes, row)))
}

function comesAfter({ learner, level, role, target }: Slot) {
  const key = sql.join([learner, LEVEL_CODES[level], ROLE_CODES[role], target].map(part => sql.val(part)))
  return sql<boolean>`(learner_id, level, role, target) > (${key})`
}
