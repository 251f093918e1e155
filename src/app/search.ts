import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { WrittenList } from '../layout/layout.ts'
import type { Storage } from '../storage/database.ts'
import type { Stored } from '../storage/entities.ts'
import type { Listing, OwnedName, WantedValue } from '../storage/list.ts'
import type { Caller } from './services.ts'

/** Rows of one piece of an un-paged search: few enough to be gone before the next garbage collection. */
const PIECE = 200

/** Largest page on OneFile's API. An un-paged search gives everything anyway. */
export const LARGEST_PAGE = 1000

/** What is searched for. */
export interface Search<Name extends OwnedName = OwnedName> {
  name: Name
  organisations: readonly Id[]
  filter: Readonly<Record<string, WantedValue | undefined>>
}

/** One page of a search, in the order of ids; pages count from 1. */
export async function searchPage<Name extends OwnedName>(
  storage: Storage,
  search: Search<Name>,
  page: number,
  size: number,
): Promise<Stored[Name][] | Problem> {
  const part = partOf(search, page, size)
  if (isProblem(part) || part === undefined) return part ?? []
  return listBeside(storage, { ...search, ...part })
}

/** Which part of a search a page is; nothing where it can have no rows. */
export function partOf(
  { organisations }: Pick<Search, 'organisations'>,
  page: number,
  size: number,
): { limit: number; offset: number } | undefined | Problem {
  if (!isPage(page, size)) return badPage()
  const offset = (page - 1) * size
  return organisations.length === 0 || !Number.isSafeInteger(offset) ? undefined : { limit: size, offset }
}

/** One page of a list that is small enough to be read whole; pages count from 1. */
export function pageOf<T>(rows: readonly T[], page: number, size: number): readonly T[] | Problem {
  return isPage(page, size) ? rows.slice((page - 1) * size, page * size) : badPage()
}

function isPage(page: number, size: number): boolean {
  return page >= 1 && size >= 1 && size <= LARGEST_PAGE
}

/** The same page as it stands on the wire, which `layout` tells. */
export async function writtenPage(
  storage: Storage,
  search: Search,
  layout: string,
  { page, size }: { page: number; size: number },
): Promise<WrittenList | readonly never[] | Problem> {
  const part = partOf(search, page, size)
  if (isProblem(part) || part === undefined) return part ?? []
  return new WrittenList(await storage.read('listWritten', { ...search, ...part, layout }))
}

/** Everything that a search finds as it stands on the wire, piece by piece, in the order of ids, so that memory stays small. */
export async function* writtenPieces(
  storage: Storage,
  search: Search,
  layout: string,
): AsyncGenerator<WrittenList> {
  if (search.organisations.length === 0) return
  let after = 0
  for (;;) {
    const piece = await storage.read('listWritten', { ...search, layout, after, limit: PIECE })
    if (piece.count > 0) yield new WrittenList(piece)
    if (piece.last === undefined || piece.count < PIECE) return
    after = piece.last
  }
}

/** Lists objects beside the writer. */
export async function listBeside<Name extends OwnedName>(
  storage: Storage,
  listing: Listing & { name: Name },
): Promise<Stored[Name][]> {
  // A read names its query by a word, so that its answer is known for all kinds of objects, not for this one.
  return (await storage.read('listOwned', listing)) as Stored[Name][]
}

/**
 * The organisations that a search covers: the one named, or all that the caller sees (docs/onefile-api.md#q31).
 * One that the caller does not see is unknown.
 */
export function organisationsToSearch(caller: Caller, organisation: Id | undefined): readonly Id[] | Problem {
  if (organisation === undefined) return [...caller.sees]
  return caller.sees.has(organisation) ? [organisation] : unknownOrganisation(organisation)
}

/** The problem of an organisation that is not there for this caller. */
export function unknownOrganisation(organisation: Id): Problem {
  return problem(
    'organisation-unknown',
    `There is no organisation ${organisation} that this token may see.`,
    'organisation',
  )
}

function badPage(): Problem {
  return problem(
    'page-invalid',
    `Pages count from 1, and a page holds 1 to ${LARGEST_PAGE} rows; leave both out to get everything.`,
  )
}
