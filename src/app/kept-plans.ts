import type { Instant } from '../domain/time.ts'
import { keptLines } from './kept-lines.ts'
import { streamPrefix } from './reach.ts'
import type { Caller, Services } from './services.ts'
import type { RunLine } from './sync-runs.ts'

/** A plan of the command line that nobody has applied. */
interface KeptPlan {
  hash: string
  at: Instant
  by: string
  sources: readonly string[]
  counts: NonNullable<PlanLine['counts']> | null
}

/** What the sync writes when it keeps a plan (`src/runs/state/store.ts`). */
interface PlanLine {
  hash: string
  at: Instant
  sources: readonly string[]
  madeBy?: { user: string; machine: string } | null
  counts?: { changes: number; questions: number; waits: number }
}

/** Plans of the page itself say so in place of a machine (`src/importing/plan-files.ts`); they are imports. */
const PAGE = 'console'

/**
 * Plans that the command line has made of files and nobody has applied, the newest first; of each set of files the last
 * one. What changes nothing and asks nothing is left out.
 */
export async function listKeptPlans(
  { storage }: Services,
  { customer, everywhere, sees }: Caller,
  { limit = 20 }: { limit?: number | undefined },
): Promise<{ plans: readonly KeptPlan[] }> {
  const prefix = streamPrefix(everywhere ? null : [...sees])
  const plans = await keptLines<PlanLine>(storage.db, customer, `${prefix}plans`)
  const applied = appliedPlans(await keptLines<RunLine>(storage.db, customer, `${prefix}runs`))
  const last = new Map(plans.map(one => [one.sources.join('\n'), one]))
  const open = [...last.values()].filter(one => isLeft(one) && !applied.has(one.hash))
  return {
    plans: open
      .toSorted((one, other) => other.at - one.at)
      .slice(0, limit)
      .map(({ hash, at, sources, madeBy, counts }) => ({
        ...{ hash, at, sources, counts: counts ?? null },
        by: madeBy ? `${madeBy.user} on ${madeBy.machine}` : '',
      })),
  }
}

/** Hashes of plans that were carried out whole. */
function appliedPlans(lines: readonly RunLine[]): ReadonlySet<string> {
  const planOf = new Map(lines.flatMap(({ run, plan }) => (plan === undefined ? [] : [[run, plan] as const])))
  return new Set(lines.flatMap(({ run, whole }) => (whole === true ? (planOf.get(run) ?? []) : [])))
}

function isLeft({ sources, madeBy, counts }: PlanLine): boolean {
  if (sources.length === 0 || madeBy?.machine === PAGE) return false
  return counts === undefined || counts.changes + counts.questions > 0
}
