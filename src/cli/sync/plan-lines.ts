import type { Target } from '../../remote/target.ts'
import type { LineStyle } from '../../report/lines.ts'
import { readingLines } from '../../report/notes.ts'
import { planText } from '../../report/text.ts'
import type { MadePlan } from '../../runs/make-plan.ts'
import { handLines } from './hand.ts'

/** A plan for the person at the terminal: what reading found, the plan, and what is manual on this server. */
export function planLines({ plan, names }: MadePlan, target: Target, style: LineStyle): string[] {
  return [
    ...readingLines(plan, style),
    planText(plan, names, style),
    ...handLines(plan.changes, target, names),
  ]
}
