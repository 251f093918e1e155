import { type Problem, problem } from '../domain/problem.ts'
import type { Caller } from './services.ts'

/**
 * Why somebody who is limited to some organisations may not do what concerns the whole customer; nothing where they cover all.
 * `what` begins the sentence, in the singular: `What the sync remembers`.
 */
export function whyNotEverywhere(
  { everywhere }: Pick<Caller, 'everywhere'>,
  what: string,
): Problem | undefined {
  if (everywhere) return undefined
  const sentence = `${what} concerns all organisations, and this token is limited to some; use one that covers all.`
  return problem('customer-wide', sentence)
}
