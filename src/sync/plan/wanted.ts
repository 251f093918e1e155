import type { ReadFinding } from '../finding.ts'
import type { ReadItem } from '../read/reading.ts'

/** What one source wants, item by item, as reading gives it. */
export interface Wanted {
  items: Iterable<ReadItem>
  /** Why nothing of the source may be believed. */
  refusals?: readonly ReadFinding[]
}
