import type { Id } from '../../domain/id.ts'
import type { SlotKey } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'

/**
 * Whose an assignment is, so that only what is ours may be taken away when a complete file no longer names it:
 * `managed` was made by an applied plan; `adopted` was there already when a complete file named it; `manual` was marked as
 * made by hand and is never taken away for absence. What is not in the ledger is as good as manual.
 */
export interface Ownership {
  as: 'managed' | 'adopted' | 'manual'
  /** Who held the slot then: when somebody else has been put there since, it is not ours. */
  person: Id
}

/** What earlier runs have learnt of a learner, for files that stop naming those who have finished. */
export interface LearnerMemory {
  learner: Id
  /** How the learner stood when a file last said so, and since when. */
  state?: 'completed' | 'withdrawn' | 'break'
  since?: CalendarDate
  /** The first day on which a file that is complete for learners did not name the learner. */
  missingSince?: CalendarDate
}

/** What we own and remember: kept on the server, or in the tool's own file. */
export interface Owned {
  assignments: ReadonlyMap<SlotKey, Ownership>
  learners: ReadonlyMap<Id, LearnerMemory>
}

/** Of somebody who has applied nothing yet. */
export const NOTHING_OWNED: Owned = { assignments: new Map(), learners: new Map() }
