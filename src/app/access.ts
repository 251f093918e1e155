import { randomBytes } from 'node:crypto'
import { type Actor, isLive, type Token } from '../domain/access.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Scope } from '../domain/scope.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import { insert, select } from '../storage/records.ts'
import { hashOf } from '../storage/secret.ts'
import { newId } from '../storage/sequence.ts'
import {
  type FoundSession,
  findSession,
  findToken,
  insertSession,
  noteUse,
  removeEndedSessions,
  revokeToken,
} from '../storage/sessions.ts'
import { type StoredToken, tokens } from '../storage/tokens.ts'
import type { Writer } from '../writer/writer.ts'
import { isPersonSecret, personSession } from './operator-session.ts'

/** A session lives this long from its issue, whatever the traffic (docs/onefile-api.md#2.2). */
const SESSION_LIFETIME = 24 * 60 * 60 * 1000

/** How long what is known of a session may be used unasked: a revoked token is out within this time on every server. */
const FRESH_FOR = 900

/** Sessions remembered at most. */
const REMEMBERED = 10_000

/** What signing in and calling take. */
export interface AccessControl {
  /** The token of a secret, if it is good. */
  tokenOf(tokenSecret: string): Promise<Token | Problem>
  /** Opens a session for a token; gives the session's secret. Other sessions go on. */
  openSession(token: Token): Promise<string | Problem>
  /** The session of a secret, if it is good just now. */
  sessionOf(secret: string): LiveSession | Problem | Promise<LiveSession | Problem>
  /** Forgets what is known of sessions, so that each is looked up again: organisations or people have changed. */
  forgetSessions(): void
  /** Makes a token. Its secret is given here and nowhere else. */
  createToken(wanted: NewToken): Promise<{ secret: string; token: Token } | Problem>
  listTokens(customer?: Id): Promise<Token[]>
  /** Ends a token and its sessions; false when there is no such token. */
  revoke(id: Id): Promise<boolean | Problem>
}

/** A token to be made. */
export interface NewToken {
  customer: Id
  name: string
  scopes: readonly Scope[]
  organisations: readonly Id[] | null
  callLimit: number
  /** From when on it is good no more; left out, it has no end. */
  expiresAt?: Instant | null
}

/** A session that may call, a program's or a person's. */
export interface LiveSession {
  by: Actor
  customer: Id
  scopes: readonly Scope[]
  sees: ReadonlySet<Id>
  /** Whether it covers every organisation of the customer, those to come included. */
  everywhere: boolean
  /** Calls in any minute. */
  callLimit: number
  /** Of work that the server does for the caller (`lent-sessions.ts`). */
  work?: WorkSession
}

/** A session of the server's own work, which is not counted among the calls of whoever it is done for. */
interface WorkSession {
  /** What stands before the names of its streams of the sync. */
  streams: string
}

interface Remembered extends Judged {
  checkedAt: number
}

/** A session with the moment when it ends. */
export interface Judged {
  session: LiveSession
  expiresAt: Instant
}

interface AccessParts {
  storage: Storage
  writer: Writer
  clock: () => Instant
  /** A clock that never goes back. */
  elapsed: () => number
}

