import type { Competence } from '../domain/competence.ts'
import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'
import { entity, id } from './entity.ts'
import { inFullPieces } from './pieces.ts'
import { insert, select } from './records.ts'

export const competences = entity<Competence>()({
  table: 'competences',
  key: ['organisation_id', 'user_id', 'standard_id'],
  columns: { organisation: id('organisation_id'), user: id('user_id'), standard: id('standard_id') },
})

/** Standards that some people of one organisation may assess or assure, by person; nobody is there of whom nobody has said. */
export async function competencesOf(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<Map<Id, Set<Id>>> {
  const rows = await inFullPieces([...new Set(people)], piece =>
    select(db, competences, { organisation, user: piece }),
  )
  const byPerson = Map.groupBy(rows, ({ user }) => user)
  return new Map([...byPerson].map(([user, own]) => [user, new Set(own.map(({ standard }) => standard))]))
}

/** Replaces what is said of one person. */
export async function setCompetences(
  db: Db,
  { organisation, user, standards }: { organisation: Id; user: Id; standards: readonly Id[] },
): Promise<void> {
  await db
    .deleteFrom('competences')
    .where('organisation_id', '=', organisation)
    .where('user_id', '=', user)
    .execute()
  const unique = [...new Set(standards)]
  if (unique.length > 0)
    await insert(
      db,
      competences,
      unique.map(standard => ({ organisation, user, standard })),
    )
}
