import { randomBytes } from 'node:crypto'
import { isLive, type Token } from '../domain/access.ts'
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
  /** Forgets what is known of sessions, so that each is looked up again: the organisations have changed. */
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

/** A session that may call. */
export interface LiveSession {
  token: Token
  sees: ReadonlySet<Id>
  /** Of work that the server does for the caller (`lent-sessions.ts`). */
  work?: WorkSession
}

/** A session of the server's own work, which is not counted among the calls of whoever it is done for. */
export interface WorkSession {
  /** What stands before the names of its streams of the sync. */
  streams: string
}

interface Remembered {
  session: LiveSession
  expiresAt: Instant
  checkedAt: number
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

  const ask = async (secretHash: string): Promise<LiveSession | Problem> => {
    const found = await findSession(storage.db, secretHash)
    const live = judgeSession(found, clock())
    if (isProblem(live)) remembered.delete(secretHash)
    else
      remember(remembered, secretHash, {
        session: live,
        expiresAt: certain(found).expiresAt,
        checkedAt: elapsed(),
      })
    return live
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
        pending = ask(secretHash).finally(() => asking.delete(secretHash))
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

function judgeSession(found: FoundSession | undefined, now: Instant): LiveSession | Problem {
  if (!found || !isLive(found.token, now)) {
    return problem('session-invalid', 'The session is not valid; sign in again.')
  }
  // A clock that was far ahead when the session was issued must not make it last for ever.
  const isFarAhead = found.issuedAt - now > SESSION_LIFETIME
  if (now >= found.expiresAt || isFarAhead) {
    return problem('session-expired', 'The session is older than 24 hours; sign in again.')
  }
  return { token: withoutSecret(found.token), sees: new Set(found.organisations) }
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
