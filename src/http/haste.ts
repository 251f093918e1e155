import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** How long after a refusal the next one on the same connection is told, in milliseconds. */
const PAUSE = 250

/**
 * Keeps callers who are told that there is no room, and come again at once on the same connection, from taking the server's time
 * from those who are served: the first refusal is told at once, and each further one a moment after the one before it.
 */
export interface Haste {
  /** Settles when a connection may be told that there is no room. */
  before(connection: Socket): Promise<void>
}

/** Makes what holds up the hasty of a server. `elapsed` is a clock in milliseconds that is never set. */
export function createHaste(
  elapsed: () => number = () => performance.now(),
  wait: (milliseconds: number) => Promise<unknown> = milliseconds =>
    pause(milliseconds, undefined, { ref: false }),
): Haste {
  const told = new WeakMap<Socket, number>()
  return {
    async before(connection) {
      const left = (told.get(connection) ?? Number.NEGATIVE_INFINITY) + PAUSE - elapsed()
      if (left > 0) await wait(left)
      told.set(connection, elapsed())
    },
  }
}
