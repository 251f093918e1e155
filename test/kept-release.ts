/** What a column may hold. */
export type Value = string | number | null

/** The database of a release, as it was. */
export interface KeptRelease {
  release: string
  /** Statements that make its schema, with `{clustered}` where SQLite says `without rowid` and `{bytewise}` for a collation. */
  create: readonly string[]
  rows: readonly { table: string; rows: readonly Record<string, Value>[] }[]
  /** The data set that it holds. */
  holds: readonly string[]
}
