import type { AccountKind } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import { soughtIn } from '../domain/search-text.ts'
import { peopleById } from '../storage/people.ts'
import type { PersonMatch } from '../storage/people-search.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** Who is looked for. */
interface PeopleAsked {
  text: string
  kinds?: readonly AccountKind[] | undefined
  organisation?: Id | undefined
  limit?: number | undefined
}

/** Whoever was found, the best match first. */
interface PeopleFound {
  people: readonly (Omit<PersonMatch, 'uln'> & { uln?: string })[]
  more: boolean
}

/** People given where the caller does not say how many. */
const USUAL_LIMIT = 20

/** Finds anybody whom the caller sees by what a person would type. */
export async function findPeople(
  { storage }: Services,
  caller: Caller,
  asked: PeopleAsked,
): Promise<PeopleFound | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const sought = soughtIn(asked.text)
  if (!sought) return { people: [], more: false }
  const limit = asked.limit ?? USUAL_LIMIT
  const kinds = asked.kinds ?? null
  const id = numberIn(asked.text)
  const found = await storage.read('searchPeople', { organisations, sought, id, kinds, limit: limit + 1 })
  return { people: found.slice(0, limit).map(one => shownTo(caller, one)), more: found.length > limit }
}

/** Whoever of these the caller sees, each once. */
export async function namePeople(
  { storage }: Services,
  caller: Caller,
  ids: readonly Id[],
): Promise<readonly NamedPerson[]> {
  return peopleById(storage.db, { organisations: [...caller.sees], ids })
}

/** The number of an account, where the text is one. */
function numberIn(text: string): Id | null {
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : 0
  return number > 0 ? number : null
}

/** Whoever keeps people's records may see a ULN; others only find by it. */
function shownTo({ manages, sensitive }: Caller, { uln, ...rest }: PersonMatch) {
  return { ...rest, ...(uln !== null && (manages || sensitive) && { uln }) }
}