/** Makes the access of one server. */
export function createAccess({ storage, writer, clock, elapsed }: AccessParts): AccessControl {
  const remembered = new Map<string, Remembered>()
  const asking = new Map<string, Promise<LiveSession | Problem>>()
  const ofToken: LookUp = async hash => judgeSession(await findSession(storage.db, hash), clock())
  const ofPerson: LookUp = hash => personSession({ storage, writer }, hash, clock())

  const ask = async (secretHash: string, lookUp: LookUp): Promise<LiveSession | Problem> => {
    const judged = await lookUp(secretHash)
    if (isProblem(judged)) remembered.delete(secretHash)
    else remember(remembered, secretHash, { ...judged, checkedAt: elapsed() })
    return isProblem(judged) ? judged : judged.session
  }

  return {
    tokenOf: secret => tokenOf(storage, secret, clock()),
    openSession: token => openSession(writer, token),
    sessionOf(secret) {
      const secretHash = hashOf(secret)
      const known = remembered.get(secretHash)
      if (known && elapsed() - known.checkedAt < FRESH_FOR && clock() < known.expiresAt) return known.session
      let pending = asking.get(secretHash)
      if (!pending) {
        pending = ask(secretHash, isPersonSecret(secret) ? ofPerson : ofToken).finally(() =>
          asking.delete(secretHash),
        )
        asking.set(secretHash, pending)
      }
      return pending
    },
    forgetSessions: () => remembered.clear(),
    createToken: wanted => createToken(writer, wanted),
    listTokens: async customer => {
      const stored = await select(storage.db, tokens, customer === undefined ? {} : { customer })
      return stored.map(withoutSecret)
    },
    revoke: async id => {
      const ended = await writer.run({
        organisations: [],
        work: async (tx, _ledger, now) => revokeToken(tx.db, id, now),
      })
      remembered.clear()
      return ended
    },
  }
}

function remember(remembered: Map<string, Remembered>, secretHash: string, entry: Remembered): void {
  if (remembered.size >= REMEMBERED) remembered.delete(certain(remembered.keys().next().value))
  remembered.delete(secretHash)
  remembered.set(secretHash, entry)
}

type LookUp = (secretHash: string) => Promise<Judged | Problem>

function judgeSession(found: FoundSession | undefined, now: Instant): Judged | Problem {
  if (!found || !isLive(found.token, now)) {
    return problem('session-invalid', 'The session is not valid; sign in again.')
  }
  // A clock that was far ahead when the session was issued must not make it last for ever.
  const isFarAhead = found.issuedAt - now > SESSION_LIFETIME
  if (now >= found.expiresAt || isFarAhead) {
    return problem('session-expired', 'The session is older than 24 hours; sign in again.')
  }
  const { id, customer, scopes, organisations, callLimit } = found.token
  const by = { actor: id, operator: null }
  const sees = new Set(found.organisations)
  return {
    session: { by, customer, scopes, sees, everywhere: organisations === null, callLimit },
    expiresAt: found.expiresAt,
  }
}

async function tokenOf(storage: Storage, secret: string, now: Instant): Promise<Token | Problem> {
  const token = await findToken(storage.db, hashOf(secret))
  if (token && isLive(token, now)) return withoutSecret(token)
  return problem('token-invalid', 'The customer token is not valid; send it in the header X-CustomerToken.')
}

async function openSession(writer: Writer, token: Token): Promise<string | Problem> {
  const session = randomBytes(48).toString('base64')
  const saved = await writer.run({
    organisations: [],
    work: async (tx, _ledger, now) => {
      await removeEndedSessions(tx.db, now - SESSION_LIFETIME)
      const expiresAt = Math.min(now + SESSION_LIFETIME, token.expiresAt ?? Number.MAX_SAFE_INTEGER)
      await noteUse(tx.db, token.id, now)
      await insertSession(tx.db, { secretHash: hashOf(session), token: token.id, issuedAt: now, expiresAt })
    },
  })
  return isProblem(saved) ? saved : session
}

async function createToken(writer: Writer, wanted: NewToken) {
  const secret = randomBytes(32).toString('base64url')
  return writer.run({
    organisations: [],
    work: async (tx, _ledger, now) => {
      const id = await newId(tx, 'token')
      const stored: StoredToken = {
        id,
        expiresAt: null,
        ...wanted,
        secretHash: hashOf(secret),
        createdAt: now,
        revokedAt: null,
        lastUsedAt: null,
      }
      await insert(tx.db, tokens, [stored])
      return { secret, token: withoutSecret(stored) }
    },
  })
}

function withoutSecret({ secretHash: _, ...token }: StoredToken): Token {
  return token
}
