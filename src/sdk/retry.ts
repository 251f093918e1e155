import type { AnyEndpoint } from '../contract/endpoint.ts'
import { ONEFILE_CODES } from '../contract/onefile/codes.ts'
import type { Exchange } from './fetch.ts'

/** How long and how often to try. */
export interface Patience {
  /** Requests at most for one call that fails for want of the server; repeats after a 429 are not counted. */
  tries: number
  /** Repeats at most after a 429. */
  waits: number
  /** The longest wait, in seconds, that a server may ask for. */
  longestWait: number
  /** Milliseconds before the first repeat; doubles with each. */
  firstPause: number
  /** Milliseconds; no pause is longer. */
  longestPause: number
}

export const PATIENCE: Patience = {
  tries: 6,
  waits: 10,
  longestWait: 300,
  firstPause: 500,
  longestPause: 30_000,
}

/** How often a call has failed so far. */
interface Failures {
  failed: number
  limited: number
}

/** What to do after an exchange. */
type RetryVerdict =
  /** It is a reply to read, good or bad. */
  | { do: 'read' }
  /** Send it again after a pause of so many milliseconds, or when the server said. */
  | { do: 'repeat'; pause: number }
  | { do: 'wait'; seconds: number }
  /** Give up: the server asks for too much patience, cannot be reached, or may have done it. */
  | { do: 'give-up'; as: 'limit' | 'unavailable' | 'unknown' }

/** Seconds to wait after a 429 that does not say: OneFile's service tells no wait with a 429; its count is of a minute. Source: docs/onefile-api.md#q21. */
export const UNTOLD_WAIT = 60

/**
 * Judges an exchange. A refusal for too many calls was not done, so any call may follow; after anything else only a call
 * that is safe to repeat is repeated. A fault of the server (500) is repeated for reads alone.
 */
export function judge(
  endpoint: Pick<AnyEndpoint, 'repeatable' | 'access'>,
  outcome: Exchange,
  { failed, limited }: Failures,
  patience: Patience,
  random: () => number,
): RetryVerdict {
  const asked = outcome.kind === 'reply' ? outcome.retryAfter : undefined
  if (outcome.kind === 'reply' && outcome.status === 429) {
    const seconds = Math.max(1, asked ?? UNTOLD_WAIT)
    const enough = seconds > patience.longestWait || limited >= patience.waits
    return enough ? { do: 'give-up', as: 'limit' } : { do: 'wait', seconds }
  }
  if (outcome.kind === 'reply' && outcome.status < 500) return { do: 'read' }
  const safe = endpoint.repeatable || wasNotDone(outcome)
  if (!safe) return { do: 'give-up', as: 'unknown' }
  const worthIt = outcome.kind === 'lost' || PASSING.has(outcome.status) || onlyReads(endpoint)
  if (!worthIt || failed + 1 >= patience.tries || (asked ?? 0) > patience.longestWait) {
    return { do: 'give-up', as: 'unavailable' }
  }
  return asked
    ? { do: 'wait', seconds: asked }
    : { do: 'repeat', pause: pauseAfter(failed, patience, random) }
}

/** Whether the call certainly was not done: it never left, or a server of ours says that it has no room for it. */
function wasNotDone(outcome: Exchange): boolean {
  return outcome.kind === 'lost' ? !outcome.sent : outcome.status === 503 && TOO_BUSY.test(outcome.text)
}

const TOO_BUSY = new RegExp(`"code":\\s*("too-busy"|${ONEFILE_CODES['too-busy']})[,}]`)

/** Bad gateway, unavailable, gateway timed out: they pass. */
const PASSING = new Set([502, 503, 504])

function onlyReads({ access }: Pick<AnyEndpoint, 'access'>): boolean {
  return access === 'read' || access === 'open' || access === 'customer-token'
}

/** Doubles with each failure; half of it is left to chance, so that callers who failed together come back apart. */
function pauseAfter(failed: number, { firstPause, longestPause }: Patience, random: () => number): number {
  return Math.min(firstPause * 2 ** failed, longestPause) * (0.5 + random() / 2)
}
