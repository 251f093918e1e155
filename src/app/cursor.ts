import { Buffer } from 'node:buffer'
import { certain } from '../domain/certain.ts'
import { type Problem, problem } from '../domain/problem.ts'

/** Rows on a page where the caller does not say. */
const USUAL_LIMIT = 100

/** What a caller asks of a paged list. */
export interface PageAsked {
  cursor?: string | undefined
  limit?: number | undefined
}

/** What a cursor is made of. */
type CursorPart = 'number' | 'text'
type CursorParts<Kinds extends readonly CursorPart[]> = {
  -readonly [At in keyof Kinds]: Kinds[At] extends 'number' ? number : string
}

/** A page of rows, and where the next one goes on; nothing at the end. */
export interface Page<Row> {
  rows: readonly Row[]
  next: string | null
}

/** How many rows a caller wants. */
export function limitOf({ limit }: PageAsked): number {
  return limit ?? USUAL_LIMIT
}

/** The parts of the cursor that a caller sent; nothing for a first page. Callers must not rely on how it is written. */
export function readCursor<const Kinds extends readonly CursorPart[]>(
  { cursor }: PageAsked,
  kinds: Kinds,
): CursorParts<Kinds> | undefined | Problem {
  if (cursor === undefined) return undefined
  const parts = parse(cursor)
  const fits =
    Array.isArray(parts) &&
    parts.length === kinds.length &&
    kinds.every((kind, at) => (kind === 'number' ? Number.isSafeInteger(parts[at]) : isStorable(parts[at])))
  return fits ? (parts as CursorParts<Kinds>) : invalidCursor()
}

/** Text that a database can be asked for: PostgreSQL knows no NUL. */
function isStorable(part: unknown): boolean {
  return typeof part === 'string' && !part.includes('\u0000') && part.isWellFormed()
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** The problem of a cursor that this call did not give. */
export function invalidCursor(): Problem {
  return problem(
    'cursor-invalid',
    'The cursor is not one that this call gave; send "next" of the page before as it came, or leave it out.',
    'cursor',
  )
}

/**
 * Cuts rows to a page. One row more than the limit was read, to know whether there is a next page;
 * `key` names the row after which that goes on.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly (number | string)[],
): Page<Row> {
  if (rows.length <= limit) return { rows, next: null }
  return { rows: rows.slice(0, limit), next: writeCursor(key(certain(rows[limit - 1]))) }
}

/** The cursor that goes on after a row with this key. */
export function writeCursor(key: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}
