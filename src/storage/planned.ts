import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Level } from '../domain/level.ts'
import type { DatedChange, PlannedRun, PlannedState } from '../domain/planned.ts'
import type { ProblemCode } from '../domain/problem.ts'
import type { Role } from '../domain/role.ts'
import type { Slot } from '../domain/slot.ts'
import type { Instant } from '../domain/time.ts'
import { type TimeZone, USUAL_ZONE } from '../domain/zone.ts'
import {
  LEVEL_CODES,
  LEVEL_WORDS,
  PLANNED_CODES,
  PLANNED_WORDS,
  ROLE_CODES,
  ROLE_WORDS,
  RUN_CODES,
  RUN_WORDS,
  wordFor,
} from './codes.ts'
import type { Db } from './db.ts'
import {
  code,
  entity,
  fromRow,
  id,
  idOrNull,
  number,
  numberOrNull,
  type Row,
  textOrNull,
  toRow,
} from './entity.ts'
import { inFullPieces, type PlaceAcross, pageAcross } from './pieces.ts'
import { prepared } from './prepared.ts'
import { insert, select } from './records.ts'

export const plannedRuns = entity<PlannedRun>()({
  table: 'planned_runs',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    kind: code(RUN_CODES, RUN_WORDS)('kind'),
    actor: idOrNull('actor_id'),
    operator: idOrNull('operator_id'),
    reason: textOrNull('reason', 'free'),
    createdAt: number('created_at'),
    archives: idOrNull('archives'),
    archiveFrom: numberOrNull('archive_from'),
    archivedAt: numberOrNull('archived_at'),
  },
})

/** A planned change as a row: flat. */
export interface StoredPlanned extends Omit<DatedChange, 'slot'> {
  learner: Id
  level: Level
  role: Role
  target: Id
}

/** A code of a problem, which is none of the texts that people write. */
const problemCode = {
  ...textOrNull('code', 'none'),
  write: (value: ProblemCode | null): string | null => value,
  // Only codes are ever written.
  read: (stored: string | null) => stored as ProblemCode | null,
}

export const plannedChanges = entity<StoredPlanned>()({
  table: 'planned_changes',
  key: ['organisation_id', 'planned_run_id', 'number'],
  columns: {
    organisation: id('organisation_id'),
    plannedRun: id('planned_run_id'),
    number: number('number'),
    learner: id('learner_id'),
    level: code(LEVEL_CODES, LEVEL_WORDS)('level'),
    role: code(ROLE_CODES, ROLE_WORDS)('role'),
    target: id('target'),
    before: idOrNull('before_person'),
    after: idOrNull('after_person'),
    due: number('due'),
    ends: numberOrNull('ends'),
    state: code(PLANNED_CODES, PLANNED_WORDS)('state'),
    code: problemCode,
    run: idOrNull('run_id'),
    displaced: numberOrNull('displaced_since'),
    settledAt: numberOrNull('settled_at'),
  },
})

function flat({ slot, ...change }: DatedChange): StoredPlanned {
  return { ...change, ...slot }
}

function deep({ learner, level, role, target, ...change }: StoredPlanned): DatedChange {
  return { ...change, slot: { learner, level, role, target } }
}

function read(row: Row): DatedChange {
  return deep(fromRow(plannedChanges, row))
}

/** Adds planned runs with their changes. */
export async function addPlanned(
  db: Db,
  runs: readonly PlannedRun[],
  changes: readonly DatedChange[],
): Promise<void> {
  await insert(db, plannedRuns, runs)
  if (changes.length > 0) await insert(db, plannedChanges, changes.map(flat))
}

/** Rows of one statement; an engine takes 32,766 values. */
const CHUNK = 900

/** Replaces planned changes that are there, many with one statement. */
export async function replacePlanned(db: Db, changes: readonly DatedChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += CHUNK) {
    const rows = changes.slice(at, at + CHUNK).map(one => toRow(plannedChanges, flat(one)))
    await db
      .insertInto('planned_changes')
      .values(rows as never)
      .onConflict(conflict =>
        conflict.columns(['organisation_id', 'planned_run_id', 'number']).doUpdateSet(eb => ({
          before_person: eb.ref('excluded.before_person'),
          after_person: eb.ref('excluded.after_person'),
          target: eb.ref('excluded.target'),
          due: eb.ref('excluded.due'),
          state: eb.ref('excluded.state'),
          code: eb.ref('excluded.code'),
          run_id: eb.ref('excluded.run_id'),
          displaced_since: eb.ref('excluded.displaced_since'),
          settled_at: eb.ref('excluded.settled_at'),
        })),
      )
      .execute()
  }
}

