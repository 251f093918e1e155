import { type Kysely, SqliteAdapter } from 'kysely'
import type { Tables } from './tables.ts'

/** A database to query. Inside a transaction it sees what the transaction has written. */
export type Db = Kysely<Tables>

/** A database whose tables may be named by what is only known when the query is made. */
export type AnyDb = Kysely<Record<string, Record<string, unknown>>>

/**
 * The same database without what is known of its tables, for the few functions that serve every entity. The query
 * builder knows tables by literal name; this is the one place where that knowledge is put aside.
 */
export function untyped(db: Db): AnyDb {
  return db as unknown as AnyDb
}

/** Whether the database is SQLite, for the few queries that one text does not serve well on both engines. */
export function isSqlite(db: Db): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
