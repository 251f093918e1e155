import type { Instant } from './time.ts'

/** What came of sending a message: the status that was answered, or why there was no answer. */
export type AttemptResult = { status: number; retryAfter?: number } | { lost: string }

/** What becomes of a message after an attempt. `gone`: whoever listens there wants no more of any kind. */
export type AfterAttempt =
  | { state: 'delivered' }
  | { state: 'waiting'; dueAt: Instant }
  | { state: 'failed' }
  | { state: 'gone' }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long after each failed attempt the next one is made, as the specification has it: 28 hours in all. */
export const PAUSES = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
] as const

/** The longest that a `Retry-After` is followed, in milliseconds. */
const LONGEST_PAUSE = 10 * HOUR

/**
 * Decides on a message after its latest attempt. `attempts` counts that one. `spread`, from 0 to 1, keeps messages that failed
 * together from coming back together.
 */
export function afterAttempt(
  attempts: number,
  result: AttemptResult,
  now: Instant,
  spread: number,
): AfterAttempt {
  if ('status' in result && result.status >= 200 && result.status < 300) return { state: 'delivered' }
  if ('status' in result && result.status === 410) return { state: 'gone' }
  const pause = PAUSES[attempts - 1]
  if (pause === undefined) return { state: 'failed' }
  const asked = 'status' in result ? (result.retryAfter ?? 0) * SECOND : 0
  return {
    state: 'waiting',
    dueAt: now + Math.max(Math.min(asked, LONGEST_PAUSE), pause * (1 + spread / 10)),
  }
}
