import type { UnitSummary } from '../domain/aim.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { Stored } from '../storage/entities.ts'
import type { StoredAssignment } from '../storage/history.ts'
import type { OwnedName, WantedValue } from '../storage/list.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { listBeside, organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'
import { readSlotCursor, slotCursor } from './slot-cursor.ts'

/** What is asked of a list that a copy is made from. */
interface MirrorAsked extends PageAsked {
  organisation?: Id | undefined
}

/** An account with what tells people apart. */
type MirroredAccount = Pick<
  User,
  | 'id'
  | 'organisation'
  | 'kind'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'misId'
  | 'uln'
  | 'dateOfBirth'
  | 'startOn'
  | 'plannedEndDate'
  | 'placement'
  | 'classroom'
  | 'link'
  | 'archivedAt'
> & { archived: boolean; flagged: boolean }

/** A page of accounts, archived ones and those flagged for deletion too, marked as such. */
export async function listAccounts(
  services: Services,
  caller: Caller,
  asked: MirrorAsked,
): Promise<Page<MirroredAccount> | Problem> {
  const page = await listById(services, caller, 'user', asked, {})
  return isProblem(page) ? page : { ...page, rows: page.rows.map(mirrored) }
}

function mirrored(user: User): MirroredAccount {
  const { id, organisation, kind, firstName, lastName, email, misId, uln } = user
  const { dateOfBirth, startOn, plannedEndDate, placement, classroom, link, archivedAt } = user
  const flagged = user.deleteRequestedAt !== null
  return {
    ...{ id, organisation, kind, firstName, lastName, email, misId, uln },
    ...{ dateOfBirth, startOn, plannedEndDate, placement, classroom, link, archivedAt },
    ...{ archived: archivedAt !== null, flagged },
  }
}

/** A page of the unit summaries of all learners. */
export function listUnitsHeld(
  services: Services,
  caller: Caller,
  asked: MirrorAsked,
): Promise<Page<UnitSummary> | Problem> {
  return listById(services, caller, 'unitSummary', asked, {})
}

async function listById<Name extends OwnedName>(
  { storage }: Services,
  caller: Caller,
  name: Name,
  asked: MirrorAsked,
  filter: Record<string, WantedValue>,
): Promise<Page<Stored[Name]> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const place = readCursor(asked, ['number'])
  if (isProblem(place)) return place
  if (organisations.length === 0) return { rows: [], next: null }
  const limit = limitOf(asked)
  const listing = { name, organisations, filter, limit: limit + 1, ...(place && { after: place[0] }) }
  const rows = await listBeside(storage, listing)
  return cutPage(rows, limit, row => [row.id])
}

/** A page of all that is assigned now. */
export async function listAssignments(
  { storage }: Services,
  caller: Caller,
  asked: MirrorAsked,
): Promise<Page<StoredAssignment> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const from = readSlotCursor(asked)
  if (isProblem(from)) return from
  const limit = limitOf(asked)
  const rows = await storage.read('assignmentsPage', { organisations, from, limit: limit + 1 })
  return cutPage(rows, limit, slotCursor)
}
