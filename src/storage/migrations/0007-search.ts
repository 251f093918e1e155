import { searchTextOf } from '../../domain/search-text.ts'
import type { Migration, MigrationConnection } from '../migrate.ts'

/** People are found by any word of their name, and by their keys, in one text that an index holds. */
export const search: Migration = {
  version: 7,
  name: 'search',
  statements: () => ["alter table users add column search_text text not null default ' '"],
  async fill(connection) {
    for (let after: Place = [0, 0]; ; ) {
      const rows = await peopleAfter(connection, after)
      for (const row of rows) await connection.execute(updateOf(row))
      const last = rows.at(-1)
      if (!last) break
      after = [Number(last.organisation_id), Number(last.id)]
    }
    await connection.execute(
      'create index users_search on users (organisation_id, search_text, kind, archived_at, id)',
    )
  },
}

type Place = readonly [organisation: number, id: number]
type SearchedUser = Record<string, unknown>

function peopleAfter(connection: MigrationConnection, [organisation, id]: Place): Promise<SearchedUser[]> {
  return connection.execute(`select organisation_id, id, first_name, last_name, email, mis_id, uln from users
    where (organisation_id, id) > (${organisation}, ${id}) order by organisation_id, id limit 1000`)
}

function updateOf(row: SearchedUser): string {
  const text = searchTextOf({
    firstName: String(row.first_name),
    lastName: String(row.last_name),
    email: textOrNull(row.email),
    misId: textOrNull(row.mis_id),
    uln: textOrNull(row.uln),
  })
  const place = `organisation_id = ${Number(row.organisation_id)} and id = ${Number(row.id)}`
  return `update users set search_text = '${text.replaceAll("'", "''")}' where ${place}`
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : String(value)
}
