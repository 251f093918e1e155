import type { Outcome } from '../domain/plan.ts'

/** How often each outcome came, by word. */
export function countsOf(outcomes: Iterable<Outcome>): Record<Outcome['outcome'], number> {
  const counts = { done: 0, 'already-so': 0, 'moved-on': 0, refused: 0, 'not-tried': 0 }
  for (const { outcome } of outcomes) counts[outcome] += 1
  return counts
}
