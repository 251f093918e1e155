import type { Kysely } from 'kysely'
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

/**
 * Whether the engine merges the parts of a union that are each in order, and stops when the page is full. One that does not
 * must be asked for the first rows of every part. The adapter of an engine says so of itself.
 */
export function mergesUnions(db: Db): boolean {
  return 'mergesUnions' in db.getExecutor().adapter
}
