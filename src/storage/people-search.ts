import { sql } from 'kysely'
import type { AccountKind } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import type { Sought } from '../domain/search-text.ts'
import { KIND_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { PERSON_COLUMNS, type PersonRow, toPerson } from './people.ts'
import { textBegins, textHas } from './text-search.ts'

/** Who is looked for. */
interface PeopleSought {
  organisations: readonly Id[]
  sought: Sought
  /** An account with this number, whatever it is called. */
  id: Id | null
  kinds: readonly AccountKind[] | null
  limit: number
}

/** Somebody who was found, with the keys they may have been found by. */
export interface PersonMatch extends NamedPerson {
  email: string | null
  misId: string | null
  uln: string | null
}

/**
 * People in whose name each word begins a word, or of whom a key begins so. Whole words and keys come first, then whoever is
 * not archived, then last names that begin so, then the alphabet.
 */
export async function searchPeople(db: Db, wanted: PeopleSought): Promise<PersonMatch[]> {
  if (wanted.organisations.length === 0) return []
  const rows = await db
    .selectFrom(firstMatches(wanted).as<'page'>(sql.ref('page')))
    .innerJoin('users as full', join =>
      join.onRef('full.organisation_id', '=', 'page.organisation_id').onRef('full.id', '=', 'page.id'),
    )
    .select(PERSON_COLUMNS.map(column => `full.${column} as ${column}` as const))
    .select(['full.email as email', 'full.mis_id as misId', 'full.uln as uln'])
    .$castTo<PersonRow & Pick<PersonMatch, 'email' | 'misId' | 'uln'>>()
    .orderBy('page.rank')
    .orderBy('page.search_text')
    .orderBy('page.id')
    .execute()
  return rows.map(({ email, misId, uln, ...row }) => ({ ...toPerson(row), email, misId, uln }))
}

interface PeopleMatch {
  organisation_id: number
  id: number
  search_text: string
  rank: number
}

/** Reads nothing but the index of texts. */
function firstMatches({ organisations, sought, id, kinds, limit }: PeopleSought) {
  const { words, key } = sought
  const byNumber = sql`id = ${id ?? -1}`
  const named = sql.join(
    words.map(word => textHas(` ${word}`)),
    sql` and `,
  )
  const whole = sql.join(
    [...words, key].map(word => textHas(` ${word} `)),
    sql` or `,
  )
  const ofKind = kinds ? sql`and kind in (${sql.join(kinds.map(kind => sql.lit(KIND_CODES[kind])))})` : sql``
  return sql<PeopleMatch>`(select organisation_id, id, search_text,
      case when ${byNumber} or ${whole} then 0 else 4 end
        + case when archived_at is null then 0 else 2 end
        + case when ${textBegins(` ${words[0]}`)} then 0 else 1 end as rank
    from users
    where organisation_id in (${sql.join(organisations)}) ${ofKind}
      and ((${named}) or ${textHas(` ${key}`)} or ${byNumber})
    order by rank, search_text, id limit ${limit})`
}
