import { certain } from '../domain/certain.ts'
import { type EvidenceRow, evidenceOf, type LearnerHistory } from '../domain/evidence.ts'
import {
  type EvidenceDocument,
  type EvidenceQuestion,
  type HistoryPoint,
  type NamedEvidenceRow,
  periodOf,
} from '../domain/evidence-document.ts'
import type { EvidenceFormat, EvidenceNote } from '../domain/evidence-note.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { slotKey } from '../domain/slot.ts'
import { type Subject, type TargetKey, targetKey } from '../domain/target.ts'
import type { CalendarDate, Instant } from '../domain/time.ts'
import type { User } from '../domain/user.ts'
import { CHAIN_START, chain } from '../storage/chain.ts'
import type { Storage } from '../storage/database.ts'
import { add } from '../storage/entities.ts'
import { type StoredChange, unflatten } from '../storage/history.ts'
import { organisations } from '../storage/organisations.ts'
import { find } from '../storage/records.ts'
import { newId } from '../storage/sequence.ts'
import type { WithName } from './actors.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { type NotesAsked, notesPage } from './notes-page.ts'
import { findOwned } from './owned.ts'
import { callerName } from './principal.ts'
import { listBeside, unknownOrganisation } from './search.ts'
import type { Caller, Services } from './services.ts'

/** What evidence is asked for: of one learner, or of one organisation. */
interface EvidenceAsked {
  learner?: Id | undefined
  organisation?: Id | undefined
  from: CalendarDate
  to: CalendarDate
  /** Reads the history up to this change; all of it where left out. */
  position?: number | undefined
  /** Asks as of this moment; now where left out. */
  madeAt?: Instant | undefined
}

/** A page of evidence: whole learners. */
interface EvidencePage extends EvidenceDocument {
  next: string | null
}

/** Who was responsible, worked out from the history, some learners at a time. */
export async function readEvidence(
  services: Services,
  caller: Caller,
  asked: PageAsked & EvidenceAsked,
): Promise<EvidencePage | Problem> {
  const question = await questionOf(services, caller, asked)
  if (isProblem(question)) return question
  const place = readCursor(asked, ['number'])
  if (isProblem(place)) return place
  const limit = limitOf(asked)
  const learners = await learnersOf(services.storage, question, place?.[0] ?? 0, limit + 1)
  const { rows, next } = cutPage(learners, limit, one => [one.id])
  return { question, rows: await rowsOf(services.storage, caller, question, rows), next }
}

/** Learners that are worked out at a time. */
const PIECE = 200

/** Most learners in one file: what is about more comes in parts, so that a server of any size writes one in bounded memory. */
const MOST_LEARNERS: Readonly<Record<EvidenceFormat, number>> = { pdf: 1000, csv: 10_000 }

/** Where the next part of evidence goes on, out of the same history and as of the same moment. */
interface NextPart {
  after: Id
  position: number
  madeAt: Instant
}

/** A document for a file: of all learners asked about, or of as many as one file holds. */
export async function evidenceDocument(
  services: Services,
  caller: Caller,
  asked: EvidenceAsked & { format: EvidenceFormat; after?: Id | undefined; learners?: number | undefined },
): Promise<(EvidenceDocument & { next: NextPart | null }) | Problem> {
  const question = await questionOf(services, caller, asked)
  if (isProblem(question)) return question
  const most = Math.min(asked.learners ?? Number.POSITIVE_INFINITY, MOST_LEARNERS[asked.format])
  const rows: NamedEvidenceRow[] = []
  let after = asked.after ?? 0
  let first: Id | undefined
  for (let count = 0; ; ) {
    const room = Math.min(PIECE, most - count)
    const found = await learnersOf(services.storage, question, after, room + 1)
    const learners = found.slice(0, room)
    rows.push(...(await rowsOf(services.storage, caller, question, learners)))
    count += learners.length
    first ??= learners[0]?.id
    after = learners.at(-1)?.id ?? after
    const isLast = found.length <= room
    if (!isLast && count < most) continue
    const isPart = !isLast || (asked.after ?? 0) > 0
    const part = isPart && first !== undefined ? { part: { first, last: after } } : {}
    const { point, madeAt } = question
    const next = isLast ? null : { after, position: point.position, madeAt }
    return { question: { ...question, ...part }, rows, next }
  }
}

