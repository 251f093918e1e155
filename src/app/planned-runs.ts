import { certain } from '../domain/certain.ts'
import type { Change } from '../domain/change.ts'
import { carryOutNow, isEndOf } from '../domain/due.ts'
import type { Id } from '../domain/id.ts'
import { type DatedPair, type DatedVerdict, type Days, daysOf } from '../domain/plan-ahead.ts'
import {
  comingOf,
  type DatedChange,
  isOpen,
  type PlannedRun,
  type PlannedState,
  unexpected,
} from '../domain/planned.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import { type Slot, slotKey } from '../domain/slot.ts'
import type { Instant } from '../domain/time.ts'
import type { TimeZone } from '../domain/zone.ts'
import { movablesBeside } from '../storage/caseloads.ts'
import type { Storage, Tx } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import {
  changesOfPlannedRuns,
  openBeside,
  type PlannedCount,
  partsOfPlannedRun,
  replacePlanned,
} from '../storage/planned.ts'
import type { Ledger } from '../writer/ledger.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { whyNotFiltered } from './feed.ts'
import { PlanAhead } from './plan-ahead.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** Which planned runs are asked for. */
interface PlannedRunsAsked extends PageAsked {
  organisation?: Id | undefined
  state?: PlannedState | undefined
  learner?: Id | undefined
  person?: Id | undefined
  run?: Id | undefined
}

/** A planned run with how far it has got. */
type ShownPlannedRun = PlannedRun & PlannedCount

/** A planned change as it is shown. */
export type ShownPlanned = Omit<DatedChange, 'slot'> &
  DatedChange['slot'] & {
    expected: boolean
    /** Who is in the slot now, while the change is open. */
    holder: Id | null
  }

/** What is planned, newest first; one row for each organisation that a planned run touches. */
export async function listPlannedRuns(
  { storage }: Services,
  caller: Caller,
  asked: PlannedRunsAsked,
): Promise<Page<ShownPlannedRun> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const against = await whyNotFiltered(storage, caller, asked)
  if (against) return against
  const place = readCursor(asked, ['number', 'number'])
  if (isProblem(place)) return place
  const { state, learner, person, run } = asked
  const limit = limitOf(asked)
  const before = place && { after: place[0], organisation: place[1] }
  const wanted = { organisations, state, learner, person, run, before, limit: limit + 1 }
  const { rows, next } = cutPage(await storage.read('plannedRunsPage', wanted), limit, one => [
    one.id,
    one.organisation,
  ])
  return { rows: await withCounts(storage, rows), next }
}

async function withCounts(storage: Storage, runs: readonly PlannedRun[]): Promise<ShownPlannedRun[]> {
  const counts = new Map<string, PlannedCount>()
  for (const [organisation, own] of Map.groupBy(runs, run => run.organisation)) {
    const found = await storage.read('countPlanned', { organisation, ids: own.map(run => run.id) })
    for (const [id, count] of found) counts.set(`${organisation}/${id}`, count)
  }
  return runs.flatMap(run => {
    const count = counts.get(`${run.organisation}/${run.id}`)
    return count ? [{ ...run, ...count }] : []
  })
}

/** One planned run: its parts, and a page of its changes. */
interface PlannedRunRead {
  parts: readonly ShownPlannedRun[]
  changes: readonly ShownPlanned[]
  next: string | null
}

/** One planned run with its changes, as far as the caller sees its organisations. */
export async function readPlannedRun(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & { plannedRun: Id },
): Promise<PlannedRunRead | Problem> {
  const place = readCursor(asked, ['number', 'number'])
  if (isProblem(place)) return place
  const { plannedRun } = asked
  const parts = await storage.read('partsOfPlannedRun', { organisations: [...caller.sees], plannedRun })
  if (parts.length === 0) return unknownPlannedRun(plannedRun)
  const limit = limitOf(asked)
  const found = await storage.read('plannedRunPage', {
    organisations: parts.map(part => part.organisation),
    plannedRun,
    from: place && { organisation: place[0], after: place[1] },
    limit: limit + 1,
  })
  const { rows, next } = cutPage(found, limit, change => [change.organisation, change.number])
  return { parts: await withCounts(storage, parts), changes: await showPlanned(storage.db, rows), next }
}

