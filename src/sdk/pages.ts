import type { contract } from '../contract/contract.ts'
import type { Input } from '../contract/endpoint.ts'
import { certain } from '../domain/certain.ts'
import { callByName } from './call-by-name.ts'
import type { Given } from './client.ts'
import { RefusedError, UnsettledReadError } from './errors.ts'
import { rememberPages, type ServerPages } from './page-lengths.ts'
import type { Methods } from './types.ts'

type Calls = typeof contract

/** Names of the calls of OneFile's API that give a list page by page, such as `pageUsers`. */
export type PagedCall = {
  [K in keyof Calls]: Input<Calls[K]> extends { page: number; size: number } ? K : never
}[keyof Calls]

/** What a paged call is asked for, beside the page. */
export type FilterOf<K extends PagedCall> = Omit<Input<Calls[K]>, 'page' | 'size'>

/** A row of a paged call. */
export type RowOf<K extends PagedCall> =
  Given<Calls[K]> extends readonly (infer R extends PagedRow)[] ? R : never

/** Something odd in the way a list was answered. */
export interface PageFinding {
  code: 'page-capped' | 'row-repeated' | 'order-shifted' | 'page-ignored' | 'row-missing'
  sentence: string
  call: string
  /** Number of the page, from 1; 0 for the list as a whole. */
  page: number
}

/** How a list is read. */
interface PageOptions {
  /** Rows asked for at once; 200 by default, and less where the server refuses that. */
  size?: number | undefined
  signal?: AbortSignal | undefined
  /**
   * Gives the same list in another way, such as the search without pages: one call more, after which nobody can have been
   * lost between two pages. Rows that it has and no page had make the pages be read again. It is given how many calls
   * reading took, and how many of them had rows.
   */
  confirm?:
    | ((took: { calls: number; pages: number }) => Promise<readonly { id: number | string }[]>)
    | undefined
  onFinding?: ((finding: PageFinding) => void) | undefined
}

/** A list with how it was read. */
interface RowsRead<R> {
  rows: readonly R[]
  /** False where the list kept shifting, so that rows may be missing: conclude nothing from an absence. */
  settled: boolean
  findings: readonly PageFinding[]
}

const SIZES = [200, 100, 50]

/** Readings of a list that keeps shifting. */
const MOST_PASSES = 4

/**
 * The rows of a paged search, in pages as they come, each row once. Reads until the list ends for certain, whatever
 * size of page the server gives, and reads again where the list shifted meanwhile. Rejects as the call does, and with
 * `UnsettledReadError`, after all rows, where the list went on shifting.
 */
export async function* pagesOf<K extends PagedCall>(
  client: Methods,
  call: K,
  filter: FilterOf<K>,
  options: PageOptions = {},
): AsyncGenerator<readonly RowOf<K>[], void, undefined> {
  const list = listOf<RowOf<K> & PagedRow>(client, call, filter, options)
  const known = new Set<unknown>()
  let pages = 0
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    let news = 0
    const signs = new Signs(call, options.onFinding)
    for await (const page of onePass(list, signs)) {
      pages += 1
      const fresh = page.filter(row => !known.has(row.id))
      for (const { id } of fresh) known.add(id)
      news += fresh.length
      if (fresh.length > 0) yield fresh
    }
    const missing = ((await options.confirm?.({ calls: list.calls, pages })) ?? []).filter(
      ({ id }) => !known.has(id),
    ).length
    if (missing > 0) signs.note('row-missing', 0, `${missing} rows of the list were on none of its pages.`)
    const nothingNew = pass > 1 && news === 0 && missing === 0
    if (!signs.shifted || nothingNew) return
  }
  throw unsettled(call)
}

/** The same, row by row. */
export async function* rowsOf<K extends PagedCall>(
  client: Methods,
  call: K,
  filter: FilterOf<K>,
  options: PageOptions = {},
): AsyncGenerator<RowOf<K>, void, undefined> {
  for await (const page of pagesOf(client, call, filter, options)) yield* page
}

/** All rows of a paged search, with how they were read. Rejects only as the call does. */
export async function readRows<K extends PagedCall>(
  client: Methods,
  call: K,
  filter: FilterOf<K>,
  options: PageOptions = {},
): Promise<RowsRead<RowOf<K>>> {
  const rows: RowOf<K>[] = []
  const findings: PageFinding[] = []
  const onFinding = (finding: PageFinding) => {
    findings.push(finding)
    options.onFinding?.(finding)
  }
  try {
    for await (const row of rowsOf(client, call, filter, { ...options, onFinding })) rows.push(row)
    return { rows, findings, settled: true }
  } catch (error) {
    if (!(error instanceof UnsettledReadError)) throw error
    return { rows, findings, settled: false }
  }
}

