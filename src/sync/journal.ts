import type { Id } from '../domain/id.ts'
import type { ChangeKey, Outcome } from '../domain/plan.ts'

/** A line of a journal: that a change is begun, or what became of it. */
export type JournalLine = { key: ChangeKey; begun: true } | { key: ChangeKey; outcome: Outcome; made?: Id }

/** Where lines are kept. `append` answers once the line is safe. */
export interface Journal {
  /** The lines that the same run has written before it was stopped. */
  lines: readonly JournalLine[]
  append(line: JournalLine): Promise<void>
}
