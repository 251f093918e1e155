import type { SelectQueryBuilder } from 'kysely'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { type Db, mergesUnions, untyped } from './db.ts'
import { ENTITIES, type Stored } from './entities.ts'
import { columnNames, columnOf, type Entity, fromRow, type Row } from './entity.ts'
import { prepared, preparedRows, type QueryValues } from './prepared.ts'
import { withDefaultHolders } from './users-page.ts'
import type { ValueRow } from './value-rows.ts'

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
export type WantedValue =
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
  filter: Readonly<Record<string, WantedValue | undefined>>
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
export async function listOwned<Name extends OwnedName>(
  db: Db,
  listing: Listing & { name: Name },
): Promise<Stored[Name][]> {
  const { name, organisations, properties } = listing
  if (organisations.length === 0) return []
  const entity = partOf<Stored[Name]>(ENTITIES[name].entity, properties)
  const { values, form } = asked(listing, columnNames(entity))
  const rows = await pages(db, values, form)
  return rows.map(row => fromRow(entity, row))
}

/** The same as lists of the values of some columns; with who is set by default beside each, where that is wanted. */
export async function valuesOfPage(
  db: Db,
  listing: Omit<Listing, 'properties'>,
  columns: readonly string[],
  withDefaults: boolean,
): Promise<ValueRow[]> {
  if (listing.organisations.length === 0) return []
  const { values, form } = asked(listing, columns)
  return valuePages(db, values, { ...form, withDefaults })
}

/** What a listing comes to: values, and what decides how the query reads. */
function asked(listing: Listing, columns: readonly string[]): { values: PageValues; form: Form } {
  const { name, organisations, limit, offset = 0, after } = listing
  const { tests, values } = conditions(name, listing.filter)
  const page = { limit, offset, most: limit + offset, ...(after !== undefined && { after }) }
  return { values: { ...values, ...page, organisations }, form: { name, tests, columns } }
}

/** An entity, or the part of it that some properties are: what is not asked for is not read. */
function partOf<T extends object>(entity: Entity<T>, properties?: readonly string[]): Entity<T> {
  if (!properties) return entity
  const columns = Object.fromEntries(properties.map(property => [property, columnOf(entity, property)]))
  return { ...entity, columns, details: undefined }
}

/** A column, and how it is compared with a value. */
type Test = readonly [column: string, operator: '=' | 'in' | '>=' | '<=' | 'is null']
type BoundValue = string | number | null

/** What a filter says of columns: the tests, and the value of each that has one, by its place among them. */
interface Conditions {
  tests: Test[]
  values: Record<string, BoundValue | readonly BoundValue[]>
}

function conditions(name: OwnedName, filter: Listing['filter']): Conditions {
  const { entity }: { entity: Entity<object> } = ENTITIES[name]
  const found: Conditions = { tests: [], values: {} }
  for (const [property, wanted] of Object.entries(filter)) {
    if (wanted === undefined) continue
    for (const [test, value] of testsOf(entity, property, wanted)) {
      found.values[`is${found.tests.length}`] = value
      found.tests.push(test)
    }
  }
  return found
}

function testsOf(
  entity: Entity<object>,
  property: string,
  wanted: WantedValue,
): [Test, BoundValue | readonly BoundValue[]][] {
  const foldedColumn = entity.folded?.[property]
  if (foldedColumn && typeof wanted === 'string') return [[[foldedColumn, '='], foldCase(wanted)]]
  const { column, write } = columnOf(entity, property)
  if (wanted === null) return [[[column, 'is null'], null]]
  if (typeof wanted !== 'object') return [[[column, '='], write(wanted)]]
  if ('anyOf' in wanted) return [[[column, 'in'], wanted.anyOf.map(value => write(value))]]
  const { atLeast, atMost } = wanted
  const ends: [Test, BoundValue | undefined][] = [
    [[column, '>='], atLeast],
    [[column, '<='], atMost],
  ]
  return ends.filter((end): end is [Test, BoundValue] => end[1] !== undefined)
}

type AnyTables = Record<string, Row>
type IdQuery = SelectQueryBuilder<AnyTables, string, Row>
/** A query for a page, whose ids it calls "page". */
export type PageQuery = SelectQueryBuilder<AnyTables, string, Row>
type PageValues = QueryValues & {
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
  columns: readonly string[]
  withDefaults?: boolean
}

const pages = prepared(pageQuery)
const valuePages = preparedRows(pageQuery)

function pageQuery(db: Db, asked: PageValues, form: Form) {
  const { table } = ENTITIES[form.name].entity
  const ids = firstIds(db, asked, form).orderBy('id').limit(asked.limit).offset(asked.offset)
  const query = untyped(db)
    .selectFrom(ids.as('page'))
    .innerJoin(`${table} as full`, join =>
      join.onRef('full.organisation_id', '=', 'page.organisation_id').onRef('full.id', '=', 'page.id'),
    )
    .select(form.columns.map(column => `full.${column} as ${column}`))
    .orderBy('page.id')
    .$castTo<Row>()
  return form.withDefaults ? withDefaultHolders(query) : query
}

/** Parts that one statement joins at most; SQLite takes 500. */
const PARTS = 400

/**
 * The ids that may be on a page, without an order. Of several organisations each gives its own in the order of an index and
 * stops when the page could be full: asked for all at once, an engine would sort everything there is. SQLite merges what is
 * joined and stops by itself; PostgreSQL does not see the order unless each part asks for it.
 */
function firstIds(db: Db, asked: PageValues, form: Form): IdQuery {
  const parts = asked.organisations.map(one =>
    filtered(db, one, asked, form).select(['organisation_id', 'id']),
  )
  return joined(db, mergesUnions(db) || parts.length === 1 ? parts : parts.map(cut(db, asked)), asked)
}

/** Joins parts; more than one statement takes are joined in groups. */
function joined(db: Db, parts: readonly IdQuery[], asked: PageValues): IdQuery {
  if (parts.length <= PARTS) return parts.reduce((all, one) => all.unionAll(one))
  const groups: IdQuery[] = []
  for (let at = 0; at < parts.length; at += PARTS) groups.push(joined(db, parts.slice(at, at + PARTS), asked))
  return joined(db, groups.map(cut(db, asked)), asked)
}

/** Cuts off what is more than a page could need. */
function cut(db: Db, { most }: PageValues): (part: IdQuery) => IdQuery {
  return part => {
    const first = part.orderBy('id').limit(most)
    return untyped(db).selectFrom(first.as('part')).selectAll()
  }
}

/** The rows of one organisation that pass the tests. */
function filtered(db: Db, organisation: Id, asked: QueryValues & { after?: Id }, { name, tests }: Form) {
  let query = untyped(db)
    .selectFrom<string>(ENTITIES[name].entity.table)
    .where('organisation_id', '=', organisation)
  for (const [at, [column, operator]] of tests.entries()) {
    query =
      operator === 'is null'
        ? query.where(column, 'is', null)
        : query.where(column, operator, asked[`is${at}`])
  }
  return asked.after === undefined ? query : query.where('id', '>', asked.after)
}
