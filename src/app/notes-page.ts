import type { Actor } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import { nameActors, type WithName } from './actors.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** Which notes are asked for. */
export interface NotesAsked extends PageAsked {
  organisation?: Id | undefined
}

/** What is read for a page of notes, one more than the page holds. */
interface NotesWanted {
  organisations: readonly Id[]
  from: { organisation: Id; after: Id } | undefined
  limit: number
}

/** A page of notes of what was taken along, the last one of each organisation first, with who made each. */
export async function notesPage<Note extends Actor & { id: Id; organisation: Id }>(
  { storage }: Services,
  caller: Caller,
  asked: NotesAsked,
  read: (wanted: NotesWanted) => Promise<Note[]>,
): Promise<Page<WithName<Note>> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const after = readCursor(asked, ['number', 'number'])
  if (isProblem(after)) return after
  const limit = limitOf(asked)
  const from = after && { organisation: after[0], after: after[1] }
  const named = await nameActors(storage.db, await read({ organisations, from, limit: limit + 1 }))
  return cutPage(named, limit, note => [note.organisation, note.id])
}
