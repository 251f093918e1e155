import type { Services } from '../app/services.ts'
import type { Fields, ValuesOf } from '../contract/fields.ts'
import type { Problem } from '../domain/problem.ts'

/** One command of the machine's owner: what it is asked with, and what it does. It answers in plain JSON. */
export interface Command<F extends Fields, Answer> {
  fields: F
  /** `signal` is given when whoever asked has gone: what would only be for them, or hold up others, is left off. */
  run(services: Services, input: ValuesOf<F>, signal: AbortSignal): Promise<Answer | Problem>
}

/** Declares a command. */
export function command<F extends Fields, Answer>(
  fields: F,
  run: Command<F, Answer>['run'],
): Command<F, Answer> {
  return { fields, run }
}
