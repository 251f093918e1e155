import type { Id } from '../domain/id.ts'

/** Whether a call may go ahead, and if not, in how many seconds one may. */
export type Grant = { granted: true } | { granted: false; retryAfter: number }

/** Counts calls in a sliding minute. */
export interface Limiter {
  /** Takes one call out of the allowance of a token. */
  take(token: Id, limit: number): Grant | Promise<Grant>
}

const WINDOW = 60_000

/** Slices of the window; a call leaves the count when its whole slice has left the window. */
const SLICES = 60

interface Count {
  /** Calls in each slice, by the number of the slice. */
  taken: Float64Array
  /** The newest slice that was counted in. */
  newest: number
  total: number
}

/**
 * A limiter of one process. `elapsed` is a clock that never goes back, in milliseconds: setting the machine's clock
 * must neither free nor block anybody. Source: contract 2.3 and 7 (Q21).
 */
export function createLimiter(elapsed: () => number): Limiter {
  const counts = new Map<Id, Count>()
  return {
    take(token, limit) {
      const slice = Math.floor(elapsed() / (WINDOW / SLICES))
      const count = counts.get(token) ?? { taken: new Float64Array(SLICES + 1), newest: slice, total: 0 }
      counts.set(token, count)
      slide(count, slice)
      if (count.total >= limit) return { granted: false, retryAfter: secondsUntilFree(count, slice) }
      count.taken[slice % (SLICES + 1)]! += 1
      count.total += 1
      return { granted: true }
    },
  }
}

/** Lets go of the slices that have left the window. The oldest slice is kept whole: rather late than too many. */
function slide(count: Count, slice: number): void {
  const gone = Math.min(slice - count.newest, SLICES + 1)
  for (let step = 1; step <= gone; step += 1) {
    const at = (count.newest + step) % (SLICES + 1)
    count.total -= count.taken[at]!
    count.taken[at] = 0
  }
  count.newest = Math.max(count.newest, slice)
}

function secondsUntilFree(count: Count, slice: number): number {
  for (let age = SLICES; age >= 0; age -= 1) {
    const old = slice - age
    if (old >= 0 && count.taken[old % (SLICES + 1)]! > 0) return SLICES + 1 - age
  }
  return 1
}
