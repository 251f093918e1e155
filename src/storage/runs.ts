import { sql } from 'kysely'
import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import type { Run, RunKind } from '../domain/run.ts'
import type { Instant } from '../domain/time.ts'
import { RUN_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { changes, runs, type StoredChange, unflatten } from './history.ts'
import { inFullPieces, type PlaceAcross, pageAcross } from './pieces.ts'
import { select } from './records.ts'

/** Where a page of runs goes on. */
interface RunPlace {
  recordedAt: Instant
  organisation: Id
  first: number
}

/** Which runs are wanted. */
interface RunsWanted {
  organisations: readonly Id[]
  kind?: RunKind | undefined
  from?: Instant | undefined
  to?: Instant | undefined
  after?: RunPlace | undefined
  limit: number
}

/** A page of runs, newest first; those of one moment by organisation. */
export async function runsPage(db: Db, wanted: RunsWanted): Promise<Run[]> {
  const found: Run[] = []
  for (const organisation of wanted.organisations) found.push(...(await newestRuns(db, organisation, wanted)))
  return found.sort(newestFirst).slice(0, wanted.limit)
}

function newestFirst(a: Run, b: Run): number {
  return b.recordedAt - a.recordedAt || a.organisation - b.organisation || b.first - a.first
}

async function newestRuns(db: Db, organisation: Id, wanted: RunsWanted): Promise<Run[]> {
  const { kind, from, to, after, limit } = wanted
  let query = db.selectFrom('runs').selectAll().where('organisation_id', '=', organisation)
  if (kind !== undefined) query = query.where('kind', '=', RUN_CODES[kind])
  if (from !== undefined) query = query.where('recorded_at', '>=', from)
  if (to !== undefined) query = query.where('recorded_at', '<=', to)
  if (after) query = query.where(isAfter(organisation, after))
  const rows = await query
    .orderBy('recorded_at', 'desc')
    .orderBy('first_position', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => fromRow(runs, row))
}

function isAfter(organisation: Id, { recordedAt, organisation: last, first }: RunPlace) {
  if (organisation < last) return sql<boolean>`recorded_at < ${recordedAt}`
  if (organisation > last) return sql<boolean>`recorded_at <= ${recordedAt}`
  return sql<boolean>`recorded_at <= ${recordedAt} and first_position < ${first}`
}

/** The parts of one run, one for each organisation that it touches among those named. */
export async function partsOfRun(
  db: Db,
  { organisations, run }: { organisations: readonly Id[]; run: Id },
): Promise<Run[]> {
  if (organisations.length === 0) return []
  return select(db, runs, { organisation: organisations, id: run })
}

/** Some changes of a run, in the order of its organisations and of their histories. */
export function changesOfRun(
  db: Db,
  wanted: { parts: readonly Run[]; from: PlaceAcross<number> | undefined; limit: number },
): Promise<StoredChange[]> {
  const parts = new Map(wanted.parts.map(part => [part.organisation, part]))
  return pageAcross([...parts.keys()], wanted.from, wanted.limit, (organisation, after, room) => {
    const { first, last } = certain(parts.get(organisation))
    return changesBetween(db, organisation, Math.max(first, (after ?? 0) + 1), last, room)
  })
}

async function changesBetween(db: Db, organisation: Id, first: number, last: number, limit: number) {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('position', '>=', first)
    .where('position', '<=', last)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(row => fromRow(changes, row))
}

/** Which runs take back some others. */
export async function undosOf(
  db: Db,
  { organisations, runs: undone }: { organisations: readonly Id[]; runs: readonly Id[] },
): Promise<{ run: Id; undoes: Id }[]> {
  if (organisations.length === 0) return []
  const found = await inFullPieces([...new Set(undone)], piece =>
    select(db, runs, { organisation: organisations, undoes: piece }),
  )
  return found.map(({ id, undoes }) => ({ run: id, undoes: certain(undoes) }))
}

/** All changes of one part of a run, in the order of the history. */
export async function wholePart(db: Db, { organisation, first, last }: Run): Promise<RecordedChange[]> {
  const rows = await changesBetween(db, organisation, first, last, last - first + 1)
  return rows.map(unflatten)
}