/** Written as numbers, not bound, so that the engines see which index fits. */
const IS_PLANNED = sql<boolean>`state = ${sql.lit(PLANNED_CODES.planned)}`
export const IS_OPEN = sql<boolean>`state < ${sql.lit(PLANNED_CODES.done)}`

/** Organisations of which something is due, or somebody is to be archived. */
export async function organisationsDue(db: Db, now: Instant): Promise<Id[]> {
  const { rows } = await sql<{ id: number }>`select id from organisations where
    exists (select 1 from planned_changes where organisation_id = organisations.id and ${IS_PLANNED} and due <= ${now})
    or exists (select 1 from planned_runs where organisation_id = organisations.id
      and archives is not null and archived_at is null and archive_from <= ${now})
    order by id`.execute(db)
  return rows.map(row => row.id)
}

const dueRows = prepared(
  (db, { organisation, now, limit }: { organisation: Id; now: number; limit: number }) =>
    db
      .selectFrom('planned_changes')
      .selectAll()
      .where('organisation_id', '=', organisation)
      .where(IS_PLANNED)
      .where('due', '<=', now)
      .orderBy('due')
      .orderBy(sql`case when ends is null then 1 else 0 end`)
      .orderBy('planned_run_id')
      .orderBy('number')
      .limit(sql<number>`${limit}`),
)

/** The first planned changes that are due, in the order of carrying out. */
export async function dueChanges(
  db: Db,
  asked: { organisation: Id; now: Instant; limit: number },
): Promise<DatedChange[]> {
  return (await dueRows(db, asked)).map(read)
}

/** Planned runs of one organisation by id. */
export function plannedRunsById(
  db: Db,
  { organisation, ids }: { organisation: Id; ids: readonly Id[] },
): Promise<PlannedRun[]> {
  return inFullPieces([...new Set(ids)], piece => select(db, plannedRuns, { organisation, id: piece }))
}

/** The parts of one planned run, one for each organisation that it touches among those named. */
export async function partsOfPlannedRun(
  db: Db,
  { organisations, plannedRun }: { organisations: readonly Id[]; plannedRun: Id },
): Promise<PlannedRun[]> {
  if (organisations.length === 0) return []
  return select(db, plannedRuns, { organisation: organisations, id: plannedRun })
}

/** All changes of some planned runs of one organisation. */
export async function changesOfPlannedRuns(
  db: Db,
  { organisation, ids }: { organisation: Id; ids: readonly Id[] },
): Promise<DatedChange[]> {
  const rows = await inFullPieces([...new Set(ids)], piece =>
    select(db, plannedChanges, { organisation, plannedRun: piece }),
  )
  return rows.map(deep)
}

/** Planned changes by their run and number, and perhaps others of the same runs. */
export async function numberedChanges(
  db: Db,
  { organisation, wanted }: { organisation: Id; wanted: readonly { plannedRun: Id; number: number }[] },
): Promise<DatedChange[]> {
  const rows = await inFullPieces(wanted, piece =>
    select(db, plannedChanges, {
      organisation,
      plannedRun: piece.map(one => one.plannedRun),
      number: piece.map(one => one.number),
    }),
  )
  return rows.map(deep)
}

/** Some changes of a planned run, in the order of organisations and numbers. */
export async function plannedRunPage(
  db: Db,
  wanted: {
    organisations: readonly Id[]
    plannedRun: Id
    from: PlaceAcross<number> | undefined
    limit: number
  },
): Promise<DatedChange[]> {
  const { plannedRun } = wanted
  return pageAcross(wanted.organisations, wanted.from, wanted.limit, async (organisation, after = 0, room) =>
    (await numberedRows(db, { organisation, plannedRun, after, limit: room })).map(read),
  )
}

const numberedRows = prepared(
  (db, asked: { organisation: Id; plannedRun: Id; after: number; limit: number }) =>
    db
      .selectFrom('planned_changes')
      .selectAll()
      .where('organisation_id', '=', asked.organisation)
      .where('planned_run_id', '=', asked.plannedRun)
      .where('number', '>', asked.after)
      .orderBy('number')
      .limit(sql<number>`${asked.limit}`),
)

/** What the number of changes in each state is called. */
const COUNTED = {
  planned: 'planned',
  waiting: 'waiting',
  done: 'done',
  'already-so': 'alreadySo',
  'taken-back': 'takenBack',
} as const satisfies Record<PlannedState, string>

