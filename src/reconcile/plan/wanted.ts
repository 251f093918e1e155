import type { ReadItem } from '../../intake/row/reading.ts'
import type { ReadFinding } from '../../intake/statement/finding.ts'

/** What one source wants, item by item, as reading gives it. */
export interface Wanted {
  items: Iterable<ReadItem>
  /** Why nothing of the source may be believed. */
  refusals?: readonly ReadFinding[]
}
