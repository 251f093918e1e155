import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import { isEndOf } from '../domain/due.ts'
import type { Id } from '../domain/id.ts'
import { isOpen, takenBack } from '../domain/planned.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { Run, RunKind } from '../domain/run.ts'
import type { Instant } from '../domain/time.ts'
import { judgeUndoOfRun, type UndoVerdict } from '../domain/undo.ts'
import type { Tx } from '../storage/database.ts'
import { changesCarriedOutBy, changesOfPlannedRuns, replacePlanned } from '../storage/planned.ts'
import { partsOfRun, wholePart } from '../storage/runs.ts'
import type { Ledger } from '../writer/ledger.ts'
import { nameActors, type WithName } from './actors.ts'
import { type ToldOutcome, tellMovedOn, tellRefusal } from './changes.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { type ShownChange, showChanges, unknownRun } from './feed.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

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
): Promise<Page<WithName<Run>> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const place = readCursor(asked, ['number', 'number', 'number'])
  if (isProblem(place)) return place
  const { kind, from, to } = asked
  const limit = limitOf(asked)
  const after = place && { recordedAt: place[0], organisation: place[1], first: place[2] }
  const found = await storage.read('runsPage', { organisations, kind, from, to, after, limit: limit + 1 })
  const named = await nameActors(storage.db, found)
  return cutPage(named, limit, run => [run.recordedAt, run.organisation, run.first])
}

/** One run: its parts, and a page of its changes. */
interface RunRead {
  parts: readonly WithName<Run>[]
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
  const named = await nameActors(storage.db, parts)
  return { parts: named, changes: await showChanges(storage, rows), next }
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