/** How many changes of a planned run there are in each state, and when the first and last of them are due. */
export interface PlannedCount {
  states: Record<(typeof COUNTED)[PlannedState], number>
  first: Instant | null
  last: Instant | null
}

/** Counts the changes of planned runs of one organisation. */
export async function countPlanned(
  db: Db,
  { organisation, ids }: { organisation: Id; ids: readonly Id[] },
): Promise<Map<Id, PlannedCount>> {
  const counts = new Map(ids.map((one): [Id, PlannedCount] => [one, emptyCount()]))
  const rows = await inFullPieces(ids, piece => countRows(db, { organisation, ids: piece }))
  for (const { plannedRun, state, count, first, last } of rows) {
    const counted = counts.get(plannedRun) ?? emptyCount()
    counted.states[COUNTED[wordFor(PLANNED_WORDS, state)]] = Number(count)
    counted.first = Math.min(counted.first ?? first, first)
    counted.last = Math.max(counted.last ?? last, last)
    counts.set(plannedRun, counted)
  }
  return counts
}

function emptyCount(): PlannedCount {
  return { states: { planned: 0, waiting: 0, done: 0, alreadySo: 0, takenBack: 0 }, first: null, last: null }
}

const countRows = prepared((db, { organisation, ids }: { organisation: Id; ids: readonly Id[] }) =>
  db
    .selectFrom('planned_changes')
    .select(({ fn }) => [
      'planned_run_id as plannedRun',
      'state',
      fn.countAll<number>().as('count'),
      fn.min('due').as('first'),
      fn.max('due').as('last'),
    ])
    .where('organisation_id', '=', organisation)
    .where('planned_run_id', 'in', ids)
    .groupBy(['planned_run_id', 'state']),
)

/** Which planned runs are wanted. */
interface PlannedRunsWanted {
  organisations: readonly Id[]
  state?: PlannedState | undefined
  learner?: Id | undefined
  person?: Id | undefined
  run?: Id | undefined
  /** Older than this one. */
  before?: PlaceAcross<Id> | undefined
  limit: number
}

/** A page of planned runs, newest first; those of one number by organisation. */
export async function plannedRunsPage(db: Db, wanted: PlannedRunsWanted): Promise<PlannedRun[]> {
  const found: PlannedRun[] = []
  for (const organisation of wanted.organisations) found.push(...(await newestOf(db, organisation, wanted)))
  return found.sort((a, b) => b.id - a.id || a.organisation - b.organisation).slice(0, wanted.limit)
}

async function newestOf(db: Db, organisation: Id, wanted: PlannedRunsWanted): Promise<PlannedRun[]> {
  const { before, limit } = wanted
  let query = db.selectFrom('planned_runs').selectAll().where('organisation_id', '=', organisation)
  if (before) {
    const operator = organisation > before.organisation ? '<=' : '<'
    query = query.where('id', operator, before.after)
  }
  const about = conditionsOf(wanted)
  if (about.length > 0) {
    query = query.where(sql<boolean>`exists (select 1 from planned_changes as change
      where change.organisation_id = ${organisation} and change.planned_run_id = planned_runs.id
      and ${sql.join(about, sql` and `)})`)
  }
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(row => fromRow(plannedRuns, row))
}

function conditionsOf({ state, learner, person, run }: PlannedRunsWanted) {
  return [
    ...(state === undefined ? [] : [sql`state = ${PLANNED_CODES[state]}`]),
    ...(learner === undefined ? [] : [sql`learner_id = ${learner}`]),
    ...(person === undefined ? [] : [sql`(before_person = ${person} or after_person = ${person})`]),
    ...(run === undefined ? [] : [sql`run_id = ${run}`]),
  ]
}

/** Planned changes of some learners of one organisation that are to come, or wait. */
export async function openBeside(
  db: Db,
  { organisation, learners }: { organisation: Id; learners: readonly Id[] },
): Promise<DatedChange[]> {
  const rows = await inFullPieces([...new Set(learners)], piece =>
    besideRows(db, { organisation, learners: piece }),
  )
  return rows.map(read)
}

