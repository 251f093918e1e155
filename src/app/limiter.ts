import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { SharedLimits, Storage } from '../storage/database.ts'

/** Whether a call may go ahead, and if not, in how many seconds one may. */
export type Grant = { granted: true } | { granted: false; retryAfter: number }

const GRANTED: Grant = { granted: true }

/** Takes one call out of the allowance of a token. */
export interface Limiter {
  take(token: Id, limit: number): Grant | Promise<Grant>
}

const WINDOW = 60_000

/** Slices of the window; a call leaves the count when its whole slice has left the window. */
const SLICES = 60

/** Keys remembered at most, so that callers from many addresses cannot fill the memory. */
const REMEMBERED = 50_000

interface CallCount {
  /** Events in each slice, by the number of the slice. */
  taken: Float64Array
  /** The newest slice that was counted in. */
  newest: number
  total: number
}

/** Counts events by key in a sliding minute. */
export interface SlidingCount<Key> {
  /** Whether the key has room below the limit. */
  room(key: Key, limit: number): Grant
  /** Counts one event. */
  add(key: Key): void
  /** Keys that are remembered. */
  size(): number
}

/**
 * A sliding count in memory. `elapsed` is a clock that never goes back, in milliseconds: setting the machine's clock
 * must neither free nor block anybody.
 */
export function slidingCount<Key>(elapsed: () => number): SlidingCount<Key> {
  const counts = new Map<Key, CallCount>()
  const now = () => Math.floor(elapsed() / (WINDOW / SLICES))
  return {
    room(key, limit) {
      const count = counts.get(key)
      if (!count) return GRANTED
      const slice = now()
      slide(count, slice)
      return count.total < limit ? GRANTED : { granted: false, retryAfter: secondsUntilFree(count, slice) }
    },
    add(key) {
      const slice = now()
      const known = counts.get(key)
      const count = known ?? { taken: new Float64Array(SLICES + 1), newest: slice, total: 0 }
      // Those that were counted last stand last, so that the first are those to be forgotten.
      if (!known || known.newest < slice) {
        counts.delete(key)
        forget(counts, slice)
        counts.set(key, count)
      }
      slide(count, slice)
      count.taken[slice % (SLICES + 1)]! += 1
      count.total += 1
    },
    size: () => counts.size,
  }
}

/** Forgets keys whose events have all left the window, and the oldest one where there are too many. */
function forget<Key>(counts: Map<Key, CallCount>, slice: number): void {
  for (const [key, { newest }] of counts) {
    if (slice - newest <= SLICES && counts.size < REMEMBERED) break
    counts.delete(key)
  }
}

/** Lets go of the slices that have left the window. The oldest slice is kept whole: rather late than too many. */
function slide(count: CallCount, slice: number): void {
  const gone = Math.min(slice - count.newest, SLICES + 1)
  for (let step = 1; step <= gone; step += 1) {
    const at = (count.newest + step) % (SLICES + 1)
    count.total -= certain(count.taken[at])
    count.taken[at] = 0
  }
  count.newest = Math.max(count.newest, slice)
}

function secondsUntilFree(count: CallCount, slice: number): number {
  for (let age = SLICES; age >= 0; age -= 1) {
    const old = slice - age
    if (old >= 0 && certain(count.taken[old % (SLICES + 1)]) > 0) return SLICES + 1 - age
  }
  return 1
}

/** The limiter of a server that has the database to itself. Source: docs/onefile-api.md#2.3, #q21. */
export function createLimiter(elapsed: () => number): Limiter {
  const calls = slidingCount<Id>(elapsed)
  return {
    take(token, limit) {
      const grant = calls.room(token, limit)
      if (grant.granted) calls.add(token)
      return grant
    },
  }
}

interface Lease {
  left: number
  size: number
  endsAt: number
  renewing: Promise<Grant> | undefined
}

/** A lease is used within this many seconds; the database counts it as spent at the end of them. */
const LEASE_SECONDS = 5

/**
 * The limiter of one of several servers: each takes calls from the shared allowance in slices. A slice begins at one
 * call and doubles while it is used up in time, so that a slow client on many servers wastes nothing.
 */
function createLeasedLimiter({ leaseCalls }: SharedLimits, elapsed: () => number): Limiter {
  const leases = new Map<Id, Lease>()

  const renew = async (token: Id, limit: number, lease: Lease): Promise<Grant> => {
    const usedUp = elapsed() < lease.endsAt
    const most = Math.max(1, Math.floor(limit / 10))
    lease.size = usedUp ? Math.min(lease.size * 2, most) : 1
    const { granted, retryAfter } = await leaseCalls(token, limit, lease.size, LEASE_SECONDS)
    lease.left = granted
    lease.endsAt = elapsed() + LEASE_SECONDS * 1000
    return granted > 0 ? GRANTED : { granted: false, retryAfter }
  }

  const take = async (token: Id, limit: number): Promise<Grant> => {
    const lease = leases.get(token) ?? { left: 0, size: 1, endsAt: 0, renewing: undefined }
    leases.set(token, lease)
    while (lease.left <= 0 || elapsed() >= lease.endsAt) {
      lease.renewing ??= renew(token, limit, lease).finally(() => {
        lease.renewing = undefined
      })
      const grant = await lease.renewing
      if (!grant.granted) return grant
    }
    lease.left -= 1
    return GRANTED
  }

  return {
    take(token, limit) {
      const lease = leases.get(token)
      if (!lease || lease.left <= 0 || elapsed() >= lease.endsAt) return take(token, limit)
      lease.left -= 1
      return GRANTED
    },
  }
}

/** The limiter for a server that has the database to itself, or shares it. */
export function limiterFor({ sharing }: Storage, elapsed: () => number): Limiter {
  return sharing ? createLeasedLimiter(sharing, elapsed) : createLimiter(elapsed)
}
