import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import { isEndOf } from '../domain/due.ts'
import type { Id } from '../domain/id.ts'
import type { NextStep, RunState } from '../domain/next-step.ts'
import { isOpen, takenBack } from '../domain/planned.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { Run, RunKind } from '../domain/run.ts'
import type { Instant } from '../domain/time.ts'
import { judgeUndoOfRun, type UndoVerdict } from '../domain/undo.ts'
import type { Storage, Tx } from '../storage/database.ts'
import { changesCarriedOutBy, changesOfPlannedRuns, replacePlanned } from '../storage/planned.ts'
import { partsOfRun, wholePart } from '../storage/runs.ts'
import type { Ledger } from '../writer/ledger.ts'
import { nameActors, type WithName } from './actors.ts'
import { type ToldOutcome, tellMovedOn, tellRefusal } from './changes.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { type ShownChange, showChanges, unknownRun } from './feed.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'
import { syncRunsOf } from './sync-runs.ts'

/** A run with the names of who made it, the files that it came from, and how it stands. */
interface ShownRun extends WithName<Run> {
  /** The files, where it carried out a plan of the sync. */
  files: readonly string[]
  state: RunState
  /** What the run of the sync left undone, of which this is a part. */
  problems: number
  next: readonly NextStep[]
  syncRun: string | null
  undoneBy: Id | null
}

/** Which runs are asked for. */
interface RunsAsked extends PageAsked {
  organisation?: Id | undefined
  kind?: RunKind | undefined
  from?: Instant | undefined
  to?: Instant | undefined
}

/** What was done together, newest first; one row for each organisation that a run touches. */
export async function listRuns(
  { storage }: Services,
  caller: Caller,
  asked: RunsAsked,
): Promise<Page<ShownRun> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const place = readCursor(asked, ['number', 'number', 'number'])
  if (isProblem(place)) return place
  const { kind, from, to } = asked
  const limit = limitOf(asked)
  const after = place && { recordedAt: place[0], organisation: place[1], first: place[2] }
  const found = await storage.read('runsPage', { organisations, kind, from, to, after, limit: limit + 1 })
  const { rows, next } = cutPage(found, limit, run => [run.recordedAt, run.organisation, run.first])
  return { rows: await showRuns(storage, caller, rows), next }
}

/** One run: its parts, and a page of its changes. */
interface RunRead {
  parts: readonly ShownRun[]
  changes: readonly ShownChange[]
  next: string | null
}

/** One run with its changes, as far as the caller sees its organisations. */
export async function readRun(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & { run: Id },
): Promise<RunRead | Problem> {
  const place = readCursor(asked, ['number', 'number'])
  if (isProblem(place)) return place
  const parts = await storage.read('partsOfRun', { organisations: [...caller.sees], run: asked.run })
  if (parts.length === 0) return unknownRun(asked.run)
  const limit = limitOf(asked)
  const from = place && { organisation: place[0], after: place[1] }
  const found = await storage.read('changesOfRun', { parts, from, limit: limit + 1 })
  const { rows, next } = cutPage(found, limit, change => [change.organisation, change.position])
  return { parts: await showRuns(storage, caller, parts), changes: await showChanges(storage, rows), next }
}

/** Runs as they are shown. Whoever sees a run sees the names of its files; what it left undone is told where it is asked for. */
async function showRuns(storage: Storage, caller: Caller, found: readonly Run[]): Promise<ShownRun[]> {
  const named = await nameActors(storage.db, found)
  const undone = await undoneBy(
    storage,
    found.map(({ organisation }) => organisation),
    found.map(({ id }) => id),
  )
  const ofSync = await syncRunsOf(storage, caller, found)
  return named.map(run => {
    const sync = ofSync.get(run.id)
    const by = undone.get(run.id) ?? null
    return {
      ...run,
      ...{
        files: sync?.sources ?? [],
        problems: sync?.problems ?? 0,
        syncRun: sync?.isOwn ? sync.run : null,
        undoneBy: by,
      },
      state: by === null ? standing(sync?.state) : 'undone',
      next: by === null ? (sync?.next ?? []) : [],
    }
  })
}

/** What the sync has taken back, and the history shows as there again, is done. */
function standing(state: RunState = 'done'): RunState {
  return state === 'undone' ? 'done' : state
}

