import type { ImportRun } from '../domain/import.ts'
import type { Instant } from '../domain/time.ts'
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
  serverRuns?: readonly number[]
}

/** What the sync has done, the newest first: by the command line, such as every night, and by imports. */
export async function listSyncRuns(
  { storage }: Services,
  { customer, everywhere, sees }: Caller,
  { limit = 100 }: { limit?: number | undefined },
): Promise<{ runs: readonly SyncRun[] }> {
  const stream = `${streamPrefix(everywhere ? null : [...sees])}runs`
  const lines = await keptLines<RunLine>(storage.db, customer, stream)
  const runs = new Map<string, SyncRun>()
  for (const line of lines) {
    const known = runs.get(line.run)
    if (line.endedAt === undefined) runs.set(line.run, begun(line))
    else if (known) runs.set(line.run, { ...known, ended: endOf(line, known) })
  }
  const undone = new Set(
    [...runs.values()].flatMap(({ undoes, ended }) => (ended?.whole ? (undoes ?? []) : [])),
  )
  const all = [...runs.values()].map(run => ({ ...run, undone: undone.has(run.run) }))
  return { runs: all.toReversed().slice(0, limit) }
}

function begun({ run, plan = '', by = '', at = 0, sources = [], undoes }: RunLine): SyncRun {
  return { run, plan, by, at, sources, undoes: undoes ?? null, undone: false, ended: null }
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
