import type { Id } from '../domain/id.ts'
import type { Powers } from '../domain/operator.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Caller } from './services.ts'

/** Who manages the people and tokens of a customer: somebody with powers of their own, in one customer. */
export interface Keeper extends Powers {
  customer: Id
}

/** The caller as somebody who manages people. */
export function keeperOf({ customer, scopes, sees, everywhere }: Caller): Keeper {
  return { customer, scopes, organisations: everywhere ? null : [...sees] }
}

/** Nobody is limited to nothing. */
export function noOrganisation(): Problem {
  return problem(
    'field-invalid',
    'At least one organisation is needed; leave them out for all.',
    'organisations',
  )
}