/** Notes that a file was made, before anybody gets it. Gives the note. */
export function noteEvidence(
  { writer }: Services,
  caller: Caller,
  { question, rows }: EvidenceDocument,
  format: EvidenceFormat,
): Promise<EvidenceNote | Problem> {
  const { organisation, learner, from, to, madeAt, point } = question
  return writer.run({
    organisations: [],
    work: async tx => {
      const note: EvidenceNote = {
        id: await newId(tx, 'evidenceNote'),
        ...{ organisation: organisation.id, learner, from, to, format, rows: rows.length },
        ...{ position: point.position, hash: point.hash, madeAt },
        ...{ actor: caller.by.actor, operator: caller.by.operator },
      }
      await add(tx.db, 'evidenceNote', [note])
      return note
    },
  })
}

/** Which files were made, the last one of each organisation first. */
export function listEvidenceNotes(
  services: Services,
  caller: Caller,
  asked: NotesAsked,
): Promise<Page<WithName<EvidenceNote>> | Problem> {
  return notesPage(services, caller, asked, wanted => services.storage.read('evidenceNotesPage', wanted))
}

/** What following a history from its start up to a change came to. */
interface ChainFollowed {
  organisation: Id
  point: HistoryPoint
  /** Whether each change has the hash that follows from it and the one before. */
  intact: boolean
  /** The first change that has not. */
  brokenAt: number | null
}

/** Changes that are followed at a time. */
const LINKS = 5000

/** Follows the history of an organisation up to a change, and says whether it was altered. */
export async function followChain(
  { storage }: Services,
  caller: Caller,
  { organisation, position }: { organisation: Id; position?: number | undefined },
): Promise<ChainFollowed | Problem> {
  if (!caller.sees.has(organisation)) return unknownOrganisation(organisation)
  const point = await pointAt(storage, organisation, position)
  if (isProblem(point)) return point
  let hash = CHAIN_START
  for (let after = 0; after < point.position; ) {
    const asked = { organisation, after, upTo: point.position, limit: LINKS }
    const links = await storage.read('historyAfter', asked)
    for (const change of links) {
      const broken = change.position !== after + 1 || change.hash !== chain(hash, unflatten(change))
      if (broken) return { organisation, point, intact: false, brokenAt: after + 1 }
      after = change.position
      hash = change.hash
    }
    if (links.length === 0) return { organisation, point, intact: false, brokenAt: after + 1 }
  }
  const intact = hash === point.hash
  return { organisation, point, intact, brokenAt: intact ? null : point.position }
}

async function questionOf(
  services: Services,
  caller: Caller,
  asked: EvidenceAsked,
): Promise<EvidenceQuestion | Problem> {
  const { storage, clock } = services
  if ((asked.learner === undefined) === (asked.organisation === undefined)) {
    return problem('field-invalid', 'Name a learner or an organisation: one of the two.', 'learner')
  }
  if (asked.from > asked.to) {
    return problem('field-invalid', 'The period ends before it begins; send a later last day.', 'to')
  }
  const home = await homeOf(services, caller, asked)
  if (isProblem(home)) return home
  const { id, name } = certain(await find(storage.db, organisations, { id: home }))
  const point = await pointAt(storage, home, asked.position)
  if (isProblem(point)) return point
  return {
    ...{ organisation: { id, name }, learner: asked.learner ?? null, from: asked.from, to: asked.to },
    ...{ madeAt: asked.madeAt ?? clock(), by: await callerName(services, caller), point },
  }
}

async function homeOf(
  { storage }: Services,
  caller: Caller,
  { learner, organisation }: EvidenceAsked,
): Promise<Id | Problem> {
  if (organisation !== undefined) {
    return caller.sees.has(organisation) ? organisation : unknownOrganisation(organisation)
  }
  const user = await findOwned(storage, caller, 'user', certain(learner))
  if (user?.kind === 'learner') return user.organisation
  return problem('learner-unknown', `There is no learner ${learner} that this token may see.`, 'learner')
}

async function pointAt(
  storage: Storage,
  organisation: Id,
  position: number | undefined,
): Promise<HistoryPoint | Problem> {
  if (position === 0) return { position: 0, recordedAt: 0, hash: CHAIN_START }
  const point = await storage.read('historyPoint', { organisation, position: position ?? null })
  if (point) return point
  return problem(
    'field-invalid',
    `The history of organisation ${organisation} does not reach to change ${position}; it is not the history that this was worked out from.`,
    'position',
  )
}

