import type { Assignment } from '../domain/assignment.ts'
import type { Id } from '../domain/id.ts'
import type { Level } from '../domain/level.ts'
import type { Db } from './db.ts'
import { assignments } from './history.ts'
import { select } from './records.ts'

/** Who holds what beside these learners at one level. */
export function holdersAt(
  db: Db,
  wanted: { organisations: readonly Id[]; learners: readonly Id[]; level: Level },
): Promise<Assignment[]> {
  return select(db, assignments, {
    organisation: wanted.organisations,
    learner: wanted.learners,
    level: wanted.level,
  })
}
