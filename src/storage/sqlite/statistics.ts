import type { DatabaseSync } from 'node:sqlite'

/** Rows of a table that grows, of one organisation, and of one of its learners, people, classes and so on. */
const ROWS = 1_000_000
const OF_ORGANISATION = 100_000
const OF_ONE = 10

/** Columns that tell few things apart, so that many rows share each value. */
const COARSE = new Set(['kind', 'level', 'role'])

/** What an index on a block of the history calls it, having no name for it, and how many changes share one. */
const BLOCK = 'block'
const OF_BLOCK = 1000

interface IndexRow {
  tbl: string
  idx: string
  origin: string
  isUnique: number
  columns: string
}

/**
 * Tells SQLite what our tables are like: organisations are large, and learners and people are not. Left to itself it
 * takes an organisation for ten rows and reads the whole of it; and what it would measure on a young database is wrong
 * for an old one. So the figures are fixed, and plans stay the same for the life of a database. Must run before other
 * connections are opened, since each reads the figures once.
 */
export function fixStatistics(raw: DatabaseSync): void {
  raw.exec('analyze sqlite_schema')
  raw.exec('delete from sqlite_stat1')
  const insert = raw.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)')
  const indexes: object[] = raw.prepare(INDEXES).all()
  for (const index of indexes as IndexRow[]) {
    const columns = index.columns.split(',')
    if (columns[0] !== 'organisation_id') continue
    // The key of a table that is kept in its order goes by the name of the table.
    insert.run(
      index.tbl,
      index.origin === 'pk' ? index.tbl : index.idx,
      figuresOf(columns, index.isUnique === 1),
    )
  }
  raw.exec('analyze sqlite_schema')
}

const INDEXES = `
  select m.name as tbl, i.name as idx, i.origin as origin, i."unique" as isUnique,
    (select group_concat(name) from (select coalesce(c.name, '${BLOCK}') as name from pragma_index_info(i.name) c
      order by c.seqno)) as columns
  from sqlite_schema m join pragma_index_list(m.name) i
  where m.type = 'table' and m.name not like 'sqlite_%'`

/** Rows in all, and how many share the first column, the first two, and so on. */
function figuresOf(columns: readonly string[], isUnique: boolean): string {
  const figures = columns.map((_, at) => {
    if (isUnique && at === columns.length - 1) return 1
    if (at === 0) return OF_ORGANISATION
    if (columns[at] === BLOCK) return OF_BLOCK
    const before = columns.slice(1, at + 1)
    return before.every(one => COARSE.has(one)) ? OF_ORGANISATION / 5 : OF_ONE
  })
  return [ROWS, ...figures].join(' ')
}
