import { randomBytes } from 'node:crypto'
import type { Id } from '../domain/id.ts'
import { isMailAddress } from '../domain/mail.ts'
import {
  covers,
  holdsTheKeys,
  type Operator,
  type OperatorRole,
  type Powers,
  scopesOfOperator,
} from '../domain/operator.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from '../storage/db.ts'
import {
  findOperatorByEmail,
  insertOperatorSecret,
  operators,
  removeIdentities,
  removeOperatorSecrets,
  removeOperatorSessions,
  type StoredOperator,
} from '../storage/operators.ts'
import { find, insert, select, update } from '../storage/records.ts'
import { hashOf } from '../storage/secret.ts'
import { newId } from '../storage/sequence.ts'
import { type Keeper, noOrganisation } from './keeper.ts'
import type { Services, Site } from './services.ts'
import { firstStranger } from './tokens.ts'

/** One-time links are good for three days: a weekend may lie between making and using one. */
const LINK_LIFETIME = 3 * 24 * 60 * 60 * 1000

/** A person to be let in. */
export interface NewOperator {
  name: string
  email: string
  role: OperatorRole
  sensitive: boolean
  organisations: readonly Id[] | null
}

/** A person with the secret of a link by which they sign in once. */
export interface Invited {
  operator: Operator
  link: string
}

/** Lets a person in, and makes the link by which they sign in for the first time. */
export async function addOperator(
  services: Services,
  keeper: Keeper,
  wanted: NewOperator,
): Promise<Invited | Problem> {
  const trouble = whyNotAddress(wanted.email) ?? whyNotGiven(keeper, wanted)
  if (trouble) return trouble
  const added = await services.writer.run({
    organisations: [],
    work: async (tx, _ledger, now): Promise<Invited | Problem> => {
      const refused =
        (await whyNotThere(tx.db, keeper.customer, wanted.organisations)) ??
        (await whyTaken(tx.db, wanted.email))
      if (refused) return refused
      const operator: StoredOperator = {
        id: await newId(tx, 'operator'),
        customer: keeper.customer,
        ...wanted,
        name: wanted.name.trim(),
        email: wanted.email.trim(),
        createdAt: now,
        disabledAt: null,
        passwordHash: null,
      }
      await insert(tx.db, operators, [operator])
      return { operator: shownOperator(operator), link: await makeLink(tx.db, operator.id, now) }
    },
  })
  return added
}

/** What is to be different about a person; what is left out stays. */
type OperatorChange = {
  [Property in keyof NewOperator]?: NewOperator[Property] | undefined
} & { disabled?: boolean | undefined }

/** Changes what a person may do, or ends their access. It counts within a second on every server. */
export async function updateOperator(
  services: Services,
  keeper: Keeper,
  id: Id,
  change: OperatorChange,
): Promise<Operator | Problem> {
  const changed = await services.writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now): Promise<Operator | Problem> => {
      const before = await findKept(db, keeper, id)
      if (isProblem(before)) return before
      const after = withChange(before, change, now)
      const trouble =
        (change.email === undefined ? undefined : whyNotAddress(change.email)) ??
        whyNotGiven(keeper, after) ??
        (await whyNotThere(db, keeper.customer, after.organisations)) ??
        (await whyTaken(db, after.email, id)) ??
        (await whyLast(db, before, after))
      if (trouble) return trouble
      await update(db, operators, after)
      if (after.disabledAt !== null) await endAccess(db, id, now)
      return shownOperator(after)
    },
  })
  services.access.forgetSessions()
  return changed
}

/** Makes a new link by which a person signs in once; the one before it is no longer good. */
export async function linkOperator(services: Services, keeper: Keeper, id: Id): Promise<Invited | Problem> {
  return services.writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now): Promise<Invited | Problem> => {
      const operator = await findKept(db, keeper, id)
      if (isProblem(operator)) return operator
      if (operator.disabledAt !== null) return disabled()
      return { operator: shownOperator(operator), link: await makeLink(db, id, now) }
    },
  })
}

/** What stands in the place of a person who was erased. */
const ERASED = '[erased]'

/**
 * Takes name, address and all ways in from a person of the console, for good. What they did stays in the history under
 * their number.
 */
export async function eraseOperator(services: Services, id: Id): Promise<{ scrubbed: boolean } | Problem> {
  const { writer, access, storage } = services
  const erased = await writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now): Promise<Problem | undefined> => {
      const before = await find(db, operators, { id })
      if (!before) return problem('operator-unknown', `There is no person ${id} of the console.`, 'operator')
      const after = {
        ...before,
        name: ERASED,
        email: `erased-${id}@erased.invalid`,
        disabledAt: before.disabledAt ?? now,
        passwordHash: null,
      }
      const trouble = await whyLast(db, before, after)
      if (trouble) return trouble
      await update(db, operators, after)
      await removeIdentities(db, id)
      await endAccess(db, id, now)
      return undefined
    },
  })
  access.forgetSessions()
  return isProblem(erased) ? erased : { scrubbed: await storage.scrub() }
}

