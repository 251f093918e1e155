import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Db } from '../db.ts'
import type { Tables } from '../tables.ts'
import { MergingAdapter } from './dialect.ts'

/** What a statement came to on the thread that ran it. */
export interface Ran {
  rows: unknown[]
  /** Rows written; missing where the statement gives rows. */
  changes?: number | bigint
}

/** Runs one statement somewhere else. */
type Send = (sql: string, parameters: readonly unknown[]) => Promise<Ran>

/** The query builder on a connection that another thread owns. Transactions are the business of that thread. */
export function remoteDb(send: Send): Db {
  const connection: DatabaseConnection = {
    executeQuery: query => execute(send, query),
    // biome-ignore lint/correctness/useYield: the writer reads nothing that is too long for one answer.
    streamQuery: async function* () {
      throw new Error('The writer does not stream; read on a snapshot.')
    },
  }
  const noTransaction = async () => {
    throw new Error('Transactions are begun on the thread that writes.')
  }
  const driver: Driver = {
    ...NOTHING,
    acquireConnection: async () => connection,
    beginTransaction: noTransaction,
    commitTransaction: noTransaction,
    rollbackTransaction: noTransaction,
  }
  const dialect: Dialect = {
    createAdapter: () => new MergingAdapter(),
    createDriver: () => driver,
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
  return new Kysely<Tables>({ dialect })
}

async function execute<Row>(send: Send, { sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
  const { rows, changes } = await send(sql, parameters)
  return { rows: rows as Row[], ...(changes !== undefined && { numAffectedRows: BigInt(changes) }) }
}

/** There is one connection, opened and closed by its thread. */
const NOTHING = { init: async () => {}, releaseConnection: async () => {}, destroy: async () => {} }
