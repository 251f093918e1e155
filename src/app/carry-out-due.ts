import { certain } from '../domain/certain.ts'
import type { Change } from '../domain/change.ts'
import { type CarriedOut, carryOut } from '../domain/due.ts'
import type { Id } from '../domain/id.ts'
import type { Notice } from '../domain/notice.ts'
import type { DatedChange, PlannedRun } from '../domain/planned.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import { organisations } from '../storage/organisations.ts'
import {
  archivingDue,
  dueChanges,
  numberedChanges,
  organisationsDue,
  plannedRuns,
  plannedRunsById,
} from '../storage/planned.ts'
import { find, update } from '../storage/records.ts'
import { users } from '../storage/users.ts'
import { ReadTooEarly } from '../writer/failure.ts'
import type { Ledger } from '../writer/ledger.ts'
import { recordNotice } from './notices.ts'
import type { Services } from './services.ts'

/** What carrying out came to. */
interface CarriedOutCount {
  /** Planned changes that were carried out, or were so already. */
  carriedOut: number
  /** Planned changes that now wait for a person. */
  waiting: number
  /** Accounts of leavers that were archived. */
  archived: number
}

/** Planned changes that one transaction carries out at most, so that calls need not wait long. */
const BATCH = 1000

/** How many are read at once: finding the first of all that are due costs as much as reading a few batches. */
const READ = 5 * BATCH

/**
 * Carries out what is due, a batch at a time, so that other writes have their turn in between. What has been carried out
 * is marked in the same transaction, with the history of the organisation locked: several servers may do this at the same
 * time, and one that dies has carried out each change, or not yet. Gives a problem where the server stops or the database is away.
 */
export async function carryOutDue(services: Services): Promise<CarriedOutCount | Problem> {
  const { storage, clock } = services
  const total: CarriedOutCount = { carriedOut: 0, waiting: 0, archived: 0 }
  for (const organisation of await organisationsDue(storage.db, clock())) {
    const read: ReadAhead = { changes: [] }
    for (;;) {
      const batch = await carryOutOne(services, organisation, read)
      if (isProblem(batch)) return batch
      total.carriedOut += batch.carriedOut
      total.waiting += batch.waiting
      total.archived += batch.archived
      if (batch.carriedOut + batch.waiting < BATCH) break
    }
  }
  return total
}

/** What has been read of what is due, in order, and is still to be carried out. It may have been changed since. */
interface ReadAhead {
  changes: readonly DatedChange[]
}

function carryOutOne(
  { writer }: Services,
  organisation: Id,
  read: ReadAhead,
): Promise<CarriedOutCount | Problem> {
  let { changes } = read
  return writer.run({
    organisations: [organisation],
    work: async (tx, ledger, now): Promise<CarriedOutCount> => {
      if (changes.length === 0) changes = await dueChanges(tx.db, { organisation, now, limit: READ })
      const due = changes.slice(0, BATCH)
      read.changes = changes.slice(BATCH)
      // Where this is tried again, it is read again.
      changes = []
      const carried = due.length === 0 ? [] : await carryOutBatch(tx, ledger, due, now)
      const waiting = carried.filter(({ change }) => change.state === 'waiting').length
      await tellOfWaiting(tx, organisation, carried, now)
      const archived = due.length < BATCH ? await archiveLeavers(tx, organisation, now) : 0
      return { carriedOut: carried.length - waiting, waiting, archived }
    },
  })
}

