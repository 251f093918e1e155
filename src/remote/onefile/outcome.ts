import type { Id } from '../../domain/id.ts'
import {
  type CallError,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
  UnknownOutcomeError,
} from '../../sdk/client.ts'
import type { Carried } from '../target.ts'

/** How a write ended. What is worth ending the whole run for is thrown instead. */
export type Ending<T> =
  | { end: 'answered'; answer: T }
  | { end: 'refused'; error: RefusedError }
  /** The server failed with this very call, which it either did not do, or may do again without harm. */
  | { end: 'failed'; error: CallError }
  /** Nobody knows whether it was done. */
  | { end: 'unknown'; error: CallError }

/** Makes a call. Throws where the token is over, the network lost, the limit reached, or the caller stops it. */
export async function endingOf<T>(call: () => Promise<T>): Promise<Ending<T>> {
  try {
    return { end: 'answered', answer: await call() }
  } catch (error) {
    if (error instanceof UnauthorizedError) throw error
    if (error instanceof RefusedError) return { end: 'refused', error }
    if (error instanceof UnavailableError && error.status === 500) return { end: 'failed', error }
    if (error instanceof UnknownOutcomeError || isNoAnswer(error)) return { end: 'unknown', error }
    throw error
  }
}

/** Whether the server said that it did the call, in words that nobody understands. Pointing elsewhere is no such answer. */
function isNoAnswer(error: unknown): error is UnexpectedAnswerError {
  return error instanceof UnexpectedAnswerError && (error.status ?? 0) < 300
}

/** Times that a call is made which the server fails with, or of which nobody knows what became. */
export const TRIES = 3

/** Makes a call that may be made again, until the server takes or refuses it. */
export async function persist<T>(call: () => Promise<T>): Promise<Ending<T>> {
  let ending = await endingOf(call)
  for (let tries = 1; tries < TRIES && ending.end === 'failed'; tries += 1) ending = await endingOf(call)
  return ending
}

/** What became of a change; `failure` is the server's where it failed with it again and again. */
export interface WriteOutcome extends Carried {
  failure?: CallError
}

export function done(made?: Id): Carried {
  return { outcome: { outcome: 'done' }, ...(made !== undefined && { made }) }
}

export function alreadySo(made: Id): Carried {
  return { outcome: { outcome: 'already-so' }, made }
}

export function refused(code: string, sentence: string): Carried {
  return { outcome: { outcome: 'refused', code, sentence } }
}

/** What became of a change by how its call ended. */
export function writtenBy<T>(ending: Ending<T>, made?: (answer: T) => Id): WriteOutcome {
  if (ending.end === 'answered') return done(made?.(ending.answer))
  const told = refused(ending.error.code, ending.error.message)
  return ending.end === 'failed' ? { ...told, failure: ending.error } : told
}