interface PagedRow {
  id: number | string
}

/** A list that can be read by page. */
interface PagedList<R extends PagedRow> {
  name: string
  pages: ServerPages
  /** Rows asked for at once; settled by the first page. */
  size: number
  /** Calls made so far. */
  calls: number
  read(page: number, size: number): Promise<readonly R[]>
}

const memories = new WeakMap<object, ServerPages>()

function listOf<R extends PagedRow>(
  client: Methods,
  call: PagedCall,
  filter: object,
  options: PageOptions,
): PagedList<R> {
  const pages = memories.get(client) ?? rememberPages()
  memories.set(client, pages)
  return {
    name: call,
    pages,
    size: Math.min(options.size ?? certain(SIZES[0]), pages.size ?? Number.POSITIVE_INFINITY),
    calls: 0,
    read(page, size) {
      this.calls += 1
      return callByName<readonly R[]>(client, call, { ...filter, page, size }, { signal: options.signal })
    },
  }
}

/** What shows that a list shifted while it was read. */
class Signs {
  shifted = false
  readonly #call: string
  readonly #tell: ((finding: PageFinding) => void) | undefined

  constructor(call: string, tell: ((finding: PageFinding) => void) | undefined) {
    this.#call = call
    this.#tell = tell
  }

  note(code: PageFinding['code'], page: number, sentence: string): void {
    this.shifted ||= code !== 'page-capped'
    this.#tell?.({ code, page, sentence, call: this.#call })
  }
}

/** Reads the pages once, from the first to the end; gives the rows of each that no page before it had. */
async function* onePass<R extends PagedRow>(list: PagedList<R>, signs: Signs): AsyncGenerator<readonly R[]> {
  const lengths = list.pages.lengthsOf(list.name)
  const seen = new Set<unknown>()
  let before: readonly R[] = []
  for (let page = 1; ; page += 1) {
    const rows = page === 1 ? await readFirst(list) : await list.read(page, list.size)
    if (rows.length === 0) {
      if (page === 2 && before.length < list.size) lengths.wasAll(before.length)
      return
    }
    lengths.saw(rows.length)
    const news = rows.filter(({ id }) => !seen.has(id) && seen.add(id))
    if (news.length === 0) return signs.note('page-ignored', page, IGNORED)
    if (page > 1 && before.length < list.size) noteCut(lengths, before.length, page, list, signs)
    if (news.length < rows.length) signs.note('row-repeated', page, REPEATED)
    if (isOutOfOrder(before, rows)) signs.note('order-shifted', page, SHIFTED)
    yield news
    if (rows.length < list.size && lengths.isLast(rows.length)) return
    before = rows
  }
}

const SHIFTED = 'The page begins before the end of the page before it, so the list shifted while it was read.'
const REPEATED = 'The page has rows that were there already, so the list shifted while it was read.'
const IGNORED = 'The page has nothing but rows that were there already, as if the server ignored its number.'

/** Reads the first page, with smaller ones where the server refuses the size and has taken none yet. */
async function readFirst<R extends PagedRow>(list: PagedList<R>): Promise<readonly R[]> {
  for (;;) {
    try {
      const rows = await list.read(1, list.size)
      list.pages.size ??= list.size
      return rows
    } catch (error) {
      const smaller = SIZES.find(size => size < list.size)
      const refused = error instanceof RefusedError && error.status === 400
      if (!refused || list.pages.size !== undefined || smaller === undefined) throw error
      list.size = smaller
    }
  }
}

function noteCut(
  lengths: { wasCut(length: number): void },
  length: number,
  page: number,
  { size }: PagedList<PagedRow>,
  signs: Signs,
): void {
  lengths.wasCut(length)
  if (page === 2)
    signs.note('page-capped', 1, `The server gives ${length} rows where ${size} were asked for.`)
}

/** Whether a page begins below the end of the one before, where that was in the order of its ids. */
function isOutOfOrder(before: readonly PagedRow[], rows: readonly PagedRow[]): boolean {
  const ids = before.map(({ id }) => id)
  const ascending = ids.length > 1 && ids.every((id, at) => at === 0 || isBelow(certain(ids[at - 1]), id))
  return ascending && isBelow(certain(rows[0]).id, certain(ids.at(-1)))
}

function isBelow(a: number | string, b: number | string): boolean {
  return typeof a === 'number' && typeof b === 'number' && a < b
}

function unsettled(call: string): UnsettledReadError {
  const sentence = `The list that ${call} reads kept shifting in ${MOST_PASSES} readings, so rows may be missing. Read it again when fewer people write.`
  return new UnsettledReadError({ call, code: 'read-unsettled', sentence })
}
