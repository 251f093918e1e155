import type { Id } from '../domain/id.ts'
import type { ImportRun } from '../domain/import.ts'
import type { NextStep, RunState, SyncProblem } from '../domain/next-step.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import { runStreamsOf } from '../storage/sync-lines.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { keptLines } from './kept-lines.ts'
import { streamPrefix } from './reach.ts'
import type { Caller, Services } from './services.ts'

/** A run of the sync, as its stream tells of it. */
interface SyncRun {
  run: string
  plan: string
  by: string
  at: Instant
  sources: readonly string[]
  undoes: string | null
  undone: boolean
  state: RunState
  /** What it left undone. */
  problems: number
  /** Whose steps are next; none where nothing is left, or where a later run of the same files tells. */
  next: readonly NextStep[]
  /** The server's own runs in which its changes were made. */
  serverRuns: readonly Id[]
  ended: ImportRun | null
}

/** What the sync writes when a run begins, and when it ends (`src/runs/state/store.ts`). */
export interface RunLine {
  run: string
  plan?: string
  by?: string
  at?: Instant
  sources?: readonly string[]
  undoes?: string
  endedAt?: Instant
  whole?: boolean
  counts?: Readonly<Record<string, number>>
  serverRuns?: readonly Id[]
  problems?: number
  next?: readonly NextStep[]
}

/** What the sync has done, the newest first: by the command line, such as every night, and by imports. */
export async function listSyncRuns(
  { storage }: Services,
  caller: Caller,
  { limit = 100 }: { limit?: number | undefined },
): Promise<{ runs: readonly SyncRun[] }> {
  const runs = await runsIn(storage, caller.customer, `${ownPrefix(caller)}runs`)
  return { runs: runs.toReversed().slice(0, limit) }
}

/** One run of the sync, by its name. */
export async function readSyncRun(
  { storage }: Services,
  caller: Caller,
  name: string,
): Promise<SyncRun | Problem> {
  const runs = await runsIn(storage, caller.customer, `${ownPrefix(caller)}runs`)
  return runs.find(({ run }) => run === name) ?? unknownSyncRun()
}

/** What a run of the sync left undone, one row for each problem. */
export async function listSyncProblems(
  services: Services,
  caller: Caller,
  asked: PageAsked & { run: string },
): Promise<Page<SyncProblem> | Problem> {
  const found = await readSyncRun(services, caller, asked.run)
  if ('code' in found) return found
  const place = readCursor(asked, ['number'])
  if (place && 'code' in place) return place
  const stream = `${ownPrefix(caller)}problems.${asked.run}`
  const lines = await keptLines<Partial<SyncProblem> & { endedAt?: Instant }>(
    services.storage.db,
    caller.customer,
    stream,
  )
  // A run that went on later has said anew what it leaves.
  const begin = lines.findLastIndex(({ endedAt }) => endedAt !== undefined) + 1
  const left = lines.slice(begin).map((line, at) => ({ ...(line as SyncProblem), at: at + 1 }))
  const limit = limitOf(asked)
  const after = place?.[0] ?? 0
  return cutPage(left.slice(after, after + limit + 1), limit, ({ at }) => [at])
}

function ownPrefix({ everywhere, sees }: Caller): string {
  return streamPrefix(everywhere ? null : [...sees])
}

function unknownSyncRun(): Problem {
  return problem('run-unknown', 'The sync has no run of this name that you may see; list its runs.', 'run')
}

/** What the sync says in the reason of each of its runs on the server (`src/runs/apply-plan.ts`). */
const REASON = /^(run-\d+) of the sync, plan ([0-9a-f]{12}), by /

/**
 * The runs of the sync in which some runs of the server were made, by these, whoever brought the files. `isOwn` says whether the
 * caller may ask for it by its name: each reach has names of its own.
 */
export async function syncRunsOf(
  storage: Storage,
  caller: Caller,
  runs: readonly { id: Id; reason: string | null }[],
): Promise<Map<Id, SyncRun & { isOwn: boolean }>> {
  const { customer } = caller
  const wanted = runs.flatMap(({ id, reason }) => {
    const [, run, plan] = REASON.exec(reason ?? '') ?? []
    return run === undefined || plan === undefined ? [] : [{ id, run, plan }]
  })
  const found = new Map<Id, SyncRun & { isOwn: boolean }>()
  if (wanted.length === 0) return found
  for (const stream of await runStreamsOf(storage.db, { customer })) {
    const byName = new Map((await runsIn(storage, customer, stream)).map(one => [one.run, one]))
    for (const { id, run, plan } of wanted) {
      const known = byName.get(run)
      if (known?.plan.startsWith(plan) && isMadeBy(known, id))
        found.set(id, { ...known, isOwn: stream === `${ownPrefix(caller)}runs` })
    }
  }
  return found
}

/** A run that has not ended has not said which runs of the server it made. */
function isMadeBy({ ended, serverRuns }: SyncRun, id: Id): boolean {
  return ended === null || serverRuns.includes(id)
}

/** The runs of a stream, in the order in which they began. */
async function runsIn({ db }: Storage, customer: Id, stream: string): Promise<SyncRun[]> {
  const lines = await keptLines<RunLine>(db, customer, stream)
  const runs = new Map<string, SyncRun>()
  for (const line of lines) {
    const known = runs.get(line.run)
    if (line.endedAt === undefined) runs.set(line.run, begun(line))
    else if (known) runs.set(line.run, ended(line, known))
  }
  return told([...runs.values()])
}

function begun({ run, plan = '', by = '', at = 0, sources = [], undoes }: RunLine): SyncRun {
  return {
    ...{ run, plan, by, at, sources, undoes: undoes ?? null, undone: false, ended: null },
    ...{ state: 'under-way', problems: 0, next: ['go-on'], serverRuns: [] },
  }
}

function ended(line: RunLine, known: SyncRun): SyncRun {
  const { whole = false, problems = 0, next = [], serverRuns = [] } = line
  const state = whole && problems === 0 ? 'done' : 'done-in-part'
  return { ...known, ended: endOf(line, known), state, problems, next, serverRuns }
}

/** Runs with what later ones say of them: that they are taken back, or that the same files were looked at again. */
function told(runs: readonly SyncRun[]): SyncRun[] {
  const undone = new Set(runs.flatMap(({ undoes, ended }) => (ended?.whole ? (undoes ?? []) : [])))
  const last = new Map(runs.filter(({ undoes }) => undoes === null).map(one => [filesOf(one), one.run]))
  return runs.map(one => {
    if (undone.has(one.run)) return { ...one, undone: true, state: 'undone', next: [] }
    const isOvertaken = one.undoes === null && last.get(filesOf(one)) !== one.run
    return isOvertaken ? { ...one, next: [] } : one
  })
}

function filesOf({ sources, plan }: SyncRun): string {
  return sources.length === 0 ? plan : JSON.stringify(sources.toSorted())
}

function endOf(
  { run, endedAt = 0, whole = false, counts = {}, serverRuns = [] }: RunLine,
  { by }: SyncRun,
): ImportRun {
  return {
    run,
    by,
    at: endedAt,
    done: counts.done ?? 0,
    alreadySo: counts['already-so'] ?? 0,
    movedOn: counts['moved-on'] ?? 0,
    refused: counts.refused ?? 0,
    notTried: counts['not-tried'] ?? 0,
    whole,
    serverRuns,
  }
}
