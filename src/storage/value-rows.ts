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