const besideRows = prepared((db, { organisation, learners }: { organisation: Id; learners: readonly Id[] }) =>
  db
    .selectFrom('planned_changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('learner_id', 'in', learners)
    .where(IS_OPEN),
)

/** Planned changes to come, or waiting, that put some people of one organisation in a slot or take them out. */
export async function openWith(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<DatedChange[]> {
  const rows = await inFullPieces([...new Set(people)], async piece => [
    ...(await withRows(db, { organisation, people: piece }, 'before_person')),
    ...(await withRows(db, { organisation, people: piece }, 'after_person')),
  ])
  const byKey = new Map(rows.map(row => [`${row.planned_run_id}/${row.number}`, read(row)]))
  return [...byKey.values()]
}

const withRows = prepared(
  (
    db,
    { organisation, people }: { organisation: Id; people: readonly Id[] },
    column: 'before_person' | 'after_person',
  ) =>
    db
      .selectFrom('planned_changes')
      .selectAll()
      .where('organisation_id', '=', organisation)
      .where(column, 'in', people)
      .where(IS_OPEN),
)

/** Which planned slots are wanted: after one slot, up to another. */
interface PlannedSlotsWanted {
  organisations: readonly Id[]
  /** Due at this moment or before. */
  until: Instant
  learner?: Id | undefined
  person?: Id | undefined
  from: PlaceAcross<Slot> | undefined
  to: PlaceAcross<Slot> | undefined
}

/** Planned changes to come of slots between two, in the order of slots and of time. */
export async function plannedSlots(db: Db, wanted: PlannedSlotsWanted): Promise<DatedChange[]> {
  const found: DatedChange[] = []
  for (const organisation of wanted.organisations.toSorted((a, b) => a - b)) {
    const { from, to } = wanted
    if (from && organisation < from.organisation) continue
    if (to && organisation > to.organisation) break
    const after = from?.organisation === organisation ? from.after : undefined
    const last = to?.organisation === organisation ? to.after : undefined
    found.push(...(await slotsBetween(db, organisation, wanted, after, last)))
  }
  return found
}

async function slotsBetween(
  db: Db,
  organisation: Id,
  { until, learner, person }: PlannedSlotsWanted,
  after: Slot | undefined,
  last: Slot | undefined,
): Promise<DatedChange[]> {
  let query = db
    .selectFrom('planned_changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where(IS_PLANNED)
    .where('due', '<=', until)
  if (learner !== undefined) query = query.where('learner_id', '=', learner)
  if (person !== undefined)
    query = query.where(sql<boolean>`(before_person = ${person} or after_person = ${person})`)
  if (after) query = query.where(sql<boolean>`(learner_id, level, role, target) > (${keyOfSlot(after)})`)
  if (last) query = query.where(sql<boolean>`(learner_id, level, role, target) <= (${keyOfSlot(last)})`)
  for (const column of ['learner_id', 'level', 'role', 'target', 'due'] as const)
    query = query.orderBy(column)
  return (await query.execute()).map(read)
}

function keyOfSlot({ learner, level, role, target }: Slot) {
  return sql`${learner}, ${LEVEL_CODES[level]}, ${ROLE_CODES[role]}, ${target}`
}

/** Planned changes that a run carried out. */
export async function changesCarriedOutBy(
  db: Db,
  { organisation, run }: { organisation: Id; run: Id },
): Promise<DatedChange[]> {
  const rows = await db
    .selectFrom('planned_changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('run_id', '=', run)
    .execute()
  return rows.map(read)
}

/** All planned changes of one organisation that are to come. */
export async function allPlanned(db: Db, organisation: Id): Promise<DatedChange[]> {
  const rows = await db
    .selectFrom('planned_changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where(IS_PLANNED)
    .execute()
  return rows.map(read)
}

/** Planned runs of which somebody is to be archived now: all their changes are over. */
export async function archivingDue(
  db: Db,
  { organisation, now }: { organisation: Id; now: Instant },
): Promise<PlannedRun[]> {
  const rows = await db
    .selectFrom('planned_runs')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('archives', 'is not', null)
    .where('archived_at', 'is', null)
    .where('archive_from', '<=', now)
    .where(
      sql<boolean>`not exists (select 1 from planned_changes where organisation_id = ${organisation}
        and planned_run_id = planned_runs.id and ${IS_OPEN})`,
    )
    .orderBy('id')
    .execute()
  return rows.map(row => fromRow(plannedRuns, row))
}

/** The zone in which the days of each organisation begin. */
export async function zonesOf(db: Db, organisations: readonly Id[]): Promise<Map<Id, TimeZone>> {
  if (organisations.length === 0) return new Map()
  const rows = await db
    .selectFrom('organisations')
    .select(['id', 'time_zone'])
    .where('id', 'in', organisations)
    .execute()
  return new Map(rows.map(row => [row.id, row.time_zone ?? USUAL_ZONE]))
}
