import { sql } from 'kysely'
import { type Columns, columnNames, fromRow, type Noun, toRow } from './columns.ts'
import type { Db } from './db.ts'
import { filledUp, PIECE } from './pieces.ts'
import { prepared, type Values } from './prepared.ts'
import type { Tables } from './tables.ts'

/** A noun whatever its columns. */
export type AnyNoun<T extends object> = Noun<T, Columns>

/** Bound values in one statement; the tighter of the engines' limits is 32,766. */
const MOST_VALUES = 16_000

/**
 * The query builder knows tables by literal name, and these functions serve every noun; this is the one place
 * where that knowledge is put aside. Values still come from the noun's own columns.
 */
function table(noun: AnyNoun<never>): keyof Tables {
  return noun.table as keyof Tables
}

type Row = Record<string, unknown>

/** Adds objects. A key that is taken fails the statement. */
export async function insert<T extends object>(
  db: Db,
  noun: AnyNoun<T>,
  objects: readonly T[],
): Promise<void> {
  const rows = objects.map(object => toRow(noun, object))
  const width = Math.max(1, Object.keys(rows[0] ?? {}).length)
  const chunk = Math.floor(MOST_VALUES / width)
  for (let at = 0; at < rows.length; at += chunk) {
    await db
      .insertInto(table(noun))
      .values(rows.slice(at, at + chunk) as never)
      .execute()
  }
}

/** Replaces an object that is there, found by its key. */
export async function update<T extends object>(db: Db, noun: AnyNoun<T>, object: T): Promise<void> {
  const row = toRow(noun, object)
  let query = db.updateTable(table(noun)).set(row as never)
  for (const column of noun.key) query = query.where(column as never, '=', row[column] as never)
  await query.execute()
}

/** Which part of the rows is wanted, and in which order; that of the key where nothing is said. */
interface Part {
  order?: readonly string[]
  limit?: number
  offset?: number
}

/** Whatever rows a filter leaves, as objects. Keys of the filter are column names. */
export async function select<T extends object>(
  db: Db,
  noun: AnyNoun<T>,
  filter: Row,
  { order = noun.key, limit, offset }: Part = {},
): Promise<T[]> {
  const columns = Object.keys(filter)
  const wanted = Object.entries(filter).map(([column, value]) => [
    column,
    Array.isArray(value) && value.length <= PIECE ? filledUp(value) : value,
  ])
  const values = Object.fromEntries([
    ...wanted,
    ['limit ', limit],
    ['offset ', offset || undefined],
  ]) as Values
  const rows = await rowsOf(noun as never)(db, values, columns, order)
  return rows.map(row => fromRow(noun, row))
}

type Rows = (db: Db, values: Values, columns: readonly string[], order: readonly string[]) => Promise<Row[]>

const known = new WeakMap<AnyNoun<never>, Rows>()

/** The query for rows of a noun. Names with a space are of no column. */
function rowsOf(noun: AnyNoun<never>): Rows {
  const made = known.get(noun)
  if (made) return made
  const rows: Rows = prepared((db, values: Values, columns: readonly string[], order: readonly string[]) => {
    let query = db.selectFrom(table(noun)).select(columnNames(noun) as never)
    for (const column of columns) {
      const value = values[column]
      query = query.where(column as never, Array.isArray(value) ? 'in' : '=', value as never)
    }
    for (const column of order) query = query.orderBy(column as never)
    if (values['limit '] !== undefined) query = query.limit(values['limit '] as number)
    if (values['offset '] !== undefined) query = query.offset(values['offset '] as number)
    return query.$castTo<Row>()
  })
  known.set(noun, rows)
  return rows
}

/** One object by a filter that names at most one; nothing when there is none. */
export async function find<T extends object>(db: Db, noun: AnyNoun<T>, filter: Row): Promise<T | undefined> {
  const [first] = await select(db, noun, filter, { limit: 1 })
  return first
}

/** All objects of a noun in the order of its key, a piece at a time, so that memory stays small. */
export async function* everything<T extends object>(
  db: Db,
  noun: AnyNoun<T>,
  piece = 1000,
): AsyncGenerator<T[]> {
  let after: readonly unknown[] | undefined
  for (;;) {
    const rows = await pieceAfter(db, noun, after, piece)
    if (rows.length > 0) yield rows.map(row => fromRow(noun, row))
    if (rows.length < piece) return
    const last = rows.at(-1)!
    after = noun.key.map(column => last[column])
  }
}

async function pieceAfter<T extends object>(
  db: Db,
  noun: AnyNoun<T>,
  after: readonly unknown[] | undefined,
  piece: number,
): Promise<Row[]> {
  let query = db.selectFrom(table(noun)).select(columnNames(noun) as never)
  if (after) {
    const key = sql.join(noun.key.map(column => sql.ref(column)))
    query = query.where(sql<boolean>`(${key}) > (${sql.join(after.map(value => sql`${value}`))})`)
  }
  for (const column of noun.key) query = query.orderBy(column as never)
  return (await query.limit(piece).execute()) as Row[]
}
