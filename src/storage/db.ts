import { type Kysely, SqliteAdapter } from 'kysely'
import type { Tables } from './tables.ts'

/** A database to query. Inside a transaction it sees what the transaction has written. */
export type Db = Kysely<Tables>

/** Whether the database is SQLite, for the few queries that one text does not serve well on both engines. */
export function isSqlite(db: Db): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
