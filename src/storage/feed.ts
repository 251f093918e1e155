import { type RawBuilder, sql } from 'kysely'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { changes, type StoredChange } from './history.ts'
import { positionsWith } from './with-person.ts'

/** Which changes are wanted. */
export interface ChangeFilter {
  learner?: Id | undefined
  /** Before or after. */
  person?: Id | undefined
  run?: Id | undefined
  /** Moments of recording, both included. */
  from?: Instant | undefined
  to?: Instant | undefined
}

/** Where a reader of the feed stands. */
export interface FeedPlace {
  /** In the order in which they have their turn. */
  organisations: readonly Id[]
  /** The position reached in each; nothing is 0. */
  reached: ReadonlyMap<Id, number>
}

/** A page of the feed. */
interface FeedPage {
  changes: StoredChange[]
  reached: Map<Id, number>
  /** The organisation that the page ended in before it had given all; nothing when all was given. */
  unfinished: Id | null
  /** The reader claims to have got further than the history goes: it is from another epoch of the data. */
  ahead: boolean
}

/**
 * The next changes after those that a reader has seen, in the order of each organisation's history. Positions have no
 * gaps and are visible in their order, so none is missed or repeated, whatever is written meanwhile.
 */
export async function changesAfter(
  db: Db,
  { place, filter, limit }: { place: FeedPlace; filter: ChangeFilter; limit: number },
): Promise<FeedPage> {
  const heads = await headPositions(db, place.organisations)
  const page: FeedPage = { changes: [], reached: new Map(place.reached), unfinished: null, ahead: false }
  for (const organisation of place.organisations) {
    const head = heads.get(organisation) ?? 0
    const reached = place.reached.get(organisation) ?? 0
    if (reached > head) return { ...page, ahead: true }
    if (reached === head) continue
    const room = limit - page.changes.length
    const rows = await changesOf(db, organisation, reached, filter, room + 1)
    page.changes.push(...rows.slice(0, room))
    if (rows.length > room) {
      const last = room > 0 ? certain(rows[room - 1]).position : reached
      page.reached.set(organisation, last)
      return { ...page, unfinished: organisation }
    }
    page.reached.set(organisation, Math.max(head, rows.at(-1)?.position ?? 0))
  }
  return page
}

/** How far the history of each organisation goes. */
export async function headPositions(db: Db, organisations: readonly Id[]): Promise<Map<Id, number>> {
  if (organisations.length === 0) return new Map()
  const rows = await db
    .selectFrom('history_heads')
    .select(['organisation_id', 'position'])
    .where('organisation_id', 'in', organisations)
    .execute()
  return new Map(rows.map(row => [row.organisation_id, row.position]))
}

async function changesOf(
  db: Db,
  organisation: Id,
  after: number,
  filter: ChangeFilter,
  limit: number,
): Promise<StoredChange[]> {
  const { learner, person } = filter
  let query = db
    .selectFrom('changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('position', '>', after)
    .where(isWithin(organisation, filter))
  if (learner !== undefined) query = query.where('learner_id', '=', learner)
  if (person !== undefined) query = query.where(hasToDoWith(person, organisation, after, filter, limit))
  const rows = await query.orderBy('position').limit(limit).execute()
  return rows.map(row => fromRow(changes, row))
}

function hasToDoWith(person: Id, organisation: Id, after: number, filter: ChangeFilter, limit: number) {
  const ofLearner = filter.learner === undefined ? ALWAYS : sql`learner_id = ${filter.learner}`
  const beside = sql`${ofLearner} and ${isWithin(organisation, filter)}`
  return sql<boolean>`position in (${positionsWith(person, organisation, after, beside)} order by position limit ${limit})`
}

const ALWAYS = sql<boolean>`1 = 1`

/** Whether a change is of the run and of the time that are wanted. */
function isWithin(organisation: Id, { run, from, to }: ChangeFilter): RawBuilder<boolean> {
  const wanted = [
    run === undefined ? undefined : isOfRun(organisation, run),
    from === undefined ? undefined : isRecordedFrom(organisation, from),
    to === undefined ? undefined : isRecordedUntil(organisation, to),
  ].filter(one => one !== undefined)
  return wanted.length === 0 ? ALWAYS : sql<boolean>`${sql.join(wanted, sql` and `)}`
}

/** A run's changes lie together, and time never goes back along a history: runs lead to a range of the key. */
function isOfRun(organisation: Id, run: Id) {
  const ofRun = sql`from runs where organisation_id = ${organisation} and id = ${run}`
  return sql<boolean>`position between (select first_position ${ofRun}) and (select last_position ${ofRun})`
}

function isRecordedFrom(organisation: Id, from: Instant) {
  return sql<boolean>`position >= (select first_position from runs
    where organisation_id = ${organisation} and recorded_at >= ${from}
    order by recorded_at, first_position limit 1)`
}

function isRecordedUntil(organisation: Id, to: Instant) {
  return sql<boolean>`position <= (select last_position from runs
    where organisation_id = ${organisation} and recorded_at <= ${to}
    order by recorded_at desc, first_position desc limit 1)`
}

/** The life of the data that cursors of the feed belong to; a restore begins another. */
export async function epochOf(db: Db): Promise<string> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('name', '=', 'epoch')
    .executeTakeFirstOrThrow()
  return row.value
}
