import type { ChangeKey, Outcome } from '../../domain/plan.ts'
import type { Carried } from '../../remote/target.ts'

/** A line of a journal: that a change is begun, or what became of it. A later line about a change overrules an earlier one. */
export type JournalLine = { key: ChangeKey; begun: true } | ({ key: ChangeKey; outcome: Outcome } & Carried)

/** Where lines are kept. `append` answers once the lines are safe. */
export interface Journal {
  /** The lines that the same run has written before it was stopped. */
  lines: readonly JournalLine[]
  append(lines: readonly JournalLine[]): Promise<void>
}