type KnownUser = Pick<User, 'id' | 'firstName' | 'lastName' | 'misId' | 'archivedAt'>

/** Learners after one, who were there in the period. */
async function learnersOf(
  storage: Storage,
  { organisation, learner, from, to, madeAt }: EvidenceQuestion,
  after: Id,
  limit: number,
): Promise<KnownUser[]> {
  const [start, end] = periodOf(from, to, madeAt)
  const filter =
    learner === null ? { kind: 'learner', createdOn: { atMost: Math.max(start, end) } } : { id: learner }
  const listing = { name: 'user', organisations: [organisation.id], filter, after, limit } as const
  return listBeside(storage, listing)
}

async function rowsOf(
  storage: Storage,
  caller: Caller,
  question: EvidenceQuestion,
  learners: readonly KnownUser[],
): Promise<NamedEvidenceRow[]> {
  const { organisation, point, from, to, madeAt } = question
  const [start, end] = periodOf(from, to, madeAt)
  const there = learners.filter(one => question.learner !== null || (one.archivedAt ?? end) >= start)
  const asked = { organisation: organisation.id, learners: there.map(one => one.id) }
  if (asked.learners.length === 0) return []
  const held = await storage.read('portfoliosOf', asked)
  const changes = await storage.read('learnerHistories', { ...asked, upTo: point.position })
  const histories = historiesFrom(asked.learners, held, changes)
  const rows = histories.flatMap(one => evidenceOf(one, start, end))
  const people = await namesOf(storage, caller, [...asked.learners, ...rows.flatMap(row => row.person ?? [])])
  const slots = rows.flatMap(({ subject, target }) =>
    subject === 'learner' ? [] : [{ level: subject, target }],
  )
  const subjects = await storage.read('subjectsOf', { organisations: [organisation.id], slots })
  return rows.map(row => named(row, people, subjects))
}

/** What was read of some learners, as the history of each. */
export function historiesFrom(
  learners: readonly Id[],
  held: {
    aims: readonly (LearnerHistory['aims'][number] & { learner: Id })[]
    units: readonly (LearnerHistory['units'][number] & { learner: Id })[]
  },
  changes: readonly StoredChange[],
): LearnerHistory[] {
  const aims = Map.groupBy(held.aims, one => one.learner)
  const units = Map.groupBy(held.units, one => one.learner)
  const byLearner = Map.groupBy(changes.map(unflatten), one => one.slot.learner)
  return learners.map(learner => {
    const bySlot = Map.groupBy(byLearner.get(learner) ?? [], ({ slot }) => slotKey(slot))
    return {
      learner,
      aims: aims.get(learner) ?? [],
      units: units.get(learner) ?? [],
      slots: [...bySlot.values()],
    }
  })
}

/** People by number. Whoever is not there any more has no name. */
async function namesOf(storage: Storage, caller: Caller, ids: readonly Id[]): Promise<Map<Id, KnownUser>> {
  const wanted = [...new Set(ids)]
  const found = new Map<Id, KnownUser>()
  for (let at = 0; at < wanted.length; at += 1000) {
    const filter = { id: { anyOf: wanted.slice(at, at + 1000) } }
    const listing = { name: 'user', organisations: [...caller.sees], filter, limit: 1000 } as const
    for (const user of await listBeside(storage, listing)) found.set(user.id, user)
  }
  return found
}

function named(
  row: EvidenceRow,
  people: ReadonlyMap<Id, KnownUser>,
  subjects: ReadonlyMap<TargetKey, Subject>,
): NamedEvidenceRow {
  const learner = people.get(row.learner)
  const subject =
    row.subject === 'learner'
      ? undefined
      : subjects.get(targetKey({ level: row.subject, target: row.target }))
  return {
    ...row,
    learnerName: fullName(learner),
    learnerMisId: learner?.misId ?? '',
    personName: row.person === null ? '' : fullName(people.get(row.person)),
    standardTitle: subject?.standard?.title ?? '',
    unitTitle: subject?.unit?.title ?? '',
  }
}

function fullName(user: KnownUser | undefined): string {
  return `${user?.firstName ?? ''} ${user?.lastName ?? ''}`.trim()
}
