import { addOperator, type NewOperator } from '../src/app/operators.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { isProblem } from '../src/domain/problem.ts'
import { SCOPES } from '../src/domain/scope.ts'
import * as cast from './cast.ts'
import { openSession, type Stage } from './stage.ts'

/** Where a call is about a person of the console or a token, there is one that is not the caller. */
export async function makeOperator(stage: Pick<Stage, 'services'>, call: AnyEndpoint): Promise<void> {
  if ('operator' in call.params) await letIn(stage, {})
  if ('token' in call.params) await openSession(stage.services, SCOPES)
}

/** Lets somebody in; gives their number and their session, as a program sends it. */
export async function letIn(
  { services }: Pick<Stage, 'services'>,
  wish: Partial<NewOperator>,
): Promise<{ id: number; link: string }> {
  const keeper = { customer: cast.CUSTOMER.id, scopes: SCOPES, organisations: null }
  const made = await addOperator(services, keeper, {
    name: 'Delyth Morgan',
    email: 'delyth@example.org',
    role: 'viewer',
    sensitive: false,
    organisations: null,
    ...wish,
  })
  if (isProblem(made)) throw new Error(made.sentence)
  return { id: made.operator.id, link: made.link }
}
