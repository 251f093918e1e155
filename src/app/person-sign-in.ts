import { randomBytes } from 'node:crypto'
import type { Id } from '../domain/id.ts'
import type { Operator } from '../domain/operator.ts'
import { whyWeak } from '../domain/password.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from '../storage/db.ts'
import {
  findOperatorByEmail,
  findOperatorSecret,
  insertOperatorSecret,
  operators,
  removeEndedSecrets,
  removeOperatorSecrets,
  removeOperatorSession,
  removeOperatorSessions,
  type StoredOperator,
  takeOperatorLink,
} from '../storage/operators.ts'
import { find, update } from '../storage/records.ts'
import { hashOf } from '../storage/secret.ts'
import { openPersonSession } from './operator-session.ts'
import { shownOperator } from './operators.ts'
import type { Services } from './services.ts'
import { type Attempt, takeAttempt } from './sign-in-attempts.ts'

/** How long a browser is known to be one that an account is used from. */
export const BROWSER_LIFETIME = 180 * 24 * 60 * 60 * 1000

/** A session that a person has opened by signing in, with its secrets. */
export interface OpenedSession {
  operator: Operator
  /** The secret of the session. */
  session: string
  /** The secret by which the browser is known from now on; nothing where it is known already. */
  browser?: string | undefined
}

/** Why somebody has not signed in, and when to try again. */
export interface NotSignedIn {
  refused: Problem
  retryAfter?: number | undefined
}

/** What comes with every attempt to sign in. */
interface Presented {
  /** Where the call comes from. */
  address: string
  /** The secret of the browser, if it has one. */
  browser?: string | undefined
}

/** Signs a person in with address and password. Takes as long and says the same whether there is such an account or not. */
export async function signInWithPassword(
  services: Services,
  { email, password }: { email: string; password: string },
  { address, browser }: Presented,
): Promise<OpenedSession | NotSignedIn> {
  const { storage, passwords, writer } = services
  const operator = await findOperatorByEmail(storage.db, email)
  const known = await knownBrowser(services, operator, browser)
  const waiting = whyWait(services, { email, address, browser: known })
  if (waiting) return waiting
  const stored = operator && operator.disabledAt === null ? operator.passwordHash : null
  const verdict = await passwords.verify(password, stored)
  if (isProblem(verdict)) return { refused: verdict, retryAfter: 5 }
  if (!verdict.fits || !operator) return { refused: wrongPassword() }
  const renewed = verdict.outdated ? await passwords.hash(password) : stored
  const passwordHash = isProblem(renewed) ? stored : renewed
  const signedIn = await writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now): Promise<OpenedSession | Problem> => {
      const current = await find(db, operators, { id: operator.id })
      // Whoever was disabled or has got another password meanwhile is not let in by what was true before.
      if (!current || current.disabledAt !== null || current.passwordHash !== stored) return wrongPassword()
      if (passwordHash !== stored) await update(db, operators, { ...current, passwordHash })
      return letIn(db, current, now, known)
    },
  })
  return isProblem(signedIn) ? { refused: signedIn } : signedIn
}

/** Signs a person in with a one-time link, which is used up by that, and sets a password where one is given. */
export async function signInWithLink(
  services: Services,
  { link, password }: { link: string; password?: string | undefined },
  { address }: Presented,
): Promise<OpenedSession | NotSignedIn> {
  const { storage, writer, clock } = services
  const secretHash = hashOf(link)
  const waiting = whyWait(services, { email: 'by link', address })
  if (waiting) return waiting
  const owner = await findOperatorSecret(storage.db, 'operator_links', secretHash, clock())
  const operator = owner === undefined ? undefined : await find(storage.db, operators, { id: owner })
  if (!operator || operator.disabledAt !== null) return { refused: badLink() }
  const chosen = password === undefined ? null : await hashChosen(services, operator, password)
  if (isProblem(chosen)) return { refused: chosen }
  const signedIn = await writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now): Promise<OpenedSession | Problem> => {
      const current = await find(db, operators, { id: operator.id })
      if (!current || current.disabledAt !== null) return badLink()
      if (!(await takeOperatorLink(db, secretHash, now))) return badLink()
      if (chosen !== null) await setPassword(db, current, chosen, now)
      return letIn(db, current, now)
    },
  })
  if (chosen !== null) services.access.forgetSessions()
  return isProblem(signedIn) ? { refused: signedIn } : signedIn
}

/** Ends the session of a secret. */
export async function signOut({ writer, access }: Services, session: string): Promise<undefined | Problem> {
  const ended = await writer.run({
    organisations: [],
    work: ({ db }) => removeOperatorSession(db, hashOf(session)),
  })
  access.forgetSessions()
  return isProblem(ended) ? ended : undefined
}

