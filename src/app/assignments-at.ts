import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { Slot } from '../domain/slot.ts'
import { type Subject, type TargetKey, targetKey } from '../domain/target.ts'
import type { Instant } from '../domain/time.ts'
import { heldAt } from '../domain/timeline.ts'
import type { Storage } from '../storage/database.ts'
import type { PlaceAcross } from '../storage/pieces.ts'
import { type SlotHistories, type SlotsWanted, slotHistories } from '../storage/slot-histories.ts'
import { cutPage, limitOf, type PageAsked } from './cursor.ts'
import { whyNotFiltered } from './feed.ts'
import { type ShownPlanned, showPlanned } from './planned-runs.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'
import { readSlotCursor, slotCursor } from './slot-cursor.ts'

/** What is asked of the past. */
interface AskedAt extends PageAsked {
  at?: Instant | undefined
  asKnownAt?: Instant | undefined
  learner?: Id | undefined
  person?: Id | undefined
  organisation?: Id | undefined
}

/** Who held one slot; nobody knows before its first record. */
interface SlotAt extends Slot {
  organisation: Id
  standard: Id | null
  unit: string | null
  known: boolean
  person: Id | null
  since: Instant | null
}

/** Who held what at a moment. */
interface AssignmentsAt {
  at: Instant
  asKnownAt: Instant | null
  assignments: readonly SlotAt[]
  /** What is planned to count by then, of the same part of the slots. */
  planned: readonly ShownPlanned[]
  next: string | null
}

/** No change counts from a moment to come: what is recorded counts now, also while the clock has been set back. */
const EVER = Number.MAX_SAFE_INTEGER

/** Who held what at a moment, by when changes count, or as it was known at another. */
export async function listAssignmentsAt(
  { storage, clock }: Services,
  caller: Caller,
  asked: AskedAt,
): Promise<AssignmentsAt | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const against = await whyNotFiltered(storage, caller, { learner: asked.learner, person: asked.person })
  if (against) return against
  const from = readSlotCursor(asked)
  if (isProblem(from)) return from
  const { learner, person, asKnownAt } = asked
  const limit = limitOf(asked)
  const { histories, subjects } = await historiesOf(storage, {
    organisations: learner === undefined ? organisations : await homeAmong(storage, organisations, learner),
    ...{ learner, person, from, limit: limit + 1 },
  })
  const { rows, next } = cutPage(histories, limit, ([first]) =>
    slotCursor({ organisation: certain(first).organisation, ...certain(first).slot }),
  )
  const told = rows.map(changes => tell(changes, asked.at ?? EVER, asKnownAt ?? EVER, subjects))
  const at = asked.at ?? clock()
  const place: PlannedPlace = {
    organisations,
    learner,
    person,
    from,
    last: next === null ? undefined : rows.at(-1),
  }
  return {
    at,
    asKnownAt: asKnownAt ?? null,
    assignments: told.filter(one => concerns(one, person)),
    planned: at > clock() && asKnownAt === undefined ? await plannedBy(storage, at, place) : [],
    next,
  }
}

/** The part of the slots that a page is about: after one, up to the last of its rows, or to the end. */
interface PlannedPlace {
  organisations: readonly Id[]
  learner: Id | undefined
  person: Id | undefined
  from: PlaceAcross<Slot> | undefined
  last: readonly RecordedChange[] | undefined
}

async function plannedBy(
  storage: Storage,
  until: Instant,
  { last, ...place }: PlannedPlace,
): Promise<ShownPlanned[]> {
  const row = last?.[0]
  const to = row && { organisation: row.organisation, after: row.slot }
  return showPlanned(storage.db, await storage.read('plannedSlots', { ...place, until, to }))
}

async function homeAmong(storage: Storage, organisations: readonly Id[], learner: Id): Promise<Id[]> {
  const home = (await storage.organisationsOf('user', [learner])).get(learner)
  return organisations.filter(one => one === home)
}

/**
 * A page is short and read by key, so that waiting in line for another thread would take longer. Of one person, the whole
 * history is gone through.
 */
function historiesOf(storage: Storage, wanted: SlotsWanted): Promise<SlotHistories> {
  return wanted.person === undefined
    ? slotHistories(storage.db, wanted)
    : storage.read('slotHistories', wanted)
}

/** Of slots that one person was ever in, those count that the person held, or of which that cannot be told. */
function concerns(one: SlotAt, person: Id | undefined): boolean {
  return person === undefined || !one.known || one.person === person
}

function tell(
  changes: readonly RecordedChange[],
  at: Instant,
  asKnownAt: Instant,
  subjects: ReadonlyMap<TargetKey, Subject>,
): SlotAt {
  const { organisation, slot } = certain(changes[0])
  const subject = subjects.get(targetKey(slot))
  const held = heldAt(changes, at, asKnownAt)
  const holding = held.known ? held.holding : null
  return {
    organisation,
    ...slot,
    standard: subject?.standard?.id ?? null,
    unit: subject?.unit?.id ?? null,
    known: held.known,
    person: holding?.person ?? null,
    since: holding?.since ?? null,
  }
}