/** The people of the console whom a keeper may manage, in the order of their numbers. */
export async function listOperators({ storage }: Services, keeper: Keeper): Promise<Operator[]> {
  const all = await select(storage.db, operators, { customer: keeper.customer })
  return all.filter(operator => isKept(keeper, operator)).map(shownOperator)
}

/** Keeps the hash of a new link in place of any other of the person; gives its secret. */
async function makeLink(db: Db, operator: Id, now: Instant): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await removeOperatorSecrets(db, 'operator_links', operator, now)
  const link = { secretHash: hashOf(secret), operator, expiresAt: now + LINK_LIFETIME }
  await insertOperatorSecret(db, 'operator_links', link)
  return secret
}

/** Ends all by which a person comes in: sessions, links and known browsers. */
async function endAccess(db: Db, operator: Id, now: Instant): Promise<void> {
  await removeOperatorSessions(db, operator)
  await removeOperatorSecrets(db, 'operator_links', operator, now)
  await removeOperatorSecrets(db, 'operator_browsers', operator, now)
}

/** An operator without what nobody is shown. */
export function shownOperator({ passwordHash: _, ...operator }: StoredOperator): Operator {
  return operator
}

function withChange(
  before: StoredOperator,
  { disabled: off, ...change }: OperatorChange,
  now: Instant,
): StoredOperator {
  const disabledAt = off === undefined ? before.disabledAt : off ? (before.disabledAt ?? now) : null
  const { name = before.name, email = before.email, role = before.role } = change
  const { sensitive = before.sensitive, organisations = before.organisations } = change
  return { ...before, name, email, role, sensitive, organisations, disabledAt }
}

/** Nobody manages a person who may do more than they may themselves: to them, there is none. */
async function findKept(db: Db, keeper: Keeper, id: Id): Promise<StoredOperator | Problem> {
  const operator = await find(db, operators, { id })
  if (operator && operator.customer === keeper.customer && isKept(keeper, operator)) return operator
  return problem('operator-unknown', `There is no person ${id} of the console; list them all.`, 'operator')
}

function isKept(keeper: Keeper, operator: Operator): boolean {
  return covers({ ...keeper, scopes: scopesOfOperator(operator) }, powersOf(operator))
}

function powersOf(operator: Pick<Operator, 'role' | 'sensitive' | 'organisations'>): Powers {
  return { scopes: scopesOfOperator(operator), organisations: operator.organisations }
}

function whyNotGiven(
  keeper: Keeper,
  wanted: Pick<Operator, 'role' | 'sensitive' | 'organisations'>,
): Problem | undefined {
  if (wanted.organisations?.length === 0) return noOrganisation()
  if (covers(keeper, powersOf(wanted))) return undefined
  return problem(
    'beyond-own',
    'Nobody gives more than they may do themselves: choose a role and organisations within your own.',
  )
}

async function whyNotThere(db: Db, customer: Id, wanted: readonly Id[] | null): Promise<Problem | undefined> {
  const stranger = await firstStranger(db, customer, wanted ?? [])
  if (stranger === undefined) return undefined
  const sentence = `There is no organisation ${stranger}; name others, or leave them out for all.`
  return problem('organisation-unknown', sentence, 'organisations')
}

function whyNotAddress(email: string): Problem | undefined {
  if (isMailAddress(email)) return undefined
  return problem('field-invalid', 'This is not one e-mail address, such as name@example.org.', 'email')
}

async function whyTaken(db: Db, email: string, by?: Id): Promise<Problem | undefined> {
  const other = await findOperatorByEmail(db, email)
  if (!other || other.id === by) return undefined
  return problem(
    'email-taken',
    'Somebody signs in with this address already; change that account, or use another address.',
    'email',
  )
}

/** One administrator of everything stays, so that there is always somebody who can let others in. */
async function whyLast(db: Db, before: StoredOperator, after: StoredOperator): Promise<Problem | undefined> {
  if (!holdsTheKeys(before) || holdsTheKeys(after)) return undefined
  const all = await select(db, operators, { customer: before.customer })
  if (all.some(other => other.id !== before.id && holdsTheKeys(other))) return undefined
  return problem(
    'last-administrator',
    'This is the last administrator of all organisations; make another person one first.',
  )
}

function disabled(): Problem {
  return problem('operator-disabled', 'This person is disabled; let them in again first.', 'operator')
}

/** Everybody of the console, or of one customer, for whoever is at the machine itself. */
export async function everyOperator(
  { storage }: Pick<Services, 'storage'>,
  customer?: Id,
): Promise<Operator[]> {
  return (await select(storage.db, operators, customer === undefined ? {} : { customer })).map(shownOperator)
}

/** The person with an address, whatever its letter case. */
export async function operatorNamed({ storage }: Services, email: string): Promise<Operator | Problem> {
  const found = await findOperatorByEmail(storage.db, email)
  if (found) return shownOperator(found)
  return problem(
    'operator-unknown',
    'Nobody signs in with this address; "caseload operator list" shows everybody.',
    'operator',
  )
}

/**
 * Where a one-time link leads. Its secret stands behind `#`, which a browser keeps to itself: no server, log or other page
 * gets to see it.
 */
export function linkTo({ address }: Site, secret: string): string {
  return `${address}/sign-in#link=${secret}`
}
