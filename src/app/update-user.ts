import { isDeepStrictEqual } from 'node:util'
import type { AccountKind } from '../domain/account.ts'
import { amend } from '../domain/amend.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { whyNotTaken } from '../domain/new-user.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import type { Instant } from '../domain/time.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from '../storage/database.ts'
import { update } from '../storage/records.ts'
import { hasSignedWork, organisationsOfCustomer, takenUsernames } from '../storage/user-lookups.ts'
import { users } from '../storage/users.ts'
import { settle } from '../writer/assign.ts'
import type { Ledger } from '../writer/ledger.ts'
import { defaultRequests, type SentUser, usernameTaken } from './create-user.ts'
import { findIn, organisationOf } from './owned.ts'
import { refuseIfErased } from './person.ts'
import type { Caller, Services } from './services.ts'
import {
  defaultField,
  type Twin,
  twinOf,
  whyNotMail,
  whyNotReferring,
  whyNotSensitive,
} from './user-checks.ts'
import { unknownUser } from './users.ts'

/** What may be sent to change a user. What is left out stays. */
interface UserChanges extends SentUser {
  id?: Id | undefined
  organisation?: Id | undefined
  kind?: AccountKind | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  defaultAssessor?: Id | null | undefined
  defaultEmployer?: Id | null | undefined
}

/**
 * Changes a user, and who is set by default beside a learner: all of it or nothing.
 * Source: docs/onefile-api.md#4.1, #5.2, #q14, #q18, #q19, #q28.
 */
export function updateUser(
  services: Services,
  caller: Caller,
  id: Id,
  changes: UserChanges,
): Promise<Problem | (Twin & { run: Id | null })> {
  return changeUser(services, caller, id, async (tx, ledger, now, user) => {
    const erased = refuseIfErased(user)
    if (erased) return erased
    const { defaultAssessor, defaultEmployer, ...sent } = changes
    if (isSaid(defaultAssessor, defaultEmployer) && !caller.assigns) return notAssigning()
    const properties = whatDiffers(user, sent)
    if (isProblem(properties)) return properties
    const against = await whyNotChange(tx, caller, user, properties)
    if (against) return against
    const twin = await twinOfChanged(tx, services, user, properties)
    if (isProblem(twin)) return twin
    const run = await changeDefaults(ledger, caller, user, { defaultAssessor, defaultEmployer }, now)
    if (isProblem(run)) return run
    const changed = amend(user, properties)
    if (!isAlike(changed, user)) await update(tx.db, users, { ...changed, lastModified: now })
    return { ...twin, run }
  })
}

function isSaid(...defaults: unknown[]): boolean {
  return defaults.some(one => one !== undefined)
}

/** Runs a job that changes one user, if the caller sees the user. The work decides before it writes. */
async function changeUser<Answer>(
  { storage, writer }: Services,
  caller: Caller,
  id: Id,
  work: (tx: Tx, ledger: Ledger, now: Instant, user: User) => Promise<Problem | Answer>,
): Promise<Problem | Answer> {
  const organisation = await organisationOf(storage, caller, 'user', id)
  if (organisation === undefined) return unknownUser(id)
  return writer.run<Problem | Answer>({
    organisations: [organisation],
    async work(tx, ledger, now) {
      const user = await findIn(tx.db, 'user', organisation, id)
      return user ? work(tx, ledger, now, user) : unknownUser(id)
    },
  })
}

/** Whether two states of a user say the same; what is cleared is as what was never said. */
function isAlike(one: User, other: User): boolean {
  const said = (user: User) => Object.fromEntries(Object.entries(user).filter(([, value]) => value !== null))
  return isDeepStrictEqual(said(one), said(other))
}

type Properties = Partial<User>