/** Planned changes as they are shown: with who is in their slot, and whether that will be as they need. */
export async function showPlanned(db: Db, changes: readonly DatedChange[]): Promise<ShownPlanned[]> {
  const odd = new Set<string>()
  const holders = new Map<string, Id | null>()
  for (const [organisation, own] of Map.groupBy(changes.filter(isOpen), one => one.organisation)) {
    const learners = own.map(({ slot }) => slot.learner)
    const held = await movablesBeside(db, { organisation, learners })
    const holdings = new Map(held.map(one => [slotKey(one), one]))
    const coming = comingOf(await openBeside(db, { organisation, learners }))
    const holding = (slot: Slot) => holdings.get(slotKey(slot)) ?? null
    for (const change of unexpected(coming, holding)) odd.add(keyOf(change))
    for (const change of own) holders.set(keyOf(change), holding(change.slot)?.person ?? null)
  }
  return changes.map(({ slot, ...change }) => ({
    ...change,
    ...slot,
    expected: change.state !== 'waiting' && !odd.has(keyOf(change)),
    holder: holders.get(keyOf(change)) ?? null,
  }))
}

function keyOf({
  organisation,
  plannedRun,
  number,
}: Pick<DatedChange, 'organisation' | 'plannedRun' | 'number'>) {
  return `${organisation}/${plannedRun}/${number}`
}

/** What is asked of some changes of a planned run. */
export interface SomeOfPlannedRun {
  plannedRun: Id
  /** All that can be, where left out. */
  numbers?: readonly number[] | undefined
}

/** What a call works on: the parts of a planned run, and all its changes. */
export interface PlannedWork {
  tx: Tx
  ledger: Ledger
  now: Instant
  parts: readonly PlannedRun[]
  changes: readonly DatedChange[]
}

/** Runs a job on a planned run, with the histories of its organisations locked. */
export async function onPlannedRun<Answer>(
  { storage, writer }: Services,
  caller: Caller,
  plannedRun: Id,
  work: (on: PlannedWork) => Promise<Answer | Problem>,
): Promise<Answer | Problem> {
  const organisations = [...caller.sees]
  const parts = await storage.read('partsOfPlannedRun', { organisations, plannedRun })
  if (parts.length === 0) return unknownPlannedRun(plannedRun)
  return writer.run<Answer | Problem>({
    organisations: parts.map(part => part.organisation),
    work: async (tx, ledger, now) => {
      const found = await partsOfPlannedRun(tx.db, { organisations, plannedRun })
      const changes: DatedChange[] = []
      for (const { organisation } of found) {
        changes.push(...(await changesOfPlannedRuns(tx.db, { organisation, ids: [plannedRun] })))
      }
      return work({ tx, ledger, now, parts: found, changes })
    },
  })
}

/** The changes that are named, or all. */
export function chosen({ numbers }: SomeOfPlannedRun, changes: readonly DatedChange[]): DatedChange[] {
  return numbers === undefined ? [...changes] : changes.filter(({ number }) => numbers.includes(number))
}

/** Carries out changes that wait, whoever is in their slot, from now on. */
export function carryOutWaiting(
  services: Services,
  caller: Caller,
  asked: SomeOfPlannedRun & { dryRun: boolean },
): Promise<{ applied: boolean; run: Id | null; changes: readonly ShownPlanned[] } | Problem> {
  return onPlannedRun(services, caller, asked.plannedRun, async ({ tx, ledger, now, parts, changes }) => {
    const waiting = chosen(asked, changes).filter(({ state }) => state === 'waiting')
    await ledger.load(waiting.map(({ slot, before, after }) => ({ ...slot, before, after })))
    const outcome = carryOutNow(waiting, changes, ledger.factsFor(caller.sees), now)
    const recorded: Change[] = outcome.flatMap(({ record }) => record)
    const reason = parts[0]?.reason ?? null
    const purpose = { kind: 'planned', ...caller.by, reason } as const
    const run = !asked.dryRun && recorded.length > 0 ? await ledger.record(purpose, recorded) : null
    const decided = outcome.map(({ change, record }) => (record.length > 0 ? { ...change, run } : change))
    if (!asked.dryRun) await replacePlanned(tx.db, decided)
    return { applied: !asked.dryRun, run, changes: await showPlanned(tx.db, decided) }
  })
}

/** What is to be otherwise about what is planned. */
interface PlannedAmendment extends SomeOfPlannedRun {
  effectiveFrom?: Instant | undefined
  effectiveTo?: Instant | undefined
  after?: Id | undefined
  dryRun: boolean
}

