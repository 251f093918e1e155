import { setTimeout } from 'node:timers/promises'
import { certain } from '../../domain/certain.ts'
import type { SqliteConnection } from './connection.ts'
import type { Slack } from './slack.ts'

/** How long to wait for readers of an earlier moment, and how often to look, in milliseconds. */
const PATIENCE = 10_000
const EVERY = 20

/** Pages that are wiped while writers wait. */
const PIECE = 2000

/**
 * Leaves nothing of what was deleted in the file or its WAL. Gives false where somebody still reads an earlier moment,
 * such as a backup under way.
 */
export async function scrub(writer: SqliteConnection, slack: Slack): Promise<boolean> {
  if (!(await soon(() => emptyWal(writer)))) return false
  const pages = await slack.find()
  for (let at = 0; at < pages.length; at += PIECE) {
    const piece = pages.slice(at, at + PIECE)
    if (!(await soon(() => wipe(writer, slack, piece)))) return false
  }
  return true
}

/** In one go, so that no write comes between the empty WAL and the pages. */
function wipe(writer: SqliteConnection, slack: Slack, pages: readonly number[]): boolean {
  if (!emptyWal(writer)) return false
  slack.wipe(pages)
  // What the writer remembers of these pages would be written back with the next change.
  writer.raw.exec('pragma shrink_memory')
  return true
}

/** Moves all of the WAL into the database file and cuts it to nothing, or gives false at once. */
function emptyWal({ raw }: SqliteConnection): boolean {
  if (raw.isTransaction) return false
  raw.exec('pragma busy_timeout = 0')
  try {
    return certain(raw.prepare('pragma wal_checkpoint(truncate)').get()).busy === 0
  } finally {
    raw.exec('pragma busy_timeout = 5000')
  }
}

async function soon(attempt: () => boolean): Promise<boolean> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await setTimeout(EVERY)) {
    if (attempt()) return true
  }
  return false
}
