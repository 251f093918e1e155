import type { Id } from '../domain/id.ts'
import type { DatedChange } from '../domain/planned.ts'
import type { Movable } from '../domain/transfer.ts'
import { movablesBeside } from './caseloads.ts'
import type { Db } from './db.ts'
import { peopleById } from './people.ts'
import { openBeside, openWith } from './planned.ts'

/** What is planned about some people, and what bears on it. */
export interface PlannedAround {
  /** All that is open beside the learners about whom something is planned with these people. */
  changes: readonly DatedChange[]
  /** All that is held beside those learners. */
  held: readonly Movable[]
  /** Those of the learners who are archived. */
  archived: readonly Id[]
}

/** Reads what is planned about some people of one organisation. Costs two look-ups where nothing is. */
export async function plannedAround(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<PlannedAround> {
  const theirs = people.length === 0 ? [] : await openWith(db, { organisation, people })
  if (theirs.length === 0) return { changes: [], held: [], archived: [] }
  const learners = [...new Set(theirs.map(({ slot }) => slot.learner))]
  const known = await peopleById(db, { organisations: [organisation], ids: learners })
  return {
    changes: await openBeside(db, { organisation, learners }),
    held: await movablesBeside(db, { organisation, learners }),
    archived: known.filter(one => one.archived).map(one => one.id),
  }
}
