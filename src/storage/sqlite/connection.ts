import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, type SqliteStatement } from 'kysely'
import { certain } from '../../domain/certain.ts'
import type { Db } from '../db.ts'
import { readsValues, type ValueRow } from '../value-rows.ts'
import { MergingDialect } from './dialect.ts'

/** One connection to a SQLite file, with its prepared statements. */
export interface SqliteConnection {
  raw: DatabaseSync
  /** The query builder on this same connection. */
  db: Db
  /** A prepared statement, made once for each text. */
  prepare(sql: string): StatementSync
  close(): void
}

/** Statements kept prepared; the texts of one program are few, and lists in a query make new ones. */
const KEPT_STATEMENTS = 500

/** Opens a connection for writing, or for reading beside the writer. */
export function connect(file: string, access: 'write' | 'read'): SqliteConnection {
  const raw = new DatabaseSync(file, { readOnly: access === 'read', timeout: 5000 })
  for (const setting of settings(access)) raw.exec(setting)
  const prepare = statementCache(sql => raw.prepare(sql))
  const database = { prepare: (sql: string) => adapt(prepare(sql)), close: () => {} }
  const db: Db = new Kysely({ dialect: new MergingDialect({ database }) })
  const prepareForValues = statementCache(sql => givingValues(raw.prepare(sql)))
  readsValues(
    db,
    (sql, parameters) =>
      prepareForValues(sql).all(...(parameters as SQLInputValue[])) as unknown as ValueRow[],
  )
  return {
    raw,
    prepare,
    db,
    close: () => raw.close(),
  }
}

/** Runs one transaction on a connection that nobody else uses meanwhile. */
export async function inTransaction<T>({ raw }: SqliteConnection, work: () => Promise<T>): Promise<T> {
  raw.exec('begin immediate')
  try {
    const result = await work()
    raw.exec('commit')
    return result
  } catch (error) {
    if (raw.isTransaction) raw.exec('rollback')
    throw error
  }
}

/**
 * Bytes of a page in a new database. A commit writes every page it touched, most of them for one small change each, so
 * that smaller pages cost less; still smaller ones would not hold a user.
 */
const PAGE = 2048

/**
 * KB of pages that a connection keeps; what it lets go, the operating system still has. The writer keeps few: when a page
 * has been split, SQLite walks the whole of this cache at every commit (`pcache1Truncate`), and 64 MB of it cost 8 % of all
 * writing.
 */
const CACHE = { write: 4_096, read: 8_192 }

/** Pages that the WAL may hold before a commit itself moves them; far more than the checkpoint worker ever leaves. */
const LARGEST_WAL = 65_536

/**
 * `synchronous=FULL` is set by hand: in WAL mode builds differ in their default, and a commit must be on disk.
 * `secure_delete` holds from the first row on, for it overwrites only what is deleted while it is on.
 */
function settings(access: 'write' | 'read'): string[] {
  const shared = [
    'pragma foreign_keys = on',
    `pragma cache_size = -${CACHE[access]}`,
    'pragma temp_store = memory',
  ]
  if (access === 'read') return [...shared, 'pragma query_only = on']
  const durable = ['pragma journal_mode = wal', 'pragma synchronous = full', 'pragma secure_delete = on']
  return [`pragma page_size = ${PAGE}`, ...durable, `pragma wal_autocheckpoint = ${LARGEST_WAL}`, ...shared]
}

function givingValues(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true)
  return statement
}

function statementCache(prepare: (sql: string) => StatementSync): (sql: string) => StatementSync {
  const kept = new Map<string, StatementSync>()
  return sql => {
    const found = kept.get(sql)
    if (found) return found
    if (kept.size >= KEPT_STATEMENTS) kept.delete(certain(kept.keys().next().value))
    const statement = prepare(sql)
    kept.set(sql, statement)
    return statement
  }
}

const adapted = new WeakMap<StatementSync, SqliteStatement>()

/** Kysely speaks the interface of another driver, whose parameters come as one list. */
function adapt(statement: StatementSync): SqliteStatement {
  const known = adapted.get(statement)
  if (known) return known
  const made = {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters: readonly unknown[]) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as SQLInputValue[])),
  }
  adapted.set(statement, made)
  return made
}
