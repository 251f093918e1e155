import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Terms, USUAL_TERMS } from '../domain/terms.ts'
import { customers } from '../storage/organisations.ts'
import { find, update } from '../storage/records.ts'
import type { Caller, Services } from './services.ts'

/** What a customer calls the roles. */
export async function readTerms({ storage }: Pick<Services, 'storage'>, id: Id): Promise<Terms> {
  return certain(await find(storage.db, customers, { id })).terms ?? USUAL_TERMS
}

/** Changes what a customer calls the roles, for everybody of it. */
export async function replaceTerms(
  { writer }: Services,
  { customer: id, everywhere }: Caller,
  terms: Terms,
): Promise<Terms | Problem> {
  if (!everywhere) {
    const sentence =
      'These words are the whole customer’s; whoever changes them covers all its organisations.'
    return problem('customer-wide', sentence)
  }
  return writer.run({
    organisations: [],
    work: async ({ db }) => {
      const customer = certain(await find(db, customers, { id }))
      await update(db, customers, { ...customer, terms })
      return terms
    },
  })
}
