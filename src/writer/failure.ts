import type { Storage } from '../storage/database.ts'
import type { Failure } from '../storage/failure.ts'

/** Raised when a batch touches a history that was not locked before its facts were read: somebody may have moved it. */
export class HistoryNotLocked extends Error {
  constructor() {
    super('A history is touched that was not locked; the batch begins anew.')
    this.name = 'HistoryNotLocked'
  }
}

/** What kind of trouble a batch had. */
export function failureOf({ classify }: Pick<Storage, 'classify'>, error: unknown): Failure {
  return error instanceof HistoryNotLocked ? 'try-again' : classify(error)
}
