import type { CompiledQuery } from 'kysely'
import type { Db } from './db.ts'

/** A row as the values of its columns, in their order. */
export type ValueRow = readonly unknown[]

/** Runs a statement on a connection of an engine and gives rows as lists of values. */
type ReadValues = (sql: string, parameters: readonly unknown[]) => ValueRow[] | Promise<ValueRow[]>

const readers = new WeakMap<Db, ReadValues>()

/** Told by an engine of each database that it makes: how its rows are had without the query builder. */
export function readsValues(db: Db, read: ReadValues): void {
  readers.set(db, read)
}

/** Rows as lists of values. A database that nothing was told of is asked through the query builder. */
export async function readRows(
  db: Db,
  query: CompiledQuery,
  parameters: readonly unknown[],
): Promise<ValueRow[]> {
  const read = readers.get(db)
  if (read) return read(query.sql, parameters)
  const { rows } = await db.executeQuery({ ...query, parameters })
  return rows.map(row => Object.values(row as object))
}

/** A value of a row that the query makes a number. Throws where it is none: the statement and its reader disagree. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  throw new Error(`A number was expected in a row, and not ${typeof value}.`)
}

/** As `numberOf`, of a column that may be empty. */
export function numberOrNull(value: unknown): number | null {
  return value === null ? null : numberOf(value)
}

/** A value of a row that the query makes a text. Throws where it is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new Error(`A text was expected in a row, and not ${typeof value}.`)
}
