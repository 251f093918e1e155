import { type SelectQueryBuilder, sql } from 'kysely'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { KEPT } from './add.ts'
import { type Columns, columnNames, fromRow, type Noun } from './columns.ts'
import type { Db } from './db.ts'
import type { Tables } from './tables.ts'

/** What belongs to an organisation and can be listed. */
export type OwnedName =
  | 'user'
  | 'placement'
  | 'classroom'
  | 'provider'
  | 'learnerStatus'
  | 'aimStatus'
  | 'aim'
  | 'unitSummary'
  | 'review'
  | 'plan'
  | 'timesheetEntry'

/** What one property must be: a value, one of several, between two, or present or absent. */
export type Wanted =
  | string
  | number
  | boolean
  | null
  | { anyOf: readonly (string | number)[] }
  | { atLeast?: number | string | undefined; atMost?: number | string | undefined }

/** Which objects are wanted, and which part of them, in the order of their ids. */
export interface Listing {
  name: OwnedName
  /** Nobody else's are given. */
  organisations: readonly Id[]
  /** By property; names and addresses are compared without regard to letter case. */
  filter: Readonly<Record<string, Wanted | undefined>>
  /** Only those whose id comes after this one. */
  after?: Id
  limit: number
  offset?: number
}

type Query = SelectQueryBuilder<Tables, 'users', Record<string, unknown>>

/**
 * Lists objects of one kind, of the organisations named. Ids are found first and rows joined late, so that a page far
 * on costs little more than the first.
 */
export async function listOwned<T extends object>(db: Db, listing: Listing): Promise<T[]> {
  const noun = KEPT[listing.name].noun as unknown as Noun<T>
  const table = noun.table as 'users'
  const { organisations, limit, offset = 0 } = listing
  if (organisations.length === 0) return []
  const ids = firstIds(db, noun as never, listing)
    .orderBy('id')
    .limit(limit)
  const rows = await db
    .selectFrom((offset > 0 ? ids.offset(offset) : ids).as('page'))
    .innerJoin(`${table} as full`, join =>
      join.onRef('full.organisation_id', '=', 'page.organisation_id').onRef('full.id', '=', 'page.id'),
    )
    .select(columnNames(noun as never).map(column => `full.${column} as ${column}`) as never)
    .orderBy('page.id')
    .execute()
  return (rows as Record<string, unknown>[]).map(row => fromRow(noun, row))
}

/** Parts that one statement joins at most; SQLite takes 500. */
const PARTS = 400

/**
 * The ids that may be on a page, without an order. Of several organisations each gives its own in the order of an index, and
 * both engines merge what is joined like this; asked for all at once, they would sort everything there is.
 */
function firstIds(db: Db, noun: Noun<object, Columns>, listing: Listing): Ids {
  const { organisations, limit, offset = 0 } = listing
  const table = noun.table as 'users'
  const parts = organisations.map(one =>
    filtered(db.selectFrom(table) as never, noun, one, listing).select(['organisation_id', 'id']),
  )
  return joined(db, parts as unknown as Ids[], limit + offset)
}

type Ids = SelectQueryBuilder<Tables, 'users', { organisation_id: Id; id: Id }>

/** Joins parts. More than one statement takes are merged in groups, of which none gives more than the page could need. */
function joined(db: Db, parts: readonly Ids[], most: number): Ids {
  if (parts.length <= PARTS) return parts.reduce((all, one) => all.unionAll(one))
  const groups: Ids[] = []
  for (let at = 0; at < parts.length; at += PARTS) {
    const group = joined(db, parts.slice(at, at + PARTS), most)
      .orderBy('id')
      .limit(most)
    groups.push(db.selectFrom(group.as('part')).selectAll() as unknown as Ids)
  }
  return joined(db, groups, most)
}

function filtered(
  query: Query,
  noun: Noun<object, Columns>,
  organisation: Id,
  listing: Pick<Listing, 'filter' | 'after'>,
): Query {
  let narrowed = query.where('organisation_id', '=', organisation)
  for (const [property, wanted] of Object.entries(listing.filter)) {
    if (wanted !== undefined) narrowed = narrow(narrowed, noun, property, wanted)
  }
  return listing.after === undefined ? narrowed : narrowed.where('id', '>', listing.after)
}

function narrow(query: Query, noun: Noun<object, Columns>, property: string, wanted: Wanted): Query {
  const foldedColumn = (noun.folded as Record<string, string> | undefined)?.[property]
  if (foldedColumn && typeof wanted === 'string') {
    return query.where(foldedColumn as never, '=', foldCase(wanted) as never)
  }
  const column = noun.columns[property]
  if (!column) throw new Error(`${noun.table} cannot be searched by ${property}`)
  const name = column.column as never
  if (wanted === null) return query.where(name, 'is', null)
  if (typeof wanted !== 'object') return query.where(name, '=', column.write(wanted) as never)
  if ('anyOf' in wanted) return query.where(name, 'in', wanted.anyOf.map(one => column.write(one)) as never)
  const { atLeast, atMost } = wanted
  const above = atLeast === undefined ? query : query.where(name, '>=', atLeast as never)
  return atMost === undefined ? above : above.where(name, '<=', atMost as never)
}

/** How many objects fit, for the few places that need to know. */
export async function countOwned(db: Db, listing: Omit<Listing, 'limit'>): Promise<number> {
  const noun = KEPT[listing.name].noun as unknown as Noun<object, Columns>
  let count = 0
  for (const organisation of listing.organisations) {
    const query = db.selectFrom(noun.table as 'users') as never as Query
    const row = await filtered(query, noun, organisation, listing)
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow()
    count += Number(row.count)
  }
  return count
}
