import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { type Subject, type TargetKey, targetKey } from '../domain/target.ts'
import type { Storage } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { type ChangeFilter, epochOf, type FeedPlace } from '../storage/feed.ts'
import { type StoredChange, unflatten } from '../storage/history.ts'
import { invalidCursor, limitOf, type PageAsked } from './cursor.ts'
import { organisationOf } from './owned.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** A change of the history as it is shown: with what its slot is about, and its link of the chain. */
export interface ShownChange extends Omit<RecordedChange, 'slot'> {
  learner: Id
  level: RecordedChange['slot']['level']
  role: RecordedChange['slot']['role']
  target: Id
  standard: Id | null
  unit: string | null
  hash: string
}

/** The next changes of the feed, whether more are there, and where to go on. */
interface Feed {
  changes: readonly ShownChange[]
  more: boolean
  next: string
}

/**
 * The next changes after a cursor, of the organisations that the caller sees. The cursor holds the epoch of the
 * database and the position reached in each organisation, so that nothing is missed or repeated.
 */
export async function listChanges(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & ChangeFilter & { organisation?: Id | undefined },
): Promise<Feed | Problem> {
  const covered = organisationsToSearch(caller, asked.organisation)
  if (isProblem(covered)) return covered
  const against = await whyNotFiltered(storage, caller, asked)
  if (against) return against
  const epoch = await epochOf(storage.db)
  const reached = readFeedCursor(asked.cursor, epoch)
  if (isProblem(reached)) return reached
  const { learner, person, run, from, to } = asked
  const place: FeedPlace = { organisations: inTurn(covered, reached.turn), reached: reached.positions }
  const filter = { learner, person, run, from, to }
  const page = await storage.read('changesAfter', { place, filter, limit: limitOf(asked) })
  if (page.ahead) return goneCursor()
  const next = writeFeedCursor(epoch, { turn: page.unfinished ?? 0, positions: page.reached })
  return {
    changes: await showChanges(storage, page.changes),
    more: page.unfinished !== null,
    next,
  }
}

/** What a filter names must be there for the caller. */
export async function whyNotFiltered(
  storage: Storage,
  caller: Caller,
  filter: { learner?: Id | undefined; person?: Id | undefined; run?: Id | undefined },
): Promise<Problem | undefined> {
  const { learner, person, run } = filter
  if (learner !== undefined && (await organisationOf(storage, caller, 'user', learner)) === undefined) {
    return problem('learner-unknown', `There is no learner ${learner} that this token may see.`, 'learner')
  }
  if (person !== undefined && (await organisationOf(storage, caller, 'user', person)) === undefined) {
    return problem('user-unknown', `There is no user ${person} that this token may see.`, 'person')
  }
  if (run === undefined) return undefined
  const parts = await storage.read('partsOfRun', { organisations: [...caller.sees], run })
  return parts.length === 0 ? unknownRun(run) : undefined
}

/** The problem of a run that is not there for this caller. */
export function unknownRun(run: Id): Problem {
  return problem('run-unknown', `There is no run ${run} that this token may see.`, 'run')
}

/** Changes with the standards and units that their slots are about, all looked up at once. */
export async function showChanges(storage: Storage, rows: readonly StoredChange[]): Promise<ShownChange[]> {
  const organisations = [...new Set(rows.map(row => row.organisation))]
  const subjects = await storage.read('subjectsOf', { organisations, slots: rows })
  return rows.map(row => showChange(row, subjects))
}

function showChange(row: StoredChange, subjects: ReadonlyMap<TargetKey, Subject>): ShownChange {
  const { slot, ...change } = unflatten(row)
  const subject = subjects.get(targetKey(slot))
  return {
    ...change,
    ...slot,
    standard: subject?.standard?.id ?? null,
    unit: subject?.unit?.id ?? null,
    hash: row.hash,
  }
}

/** Where a reader stands: the position reached in each organisation, and whose turn it is. */
interface Reached {
  /** The organisation to begin with, so that a busy one keeps nobody waiting; 0 for the first. */
  turn: Id
  positions: ReadonlyMap<Id, number>
}

/** Organisations in the order of ids, from the one after whoever had the last turn, round to that one. */
function inTurn(organisations: readonly Id[], turn: Id): Id[] {
  const sorted = organisations.toSorted((a, b) => a - b)
  return [...sorted.filter(id => id > turn), ...sorted.filter(id => id <= turn)]
}

const START: Reached = { turn: 0, positions: new Map() }

/** Short, since it grows with the organisations and goes in a URL: numbers in base 36. */
function writeFeedCursor(epoch: string, { turn, positions }: Reached): string {
  const pairs = [...positions]
    .filter(([, position]) => position > 0)
    .map(([organisation, position]) => `${organisation.toString(36)}.${position.toString(36)}`)
  return [epoch, turn.toString(36), ...pairs].join('~')
}

const CURSOR = /^[0-9a-f-]{36}~[0-9a-z]{1,11}(~[0-9a-z]{1,11}\.[0-9a-z]{1,11})*$/

function readFeedCursor(cursor: string | undefined, epoch: string): Reached | Problem {
  if (cursor === undefined) return START
  if (!CURSOR.test(cursor)) return invalidCursor()
  const [life, turn, ...pairs] = cursor.split('~')
  if (life !== epoch) return goneCursor()
  const positions = pairs.map(pair => pair.split('.').map(part => Number.parseInt(part, 36)))
  return { turn: Number.parseInt(certain(turn), 36), positions: new Map(positions as [Id, number][]) }
}

/** The position in each organisation that a cursor of the feed stands for; none of them for no cursor. */
export async function positionsOf(
  db: Db,
  cursor: string | undefined,
): Promise<ReadonlyMap<Id, number> | Problem> {
  const reached = readFeedCursor(cursor, await epochOf(db))
  return isProblem(reached) ? reached : reached.positions
}

function goneCursor(): Problem {
  return problem(
    'cursor-gone',
    'The cursor is from before the data was restored, so what it has passed may have changed; read again from the start.',
    'cursor',
  )
}
