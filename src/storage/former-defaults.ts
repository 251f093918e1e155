import { sql } from 'kysely'
import type { FormerHolder } from '../domain/cover.ts'
import type { Id } from '../domain/id.ts'
import { LEVEL_CODES, ROLE_WORDS, wordFor } from './codes.ts'
import type { Db } from './db.ts'
import { inFullPieces } from './pieces.ts'

/** Who was the default of some learners of one organisation before, by learner, out of the history. */
export async function formerDefaults(
  db: Db,
  { organisation, learners }: { organisation: Id; learners: readonly Id[] },
): Promise<Map<Id, FormerHolder[]>> {
  const rows = await inFullPieces(learners, piece => departures(db, organisation, piece))
  const former = rows.map(({ learner, role, person, until }) => ({
    learner,
    role: wordFor(ROLE_WORDS, role),
    person: Number(person),
    until: Number(until),
  }))
  return Map.groupBy(former, one => one.learner)
}

function departures(db: Db, organisation: Id, learners: readonly Id[]) {
  return db
    .selectFrom('changes')
    .select([
      'learner_id as learner',
      'role',
      'before_person as person',
      sql<number>`max(effective_from)`.as('until'),
    ])
    .where('organisation_id', '=', organisation)
    .where('learner_id', 'in', learners)
    .where('level', '=', sql.lit(LEVEL_CODES.default))
    .where('before_person', 'is not', null)
    .groupBy(['learner_id', 'role', 'before_person'])
    .execute()
}
