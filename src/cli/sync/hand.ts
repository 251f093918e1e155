import type { PlannedChange } from '../../domain/plan.ts'
import { manualWork } from '../../remote/onefile/manual.ts'
import type { Target } from '../../remote/target.ts'
import type { NameBook } from '../../report/names.ts'
import { describe } from '../../report/text.ts'

/** What the target has no call for, as work to be done on its screens. */
export function handLines(changes: readonly PlannedChange[], target: Target, names: NameBook): string[] {
  const byHand = changes.filter(one => !target.can(one))
  if (byHand.length === 0) return []
  const head = `To be done by hand (${target.name} has no call for it)`
  return [head, ...byHand.map(one => `  ${handLine(one, names)}`), '']
}

function handLine(change: PlannedChange, names: NameBook): string {
  const whom = names.called('learner' in change ? change.learner : change.person)
  const { screen, sentence } = manualWork(change, names.called)
  return `${whom}: ${describe(change, names)}. ${screen}: ${sentence}`
}
