import type { RecordedChange } from '../domain/change.ts'
import { isEndOf } from '../domain/due.ts'
import type { Facts } from '../domain/facts.ts'
import type { Id } from '../domain/id.ts'
import { type DatedChange, isOpen, type PlannedRun, takenBack } from '../domain/planned.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { slotKey } from '../domain/slot.ts'
import { judgeUndoOfRun } from '../domain/undo.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from '../storage/database.ts'
import { plannedRuns, replacePlanned } from '../storage/planned.ts'
import { find, update } from '../storage/records.ts'
import { partsOfRun, wholePart } from '../storage/runs.ts'
import { users } from '../storage/users.ts'
import {
  chosen,
  onPlannedRun,
  type PlannedWork,
  type ShownPlanned,
  type SomeOfPlannedRun,
  showPlanned,
} from './planned-runs.ts'
import { loadForUndo, tellUndo, type UndoneChange } from './runs.ts'
import type { Caller, Services } from './services.ts'

/** What is to be taken back of a planned run. */
interface TakeBackAsked extends SomeOfPlannedRun {
  /** What was carried out, too. */
  carriedOut: boolean
  reason: string | null
  /** Says what would be taken back, and changes nothing. */
  dryRun: boolean
}

/** What was taken back. */
interface TakenBack {
  applied: boolean
  changes: readonly ShownPlanned[]
  /** The run that took back what had been carried out. */
  run: Id | null
  outcomes: readonly UndoneChange[]
}

/**
 * Takes back what is planned or waits, with the ends that belong to it, and if asked what was carried out, as a run. A leaver
 * of a planned run that is taken back whole stays, or comes back.
 */
export function takeBackPlannedRun(
  services: Services,
  caller: Caller,
  asked: TakeBackAsked,
): Promise<TakenBack | Problem> {
  return onPlannedRun(services, caller, asked.plannedRun, async work => {
    const { tx, now, parts, changes } = work
    const isWhole = asked.numbers === undefined
    const leavers = isWhole ? parts.filter(({ archives }) => archives !== null) : []
    if (asked.carriedOut && !caller.manages && leavers.some(wasArchived)) return mayNotBringBack()
    const gone = toTakeBack(chosen(asked, changes), changes).map(change => takenBack(change, now))
    const back = asked.carriedOut ? await whoComesBack(tx, leavers) : []
    if (!asked.dryRun) {
      await replacePlanned(tx.db, gone)
      for (const part of leavers) await keepLeaver(tx, part, asked.carriedOut)
      for (const user of back) await update(tx.db, users, { ...user, archivedAt: null, lastModified: now })
    }
    const undone = asked.carriedOut
      ? await undoCarriedOut(work, caller, asked, new Set(back.map(user => user.id)))
      : { run: null, outcomes: [] }
    return { applied: !asked.dryRun, changes: await showPlanned(tx.db, gone), ...undone }
  })
}

/** What is open, and what ends it: an end goes with its beginning. */
function toTakeBack(named: readonly DatedChange[], all: readonly DatedChange[]): DatedChange[] {
  const starts = named.filter(isOpen)
  return all.filter(one => isOpen(one) && (named.includes(one) || starts.some(start => isEndOf(one, start))))
}

function wasArchived({ archivedAt }: PlannedRun): boolean {
  return archivedAt !== null
}

/** The leavers whom taking back brings out of the archive: nobody who has been erased since. */
async function whoComesBack({ db }: Tx, leavers: readonly PlannedRun[]): Promise<User[]> {
  const back: User[] = []
  for (const { organisation, archives } of leavers.filter(wasArchived)) {
    const user = await find(db, users, { organisation, id: archives ?? 0 })
    if (user?.erasedAt === null) back.push(user)
  }
  return back
}

/** Nobody is archived by the planned run any more; whoever was stays so unless what was carried out is taken back. */
async function keepLeaver({ db }: Tx, part: PlannedRun, carriedOut: boolean): Promise<void> {
  if (part.archivedAt !== null && !carriedOut) return
  await update(db, plannedRuns, { ...part, archives: null, archiveFrom: null, archivedAt: null })
}

async function undoCarriedOut(
  { tx, ledger, now, changes }: PlannedWork,
  caller: Caller,
  asked: TakeBackAsked,
  back: ReadonlySet<Id>,
): Promise<Pick<TakenBack, 'run' | 'outcomes'>> {
  const recorded = await recordedFor(tx, chosen(asked, changes))
  await loadForUndo(ledger, recorded)
  const verdicts = judgeUndoOfRun(recorded, withBack(ledger.factsFor(caller.sees), back), now)
  const taken = verdicts.flatMap(one =>
    one.outcome === 'done' ? [{ ...one.change, undoes: one.undoes }] : [],
  )
  const runs = new Set(recorded.map(({ run }) => run))
  const [undoes = null] = runs.size === 1 ? runs : []
  const purpose = { kind: 'undo', ...caller.by, reason: asked.reason, undoes } as const
  const run = taken.length > 0 && !asked.dryRun ? await ledger.record(purpose, taken) : null
  const undone = recorded.toReversed()
  const outcomes = undone.flatMap((change, at) => {
    const verdict = verdicts[at]
    return verdict ? [tellUndo(verdict, change)] : []
  })
  return { run, outcomes }
}

/** The same facts, with some people out of the archive. */
function withBack(facts: Facts, back: ReadonlySet<Id>): Facts {
  return {
    ...facts,
    account: id => {
      const account = facts.account(id)
      return account && back.has(id) ? { ...account, archived: false } : account
    },
  }
}

/** What the history holds of planned changes that were carried out, in its order. A run may have changed other slots besides. */
async function recordedFor({ db }: Tx, changes: readonly DatedChange[]): Promise<RecordedChange[]> {
  const done = changes.filter(({ state, run }) => state === 'done' && run !== null)
  const slots = new Set(done.map(({ slot }) => slotKey(slot)))
  const organisations = [...new Set(done.map(one => one.organisation))]
  const recorded: RecordedChange[] = []
  for (const run of new Set(done.map(one => one.run))) {
    if (run === null) continue
    for (const part of await partsOfRun(db, { organisations, run })) {
      recorded.push(...(await wholePart(db, part)))
    }
  }
  return recorded
    .filter(({ slot }) => slots.has(slotKey(slot)))
    .sort((a, b) => a.organisation - b.organisation || a.position - b.position)
}

function mayNotBringBack(): Problem {
  return problem(
    'field-beyond-scope',
    'Bringing the leaver back from the archive needs the scope "manage".',
    'carriedOut',
  )
}