/** What clients repeat without wanting to change it (docs/onefile-api.md#4.1): the same again is no change, another is refused. */
function whatDiffers(
  user: User,
  { id, organisation, kind, username, ...sent }: UserChanges,
): Properties | Problem {
  if (id !== undefined && id !== user.id) return otherId()
  if (organisation !== undefined && organisation !== user.organisation) return otherOrganisation()
  const promoted = kind === 'assessor' && user.kind === 'trainee-assessor'
  if (kind !== undefined && kind !== user.kind && !promoted) return otherKind()
  return {
    ...said(sent),
    ...(promoted && { kind }),
    ...(username && username !== user.username && { username }),
  } as Properties
}

/** Empty text clears a text; nothing (`null`) clears anything, and details are cleared by leaving them out. */
function said({
  firstName,
  lastName,
  email,
  ...sent
}: Pick<UserChanges, 'firstName' | 'lastName' | 'email'>) {
  const named = {
    ...sent,
    firstName: firstName?.trim(),
    lastName: lastName?.trim(),
    email: email?.trim() ?? email,
  }
  const entries = Object.entries(named).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([property, value]) => [property, value === '' ? null : value]))
}

async function whyNotChange(
  tx: Tx,
  caller: Caller,
  user: User,
  properties: Properties,
): Promise<Problem | undefined> {
  if (Object.keys(properties).length === 0) return undefined
  if (!caller.manages) return notManaging()
  const { email, kind = user.kind } = properties
  return (
    whyNotTaken({ ...user, kind }, properties) ??
    (email === user.email ? undefined : whyNotMail(email)) ??
    whyNotSensitive(caller, properties) ??
    (await whyNotReferring(tx.db, user.organisation, properties)) ??
    (await whyNotNamed(tx, caller, properties.username))
  )
}

/** Only a key or address that is new to the user can make a twin. */
function twinOfChanged(
  tx: Tx,
  { behaviour }: Services,
  user: User,
  { misId, email }: Properties,
): Promise<Problem | Twin> | Twin {
  const changed = {
    misId: misId && misId !== user.misId ? misId : null,
    email: email && email !== user.email ? email : null,
  }
  if (changed.misId === null && changed.email === null) return {}
  return twinOf(tx.db, user.organisation, { id: user.id, ...changed }, behaviour)
}

async function whyNotNamed(
  tx: Tx,
  caller: Caller,
  username: string | undefined,
): Promise<Problem | undefined> {
  if (username === undefined) return undefined
  const organisations = await organisationsOfCustomer(tx.db, caller.customer)
  const taken = await takenUsernames(tx.db, organisations, [username])
  return taken.has(username) ? usernameTaken() : undefined
}

interface DefaultPeople {
  defaultAssessor: Id | null | undefined
  defaultEmployer: Id | null | undefined
}

/** Sets who is named by default, as one run. Gives the run; nothing where it is so already. */
async function changeDefaults(
  ledger: Ledger,
  caller: Caller,
  user: User,
  defaults: DefaultPeople,
  now: Instant,
): Promise<Problem | Id | null> {
  const named = defaults.defaultAssessor !== undefined ? 'defaultAssessor' : 'defaultEmployer'
  if (defaults[named] === undefined) return null
  if (user.kind !== 'learner') return notLearner(user.id, named)
  if (defaults.defaultAssessor === null) return assessorKept()
  const requests = requestsFor(user.id, defaults)
  await ledger.load(requests)
  const purpose = { kind: 'call', ...caller.by, reason: null } as const
  const outcome = await settle(ledger, { requests, mode: 'all-or-nothing', purpose, sees: caller.sees }, now)
  const refused = outcome.verdicts.findIndex(verdict => verdict.outcome === 'refused')
  const verdict = outcome.verdicts[refused]
  if (verdict?.outcome === 'refused')
    return { ...verdict.problem, about: defaultField(certain(certain(requests[refused]).role)) }
  return outcome.run
}

function requestsFor(learner: Id, defaults: DefaultPeople): AssignRequest[] {
  const requests = defaultRequests(learner, defaults)
  if (defaults.defaultEmployer !== null) return requests
  return [...requests, { learner, level: 'default', role: 'employer', after: null }]
}

