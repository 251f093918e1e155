import { hash } from 'node:crypto'
import type { Change } from '../domain/change.ts'
import type { Finding } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import { judge, type Verdict } from '../domain/judge.ts'
import type { NamedPerson } from '../domain/person.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import { slotKey } from '../domain/slot.ts'
import { type Subject, withSubject } from '../domain/target.ts'
import { countsFrom, type Instant } from '../domain/time.ts'
import { type Handover, type Movable, type Move, planTransfer } from '../domain/transfer.ts'
import { movablesOf } from '../storage/caseloads.ts'
import type { Tx } from '../storage/database.ts'
import { linkedAccounts, peopleById } from '../storage/people.ts'
import { subjectsOf } from '../storage/subjects.ts'
import type { Ledger } from '../writer/ledger.ts'
import { personSeen } from './caseload.ts'
import { organisationOf } from './owned.ts'
import { countsOf, type PersonCounts } from './person-counts.ts'
import type { Caller, Services } from './services.ts'

/** A caseload to be handed over. */
interface TransferAsked {
  from: Id
  moves: readonly Move[]
  effectiveFrom?: Instant | undefined
  reason: string | null
  dryRun: boolean
  /** Hash of the preview that was looked at; needed to apply. */
  preview?: string | undefined
}

/** An assignment that stays, and why. */
interface LeftOutSlot {
  assignment: Movable
  to: Id | null
  code: string
  sentence: string
}

/** What a transfer does or would do. */
interface Transfer {
  preview: string
  applied: boolean
  run: Id | null
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

interface Task {
  caller: Caller
  asked: TransferAsked
  giver: NamedPerson
  now: Instant
}

async function carryOut(tx: Tx, ledger: Ledger, task: Task): Promise<Transfer | Problem> {
  const { asked, giver, caller, now } = task
  if (countsFrom(asked.effectiveFrom, now) === undefined) return inFuture()
  const caseload = await movablesOf(tx.db, { organisation: giver.organisation, people: [giver.id] })
  const plan = planTransfer(caseload, asked.moves)
  const handovers = plan.handovers.map(one => dated(one, asked.effectiveFrom))
  const takers = asked.moves.flatMap(move => move.to)
  await ledger.loadAccounts([...takers, ...handovers.map(one => one.assignment.learner)])
  await ledger.load(handovers.flatMap(one => one.requests))
  const strange = takers.find(id => !ledger.factsFor(caller.sees).account(id))
  if (strange !== undefined) return unknownTaker(strange)
  const judged = handovers.map(one => judgeHandover(ledger, one, task))
  const moved = judged.filter(one => 'changes' in one)
  const leftOut = [...judged.filter(one => 'code' in one), ...plan.notSelected.map(notSelected)]
  const preview = hashOf(
    asked,
    moved.flatMap(one => one.changes),
  )
  if (!asked.dryRun && asked.preview !== preview) return stale()
  if (!asked.dryRun && moved.length === 0) return nothingSelected()
  const run = asked.dryRun ? null : await record(ledger, task, moved)
  return show(tx, task, { preview, run, moved, leftOut })
}

function record(ledger: Ledger, { caller, asked }: Task, moved: readonly Moved[]): Promise<Id> {
  return ledger.record(
    { kind: 'transfer', ...caller.by, reason: asked.reason },
    moved.flatMap(one => one.changes),
  )
}

function dated(handover: Handover, effectiveFrom: Instant | undefined): Handover {
  if (effectiveFrom === undefined) return handover
  return { ...handover, requests: handover.requests.map(request => ({ ...request, effectiveFrom })) }
}

/** A handover that the rules allow. */
interface Moved {
  assignment: Movable
  to: Id
  changes: readonly Change[]
  findings: readonly Finding[]
}

/** Judges the requests of one handover: all of them are allowed, or none is foreseen. */
function judgeHandover(ledger: Ledger, handover: Handover, { caller, now }: Task): Moved | LeftOutSlot {
  const { assignment, to, requests } = handover
  const facts = ledger.factsFor(caller.sees)
  const takeBack: (() => void)[] = []
  const made: Extract<Verdict, { outcome: 'done' }>[] = []
  for (const request of requests) {
    const verdict = judge(request, facts, now)
    const against = whyStays(verdict, request)
    if (against) {
      for (const undo of takeBack.reverse()) undo()
      return { assignment, to, ...against }
    }
    if (verdict.outcome !== 'done') continue
    takeBack.push(ledger.foresee(verdict.changes))
    made.push(verdict)
  }
  if (made.length === 0) return { assignment, to, ...alreadySo(to) }
  const changes = made.flatMap(one => one.changes)
  return { assignment, to, changes, findings: made.flatMap(one => one.findings) }
}

type Why = Pick<LeftOutSlot, 'code' | 'sentence'>

function whyStays(verdict: Verdict, { learner }: AssignRequest): Why | undefined {
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

function notSelected(assignment: Movable): LeftOutSlot {
  return { assignment, to: null, code: 'not-selected', sentence: 'No move chooses this slot.' }
}

/**
 * Names exactly these changes: slots, who leaves and since when, who comes and from when. A date that is left out
 * is that of the moment of applying, so it is told as left out.
 */
export function hashOf(
  { effectiveFrom }: { effectiveFrom?: Instant | undefined },
  changes: readonly Change[],
): string {
  const told = changes.map(({ slot, before, after }) => [
    slotKey(slot),
    before && [before.person, before.since],
    after && [after.person, effectiveFrom ?? null],
  ])
  return hash('sha256', JSON.stringify(told))
}

interface Decided {
  preview: string
  run: Id | null
  moved: readonly Moved[]
  leftOut: readonly LeftOutSlot[]
}

async function show(tx: Tx, task: Task, { preview, run, moved, leftOut }: Decided): Promise<Transfer> {
  const residual = await residualOf(tx, task, moved, leftOut)
  const slots = [...moved, ...leftOut].map(one => one.assignment)
  const organisations = [...task.caller.sees]
  const subjects = await subjectsOf(tx.db, { organisations, slots: [...slots, ...residual] })
  const takers = task.asked.moves.flatMap(move => move.to)
  const changes = moved.flatMap(one => one.changes)
  const named = <T extends object>(rows: readonly (T & { assignment: Movable })[]) =>
    withSubject(
      rows.map(({ assignment, ...rest }) => ({ ...assignment, ...rest })),
      subjects,
    )
  return {
    preview,
    applied: !task.asked.dryRun,
    run,
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
  { giver, caller }: Task,
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

function inFuture(): Problem {
  return problem(
    'date-in-future',
    'The effective date is in the future; send the transfer on the day, or leave the date out.',
    'effectiveFrom',
  )
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
