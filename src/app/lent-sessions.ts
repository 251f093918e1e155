import { randomBytes } from 'node:crypto'
import type { Problem } from '../domain/problem.ts'
import type { LiveSession } from './access.ts'

type MayDo = LiveSession | Problem | Promise<LiveSession | Problem>

/** A session that is lent: its secret, and what ends it. */
interface LentSession {
  secret: string
  giveBack(): void
}

/**
 * Sessions of work that the server does for somebody, beside their calls: it calls the server as they would. They are known to this
 * process alone, and last as long as the work.
 */
export interface LentSessions {
  /** Lends a session; `standing` says, whenever it is used, what whoever the work is done for may do just now. */
  lend(standing: () => MayDo): LentSession
  /** What stands behind a secret; nothing where it was not lent. */
  sessionOf(secret: string): MayDo | undefined
}

export function lentSessions(): LentSessions {
  const lent = new Map<string, () => MayDo>()
  return {
    lend(standing) {
      const secret = `lent-${randomBytes(32).toString('base64url')}`
      lent.set(secret, standing)
      return { secret, giveBack: () => void lent.delete(secret) }
    },
    sessionOf: secret => lent.get(secret)?.(),
  }
}
