import type { Id } from '../domain/id.ts'
import { isIrreversible, type PlannedChange } from '../domain/plan.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import type { NameBook } from './names.ts'
import { type Totals, totalsOf } from './totals.ts'

/** Goes up when a program that reads plans would have to be changed. */
const PLAN_FORMAT = 1

/** A plan as JSON: the plan itself, its totals, and what its numbers are called. */
export interface PlanJson extends SyncPlan {
  /** What cannot be taken back is marked. */
  changes: readonly (PlannedChange & { irreversible?: true })[]
  format: typeof PLAN_FORMAT
  totals: Totals
  people: Record<string, { name: string; kind: string; misId: string | null }>
}

/** A plan for programs. Names stand beside the changes, never in them, so that a stored plan can be freed of people. */
export function planJson(plan: SyncPlan, names: NameBook): PlanJson {
  const people: PlanJson['people'] = {}
  for (const id of new Set(plan.changes.flatMap(peopleIn))) {
    const person = names.person(id)
    if (person) {
      const name = [person.firstName, person.lastName].filter(part => part !== '').join(' ')
      people[id] = { name, kind: person.kind, misId: person.misId }
    }
  }
  const changes = plan.changes.map(marked)
  return { format: PLAN_FORMAT, totals: totalsOf(plan.changes), ...plan, changes, people }
}

function marked(change: PlannedChange): PlanJson['changes'][number] {
  return isIrreversible(change) ? { ...change, irreversible: true } : change
}

function peopleIn(change: PlannedChange): Id[] {
  if ('before' in change && 'learner' in change)
    return [change.learner, change.before, change.after].flatMap(id => id ?? [])
  return 'learner' in change ? [change.learner] : [change.person]
}
