import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'
import { entity, id, json, number, text } from './entity.ts'
import { insert } from './records.ts'

/** Any JSON object. */
export type StreamLine = Readonly<Record<string, unknown>>

/** A line of what a customer's sync remembers, in its place. */
export interface SyncLine {
  customer: Id
  stream: string
  position: number
  line: StreamLine
}

export const syncLines = entity<SyncLine>()({
  table: 'sync_lines',
  key: ['customer_id', 'stream', 'position'],
  columns: {
    customer: id('customer_id'),
    stream: text('stream', 'none'),
    position: number('position'),
    line: json<StreamLine>()('line', 'free'),
  },
  derived: { length: ({ line }) => JSON.stringify(line).length },
})

/** Names one stream of one customer. */
export interface StreamName {
  customer: Id
  stream: string
}

/** Characters of lines on one page, above which it ends; one line is always on it. */
const PAGE_LENGTH = 4_000_000

/** Lines of a stream after a position: as many as wanted, fewer where they are long; one more where there are more. */
export async function linesPage(
  db: Db,
  { customer, stream, after, limit }: StreamName & { after: number; limit: number },
): Promise<{ lines: SyncLine[]; more: boolean }> {
  const found = await db
    .selectFrom('sync_lines')
    .select(['position', 'length'])
    .where('customer_id', '=', customer)
    .where('stream', '=', stream)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit + 1)
    .execute()
  const fitting = found.slice(0, Math.min(limit, lengthOfPage(found.map(row => row.length))))
  const rows = await db
    .selectFrom('sync_lines')
    .selectAll()
    .where('customer_id', '=', customer)
    .where('stream', '=', stream)
    .where('position', '>', after)
    .where('position', '<=', fitting.at(-1)?.position ?? after)
    .orderBy('position')
    .execute()
  const lines = rows.map(row => ({ customer, stream, position: row.position, line: JSON.parse(row.line) }))
  return { lines, more: found.length > fitting.length }
}

/** How many lines of these lengths make a page. */
function lengthOfPage(lengths: readonly number[]): number {
  let sum = 0
  const over = lengths.findIndex((length, at) => {
    sum += length
    return at > 0 && sum > PAGE_LENGTH
  })
  return over < 0 ? lengths.length : over
}

/** Streams of a customer in which the sync tells of its runs, for all of its organisations and for some. */
export async function runStreamsOf(db: Db, { customer }: { customer: Id }): Promise<string[]> {
  const rows = await db
    .selectFrom('sync_lines')
    .select('stream')
    .where('customer_id', '=', customer)
    .where('position', '=', 1)
    .where(({ eb, or, and }) =>
      // What is for some begins with "only-"; a dot follows the hyphen in the order of signs.
      or([eb('stream', '=', 'runs'), and([eb('stream', '>', 'only-'), eb('stream', '<', 'only.')])]),
    )
    .execute()
  return rows.map(({ stream }) => stream).filter(stream => /^(only-\w+\.)?runs$/.test(stream))
}

/** How many lines a stream has. */
export async function countLines(db: Db, { customer, stream }: StreamName): Promise<number> {
  const row = await db
    .selectFrom('sync_lines')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('customer_id', '=', customer)
    .where('stream', '=', stream)
    .executeTakeFirst()
  return Number(row?.last ?? 0)
}

/** Streams of a customer after a name, with how many lines each has. */
export async function streamsOf(
  db: Db,
  { customer, after, limit }: { customer: Id; after: string; limit: number },
): Promise<{ stream: string; lines: number }[]> {
  const rows = await db
    .selectFrom('sync_lines')
    .select(({ fn }) => ['stream', fn.max('position').as('last')])
    .where('customer_id', '=', customer)
    .where('stream', '>', after)
    .groupBy('stream')
    .orderBy('stream')
    .limit(limit)
    .execute()
  return rows.map(row => ({ stream: row.stream, lines: Number(row.last) }))
}

/** Adds lines after those that are there. */
export function addLines(
  db: Db,
  { customer, stream }: StreamName,
  after: number,
  lines: readonly StreamLine[],
): Promise<void> {
  const placed = lines.map((line, at) => ({ customer, stream, position: after + at + 1, line }))
  return insert(db, syncLines, placed)
}

/** Removes a stream. */
export async function removeStream(db: Db, { customer, stream }: StreamName): Promise<void> {
  await db.deleteFrom('sync_lines').where('customer_id', '=', customer).where('stream', '=', stream).execute()
}

/** Lets nobody else, on whatever server, write to the streams of a customer until the transaction ends. */
export async function lockStreams(db: Db, customer: Id): Promise<void> {
  await db.updateTable('customers').set({ name: sql`name` }).where('id', '=', customer).execute()
}