/** A planned change that is to be amended, with its end. */
interface Amendable {
  start: DatedChange
  end: DatedChange | undefined
}

/** Gives planned changes another day or person: each is judged anew. All are changed, or none. */
export function amendPlannedRun(
  services: Services,
  caller: Caller,
  asked: PlannedAmendment,
): Promise<{ applied: boolean; changes: readonly ShownPlanned[] } | Problem> {
  return onPlannedRun(services, caller, asked.plannedRun, async ({ tx, ledger, now, changes }) => {
    const wanted = amendable(asked, changes)
    if (wanted.length === 0) return nothingToAmend()
    const requests = wanted.map(({ start }) => amendedRequest(start, asked))
    await ledger.load(requests)
    const ahead = await PlanAhead.open(tx, ledger, {
      ...{ sees: caller.sees, now },
      learners: requests.map(({ learner }) => learner),
      leaving: wanted.flatMap(({ start, end }) => (end ? [start, end] : [start])),
    })
    const amended: DatedChange[] = []
    for (const [at, one] of wanted.entries()) {
      const days = amendedDays(one, asked, ahead.zoneOf(one.start.organisation), now)
      const verdict = ahead.judge(certain(requests[at]), days)
      if (verdict.outcome !== 'planned') return whyNotAmended(one.start, verdict)
      amended.push(...amendedChanges(one, verdict.pairs, [...changes, ...amended]))
    }
    if (!asked.dryRun) await replacePlanned(tx.db, amended)
    return { applied: !asked.dryRun, changes: await showPlanned(tx.db, amended) }
  })
}

/** Beginnings that are still to come, or wait, with their ends; an end alone is amended by its beginning. */
function amendable(asked: SomeOfPlannedRun, changes: readonly DatedChange[]): Amendable[] {
  const starts = chosen(asked, changes).filter(one => isOpen(one) && one.ends === null)
  return starts.map(start => ({
    start,
    end: changes.find(one => isOpen(one) && isEndOf(one, start)),
  }))
}

/** The person at "additional" is part of the slot. */
function amendedRequest({ slot, after }: DatedChange, asked: PlannedAmendment): AssignRequest {
  const person = after === null ? null : (asked.after ?? after)
  if (slot.level !== 'additional') return { ...slot, after: person }
  return person === null
    ? { ...slot, before: slot.target, after: null }
    : { ...slot, target: person, after: person }
}

function amendedDays({ start, end }: Amendable, asked: PlannedAmendment, zone: TimeZone, now: Instant): Days {
  const said = daysOf(asked, zone, now)
  const planned = asked.effectiveFrom === undefined
  return {
    from: planned ? start.due : said.from,
    due: planned && start.due > now ? start.due : said.due,
    ends: asked.effectiveTo === undefined ? end?.due : said.ends,
  }
}

/** What was planned, as it is to be now. An end that is new has the next number of the planned run. */
function amendedChanges(
  { start, end }: Amendable,
  pairs: readonly DatedPair[],
  all: readonly DatedChange[],
): DatedChange[] {
  const pair = certain(pairs.at(-1))
  const begins = { ...start, ...pair.start }
  if (!pair.end) return [begins]
  const number = end?.number ?? Math.max(...all.map(one => one.number)) + 1
  return [begins, { ...start, ...pair.end, number, ends: start.number }]
}

function whyNotAmended({ number }: DatedChange, verdict: DatedVerdict): Problem {
  const which = `Change ${number} of the planned run`
  switch (verdict.outcome) {
    case 'refused':
      return { ...verdict.problem, sentence: `${which}: ${verdict.problem.sentence}` }
    case 'already-so':
      return problem(
        'planned-settled',
        `${which} would change nothing then: the person is in the slot anyway. Take it back, or name somebody else.`,
        'after',
      )
    default:
      return problem(
        'field-invalid',
        `${which} needs a day to come; take it back to have it made now.`,
        'effectiveFrom',
      )
  }
}

function nothingToAmend(): Problem {
  return problem(
    'planned-settled',
    'None of these changes is still to come; look at the planned run, and name those that are "planned" or "waiting".',
    'numbers',
  )
}

/** The problem of a planned run that is not there for this caller. */
function unknownPlannedRun(plannedRun: Id): Problem {
  return problem(
    'planned-run-unknown',
    `There is no planned run ${plannedRun} that this token may see.`,
    'plannedRun',
  )
}
