import { certain } from '../../domain/certain.ts'
import type { ShortRead } from '../../reconcile/world/world.ts'
import { callByName } from '../../sdk/call-by-name.ts'
import {
  type Client,
  type PagedCall,
  RefusedError,
  type RowOf,
  readRows,
  UnauthorizedError,
} from '../../sdk/client.ts'
import type { FilterOf } from '../../sdk/pages.ts'

type IdRow = { id: number | string }

/** A list as it was read. `short` tells that rows may be missing: how many there are, and how many there should be. */
export interface ListRead<R> {
  rows: readonly R[]
  short?: Pick<ShortRead, 'read' | 'expected'>
}

/** How a list is read. */
interface ListOptions {
  signal?: AbortSignal | undefined
  /** Gives the same list in another way. */
  again?: () => Promise<readonly IdRow[] | undefined>
  /**
   * What there must be several of before `again` is called: calls, so that nobody can be lost, or pages that had rows, which saves a
   * call for each short list.
   */
  by?: 'calls' | 'pages'
}

/**
 * Reads a list by pages of 200, or what the server makes of that. Only a list that took several can have shifted between them: then
 * `again` is asked, for one call more. Rejects as the call does.
 */
export async function readList<K extends PagedCall>(
  client: Client,
  call: K,
  filter: FilterOf<K>,
  { signal, again, by = 'calls' }: ListOptions,
): Promise<ListRead<RowOf<K>>> {
  let expected = 0
  const confirm = async (took: { calls: number; pages: number }) => {
    const all = (took[by] > 1 && (await again?.())) || []
    expected = Math.max(expected, all.length)
    return all
  }
  const { rows, settled } = await readRows(client, call, filter, { signal, confirm })
  if (settled) return { rows }
  return { rows, short: { read: rows.length, expected: Math.max(expected, rows.length + 1) } }
}

/** Lists longer than this may have been cut by a server that says nothing of it, if their length is a multiple of it. */
const ROUND = 50

/** Searches without pages, each with the one that gives the same by pages. */
const PAGED = {
  searchOrganisations: 'pageOrganisations',
  searchStandards: 'pageStandards',
  searchUnits: 'pageUnits',
  searchPlacements: 'pagePlacements',
  searchClassrooms: 'pageClassrooms',
  searchAims: 'pageAims',
} as const satisfies Partial<Record<keyof Client, PagedCall>>

type WholeCall = keyof typeof PAGED
type WholeRow<W extends WholeCall> = Awaited<ReturnType<Client[W]>>[number]

/**
 * Reads a list by the search without pages, in one call. Where its length is round enough to be a cap that nobody has told
 * of, the page behind it is asked for too, and the list read by pages if there is one.
 */
export async function readWhole<W extends WholeCall>(
  client: Client,
  call: W,
  filter: Parameters<Client[W]>[0] & object,
  signal: AbortSignal | undefined,
): Promise<ListRead<WholeRow<W>>> {
  const rows = await callByName<WholeRow<W>[]>(client, call, filter, { signal })
  if (rows.length === 0 || rows.length % ROUND !== 0) return { rows }
  const paged = PAGED[call]
  const next = { ...filter, page: rows.length / ROUND + 1, size: ROUND }
  const behind = await callByName<readonly object[]>(client, paged, next, { signal })
  if (behind.length === 0) return { rows }
  const list = await readList(client, paged, filter as FilterOf<typeof paged>, {
    signal,
    again: async () => rows,
  })
  return list as ListRead<WholeRow<W>>
}

/** The answer of a call; nothing where the server refuses it. An ended token is no refusal. */
export async function unlessRefused<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RefusedError && !(error instanceof UnauthorizedError)) return undefined
    throw error
  }
}

/** Calls made at the same time where each concerns somebody else, so that slow replies do not waste the minute's calls. */
const ABREAST = 4

/** Does the same for each of many, the first one alone: what it teaches of the server's pages saves the others a call. */
export async function forEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all].reverse()
  if (waiting.length > 0) await work(certain(waiting.pop()))
  const lane = async () => {
    try {
      while (waiting.length > 0) await work(certain(waiting.pop()))
    } catch (error) {
      waiting.length = 0
      throw error
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, lane))
}
