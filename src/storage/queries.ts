import type { Db } from './database.ts'

/** Reads that may take long, by name, so that the reader worker can run them too. */
export const queries = {
  /** Proof that the database answers. */
  ping: async (db: Db, _input: null): Promise<number> =>
    (await db.selectFrom('meta').select('name').execute()).length,
}

export type Queries = typeof queries
export type QueryName = keyof Queries
