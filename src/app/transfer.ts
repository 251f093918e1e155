import { hash } from 'node:crypto'
import type { Change } from '../domain/change.ts'
import type { Finding } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { type DatedRequest, type DatedVerdict, dueAt } from '../domain/plan-ahead.ts'
import { comingOf } from '../domain/planned.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import { slotKey } from '../domain/slot.ts'
import { type Subject, withSubject } from '../domain/target.ts'
import type { Instant } from '../domain/time.ts'
import {
  chosenBy,
  type Deals,
  type Handover,
  heldByThen,
  type Movable,
  type Move,
  planTransfer,
} from '../domain/transfer.ts'
import { USUAL_ZONE } from '../domain/zone.ts'
import { movablesBeside, movablesOf } from '../storage/caseloads.ts'
import type { Tx } from '../storage/database.ts'
import { linkedAccounts, peopleById } from '../storage/people.ts'
import { openBeside, openWith, zonesOf } from '../storage/planned.ts'
import { subjectsOf } from '../storage/subjects.ts'
import type { Ledger } from '../writer/ledger.ts'
import { personSeen } from './caseload.ts'
import { organisationOf } from './owned.ts'
import { countsOf, type PersonCounts } from './person-counts.ts'
import { PlanAhead } from './plan-ahead.ts'
import type { Caller, Services } from './services.ts'
import { type SharedOut, type SharingBounds, shareOut } from './share-out.ts'

/** A caseload to be handed over. */
interface TransferAsked {
  from: Id
  moves: readonly Move[]
  effectiveFrom?: Instant | undefined
  effectiveTo?: Instant | undefined
  reason: string | null
  dryRun: boolean
  /** Hash of the preview that was looked at; needed to apply. */
  preview?: string | undefined
  /** Whether the account of whoever hands over is archived when all is carried out. */
  archive?: boolean | undefined
  bounds?: SharingBounds | undefined
}

/** An assignment that stays, and why. */
interface LeftOutSlot {
  assignment: Movable
  to: Id | null
  code: string
  sentence: string
}

/** What a transfer does or would do. */
export interface Transfer {
  preview: string
  applied: boolean
  run: Id | null
  /** What was planned for a day to come. */
  plannedRun: Id | null
  /** Why each learner of a move that shares out goes to whom. */
  shares: SharedOut['shared']
  moves: readonly (Movable & Subject & { to: Id })[]
  leftOut: readonly (Movable & Subject & Omit<LeftOutSlot, 'assignment'>)[]
  residual: readonly (Movable & Subject)[]
  /** The learners of all these slots. */
  learners: readonly NamedPerson[]
  /** Whoever gives or takes, with how much they hold before and after. */
  people: readonly PersonCounts[]
  findings: readonly Finding[]
}

/**
 * Hands a caseload over. A preview says what moves, what does not and why, and names the exact changes by a hash;
 * applying needs that hash and makes all of them in one transaction, or none where the world has changed since.
 *
 */
export async function transferCaseload(
  services: Services,
  caller: Caller,
  asked: TransferAsked,
): Promise<Transfer | Problem> {
  const { storage, writer } = services
  const against = whyNotAsked(asked)
  if (against) return against
  const organisation = await organisationOf(storage, caller, 'user', asked.from)
  return writer.run<Transfer | Problem>({
    organisations: organisation === undefined ? [] : [organisation],
    work: async (tx, ledger, now) => {
      const giver = await personSeen(storage, tx.db, caller, asked.from, 'from')
      if (isProblem(giver)) return giver
      return carryOut(tx, ledger, { caller, asked, giver, now })
    },
  })
}

function whyNotAsked({ moves, dryRun, preview }: TransferAsked): Problem | undefined {
  const empty = moves.findIndex(move => move.to.length === 0)
  if (empty >= 0) {
    return problem('field-invalid', `moves[${empty}].to names nobody; say who takes over.`, 'moves')
  }
  if (dryRun || preview !== undefined) return undefined
  return problem(
    'field-missing',
    'Send it with "dryRun": true first, look at the answer, and send its "preview" to have exactly that done.',
    'preview',
  )
}

interface TransferTask {
  caller: Caller
  asked: TransferAsked
  giver: NamedPerson
  now: Instant
}

async function carryOut(tx: Tx, ledger: Ledger, task: TransferTask): Promise<Transfer | Problem> {
  const { asked, caller, now } = task
  const due = await dueOf(tx, task)
  const caseload = await caseloadThen(tx, task, due)
  const sharing = await shareAll(tx, task, caseload, due)
  const plan = planTransfer(caseload, asked.moves, sharing.deals)
  const handovers = plan.handovers.map(one => dated(one, asked))
  const takers = asked.moves.flatMap(move => move.to)
  const learners = [...new Set(handovers.map(one => one.assignment.learner))]
  await ledger.loadAccounts([...takers, ...learners])
  await ledger.load(handovers.flatMap(one => one.requests))
  const strange = takers.find(id => !ledger.factsFor(caller.sees).account(id))
  if (strange !== undefined) return unknownTaker(strange)
  const ahead = await PlanAhead.open(tx, ledger, { sees: caller.sees, now, learners })
  const judged = handovers.map(one => judgeHandover(ahead, one))
  const moved = judged.filter(one => 'told' in one)
  const leftOut = [
    ...judged.filter(one => 'code' in one),
    ...plan.notSelected.map(one => notSelected(one, sharing)),
  ]
  const preview = hashOf(
    asked,
    moved.flatMap(one => one.told),
  )
  if (!asked.dryRun && asked.preview !== preview) return stale()
  if (!asked.dryRun && moved.length === 0 && !asked.archive) return nothingSelected()
  const made = asked.dryRun ? NOT_MADE : await record(ledger, ahead, task, { moved, due })
  return show(tx, task, { preview, ...made, moved, leftOut, shares: sharing.shared })
}

