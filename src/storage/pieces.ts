import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'

/** How many items one statement takes at most. */
export const PIECE = 1000

/** Reads for a list of any length, some items at a time. */
async function inPieces<Item, Row>(
  items: readonly Item[],
  read: (piece: readonly Item[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let at = 0; at < items.length; at += PIECE) rows.push(...(await read(items.slice(at, at + PIECE))))
  return rows
}

/**
 * The same for a list that a statement holds in an `in (…)`: what is short is filled up with its last item to one of a
 * few lengths, so that few statements are kept prepared.
 */
export function inFullPieces<Item, Row>(
  items: readonly Item[],
  read: (piece: readonly Item[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  return inPieces(items, piece => read(filledUp(piece)))
}

/** A list filled up with its last item to one of a few lengths. */
export function filledUp<Item>(piece: readonly Item[]): Item[] {
  const length = Math.min(PIECE, 2 ** Math.ceil(Math.log2(piece.length)))
  return Array.from({ length }, (_, at) => certain(piece[Math.min(at, piece.length - 1)]))
}

/** Where a page over several organisations goes on: after which row of which one. */
export interface PlaceAcross<After> {
  organisation: Id
  after: After
}

/**
 * Reads a page over several organisations in the order of their ids: one after another until the page is full.
 * Each statement stays within one organisation, as the tables are keyed.
 */
export async function pageAcross<After, Row>(
  organisations: readonly Id[],
  from: PlaceAcross<After> | undefined,
  limit: number,
  read: (organisation: Id, after: After | undefined, room: number) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const organisation of organisations.toSorted((a, b) => a - b)) {
    if (rows.length >= limit) break
    if (from && organisation < from.organisation) continue
    const after = from?.organisation === organisation ? from.after : undefined
    rows.push(...(await read(organisation, after, limit - rows.length)))
  }
  return rows
}
