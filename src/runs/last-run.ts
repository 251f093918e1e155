import type { KeptRun, PlanEntry, PlanMaker } from './state/store.ts'

/** The last run that did something and was not taken back; an undo is none of them. */
export function lastRunToUndo(runs: readonly KeptRun[]): KeptRun | undefined {
  const undone = new Set(runs.flatMap(({ undoes, end }) => (undoes && end?.whole ? [undoes] : [])))
  return runs.findLast(run => run.undoes === undefined && !undone.has(run.run) && didSomething(run))
}

/** A run without an end was cut off, and nobody has looked yet what it did. */
export function didSomething({ end }: KeptRun): boolean {
  return end === undefined || (end.counts.done ?? 0) > 0 || end.serverRuns.length > 0
}

/** The last plan from files that this person made in this folder. A plan of which nobody kept that may be anybody's. */
export function lastPlanOf(maker: PlanMaker, plans: readonly PlanEntry[]): PlanEntry | undefined {
  return plans.findLast(({ madeBy, sources }) =>
    madeBy === undefined ? !isFromNoFile(sources) : madeBy !== null && isSame(madeBy, maker),
  )
}

/** How plans of undos and transfers were told apart before it was kept who made a plan. */
function isFromNoFile([source = '']: readonly string[]): boolean {
  return /^(undo of|transfer from) /.test(source)
}

function isSame(one: PlanMaker, other: PlanMaker): boolean {
  return one.user === other.user && one.machine === other.machine && one.folder === other.folder
}