const NOT_MADE = { run: null, plannedRun: null }

async function record(
  ledger: Ledger,
  ahead: PlanAhead,
  { caller, asked, giver, now }: TransferTask,
  { moved, due = now }: { moved: readonly Moved[]; due: Instant | undefined },
): Promise<Pick<Transfer, 'run' | 'plannedRun'>> {
  const archives = { organisation: giver.organisation, user: giver.id, from: due }
  const purpose = { kind: 'transfer', ...caller.by, reason: asked.reason } as const
  const changes = moved.flatMap(one => one.changes)
  const run = changes.length > 0 ? await ledger.record(purpose, changes) : null
  const leaving = asked.archive ? { ...purpose, archives } : purpose
  return { run, plannedRun: await ahead.record(leaving, run) }
}

/** When it counts; nothing where that is not to come. */
async function dueOf({ db }: Tx, { giver, asked, now }: TransferTask): Promise<Instant | undefined> {
  const zone = (await zonesOf(db, [giver.organisation])).get(giver.organisation) ?? USUAL_ZONE
  return dueAt(asked.effectiveFrom, zone, now).due
}

/** What comes of the moves that share out: who takes whom, and whom nobody can take. */
interface AllShared {
  deals: Deals
  shared: SharedOut['shared']
  notShared: ReadonlyMap<Id, SharedOut['notShared'][number]>
}

async function shareAll(
  { db }: Tx,
  { giver, asked }: TransferTask,
  caseload: readonly Movable[],
  due: Instant | undefined,
): Promise<AllShared> {
  const deals = new Map<Move, ReadonlyMap<Id, Id>>()
  const shared: SharedOut['shared'][number][] = []
  const notShared = new Map<Id, SharedOut['notShared'][number]>()
  for (const [move, handed] of chosenBy(caseload, asked.moves)) {
    if (!move.share) continue
    const { organisation } = giver
    const { bounds } = asked
    if (bounds?.settled) {
      const settled = bounds.settled.filter(({ person }) => move.to.includes(person))
      deals.set(move, new Map(settled.map(({ learner, person }) => [learner, person])))
      continue
    }
    const out = await shareOut(db, { organisation, handed, to: move.to, rules: move.share, due, bounds })
    deals.set(move, new Map(out.shared.map(one => [one.learner, one.to])))
    shared.push(...out.shared)
    for (const one of out.notShared) notShared.set(one.learner, one)
  }
  return { deals, shared, notShared }
}

/** What the giver holds; where the transfer counts from a day to come, what the giver will hold then if all goes as planned. */
async function caseloadThen(
  { db }: Tx,
  { giver: { organisation, id } }: TransferTask,
  due: Instant | undefined,
): Promise<Movable[]> {
  const held = await movablesOf(db, { organisation, people: [id] })
  if (due === undefined) return held
  const coming = comingOf(await openWith(db, { organisation, people: [id] }))
  const learners = [...coming.values()].flatMap(changes => changes.map(({ slot }) => slot.learner))
  const beside = comingOf(await openBeside(db, { organisation, learners }))
  const others = await movablesBeside(db, { organisation, learners })
  return heldByThen(id, [...held, ...others], beside, due)
}

function dated(
  handover: Handover,
  { effectiveFrom, effectiveTo }: TransferAsked,
): Omit<Handover, 'requests'> & { requests: readonly DatedRequest[] } {
  const days = {
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    ...(effectiveTo !== undefined && { effectiveTo }),
  }
  return { ...handover, requests: handover.requests.map(request => ({ ...request, ...days })) }
}

/** A handover that the rules allow. */
interface Moved {
  assignment: Movable
  to: Id
  /** What is made now. */
  changes: readonly Change[]
  /** What the preview names: what is made now, or what is planned. */
  told: readonly ToldChange[]
  findings: readonly Finding[]
}

/** A change as a preview names it. */
type ToldChange = Pick<Change, 'slot' | 'before' | 'after'>

