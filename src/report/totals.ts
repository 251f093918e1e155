import { isRemoval, type PlannedChange } from '../domain/plan.ts'

/** How much a plan adds, changes and takes away. */
export interface Totals {
  added: number
  changed: number
  removed: number
}

/** Counts changes by what they do. */
export function totalsOf(changes: readonly PlannedChange[]): Totals {
  const totals: Totals = { added: 0, changed: 0, removed: 0 }
  for (const change of changes) totals[partOf(change)] += 1
  return totals
}

/** Which of the three a change is; replacing somebody is a change. */
export function partOf(change: PlannedChange): keyof Totals {
  if (isRemoval(change)) return 'removed'
  if (change.do === 'set-competences') return change.add.length === 0 ? 'removed' : 'added'
  const isReplaced =
    (change.do === 'assign' || change.do === 'plan-ahead') &&
    change.before !== null &&
    change.level !== 'additional'
  return change.do === 'update-person' || change.do === 'unarchive-person' || isReplaced ? 'changed' : 'added'
}
