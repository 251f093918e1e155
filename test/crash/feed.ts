import { expect } from 'vitest'
import { called } from './call.ts'
import type { Told } from './victims.ts'

/** A change as the feed tells it. */
export interface FeedRow {
  organisation: number
  position: number
  learner: number
  level: string
  role: string
  target: number
  before: { person: number } | null
  after: { person: number } | null
  hash: string
}

/** What a reader of the feed got, in the order in which it came. */
export interface Followed {
  rows: FeedRow[]
  pages: number
}

/**
 * Follows the feed from where it stands now, at one server after the other, while others write. Fails at the first
 * position that is not the next one of its organisation.
 */
export async function follow(servers: readonly Told[]): Promise<{ stop(): Promise<Followed> }> {
  const reader: Reader = { going: true, reached: new Map(), cursor: '' }
  await goToEnd(servers[0]!, reader)
  const following = read(servers, reader)
  // Who stops it is told; until then a failure must not end the process.
  following.catch(() => {})
  return {
    stop: () => {
      reader.going = false
      return following
    },
  }
}

interface Reader {
  going: boolean
  /** The position reached in each organisation. */
  reached: Map<number, number>
  cursor: string
}

async function read(servers: readonly Told[], reader: Reader): Promise<Followed> {
  const { reached } = reader
  const rows: FeedRow[] = []
  let pages = 0
  for (let more = true; reader.going || more; pages += 1) {
    // Asked for once more after everything was written, the feed must have told all.
    const wasGoing = reader.going
    const page = await pageAfter(servers[pages % servers.length]!, reader.cursor)
    for (const row of page.changes) {
      expect(row.position, `the next position of organisation ${row.organisation}`).toBe(
        (reached.get(row.organisation) ?? 0) + 1,
      )
      reached.set(row.organisation, row.position)
      rows.push(row)
    }
    reader.cursor = page.next
    more = page.more || wasGoing
  }
  return { rows, pages }
}

interface Page {
  changes: FeedRow[]
  more: boolean
  next: string
}

function pageAfter(server: Told, cursor: string): Promise<Page> {
  return called(server, 'GET', `/changes?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
}

/** Passes all that is there, noting how far each history goes. */
async function goToEnd(server: Told, reader: Reader): Promise<void> {
  for (let more = true; more; ) {
    const page = await pageAfter(server, reader.cursor)
    for (const { organisation, position } of page.changes) reader.reached.set(organisation, position)
    ;({ next: reader.cursor, more } = page)
  }
}
