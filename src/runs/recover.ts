import type { Outcome } from '../domain/plan.ts'
import type { Slot } from '../domain/slot.ts'
import type { PlanJson } from '../report/json.ts'
import type { JournalLine } from './apply/journal.ts'
import { MadeIds } from './apply/made-ids.ts'
import { countsOf } from './counts.ts'
import { type Came, ownershipAfter } from './kept.ts'
import type { KeptRun, SyncStore } from './state/store.ts'

/**
 * Takes up what runs have done that were cut off (a power cut, a kill), so that what they assigned is known to be ours also
 * where nobody goes on with them.
 */
export async function recover(store: SyncStore): Promise<void> {
  for (const run of await store.runs()) if (!run.end) await close(run, store)
}

async function close({ run, plan: hash, at }: KeptRun, store: SyncStore): Promise<void> {
  const plan = await store.plan(hash)
  const { lines } = await store.journal(run)
  if (plan) await store.keep(ownershipAfter(plan, cameOf(plan, lines), await store.owned(), run), [])
  const counts = countsOf(cameOf(plan, lines).outcomes.values())
  await store.endRun({ run, endedAt: at, whole: false, counts, serverRuns: serverRunsIn(lines) })
}

/** What the journal of a run says has become of its plan. */
export function cameOf(plan: Pick<PlanJson, 'changes'> | undefined, lines: readonly JournalLine[]): Came {
  const outcomes = new Map<string, Outcome>()
  const ids = new MadeIds()
  const byKey = new Map((plan?.changes ?? []).map(one => [one.key, one]))
  for (const line of lines) {
    if ('begun' in line) continue
    outcomes.set(line.key, line.outcome)
    const change = byKey.get(line.key)
    if (change && line.made !== undefined) ids.note(change, line.made)
  }
  return { outcomes, ids, slotOf }
}

/** The server's own runs that a journal tells of. */
function serverRunsIn(lines: readonly JournalLine[]): number[] {
  return [...new Set(lines.flatMap(line => ('run' in line && line.run !== undefined ? [line.run] : [])))]
}

function slotOf({ learner, level, role, target }: Slot): Slot {
  return { learner, level, role, target }
}
