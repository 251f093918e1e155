import type { AccountKind } from '../domain/account.ts'
import { certain } from '../domain/certain.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { notALearner, unknownLearner } from '../domain/learner.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import { SENSITIVE, type User } from '../domain/user.ts'
import type { OffTheJob } from '../domain/work.ts'
import { WrittenList } from '../layout/layout.ts'
import { find } from '../storage/records.ts'
import { defaultHolders, type UsersPage } from '../storage/users-page.ts'
import { offTheJob } from '../storage/work.ts'
import { pageUnitSummaries } from './aims.ts'
import { findOwned } from './owned.ts'
import { LARGEST_PAGE, organisationsToSearch, partOf, type Search, writtenPieces } from './search.ts'
import type { Caller, Services } from './services.ts'

/** What users are looked for by. Names, address and key count as a whole; empty text says nothing. */
interface UserFilter {
  kind?: AccountKind | undefined
  organisation?: Id | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  email?: string | undefined
  misId?: string | undefined
  changedSince?: Instant | undefined
}

/** A user with who is set by default, as far as the caller may see. */
type ShownUser = User & { defaultAssessor?: Id | undefined; defaultEmployer?: Id | undefined }

/** The search for users of a filter. Who is archived or flagged for deletion is left out (docs/onefile-api.md#q10). */
function userSearch(caller: Caller, wanted: UserFilter): Search<'user'> | Problem {
  const organisations = organisationsToSearch(caller, wanted.organisation)
  if (isProblem(organisations)) return organisations
  const { kind, changedSince } = wanted
  const filter = {
    kind,
    archivedAt: null,
    deleteRequestedAt: null,
    firstName: said(wanted.firstName),
    lastName: said(wanted.lastName),
    email: said(wanted.email),
    misId: said(wanted.misId),
    lastModified: changedSince === undefined ? undefined : { atLeast: changedSince },
  }
  return { name: 'user', organisations, filter }
}

function said(text: string | undefined): string | undefined {
  return foldCase(text ?? '') === '' ? undefined : text
}

/** Everybody that a search finds, piece by piece. */
export function identifyUsers(
  { storage }: Services,
  caller: Caller,
  wanted: UserFilter,
  layout: string,
): AsyncGenerator<WrittenList> | Problem {
  const search = userSearch(caller, wanted)
  return isProblem(search) ? search : writtenPieces(storage, search, layout)
}

/** A page of users as it stands on the wire, and how many of them tell what only the scope `sensitive` may read. */
interface WrittenUsers {
  users: WrittenList | readonly never[]
  sensitive: number
}

/** One page of users with who is set by default. */
export async function pageUsers(
  { storage, behaviour }: Services,
  caller: Caller,
  wanted: UserFilter & { page: number; size: number },
  layout: string,
): Promise<WrittenUsers | Problem> {
  const search = userSearch(caller, wanted)
  if (isProblem(search)) return search
  const part = partOf(search, wanted.page, wanted.size)
  if (isProblem(part)) return part
  if (part === undefined) return { users: [], sensitive: 0 }
  const written = await storage.read('listWritten', {
    ...search,
    ...part,
    layout,
    withDefaults: behaviour.inferredFields,
    count: caller.sensitive ? SENSITIVE : [],
  })
  return { users: new WrittenList(written), sensitive: written.counted }
}

/** One user, archived or not. */
export async function readUser(services: Services, caller: Caller, id: Id): Promise<ShownUser | Problem> {
  const user = await findOwned(services.storage, caller, 'user', id)
  if (!user) return unknownUser(id)
  const { storage, behaviour } = services
  const holders = behaviour.inferredFields ? await defaultHolders(storage.db, [user]) : []
  return certain(shown(caller, { users: [user], holders })[0])
}

/** Whether a user as shown tells something that only the scope `sensitive` may read. */
export function tellsSensitive(user: ShownUser): boolean {
  return SENSITIVE.some(property => user[property] !== undefined)
}

/** The problem of a user in the path who is not there for the caller. */
export function unknownUser(id: Id): Problem {
  return problem('user-unknown', `There is no user ${id} that this token may see.`, 'user')
}

function shown(caller: Caller, { users, holders }: UsersPage): ShownUser[] {
  const people = new Map(holders.map(({ learner, role, person }) => [`${learner}/${role}`, person]))
  // Added to what was just read, and nobody else has: a copy of each would cost as much as all the rest.
  return (caller.sensitive ? users : users.map(withoutSensitive)).map(user =>
    Object.assign(user, {
      defaultAssessor: people.get(`${user.id}/assessor`),
      defaultEmployer: people.get(`${user.id}/employer`),
    }),
  )
}

function withoutSensitive(user: User): User {
  if (!tellsSensitive(user)) return user
  const shown = { ...user }
  for (const property of SENSITIVE) delete shown[property]
  return shown
}

/** A learner that the caller sees, or why there is none. */
async function learnerOf({ storage }: Services, caller: Caller, id: Id): Promise<User | Problem> {
  const user = await findOwned(storage, caller, 'user', id)
  if (!user) return unknownLearner(id)
  return user.kind === 'learner' ? user : notALearner(id)
}

/** The unit summaries of a learner, piece by piece, or why there are none to give. */
export async function unitSummariesOf(services: Services, caller: Caller, id: Id) {
  const learner = await learnerOf(services, caller, id)
  return isProblem(learner) ? learner : summaryPages(services, caller, learner)
}

async function* summaryPages(services: Services, caller: Caller, learner: User) {
  for (let page = 1; ; page += 1) {
    const wanted = { learner: learner.id, organisation: learner.organisation, page, size: LARGEST_PAGE }
    const rows = await pageUnitSummaries(services, caller, wanted)
    if (isProblem(rows) || rows.length === 0) return
    yield rows
  }
}

/** The off-the-job hours of a learner; where the centre keeps none, only whose they would be. */
export async function offTheJobOf(
  services: Services,
  caller: Caller,
  id: Id,
): Promise<(Partial<OffTheJob> & { learner: Id }) | Problem> {
  const learner = await learnerOf(services, caller, id)
  if (isProblem(learner)) return learner
  const key = { organisation: learner.organisation, learner: id }
  return (await find(services.storage.db, offTheJob, key)) ?? { learner: id }
}
