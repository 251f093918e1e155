import type { Storage } from '../storage/database.ts'
import type { Failure } from '../storage/failure.ts'

/** Raised when a batch touches a history that was not locked before its facts were read: somebody may have moved it. */
export class HistoryNotLocked extends Error {
  constructor() {
    super('A history is touched that was not locked; the batch begins anew.')
    this.name = 'HistoryNotLocked'
  }
}

/** Raised where what was read before a transaction is not so any more when it is written: the work reads it anew. */
export class ReadTooEarly extends Error {
  constructor() {
    super('What was read before has been changed since; the batch begins anew.')
    this.name = 'ReadTooEarly'
  }
}

/** What kind of trouble a batch had. */
export function failureOf({ classify }: Pick<Storage, 'classify'>, error: unknown): Failure {
  return error instanceof HistoryNotLocked || error instanceof ReadTooEarly ? 'try-again' : classify(error)
}
