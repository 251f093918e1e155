import type { Account, AccountKind } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import { usernameBase, usernameChoices, whyIncomplete } from '../domain/new-user.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import type { Instant } from '../domain/time.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from '../storage/database.ts'
import { add } from '../storage/entities.ts'
import { newId } from '../storage/sequence.ts'
import { organisationsOfCustomer, takenUsernames } from '../storage/user-lookups.ts'
import { settle } from '../writer/assign.ts'
import type { Ledger } from '../writer/ledger.ts'
import { unknownOrganisation } from './search.ts'
import type { Caller, Services } from './services.ts'
import {
  type Twin,
  twinOf,
  whyNotDefault,
  whyNotMail,
  whyNotReferring,
  whyNotSensitive,
} from './user-checks.ts'

/** Properties of a user that may be sent, each of which may be cleared or left out. */
export type SentUser = {
  [Property in keyof Omit<User, 'id' | 'organisation' | 'kind' | 'firstName' | 'lastName'>]?:
    | User[Property]
    | null
    | undefined
}

/** A user to be made, with who is set by default beside a learner. */
interface NewUser extends SentUser {
  organisation: Id
  kind: AccountKind
  firstName: string
  lastName: string
  defaultAssessor?: Id | null | undefined
  defaultEmployer?: Id | null | undefined
}

/** A user just made. */
interface MadeUser extends Twin {
  id: Id
  username: string
  /** The run that set the defaults; nothing where there are none. */
  run: Id | null
}

/**
 * Makes a user; a learner's defaults are one run of the history, made in the same transaction. Decides first: where
 * anything is against it, nothing is made. Source: docs/onefile-api.md#4.1, #2.8, #q14, #q19, #q27.
 */
export async function createUser(
  { writer, behaviour }: Services,
  caller: Caller,
  wanted: NewUser,
): Promise<MadeUser | Problem> {
  const { organisation, misId = null, email = null } = wanted
  if (!caller.sees.has(organisation)) return unknownOrganisation(organisation)
  const against =
    whyIncomplete(wanted) ??
    whyNotMail(email) ??
    whyNotSensitive(caller, wanted as Partial<User>) ??
    whyNoDefaults(wanted)
  if (against) return against
  return writer.run({
    organisations: [organisation],
    async work(tx, ledger, now): Promise<MadeUser | Problem> {
      const trouble = await whyNotNow(tx, caller, wanted)
      if (trouble) return trouble
      const twin = await twinOf(tx.db, organisation, { id: null, misId, email }, behaviour)
      if (isProblem(twin)) return twin
      const username = await usernameFor(tx, caller, wanted)
      if (isProblem(username)) return username
      const id = await newId(tx, 'user')
      await add(tx.db, 'user', [userFrom(wanted, id, username, now)])
      const run = await setDefaults(ledger, caller, wanted, id, now)
      return { id: id, username, run, ...twin }
    },
  })
}

function whyNoDefaults({ kind, defaultAssessor, defaultEmployer }: NewUser): Problem | undefined {
  if (kind === 'learner') return undefined
  const about = defaultAssessor ? 'defaultAssessor' : defaultEmployer ? 'defaultEmployer' : undefined
  return (
    about &&
    problem('not-a-learner', 'Only a learner has people set by default; leave this field out.', about)
  )
}

async function whyNotNow(tx: Tx, caller: Caller, wanted: NewUser): Promise<Problem | undefined> {
  const { organisation, kind } = wanted
  // The learner is not there yet; the rules only need to know where they will be.
  const learner: Account = { id: 0, organisation, kind, archived: false, flagged: false, placement: null }
  return (
    (await whyNotReferring(tx.db, organisation, wanted)) ??
    (await whyNotDefault(tx, caller, learner, 'assessor', wanted.defaultAssessor)) ??
    (await whyNotDefault(tx, caller, learner, 'employer', wanted.defaultEmployer))
  )
}

/** The name that was sent, if it is free within the customer; else the first free one made from the person's name. */
async function usernameFor(tx: Tx, caller: Caller, wanted: NewUser): Promise<string | Problem> {
  const organisations = await organisationsOfCustomer(tx.db, caller.customer)
  const sent = wanted.username?.trim()
  if (sent) return (await takenUsernames(tx.db, organisations, [sent])).has(sent) ? usernameTaken() : sent
  for (const choices of usernameChoices(usernameBase(wanted.firstName, wanted.lastName))) {
    const taken = await takenUsernames(tx.db, organisations, choices)
    const free = choices.find(choice => !taken.has(choice))
    if (free !== undefined) return free
  }
  throw new Error('The numbers have run out')
}

/** The problem of a user name that somebody else has. */
export function usernameTaken(): Problem {
  return problem(
    'field-invalid',
    'Somebody has this user name already; send another, or leave it out.',
    'username',
  )
}

function userFrom(wanted: NewUser, id: Id, username: string, now: Instant): User {
  const { defaultAssessor: _a, defaultEmployer: _e, ...sent } = wanted
  return {
    ...EMPTY,
    ...withoutBlanks(sent),
    firstName: wanted.firstName.trim(),
    lastName: wanted.lastName.trim(),
    email: wanted.email?.trim() || null,
    organisation: wanted.organisation,
    kind: wanted.kind,
    id,
    username,
    createdOn: wanted.createdOn ?? now,
    lastModified: now,
    progress: wanted.kind === 'learner' ? 0 : null,
  }
}

const EMPTY = {
  email: null,
  misId: null,
  uln: null,
  placement: null,
  classroom: null,
  provider: null,
  learnerStatus: null,
  dateOfBirth: null,
  startOn: null,
  plannedEndDate: null,
  archivedAt: null,
  deleteRequestedAt: null,
  link: null,
  caseloadTarget: null,
  erasedAt: null,
} satisfies Partial<User>

/** Nothing, or empty text, leaves a property as it is when nobody has said anything. */
function withoutBlanks(sent: object): Partial<User> {
  const said = Object.entries(sent).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return Object.fromEntries(said)
}

async function setDefaults(
  ledger: Ledger,
  caller: Caller,
  wanted: NewUser,
  learner: Id,
  now: Instant,
): Promise<Id | null> {
  const requests = defaultRequests(learner, wanted)
  if (requests.length === 0) return null
  await ledger.load(requests)
  const purpose = { kind: 'create', ...caller.by, reason: null } as const
  const outcome = await settle(ledger, { requests, mode: 'all-or-nothing', purpose, sees: caller.sees }, now)
  // All of it was judged before the user was added, so a refusal here is a fault, and takes the user with it.
  if (!outcome.applied) throw new Error(`The defaults of the new learner ${learner} were refused`)
  return outcome.run
}

/** The requests that set who is named by default beside a learner. */
export function defaultRequests(
  learner: Id,
  { defaultAssessor, defaultEmployer }: Pick<NewUser, 'defaultAssessor' | 'defaultEmployer'>,
): AssignRequest[] {
  const request = (role: 'assessor' | 'employer', after: Id): AssignRequest => ({
    learner,
    level: 'default',
    role,
    after,
  })
  return [
    ...(typeof defaultAssessor === 'number' ? [request('assessor', defaultAssessor)] : []),
    ...(typeof defaultEmployer === 'number' ? [request('employer', defaultEmployer)] : []),
  ]
}