/** By which run each of some is taken back, but for what was taken back in its turn. */
async function undoneBy(
  storage: Storage,
  organisations: readonly Id[],
  runs: readonly Id[],
): Promise<Map<Id, Id>> {
  if (runs.length === 0) return new Map()
  const undos = await storage.read('undosOf', { organisations: [...new Set(organisations)], runs })
  const ofUndos = await undoneBy(
    storage,
    organisations,
    undos.map(({ run }) => run),
  )
  return new Map(undos.filter(({ run }) => !ofUndos.has(run)).map(({ run, undoes }) => [undoes, run]))
}

/** What became of taking back one change. */
export interface UndoneChange extends ToldOutcome {
  organisation: Id
  position: number
}

/** What became of taking back a run. */
interface Undone {
  applied: boolean
  run: Id | null
  outcomes: readonly UndoneChange[]
}

/** Takes a run back, change by change from the last to the first, as one new run. */
export async function undoRun(
  { storage, writer }: Services,
  caller: Caller,
  asked: { run: Id; dryRun: boolean; reason: string | null },
): Promise<Undone | Problem> {
  const organisations = [...caller.sees]
  const parts = await storage.read('partsOfRun', { organisations, run: asked.run })
  if (parts.length === 0) return unknownRun(asked.run)
  return writer.run<Undone>({
    organisations: parts.map(part => part.organisation),
    work: async (tx, ledger, now) => {
      const changes = await changesIn(tx, await partsOfRun(tx.db, { organisations, run: asked.run }))
      await loadForUndo(ledger, changes)
      const verdicts = judgeUndoOfRun(changes, ledger.factsFor(caller.sees), now)
      const purpose = { kind: 'undo', ...caller.by, reason: asked.reason, undoes: asked.run } as const
      const taken = verdicts.flatMap(one =>
        one.outcome === 'done' ? [{ ...one.change, undoes: one.undoes }] : [],
      )
      const run = !asked.dryRun && taken.length > 0 ? await ledger.record(purpose, taken) : null
      if (run !== null) await takeBackEnds(tx, changes, now)
      const undone = changes.toReversed()
      return {
        applied: !asked.dryRun,
        run,
        outcomes: verdicts.map((verdict, at) => tellUndo(verdict, certain(undone[at]))),
      }
    },
  })
}

/** What a cover had displaced is back: its end is not to be carried out. */
async function takeBackEnds({ db }: Tx, changes: readonly RecordedChange[], now: Instant): Promise<void> {
  const parts = new Map(changes.map(({ organisation, run }) => [organisation, run]))
  for (const [organisation, run] of parts) {
    const begun = await changesCarriedOutBy(db, { organisation, run })
    const ids = begun.map(({ plannedRun }) => plannedRun)
    const ends = (await changesOfPlannedRuns(db, { organisation, ids })).filter(
      end => isOpen(end) && begun.some(start => isEndOf(end, start)),
    )
    await replacePlanned(
      db,
      ends.map(end => takenBack(end, now)),
    )
  }
}

async function changesIn(tx: Tx, parts: readonly Run[]): Promise<RecordedChange[]> {
  const changes: RecordedChange[] = []
  for (const part of parts) changes.push(...(await wholePart(tx.db, part)))
  return changes
}

/** Loads all that judging an undo asks for. */
export async function loadForUndo(ledger: Ledger, changes: readonly RecordedChange[]): Promise<void> {
  await ledger.loadAccounts(
    changes.flatMap(({ slot, before }) => (before ? [slot.learner, before.person] : [slot.learner])),
  )
  await ledger.loadHoldings(changes.map(({ organisation, slot }) => ({ organisation, ...slot })))
}

/** What became of taking back one change, as it is told. */
export function tellUndo(verdict: UndoVerdict, undone: RecordedChange): UndoneChange {
  const { organisation, position } = undone
  return { organisation, position, ...tellVerdict(verdict, undone) }
}

function tellVerdict(verdict: UndoVerdict, { before }: RecordedChange): ToldOutcome {
  switch (verdict.outcome) {
    case 'done':
    case 'already-so':
      return { outcome: verdict.outcome, holder: before?.person ?? null }
    case 'moved-on':
      return tellMovedOn(verdict.holder)
    case 'refused':
      return tellRefusal(verdict.problem)
  }
}
