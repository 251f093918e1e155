import { certain } from '../../domain/certain.ts'
import type { ShortRead } from '../../reconcile/world/world.ts'
import {
  type Client,
  type PagedCall,
  pagesOf,
  RefusedError,
  type RowOf,
  UnauthorizedError,
  UnsettledReadError,
} from '../../sdk/client.ts'
import type { FilterOf, PageOptions } from '../../sdk/pages.ts'

type IdRow = { id: number | string }

/** A list as it was read. `short` tells that rows may be missing: how many there are, and how many there should be. */
export interface ListRead<R> {
  rows: readonly R[]
  short?: Pick<ShortRead, 'read' | 'expected'>
}

/** A client that counts its calls for pages of users: only a list that took several can have shifted meanwhile. */
export interface PageCounter {
  client: Client
  asked(): number
}

export function countPages(client: Client): PageCounter {
  let asked = 0
  const pageUsers: Client['pageUsers'] = (...given) => {
    asked += 1
    return client.pageUsers(...given)
  }
  return { client: { ...client, pageUsers }, asked: () => asked }
}

/**
 * Reads a list by pages of 200, or what the server makes of that. `count` gives the same list in another way, for one call
 * more, and is used where rows may have been lost between pages. Rejects as the call does.
 */
export async function readList<K extends PagedCall>(
  client: Client,
  call: K,
  filter: FilterOf<K>,
  options: { signal?: AbortSignal | undefined; count?: () => Promise<readonly IdRow[] | undefined> },
): Promise<ListRead<RowOf<K>>> {
  const rows: RowOf<K>[] = []
  let expected = 0
  const confirm = async () => {
    const all = (await options.count?.()) ?? []
    expected = Math.max(expected, all.length)
    return all
  }
  try {
    const paging: PageOptions = { signal: options.signal, confirm }
    for await (const page of pagesOf(client, call, filter, paging)) rows.push(...page)
    return { rows }
  } catch (error) {
    if (!(error instanceof UnsettledReadError)) throw error
    return { rows, short: { read: rows.length, expected: Math.max(expected, rows.length + 1) } }
  }
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
  const calls = client as unknown as Record<string, (input: object, own: object) => Promise<WholeRow<W>[]>>
  const rows = await certain(calls[call])(filter, { signal })
  if (rows.length === 0 || rows.length % ROUND !== 0) return { rows }
  const paged = PAGED[call]
  const behind = await certain(calls[paged])(
    { ...filter, page: rows.length / ROUND + 1, size: ROUND },
    { signal },
  )
  if (behind.length === 0) return { rows }
  const list = await readList(client, paged, filter as FilterOf<typeof paged>, {
    signal,
    count: async () => rows,
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
  let next = Math.min(1, all.length)
  for (const first of all.slice(0, 1)) await work(first)
  const lane = async () => {
    try {
      while (next < all.length) await work(certain(all[next++]))
    } catch (error) {
      next = all.length
      throw error
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, lane))
}