/** Ends every session of a person, this one included, on every server. */
export async function signOutEverywhere(
  { writer, access }: Services,
  operator: Id,
): Promise<undefined | Problem> {
  const ended = await writer.run({
    organisations: [],
    work: ({ db }) => removeOperatorSessions(db, operator),
  })
  access.forgetSessions()
  return isProblem(ended) ? ended : undefined
}

/** Gives a person who is signed in another password. Their other sessions end. */
export async function changePassword(
  services: Services,
  { operator: id, session, address }: { operator: Id; session: string; address: string },
  { current = '', password }: { current?: string | undefined; password: string },
): Promise<undefined | NotSignedIn> {
  const { storage, passwords, writer } = services
  const operator = await find(storage.db, operators, { id })
  if (!operator) return { refused: wrongPassword() }
  if (operator.passwordHash !== null) {
    const waiting = whyWait(services, { email: operator.email, address, browser: hashOf(session) })
    if (waiting) return waiting
    const verdict = await passwords.verify(current, operator.passwordHash)
    if (isProblem(verdict)) return { refused: verdict }
    if (!verdict.fits) return { refused: wrongCurrent() }
  }
  const chosen = await hashChosen(services, operator, password)
  if (isProblem(chosen)) return { refused: chosen }
  const changed = await writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now): Promise<undefined | Problem> => {
      const holder = await find(db, operators, { id })
      if (!holder || holder.passwordHash !== operator.passwordHash) return wrongCurrent()
      return setPassword(db, holder, chosen, now, hashOf(session))
    },
  })
  services.access.forgetSessions()
  return isProblem(changed) ? { refused: changed } : undefined
}

/** The hash of a browser that this very account is known to be used from. */
async function knownBrowser(
  { storage, clock }: Services,
  operator: StoredOperator | undefined,
  browser: string | undefined,
): Promise<string | undefined> {
  if (!operator || browser === undefined) return undefined
  const secretHash = hashOf(browser)
  const owner = await findOperatorSecret(storage.db, 'operator_browsers', secretHash, clock())
  return owner === operator.id ? secretHash : undefined
}

function whyWait(services: Services, attempt: Attempt): NotSignedIn | undefined {
  const grant = takeAttempt(services, attempt)
  if (grant.granted) return undefined
  const { retryAfter } = grant
  const sentence = `Too many sign-ins were tried from here or with this address; try again in ${retryAfter} seconds.`
  return { refused: problem('sign-in-limit', sentence), retryAfter }
}

/** Opens the session, and makes the browser a known one. */
export async function letIn(
  db: Db,
  operator: StoredOperator,
  now: Instant,
  knownBrowserHash?: string,
): Promise<OpenedSession> {
  const session = await openPersonSession(db, operator.id, now)
  const signedIn = { operator: shownOperator(operator), session }
  if (knownBrowserHash !== undefined) return signedIn
  const browser = randomBytes(32).toString('base64url')
  await removeEndedSecrets(db, 'operator_browsers', now)
  await insertOperatorSecret(db, 'operator_browsers', {
    secretHash: hashOf(browser),
    operator: operator.id,
    expiresAt: now + BROWSER_LIFETIME,
  })
  return { ...signedIn, browser }
}

/** Sets a password, and ends what was opened with the one before: sessions but the one that is kept, links, browsers. */
async function setPassword(
  db: Db,
  operator: StoredOperator,
  passwordHash: string,
  now: Instant,
  keptSession?: string,
): Promise<undefined> {
  await update(db, operators, { ...operator, passwordHash })
  await removeOperatorSessions(db, operator.id, keptSession)
  await removeOperatorSecrets(db, 'operator_links', operator.id, now)
  await removeOperatorSecrets(db, 'operator_browsers', operator.id, now)
}

async function hashChosen(
  { passwords }: Services,
  { name, email }: Operator,
  password: string,
): Promise<string | Problem> {
  const weakness = whyWeak(password, [name, email])
  if (weakness !== undefined) return problem('password-weak', weakness, 'password')
  return passwords.hash(password)
}

function wrongPassword(): Problem {
  return problem(
    'sign-in-failed',
    'This address and this password do not go together. Check both, or ask an administrator for a one-time link.',
  )
}

function wrongCurrent(): Problem {
  return problem('field-invalid', 'This is not your current password.', 'current')
}

function badLink(): Problem {
  return problem(
    'link-invalid',
    'This link was used before or is too old. Ask whoever sent it for a new one.',
  )
}
