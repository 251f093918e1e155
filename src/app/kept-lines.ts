import type { Id } from '../domain/id.ts'
import type { Db } from '../storage/db.ts'
import { linesPage, type StreamLine } from '../storage/sync-lines.ts'

const PAGE = 10_000

/** All lines of a stream of the sync, as whoever writes to that stream has them. */
export async function keptLines<Line extends object = StreamLine>(
  db: Db,
  customer: Id,
  stream: string,
): Promise<Line[]> {
  const lines: object[] = []
  for (;;) {
    const page = await linesPage(db, { customer, stream, after: lines.length, limit: PAGE })
    lines.push(...page.lines.map(({ line }) => line))
    if (!page.more) return lines as Line[]
  }
}
