import { certain } from '../domain/certain.ts'
import type { Instant } from '../domain/time.ts'
import { type Clock, orAborted } from './wait.ts'

/** What a token signs in for. It lives for 24 hours from then (docs/onefile-api.md#2.2). */
export interface Session {
  /** Sent with every call; opaque. */
  secret: string
  /** Milliseconds since 1970. */
  signedInAt: Instant
}

/** Sessions are renewed at this age, an hour before they end. */
export const RENEWAL_AGE = 23 * 3_600_000

/** Keeps one good session for all calls of a client. */
export interface SessionKeeper {
  /** The session to send: signs in where there is none yet, or where it is about to end. */
  current(signal?: AbortSignal): Promise<Session>
  /** A session in place of this one, which was refused: another call may have brought it already. */
  renew(refused: Session, signal?: AbortSignal): Promise<Session>
  /** Signs in, whatever there is. */
  signIn(signal?: AbortSignal): Promise<Session>
}

/** What a keeper needs. Without `signIn` it has only the session it is given. */
interface Keeping {
  session?: Session | undefined
  signIn?: (() => Promise<string>) | undefined
  onSession?: ((session: Session) => void | Promise<void>) | undefined
  clock: Clock
}

/**
 * Makes a keeper. Calls that need a session at the same time share one sign-in, which goes on for the others when one
 * of them is stopped.
 */
export function keepSession({ session, signIn, onSession, clock }: Keeping): SessionKeeper {
  let held = session
  let coming: Promise<Session> | undefined

  const fetchSession = async (signer: () => Promise<string>): Promise<Session> => {
    const signedInAt = clock()
    held = { secret: await signer(), signedInAt }
    await onSession?.(held)
    return held
  }

  const share = (signer: () => Promise<string>, signal: AbortSignal | undefined): Promise<Session> => {
    coming ??= fetchSession(signer).finally(() => {
      coming = undefined
    })
    return orAborted(coming, signal)
  }

  const current = async (signal?: AbortSignal): Promise<Session> => {
    if (!signIn) return certain(held)
    if (coming) return orAborted(coming, signal)
    const good = held && clock() - held.signedInAt < RENEWAL_AGE
    return good ? certain(held) : share(signIn, signal)
  }

  return {
    current,
    renew: async (refused, signal) => {
      if (!signIn || held !== refused) return current(signal)
      return share(signIn, signal)
    },
    signIn: async signal => (signIn ? share(signIn, signal) : certain(held)),
  }
}