/** Archives a user. Every assignment stays (docs/onefile-api.md#q11). */
export function archive(services: Services, caller: Caller, id: Id) {
  return changeUser(services, caller, id, async (tx, _ledger, now, user) => {
    if (user.archivedAt !== null) return undefined
    const erased = refuseIfErased(user)
    if (erased) return erased
    await update(tx.db, users, { ...user, archivedAt: now, lastModified: now })
    return undefined
  })
}

/** Brings a user back from the archive, and takes a flag for deletion away (docs/onefile-api.md#q34, #9). */
export function bringBack(services: Services, caller: Caller, id: Id) {
  return changeUser(services, caller, id, async (tx, _ledger, now, user) => {
    if (user.archivedAt === null && user.deleteRequestedAt === null) return undefined
    const erased = refuseIfErased(user)
    if (erased) return erased
    await update(tx.db, users, { ...user, archivedAt: null, deleteRequestedAt: null, lastModified: now })
    return undefined
  })
}

/** Takes a flag for deletion away and leaves all else as it is. */
export function takeBackDeletion(services: Services, caller: Caller, id: Id) {
  return changeUser(services, caller, id, async (tx, _ledger, now, user) => {
    const erased = refuseIfErased(user)
    if (erased) return erased
    if (user.deleteRequestedAt !== null)
      await update(tx.db, users, { ...user, deleteRequestedAt: null, lastModified: now })
    return undefined
  })
}

/** Flags a user for deletion; a learner with signed work is kept (docs/onefile-api.md#q26). */
export function requestDeletion(services: Services, caller: Caller, id: Id) {
  return changeUser(services, caller, id, async (tx, _ledger, now, user) => {
    if (user.erasedAt !== null) return undefined
    if (user.kind === 'learner' && (await hasSignedWork(tx.db, user.organisation, id))) return signedWork(id)
    if (user.deleteRequestedAt !== null) return undefined
    await update(tx.db, users, { ...user, deleteRequestedAt: now, lastModified: now })
    return undefined
  })
}

/** Sets where a user works, and whether the learners there may be seen. */
export function assignPlacement(
  services: Services,
  caller: Caller,
  id: Id,
  wanted: { placement: Id; placementAccess: boolean },
) {
  return changeUser(services, caller, id, async (tx, _ledger, now, user) => {
    const against = refuseIfErased(user) ?? (await whyNotReferring(tx.db, user.organisation, wanted))
    if (against) return against
    const same = user.placement === wanted.placement && user.placementAccess === wanted.placementAccess
    if (!same) await update(tx.db, users, { ...user, ...wanted, lastModified: now })
    return undefined
  })
}

function otherId(): Problem {
  return problem(
    'field-invalid',
    'The id in the body is not the one in the path; send the same, or leave it out.',
    'id',
  )
}

function otherOrganisation(): Problem {
  return problem(
    'organisation-change',
    'The user is in another organisation, and a user cannot be moved; create the user there, and archive this one.',
    'organisation',
  )
}

function otherKind(): Problem {
  return problem(
    'kind-change',
    'A role cannot be changed, except from trainee assessor to assessor; create another account for the other role.',
    'kind',
  )
}

function notManaging(): Problem {
  return problem(
    'scope-missing',
    'The token lacks the scope "manage", so it may change nothing of a user but the default assessor and employer.',
  )
}

function notAssigning(): Problem {
  return problem(
    'scope-missing',
    'The token lacks the scope "assign", so it may not change the default assessor and employer.',
  )
}

function notLearner(id: Id, about: string): Problem {
  return problem(
    'not-a-learner',
    `User ${id} is not a learner, and only a learner has people set by default.`,
    about,
  )
}

function assessorKept(): Problem {
  return problem(
    'default-assessor-kept',
    'A default assessor can be replaced but not taken away here; name the next one.',
    'defaultAssessor',
  )
}

function signedWork(id: Id): Problem {
  return problem(
    'learner-has-signed-work',
    `Learner ${id} has signed work, so the account cannot be deleted; archive it instead.`,
  )
}
