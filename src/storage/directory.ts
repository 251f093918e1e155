import type { Id } from '../domain/id.ts'
import { DIRECTORY_CODES, type DirectoryKind } from './codes.ts'
import type { Db } from './db.ts'
import { inFullPieces } from './pieces.ts'
import { prepared } from './prepared.ts'

const placesOf = prepared((db, { kind, ids }: { kind: number; ids: readonly Id[] }) =>
  db
    .selectFrom('directory')
    .select(['id', 'organisation_id'])
    .where('kind', '=', kind)
    .where('id', 'in', ids),
)

/** Finds the organisations of things by id alone. What an id belongs to never changes. */
export function organisationsOf(db: Db) {
  return async (kind: DirectoryKind, ids: readonly Id[]): Promise<Map<Id, Id>> => {
    const rows = await inFullPieces(ids, piece => placesOf(db, { kind: DIRECTORY_CODES[kind], ids: piece }))
    return new Map(rows.map(row => [row.id, row.organisation_id]))
  }
}
