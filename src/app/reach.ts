import { createHash } from 'node:crypto'
import type { Id } from '../domain/id.ts'

/**
 * What stands before the names of the streams in which the sync keeps what it knows for these organisations alone. What is kept
 * for all of a customer, as by the command line, has nothing before it.
 */
export function streamPrefix(organisations: readonly Id[] | null): string {
  if (organisations === null) return ''
  const sorted = organisations.toSorted((one, other) => one - other).join(' ')
  return `only-${createHash('sha256').update(sorted).digest('hex').slice(0, 12)}.`
}
