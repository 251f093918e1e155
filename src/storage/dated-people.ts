import { sql } from 'kysely'
import type { DatedPerson } from '../domain/coverage-months.ts'
import type { Id } from '../domain/id.ts'
import { KIND_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { PERSON_COLUMNS, type PersonRow, toPerson } from './people.ts'
import { inFullPieces } from './pieces.ts'

const COLUMNS = [...PERSON_COLUMNS, 'created_on'] as const

function dated(row: PersonRow & { created_on: number }): DatedPerson {
  return { ...toPerson(row), createdOn: row.created_on, archivedAt: row.archived_at }
}

/** People of one organisation with when their accounts were made and archived, by id. */
export async function datedPeople(
  db: Db,
  { organisation, ids }: { organisation: Id; ids: readonly Id[] },
): Promise<DatedPerson[]> {
  return inFullPieces([...new Set(ids)], async piece => {
    const rows = await db
      .selectFrom('users')
      .select(COLUMNS)
      .where('organisation_id', '=', organisation)
      .where('id', 'in', piece)
      .execute()
    return rows.map(dated)
  })
}

/** Learners of one organisation after one, archived ones too, in the order of ids. */
export async function learnersAfter(
  db: Db,
  { organisation, after, limit }: { organisation: Id; after: Id; limit: number },
): Promise<DatedPerson[]> {
  const rows = await db
    .selectFrom('users')
    .select(COLUMNS)
    .where('organisation_id', '=', organisation)
    .where(sql<boolean>`kind = ${sql.lit(KIND_CODES.learner)}`)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(dated)
}

/** When the history of an organisation begins to count; nothing where it is empty. */
export async function historyBegins(db: Db, { organisation }: { organisation: Id }): Promise<number | null> {
  const row = await db
    .selectFrom('changes')
    .select(['effective_from as from', 'recorded_at as at'])
    .where('organisation_id', '=', organisation)
    .where('position', '=', 1)
    .executeTakeFirst()
  return row ? Number(row.from) : null
}
