import { type SelectQueryBuilder, sql } from 'kysely'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { KEPT } from './add.ts'
import { type Columns, columnNames, fromRow, type Noun } from './columns.ts'
import { type Db, isSqlite } from './db.ts'
import { prepared, type Values } from './prepared.ts'
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
  /** Only these properties are read; all where nothing is said. */
  properties?: readonly string[]
  /** Only those whose id comes after this one. */
  after?: Id
  limit: number
  offset?: number
}

/**
 * Lists objects of one kind, of the organisations named. Ids are found first and rows joined late, so that a page far
 * on costs little more than the first.
 */
export async function listOwned<T extends object>(db: Db, listing: Listing): Promise<T[]> {
  const { name, organisations, limit, offset = 0, after, properties } = listing
  if (organisations.length === 0) return []
  const { tests, values } = conditions(name, listing.filter)
  const page = { limit, offset, most: limit + offset, ...(after !== undefined && { after }) }
  const rows = await pages(db, { ...values, ...page, organisations }, { name, tests, properties })
  const noun = nounOf(name, properties)
  return rows.map(row => fromRow(noun, row) as T)
}

/** How many objects fit, for the few places that need to know. */
export async function countOwned(
  db: Db,
  listing: Pick<Listing, 'name' | 'organisations' | 'filter'>,
): Promise<number> {
  const { tests, values } = conditions(listing.name, listing.filter)
  let count = 0
  for (const organisation of listing.organisations) {
    const [row] = await counts(db, { ...values, organisation }, { name: listing.name, tests })
    count += Number(row!.count)
  }
  return count
}

type Owned = Noun<object, Columns>

/** What a kind of object is kept as, or the part of it that some properties are. */
function nounOf(name: OwnedName, properties?: readonly string[]): Owned {
  const noun = KEPT[name].noun as unknown as Owned
  if (!properties) return noun
  const columns = Object.fromEntries(properties.map(one => [one, noun.columns[one]!]))
  return { ...noun, columns, details: undefined }
}

/** A column, and how it is compared with a value. */
type Test = readonly [column: string, operator: '=' | 'in' | '>=' | '<=' | 'is null']
type Bound = string | number | null

/** What a filter says of columns: the tests, and the value of each that has one, by its place among them. */
interface Conditions {
  tests: Test[]
  values: Record<string, Bound | readonly Bound[]>
}

function conditions(name: OwnedName, filter: Listing['filter']): Conditions {
  const noun = nounOf(name)
  const found: Conditions = { tests: [], values: {} }
  for (const [property, wanted] of Object.entries(filter)) {
    if (wanted === undefined) continue
    for (const [test, value] of testsOf(noun, property, wanted)) {
      found.values[`is${found.tests.length}`] = value
      found.tests.push(test)
    }
  }
  return found
}

function testsOf(noun: Owned, property: string, wanted: Wanted): [Test, Bound | readonly Bound[]][] {
  const foldedColumn = (noun.folded as Record<string, string> | undefined)?.[property]
  if (foldedColumn && typeof wanted === 'string') return [[[foldedColumn, '='], foldCase(wanted)]]
  const kept = noun.columns[property]
  if (!kept) throw new Error(`${noun.table} cannot be searched by ${property}`)
  const { column } = kept
  if (wanted === null) return [[[column, 'is null'], null]]
  if (typeof wanted !== 'object') return [[[column, '='], kept.write(wanted)]]
  if ('anyOf' in wanted) return [[[column, 'in'], wanted.anyOf.map(one => kept.write(one))]]
  const { atLeast, atMost } = wanted
  const ends: [Test, Bound | undefined][] = [
    [[column, '>='], atLeast],
    [[column, '<='], atMost],
  ]
  return ends.filter((end): end is [Test, Bound] => end[1] !== undefined)
}

type Query = SelectQueryBuilder<Tables, 'users', { organisation_id: Id; id: Id }>
type Asked = Values & {
  organisations: readonly Id[]
  limit: number
  offset: number
  most: number
  after?: Id
}

/** Which kind is listed and what is tested, by column. */
interface Form {
  name: OwnedName
  tests: readonly Test[]
  properties?: readonly string[] | undefined
}

const pages = prepared((db, asked: Asked, form: Form) => {
  const noun = nounOf(form.name, form.properties)
  const table = noun.table as 'users'
  const ids = firstIds(db, asked, form).orderBy('id').limit(asked.limit).offset(asked.offset)
  return db
    .selectFrom(ids.as('page'))
    .innerJoin(`${table} as full`, join =>
      join.onRef('full.organisation_id', '=', 'page.organisation_id').onRef('full.id', '=', 'page.id'),
    )
    .select(columnNames(noun as never).map(column => `full.${column} as ${column}`) as never)
    .orderBy('page.id')
    .$castTo<Record<string, unknown>>()
})

const counts = prepared((db, asked: Values & { organisation: Id }, form: Form) =>
  filtered(db, asked.organisation, asked, form).select(sql<number>`count(*)`.as('count')),
)

/** Parts that one statement joins at most; SQLite takes 500. */
const PARTS = 400

/**
 * The ids that may be on a page, without an order. Of several organisations each gives its own in the order of an index and
 * stops when the page could be full: asked for all at once, an engine would sort everything there is. SQLite merges what is
 * joined and stops by itself; PostgreSQL does not see the order unless each part asks for it.
 */
function firstIds(db: Db, asked: Asked, form: Form): Query {
  const parts = asked.organisations.map(one =>
    filtered(db, one, asked, form).select(['organisation_id', 'id']),
  )
  return joined(db, isSqlite(db) || parts.length === 1 ? parts : parts.map(cut(db, asked)), asked)
}

/** Joins parts; more than one statement takes are joined in groups. */
function joined(db: Db, parts: readonly Query[], asked: Asked): Query {
  if (parts.length <= PARTS) return parts.reduce((all, one) => all.unionAll(one))
  const groups: Query[] = []
  for (let at = 0; at < parts.length; at += PARTS) groups.push(joined(db, parts.slice(at, at + PARTS), asked))
  return joined(db, groups.map(cut(db, asked)), asked)
}

/** Cuts off what is more than a page could need. */
function cut(db: Db, { most }: Asked): (part: Query) => Query {
  return part => {
    const first = part.orderBy('id').limit(most)
    return db.selectFrom(first.as('part')).selectAll() as unknown as Query
  }
}

/** The rows of one organisation that pass the tests. */
function filtered(db: Db, organisation: Id, asked: Values & { after?: Id }, { name, tests }: Form) {
  const table = KEPT[name].noun.table as 'users'
  let query = db.selectFrom(table).where('organisation_id', '=', organisation)
  for (const [at, [column, operator]] of tests.entries()) {
    query =
      operator === 'is null'
        ? query.where(column as 'id', 'is', null)
        : query.where(column as 'id', operator, asked[`is${at}`] as never)
  }
  return asked.after === undefined ? query : query.where('id', '>', asked.after)
}
