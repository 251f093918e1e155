import type { Db } from './database.ts'
import { listOwned } from './list.ts'

/**
 * Reads that may take long, by name, so that the reader worker can run them too. Each takes the database and one plain
 * input, and gives plain data.
 */
export const queries = {
  /** Proof that the database answers. */
  ping: async (db: Db, _input: null): Promise<number> =>
    (await db.selectFrom('meta').select('name').execute()).length,
  listOwned,
}

export type Queries = typeof queries
export type QueryName = keyof Queries
