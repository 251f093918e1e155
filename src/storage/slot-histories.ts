import { sql } from 'kysely'
import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import { type Slot, slotKey } from '../domain/slot.ts'
import type { Subject, TargetKey } from '../domain/target.ts'
import { LEVEL_CODES, ROLE_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { changes, unflatten } from './history.ts'
import { type PlaceAcross, pageAcross } from './pieces.ts'
import { prepared } from './prepared.ts'
import { subjectsOf } from './subjects.ts'
import { positionsWith } from './with-person.ts'

const SLOT = ['organisation_id', 'learner_id', 'level', 'role', 'target'] as const
const KEY = sql.join(SLOT.slice(1).map(column => sql.ref(column)))
type HistoryRow = Record<(typeof SLOT)[number], number>

/** Which slots are wanted: of one learner, or that one person was ever in, or all. */
export interface SlotsWanted {
  organisations: readonly Id[]
  learner?: Id | undefined
  person?: Id | undefined
  from: PlaceAcross<Slot> | undefined
  limit: number
}

/** Histories of slots, and what the slots are about. */
export interface SlotHistories {
  histories: readonly (readonly RecordedChange[])[]
  subjects: ReadonlyMap<TargetKey, Subject>
}

/**
 * Whole histories of a page of slots, slot after slot in the order of their keys, each in the order of the history.
 * Only slots that the history has heard of are there.
 */
export async function slotHistories(db: Db, wanted: SlotsWanted): Promise<SlotHistories> {
  const { organisations, from, limit } = wanted
  const histories = await pageAcross(organisations, from, limit, async (organisation, after, room) => {
    const rows = await changesOfSlots(db, organisation, wanted, after, room)
    const bySlot = Map.groupBy(rows, ({ slot }) => slotKey(slot))
    return [...bySlot.values()]
  })
  const slots = histories.map(([first]) => certain(first).slot)
  return { histories, subjects: await subjectsOf(db, { organisations, slots }) }
}

async function changesOfSlots(
  db: Db,
  organisation: Id,
  { learner, person }: SlotsWanted,
  after: Slot | undefined,
  limit: number,
): Promise<RecordedChange[]> {
  const place = after && {
    afterLearner: after.learner,
    afterLevel: LEVEL_CODES[after.level],
    afterRole: ROLE_CODES[after.role],
    afterTarget: after.target,
  }
  const rows = await slotRows(db, { organisation, learner, person, limit, ...place })
  return rows.map(row => unflatten(fromRow(changes, row)))
}

type HistoryAsked = {
  organisation: Id
  learner: Id | undefined
  person: Id | undefined
  limit: number
  afterLearner?: Id
  afterLevel?: number
  afterRole?: number
  afterTarget?: Id
}

const slotRows = prepared((db, asked: HistoryAsked) => {
  const { organisation, learner, person, limit } = asked
  const wanted = [
    sql`organisation_id = ${organisation}`,
    ...(learner === undefined ? [] : [sql`learner_id = ${learner}`]),
    ...(person === undefined
      ? []
      : [sql`position in (${positionsWith(person, organisation, 0, sql`1 = 1`)})`]),
    ...(asked.afterLearner === undefined ? [] : [comesAfter(asked)]),
  ]
  const page = sql<HistoryRow>`(select distinct organisation_id, ${KEY} from changes
    where ${sql.join(wanted, sql` and `)} order by organisation_id, ${KEY} limit ${limit})`
  return db
    .selectFrom(page.as<'page'>(sql.ref('page')))
    .innerJoin('changes as change', join =>
      SLOT.reduce((joined, column) => joined.onRef(`change.${column}`, '=', `page.${column}`), join),
    )
    .selectAll('change')
    .orderBy('change.learner_id')
    .orderBy('change.level')
    .orderBy('change.role')
    .orderBy('change.target')
    .orderBy('change.position')
})

function comesAfter({ afterLearner, afterLevel, afterRole, afterTarget }: HistoryAsked) {
  return sql`(${KEY}) > (${sql.join([afterLearner, afterLevel, afterRole, afterTarget])})`
}
