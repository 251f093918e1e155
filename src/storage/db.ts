import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A database to query. Inside a transaction it sees what the transaction has written. */
export type Db = Kysely<Tables>
