import type { Id } from './id.ts'
import type { Scope } from './scope.ts'
import type { Instant } from './time.ts'

/** A customer token, without its secret. */
export interface Token {
  id: Id
  customer: Id
  name: string
  scopes: readonly Scope[]
  /** Organisations it is limited to; nothing means all of the customer's. */
  organisations: readonly Id[] | null
  /** Calls it may make in any minute. */
  callLimit: number
  createdAt: Instant
  revokedAt: Instant | null
  /** From when on it is good no more, and its sessions with it; nothing where it has no end. */
  expiresAt: Instant | null
  /** When it last signed in, within a minute; a session goes on for at most 24 hours. Nothing before the first time. */
  lastUsedAt: Instant | null
}

/** Whether a token is good at a moment: neither revoked nor past its end. */
export function isLive(
  { revokedAt, expiresAt }: Pick<Token, 'revokedAt' | 'expiresAt'>,
  now: Instant,
): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt)
}

/** Who does something: a program with its token, or a person; neither where it is done at the machine itself. */
export interface Actor {
  /** The token. */
  actor: Id | null
  /** The person. */
  operator: Id | null
}

/** Whoever is at the machine itself. */
export const AT_THE_MACHINE: Actor = { actor: null, operator: null }
