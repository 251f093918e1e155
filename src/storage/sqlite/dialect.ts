import { SqliteAdapter, SqliteDialect } from 'kysely'

/** What the query builder is told of SQLite beyond its language. */
export class MergingAdapter extends SqliteAdapter {
  /** Parts of a union that are in order are merged, and reading stops when there are rows enough (`db.ts`). */
  readonly mergesUnions = true
}

/** The query builder's own dialect, with that adapter. */
export class MergingDialect extends SqliteDialect {
  override createAdapter(): MergingAdapter {
    return new MergingAdapter()
  }
}
