import { sql } from 'kysely'
import { type AnyDb, type Db, untyped } from './db.ts'
import { columnNames, columnOf, type Entity, fromRow, type Row, toRow } from './entity.ts'
import { filledUp, PIECE } from './pieces.ts'
import { prepared, type QueryValues } from './prepared.ts'

/** Bound values in one statement; the tighter of the engines' limits is 32,766. */
const MOST_VALUES = 16_000

/** What properties must be for a row to be wanted: a value, or any of several. */
type Filter<T> = { readonly [Property in keyof T & string]?: T[Property] | readonly T[Property][] }

/** Adds objects. A key that is taken fails the statement. */
export async function insert<T extends object>(
  db: Db,
  entity: Entity<T>,
  objects: readonly T[],
): Promise<void> {
  const rows = objects.map(object => toRow(entity, object))
  const width = Math.max(1, Object.keys(rows[0] ?? {}).length)
  const chunk = Math.floor(MOST_VALUES / width)
  for (let at = 0; at < rows.length; at += chunk) {
    await untyped(db)
      .insertInto(entity.table)
      .values(rows.slice(at, at + chunk))
      .execute()
  }
}

/** Adds an object, unless its key is taken: then false, and what is there stays. */
export async function insertNew<T extends object>(db: Db, entity: Entity<T>, object: T): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await untyped(db)
    .insertInto(entity.table)
    .values(toRow(entity, object))
    .onConflict(conflict => conflict.columns([...entity.key]).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Replaces an object that is there, found by its key. */
export async function update<T extends object>(db: Db, entity: Entity<T>, object: T): Promise<void> {
  const row = toRow(entity, object)
  let query = untyped(db).updateTable(entity.table).set(row)
  for (const column of entity.key) query = query.where(column, '=', row[column])
  await query.execute()
}

/** How many rows are wanted, in the order of the key. */
interface PartWanted {
  limit?: number
}

/** All objects that a filter leaves, in the order of their key. */
export function select<T extends object>(
  db: Db,
  entity: Entity<T>,
  filter: Filter<T>,
  part: PartWanted = {},
): Promise<T[]> {
  return selectAny(db, entity, filter, part)
}

/** The same for what serves several entities, whose properties are only known when it runs. */
export async function selectAny<T extends object>(
  db: Db,
  entity: Entity<T>,
  filter: Readonly<Record<string, unknown>>,
  { limit }: PartWanted = {},
): Promise<T[]> {
  const wanted = Object.entries(filter).map(([property, value]) => valuesOf(entity, property, value))
  const values: QueryValues = Object.fromEntries([...wanted, ['limit ', limit]])
  const columns = wanted.map(([column]) => column)
  const rows = await queryFor(entity)(db, values, columns)
  return rows.map(row => fromRow(entity, row))
}

/** A column with what it must be, as it is stored. */
function valuesOf(entity: Pick<Entity<object>, 'table' | 'columns'>, property: string, value: unknown) {
  const { column, write } = columnOf(entity, property)
  if (!Array.isArray(value)) return [column, write(value)] as const
  const stored = value.map(each => write(each))
  return [column, stored.length <= PIECE ? filledUp(stored) : stored] as const
}

type RowQuery = (db: Db, values: QueryValues, columns: readonly string[]) => Promise<Row[]>
type Readable = Pick<Entity<object>, 'table' | 'key' | 'columns' | 'details'>

const queries = new WeakMap<Readable, RowQuery>()

/** The query for rows of an entity. */
function queryFor(entity: Readable): RowQuery {
  const query = queries.get(entity) ?? prepared(rowsOf(entity))
  queries.set(entity, query)
  return query
}

/** Names with a space are of no column. */
function rowsOf(entity: Readable) {
  return (db: Db, values: QueryValues, columns: readonly string[]) => {
    let query = untyped(db).selectFrom(entity.table).select(columnNames(entity))
    for (const column of columns) {
      const value = values[column]
      query = query.where(column, Array.isArray(value) ? 'in' : '=', value)
    }
    for (const column of entity.key) query = query.orderBy(column)
    return values['limit '] === undefined ? query : query.limit(sql<number>`${values['limit ']}`)
  }
}

/** One object by a filter that names at most one; nothing when there is none. */
export async function find<T extends object>(
  db: Db,
  entity: Entity<T>,
  filter: Filter<T>,
): Promise<T | undefined> {
  const [first] = await select(db, entity, filter, { limit: 1 })
  return first
}

/** All objects of an entity in the order of its key, a piece at a time, so that memory stays small. */
export async function* everything<T extends object>(
  db: Db,
  entity: Entity<T>,
  piece = 1000,
): AsyncGenerator<T[]> {
  let after: readonly unknown[] | undefined
  for (;;) {
    const rows = await pieceAfter(untyped(db), entity, after, piece)
    if (rows.length > 0) yield rows.map(row => fromRow(entity, row))
    const last = rows.at(-1)
    if (!last || rows.length < piece) return
    after = entity.key.map(column => last[column])
  }
}

async function pieceAfter(
  db: AnyDb,
  entity: Readable,
  after: readonly unknown[] | undefined,
  piece: number,
): Promise<Row[]> {
  let query = db.selectFrom(entity.table).select(columnNames(entity))
  if (after) {
    const key = sql.join(entity.key.map(column => sql.ref(column)))
    query = query.where(sql<boolean>`(${key}) > (${sql.join(after.map(value => sql`${value}`))})`)
  }
  for (const column of entity.key) query = query.orderBy(column)
  return query.limit(piece).execute()
}
