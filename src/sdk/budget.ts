import { certain } from '../domain/certain.ts'
import { type Clock, orAborted, type Sleep, steadyClock, timerSleep } from './wait.ts'

/**
 * The calls that one token may make. Every request takes one: calls, sign-ins, repeats. All clients of a token in one
 * process should share one budget; processes share one through a budget of your own, such as one in a locked file.
 */
export interface Budget {
  /** Waits until a call may be made, and counts it. Rejects with the signal's reason when that aborts. */
  take(signal?: AbortSignal): Promise<void>
  /** Holds back every call for so many seconds from now; a longer hold that is under way stays. */
  backOff(seconds: number): void | Promise<void>
  /**
   * Takes over how many calls in any minute a server of ours says it allows the token. They need not be spread out: such a
   * server says how long to wait where one is too many.
   */
  allow?(calls: number): void
}

/** How much a budget gives. */
export interface Allowance {
  /** Calls in any `window`. */
  calls: number
  /** Milliseconds. */
  window: number
  /** Calls that go at once after a rest; beyond them calls are spread out. */
  burst: number
}

/** 280 calls in any 60 seconds: below OneFile's 300, for what others and the clock may add. Source: docs/onefile-api.md#q21. */
export const ALLOWANCE: Allowance = { calls: 280, window: 60_000, burst: 20 }

/**
 * When the next call may be made, as a moment that may be past: never more than the allowance in any window, and spread
 * so evenly that a long run never stalls, and reaches the full allowance all the same.
 * `made` holds the moments of the calls made, oldest first; only those of the last window matter.
 */
export function nextCall(made: readonly number[], now: number, allowance: Allowance): number {
  const { calls, window, burst } = allowance
  const recent = made.filter(at => at > now - window)
  if (recent.length < Math.min(burst, calls)) return now
  const last = certain(recent.at(-1))
  const counted = made.filter(at => at > last - window)
  const free = calls - counted.length
  return free <= 0
    ? certain(counted[counted.length - calls]) + window
    : last + evenGap(counted, last, free, allowance)
}

/**
 * The shortest gap that can be kept for a whole window: at each moment when a call leaves the window, no more may have
 * been made than were free by then.
 */
function evenGap(
  counted: readonly number[],
  last: number,
  free: number,
  { calls, window }: Allowance,
): number {
  return counted.reduce(
    (gap, at, leftBefore) => Math.max(gap, (at + window - last) / Math.max(free + leftBefore, 1)),
    window / calls,
  )
}

/**
 * Lets callers take calls one after another. `take` counts a call where one may be made now, and gives when the next one may
 * be made where not.
 */
export function inTurn(
  take: (now: number) => number,
  { clock, sleep }: { clock: Clock; sleep: Sleep },
): Budget['take'] {
  let queue: Promise<unknown> = Promise.resolve()
  const takeTurn = async (signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted()
      const now = clock()
      const at = take(now)
      if (at <= now) return
      await orAborted(sleep(Math.ceil(at - now), signal), signal)
    }
  }
  return signal => {
    const turn = queue.then(() => takeTurn(signal))
    queue = turn.catch(() => undefined)
    return orAborted(turn, signal)
  }
}

/** The allowance of a server that tells it: as many calls in any minute, as fast as they come. */
export function allowanceOf(calls: number): Allowance {
  return { calls, window: ALLOWANCE.window, burst: calls }
}

/** A budget for one process, which takes over what the server allows unless a number of calls is given. */
export function createBudget(options: Partial<Allowance> & { clock?: Clock; sleep?: Sleep } = {}): Budget {
  const { clock = steadyClock, sleep = timerSleep } = options
  let allowance: Allowance = { ...ALLOWANCE, ...options }
  let made: number[] = []
  let heldUntil = 0

  const take = (now: number): number => {
    const at = Math.max(nextCall(made, now, allowance), heldUntil)
    if (at <= now) made = [...made.filter(one => one > now - 2 * allowance.window), now]
    return at
  }

  return {
    take: inTurn(take, { clock, sleep }),
    backOff(seconds) {
      heldUntil = Math.max(heldUntil, clock() + seconds * 1000)
    },
    allow(calls) {
      if (options.calls === undefined) allowance = allowanceOf(calls)
    },
  }
}
