import type { Id } from '../../domain/id.ts'
import type { PlannedChange } from '../../domain/plan.ts'
import type { LeaverNeed, Need } from '../../reconcile/world/world.ts'

/** What has to be read of which learners so that it can be told how changes stand. */
export function needOf(changes: readonly PlannedChange[]): Need {
  const need = {
    aims: new Set<Id>(),
    units: new Set<Id>(),
    assignments: new Set<Id>(),
    competences: new Set<Id>(),
    leavers: new Map<Id, LeaverNeed>(),
  }
  for (const change of changes) {
    if (change.do === 'plan-leaver') need.leavers.set(change.person, { on: change.on, apart: [] })
    if (change.do === 'set-competences') need.competences.add(change.person)
    if (!('learner' in change) || change.learner < 0) continue
    if ('level' in change) need.assignments.add(change.learner)
    if (speaksOfAims(change)) need.aims.add(change.learner)
    if (speaksOfUnits(change)) need.units.add(change.learner)
  }
  return need
}

function speaksOfAims(change: PlannedChange): boolean {
  return !('level' in change) || change.level === 'aim' || change.level === 'unit'
}

function speaksOfUnits(change: PlannedChange): boolean {
  if ('level' in change) return change.level === 'unit'
  return change.do === 'give-unit' || change.do === 'give-template'
}