/** Judges the requests of one handover: all of them are allowed, or none is foreseen. */
function judgeHandover(ahead: PlanAhead, handover: ReturnType<typeof dated>): Moved | LeftOutSlot {
  const { assignment, to, requests } = handover
  const { mark } = ahead
  const made: Extract<DatedVerdict, { outcome: 'done' | 'planned' }>[] = []
  for (const request of requests) {
    const verdict = ahead.judge(request)
    const against = whyStays(verdict, request)
    if (against) {
      ahead.takeBackTo(mark)
      return { assignment, to, ...against }
    }
    if (verdict.outcome === 'done' || verdict.outcome === 'planned') made.push(verdict)
  }
  if (made.length === 0) return { assignment, to, ...alreadySo(to) }
  const changes = made.flatMap(one => (one.outcome === 'done' ? one.changes : []))
  return { assignment, to, changes, told: made.flatMap(toldOf), findings: made.flatMap(one => one.findings) }
}

function toldOf(verdict: Extract<DatedVerdict, { outcome: 'done' | 'planned' }>): readonly ToldChange[] {
  if (verdict.outcome === 'done') return verdict.changes
  return verdict.pairs.map(({ start: { slot, before, after, due } }) => ({
    slot,
    before: before === null ? null : { person: before, since: 0 },
    after: after === null ? null : { person: after, since: due },
  }))
}

type Why = Pick<LeftOutSlot, 'code' | 'sentence'>

function whyStays(verdict: DatedVerdict, { learner }: AssignRequest): Why | undefined {
  if (verdict.outcome === 'refused') {
    return { code: verdict.problem.code, sentence: verdict.problem.sentence }
  }
  if (verdict.outcome !== 'moved-on') return undefined
  const sentence = `An earlier part of this transfer has changed the slot of learner ${learner} already.`
  return { code: 'moved-on', sentence }
}

function alreadySo(to: Id): Why {
  return { code: 'already-so', sentence: `User ${to} is in the slot already.` }
}

function notSelected(assignment: Movable, { notShared }: AllShared): LeftOutSlot {
  const against = notShared.get(assignment.learner)
  if (against) return { assignment, to: null, code: against.code, sentence: against.sentence }
  return { assignment, to: null, code: 'not-selected', sentence: 'No move chooses this slot.' }
}

/**
 * Names exactly these changes: slots, who leaves and since when, who comes and from when. A date that is left out
 * is that of the moment of applying, so it is told as left out.
 */
export function hashOf(
  { effectiveFrom, effectiveTo }: { effectiveFrom?: Instant | undefined; effectiveTo?: Instant | undefined },
  changes: readonly ToldChange[],
): string {
  const told = changes.map(({ slot, before, after }) => [
    slotKey(slot),
    before && [before.person, before.since],
    after && [after.person, effectiveFrom ?? null],
  ])
  const all = effectiveTo === undefined ? told : [...told, effectiveTo]
  return hash('sha256', JSON.stringify(all))
}

interface Decided {
  preview: string
  run: Id | null
  plannedRun: Id | null
  moved: readonly Moved[]
  leftOut: readonly LeftOutSlot[]
  shares: SharedOut['shared']
}

async function show(
  tx: Tx,
  task: TransferTask,
  { preview, run, plannedRun, moved, leftOut, shares }: Decided,
): Promise<Transfer> {
  const residual = await residualOf(tx, task, moved, leftOut)
  const slots = [...moved, ...leftOut].map(one => one.assignment)
  const organisations = [...task.caller.sees]
  const subjects = await subjectsOf(tx.db, { organisations, slots: [...slots, ...residual] })
  const takers = task.asked.moves.flatMap(move => move.to)
  const changes = moved.flatMap(one => one.told)
  const named = <T extends object>(rows: readonly (T & { assignment: Movable })[]) =>
    withSubject(
      rows.map(({ assignment, ...rest }) => ({ ...assignment, ...rest })),
      subjects,
    )
  return {
    preview,
    applied: !task.asked.dryRun,
    run,
    plannedRun,
    shares,
    moves: named(moved),
    leftOut: named(leftOut),
    residual: withSubject(residual, subjects),
    learners: await peopleById(tx.db, { organisations, ids: slots.map(one => one.learner) }),
    people: await countsOf(tx.db, { organisations, people: [task.giver.id, ...takers], changes }),
    findings: moved.flatMap(one => one.findings),
  }
}

/** What the giver, or an account of the same person, holds afterwards beside learners of whom something moves. */
async function residualOf(
  { db }: Tx,
  { giver, caller }: TransferTask,
  moved: readonly Moved[],
  leftOut: readonly LeftOutSlot[],
): Promise<Movable[]> {
  const learners = new Set(moved.map(one => one.assignment.learner))
  const kept = leftOut.map(one => one.assignment)
  const linked = await linkedAccounts(db, { organisations: [...caller.sees], person: giver })
  const others: Movable[] = []
  for (const [organisation, accounts] of Map.groupBy(linked, one => one.organisation)) {
    others.push(...(await movablesOf(db, { organisation, people: accounts.map(one => one.id) })))
  }
  return [...kept, ...others].filter(one => learners.has(one.learner))
}

function unknownTaker(id: Id): Problem {
  return problem('user-unknown', `There is no user ${id} that this token may see.`, 'moves')
}

export function stale(): Problem {
  return problem(
    'preview-stale',
    'What would move now is not what the preview said; make a new preview and look at it.',
    'preview',
  )
}

function nothingSelected(): Problem {
  return problem('nothing-selected', 'Nothing moves; the preview says why each slot stays.', 'moves')
}
