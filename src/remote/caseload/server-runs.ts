import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment } from '../../domain/plan.ts'
import { answersOf, type Client } from '../../sdk/client.ts'

/** Newest runs looked through, and unknown ones of ours among them that are read: at most one call was under way. */
const RUNS_LOOKED_AT = 50
const RUNS_READ = 2

/**
 * The newest runs of the server with this reason that are not known yet, as a function that gives the run in which an
 * assignment was made. They are known from then on.
 */
export async function madeIn(
  client: Client,
  { reason, kind }: { reason: string; kind: 'plan' | 'bulk' },
  known: Set<Id>,
  signal?: AbortSignal,
): Promise<(change: PlannedAssignment) => Id | undefined> {
  const { runs } = await client.listRuns({ kind, limit: RUNS_LOOKED_AT }, { signal })
  const ours = runs.filter(one => one.reason === reason && !known.has(one.id)).map(one => one.id)
  const runOf = new Map<string, Id>()
  for (const run of [...new Set(ours)].slice(0, RUNS_READ)) {
    for await (const { changes } of answersOf(client, 'readRun', { run, limit: 200 }, { signal }))
      for (const change of changes)
        runOf.set(placeOf({ ...change, after: change.after?.person ?? null }), run)
    known.add(run)
  }
  return change => runOf.get(placeOf(change))
}

/** What names a filled or emptied place, in a plan as in the server's history. */
function placeOf(change: {
  learner: Id
  level: string
  role: string
  standard?: Id | null
  unit?: string | null
  after: Id | null
}): string {
  const { learner, level, role, standard, unit, after } = change
  return JSON.stringify([learner, level, role, standard ?? null, unit ?? null, after])
}
