import type { AnyEndpoint, Contract } from '../contract/endpoint.ts'
import { certain } from '../domain/certain.ts'
import { foldCase } from '../domain/folding.ts'
import { isProblem, problem } from '../domain/problem.ts'
import { WrittenList } from '../layout/layout.ts'
import type { AnyHandler, Context } from './context.ts'
import type { FaultLedger } from './practice.ts'
import { isWrite } from './practice-wire.ts'

type PracticeInput = Record<string, unknown>

/** A handler whatever its call, with its input by our words. */
type Handle = (input: PracticeInput, at: Context) => Promise<unknown>

/** The handlers of these calls, with the faults that lie in what a call does rather than in how it travels. */
export function faultyHandlers(
  calls: Contract,
  handlers: Readonly<Record<string, AnyHandler>>,
  ledger: FaultLedger,
): Record<string, AnyHandler> {
  const plain: Readonly<Record<string, Handle>> = handlers
  const newId = countFrom(FIRST_MADE_UP)
  const faulty = (name: string, endpoint: AnyEndpoint): Handle => {
    const handle = certain(plain[name])
    if (isWrite(endpoint)) {
      const read = certain(plain[name.replace(/^update/, 'read')])
      return unsaved(
        endpoint,
        name.startsWith('update') ? caseIgnored(endpoint, read, handle, ledger) : handle,
      )
    }
    if ('size' in endpoint.params)
      return demanding(endpoint, resized(shifting(handle, ledger), ledger), ledger)
    return demanding(endpoint, handle, ledger)
  }
  const unsaved = (endpoint: AnyEndpoint, handle: Handle) => savingNothing(endpoint, handle, ledger, newId)
  return Object.fromEntries(Object.entries(calls).map(([name, endpoint]) => [name, faulty(name, endpoint)]))
}

/** Ids that were never given to anything, far from those that were. */
const FIRST_MADE_UP = 900_000_001

function countFrom(first: number): () => number {
  let last = first - 1
  return () => {
    last += 1
    return last
  }
}

/** Answers a write as though it were done. */
function savingNothing(
  endpoint: AnyEndpoint,
  handle: Handle,
  ledger: FaultLedger,
  newId: () => number,
): Handle {
  return async (input, at) => {
    if (!ledger.drawn('unsaved')) return handle(input, at)
    ledger.made('unsaved')
    return pretended(endpoint, newId)
  }
}

function pretended({ reply, example }: AnyEndpoint, newId: () => number): unknown {
  if (reply.kind === 'none') return undefined
  if (reply.kind === 'value') return newId()
  return { ...(example.answer as object), id: newId() }
}

/** Keeps no change that is one of letter case alone. */
function caseIgnored(endpoint: AnyEndpoint, read: Handle, update: Handle, ledger: FaultLedger): Handle {
  return async (input, at) => {
    if (!ledger.drawn('case')) return update(input, at)
    const known = await read(pick(input, Object.keys(endpoint.params)), at)
    if (isProblem(known)) return update(input, at)
    const kept = Object.entries(input).filter(
      ([name, value]) => !differsInCase(value, (known as PracticeInput)[name]),
    )
    if (kept.length < Object.keys(input).length) ledger.made('case')
    return update(Object.fromEntries(kept), at)
  }
}

function pick(input: PracticeInput, names: readonly string[]): PracticeInput {
  return Object.fromEntries(names.map(name => [name, input[name]]))
}

function differsInCase(wanted: unknown, known: unknown): boolean {
  if (typeof wanted !== 'string' || typeof known !== 'string') return false
  return wanted !== known && foldCase(wanted) === foldCase(known)
}

/** Refuses a search that could name a learner and does not. */
function demanding({ body }: AnyEndpoint, handle: Handle, ledger: FaultLedger): Handle {
  if (!('learner' in body)) return handle
  return async (input, at) => {
    if (input.learner != null || !ledger.drawn('user-demanded')) return handle(input, at)
    ledger.made('user-demanded')
    return problem('field-missing', 'A fault on order: this search needs the learner.', 'learner')
  }
}

/** Gives pages of the server's size instead of the one asked for. */
function resized(handle: Handle, ledger: FaultLedger): Handle {
  const cap = ledger.ordered('page-cap') || Number.POSITIVE_INFINITY
  const fixed = ledger.ordered('page-size')
  return async (input, at) => {
    const asked = input.size as number
    const sized = fixed || asked
    if (sized !== asked) ledger.made('page-size')
    if (sized > cap) ledger.made('page-cap')
    return handle({ ...input, size: Math.min(sized, cap) }, at)
  }
}

const MOVES = [
  ['row-gone', 1],
  ['row-come', -1],
] as const

/**
 * Moves the rest of a list by a row, as if one had come or gone before it while the list was being read. A list that
 * is read anew from its first page is whole again.
 */
function shifting(handle: Handle, ledger: FaultLedger): Handle {
  const moved = new Map<string, number>()
  return async (input, at) => {
    const { page, ...list } = input
    const key = JSON.stringify([at.caller.by, list])
    if ((page as number) <= 1) {
      moved.delete(key)
      return handle(input, at)
    }
    for (const [fault, by] of MOVES) {
      if (!ledger.drawn(fault)) continue
      ledger.made(fault)
      moved.set(key, (moved.get(key) ?? 0) + by)
    }
    return pageMovedBy(moved.get(key) ?? 0, handle, input, at)
  }
}

/** The rows of a page that begins this many rows later than it should, or earlier. */
async function pageMovedBy(
  rows: number,
  handle: Handle,
  input: PracticeInput,
  at: Context,
): Promise<unknown> {
  if (rows === 0) return handle(input, at)
  const [page, size] = [input.page as number, input.size as number]
  const start = Math.max(0, (page - 1) * size + rows)
  const first = Math.floor(start / size) + 1
  const here = await handle({ ...input, page: first }, at)
  const next = await handle({ ...input, page: first + 1 }, at)
  const skipped = start - (first - 1) * size
  const cut = (rows: readonly unknown[]) => rows.slice(skipped, skipped + size)
  if (here instanceof WrittenList && next instanceof WrittenList) {
    const rows = cut([here, next].flatMap(rowsIn))
    return new WrittenList({ json: JSON.stringify(rows), count: rows.length })
  }
  return Array.isArray(here) && Array.isArray(next) ? cut([...here, ...next]) : here
}

/** The rows of a list that is written already. */
function rowsIn({ json }: WrittenList): unknown[] {
  return JSON.parse(typeof json === 'string' ? json : Buffer.from(json).toString())
}
