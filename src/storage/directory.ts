import type { Id } from '../domain/id.ts'
import { DIRECTORY_CODES, type DirectoryKind } from './codes.ts'
import type { Db } from './database.ts'

/** How many ids one query asks for at most. */
const CHUNK = 1000

/** Finds the organisations of things by id alone. What an id belongs to never changes. */
export function organisationsOf(db: Db) {
  return async (kind: DirectoryKind, ids: readonly Id[]): Promise<Map<Id, Id>> => {
    const found = new Map<Id, Id>()
    for (let at = 0; at < ids.length; at += CHUNK) {
      const rows = await db
        .selectFrom('directory')
        .select(['id', 'organisation_id'])
        .where('kind', '=', DIRECTORY_CODES[kind])
        .where('id', 'in', ids.slice(at, at + CHUNK))
        .execute()
      for (const row of rows) found.set(row.id, row.organisation_id)
    }
    return found
  }
}
