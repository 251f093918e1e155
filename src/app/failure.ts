import { type Problem, problem } from '../domain/problem.ts'
import type { Storage } from '../storage/database.ts'

/** The problem that an error of the database is for the caller; nothing where the error is a fault of ours. */
export function storageProblem({ classify }: Storage, error: unknown): Problem | undefined {
  const failure = classify(error)
  if (failure !== 'unavailable' && failure !== 'try-again') return undefined
  return problem('storage-unavailable', 'The database cannot be reached just now; send the call again soon.')
}