/** Has others told of planned changes that now wait for a person, planned run by planned run. */
async function tellOfWaiting(
  { db }: Tx,
  organisation: Id,
  carried: readonly CarriedOut[],
  now: Instant,
): Promise<void> {
  const waiting = carried.filter(({ change }) => change.state === 'waiting')
  if (waiting.length === 0) return
  const { customer } = certain(await find(db, organisations, { id: organisation }))
  for (const plannedRun of new Set(waiting.map(({ change }) => change.plannedRun))) {
    const numbers = waiting
      .filter(({ change }) => change.plannedRun === plannedRun)
      .map(({ change }) => change.number)
    const notice: Notice = {
      ...{ customer, organisation, kind: 'planned.waiting', at: now, texts: {} },
      id: `planned.waiting/${organisation}/${plannedRun}/${numbers.join('-').slice(0, 100)}`,
      facts: { organisation, plannedRun, waiting: numbers.length },
    }
    await recordNotice(db, notice, now)
  }
}

async function carryOutBatch(
  tx: Tx,
  ledger: Ledger,
  due: readonly DatedChange[],
  now: Instant,
): Promise<CarriedOut[]> {
  const organisation = due[0]?.organisation ?? 0
  // None of these needs what another one reads, so that they share a round trip where the engine lets them.
  const [starts, runs] = await Promise.all([
    startsOf(tx, organisation, due),
    plannedRunsById(tx.db, { organisation, ids: due.map(({ plannedRun }) => plannedRun) }),
    ledger.load(due.map(({ slot, before, after }) => ({ ...slot, before, after }))),
  ])
  const facts = ledger.factsFor(new Set([organisation]))
  const carried = carryOut(due, end => starts.get(`${end.plannedRun}/${end.ends}`), facts, now)
  const recorded = await recordAll(ledger, carried, new Map(runs.map(run => [run.id, run])))
  if ((await tx.statements.settle(recorded)) !== recorded.length) throw new ReadTooEarly()
  return carried
}

/** The changes of which these are ends. */
async function startsOf(
  { db }: Tx,
  organisation: Id,
  due: readonly DatedChange[],
): Promise<Map<string, DatedChange>> {
  const wanted = due.flatMap(({ plannedRun, ends }) => (ends === null ? [] : [{ plannedRun, number: ends }]))
  const starts = await numberedChanges(db, { organisation, wanted })
  return new Map(starts.map(change => [`${change.plannedRun}/${change.number}`, change]))
}

/** Records what was carried out, in that order: neighbours of one planned run that count from one moment are a run. */
async function recordAll(
  ledger: Ledger,
  carried: readonly CarriedOut[],
  plannedRunsBy: ReadonlyMap<Id, PlannedRun>,
): Promise<DatedChange[]> {
  const recorded: DatedChange[] = []
  for (const group of together(carried)) {
    const changes: Change[] = group.flatMap(({ record }) => record)
    const plannedRun = plannedRunsBy.get(group[0]?.change.plannedRun ?? 0)
    const { actor = null, operator = null, reason = null } = plannedRun ?? {}
    const run =
      changes.length > 0 ? await ledger.record({ kind: 'planned', actor, operator, reason }, changes) : null
    recorded.push(...group.map(({ change, record }) => ({ ...change, run: record.length > 0 ? run : null })))
  }
  return recorded
}

function together(carried: readonly CarriedOut[]): CarriedOut[][] {
  const groups: CarriedOut[][] = []
  for (const one of carried) {
    const last = groups.at(-1)?.[0]?.change
    const { plannedRun, due, ends } = one.change
    const joins =
      last?.plannedRun === plannedRun && last.due === due && (last.ends === null) === (ends === null)
    if (joins) groups.at(-1)?.push(one)
    else groups.push([one])
  }
  return groups
}

/** Archives leavers of whom nothing is left to hand over. Whoever is archived already stays so. */
async function archiveLeavers({ db }: Tx, organisation: Id, now: Instant): Promise<number> {
  const due = await archivingDue(db, { organisation, now })
  for (const run of due) {
    const user = await find(db, users, { organisation, id: run.archives ?? 0 })
    if (user && user.archivedAt === null && user.erasedAt === null) {
      await update(db, users, { ...user, archivedAt: now, lastModified: now })
    }
    await update(db, plannedRuns, { ...run, archivedAt: now })
  }
  return due.length
}
