import { certain } from '../domain/certain.ts'
import type { Customer, Organisation } from '../domain/customer.ts'
import type { Id } from '../domain/id.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { customers, organisations } from '../storage/organisations.ts'
import { find, select } from '../storage/records.ts'
import { type Search, unknownOrganisation } from './search.ts'
import type { Caller, Services } from './services.ts'

/** The customer of the caller's token, without whom there is no token. */
export async function readCustomer({ storage }: Services, caller: Caller): Promise<Customer> {
  return certain(await find(storage.db, customers, { id: caller.customer }))
}

/** Organisations that the caller sees, in the order of their ids. A customer, if named, must be the caller's. */
export async function findOrganisations(
  { storage }: Services,
  caller: Caller,
  { customer }: { customer?: Id | undefined },
): Promise<readonly Organisation[] | Problem> {
  if (customer !== undefined && customer !== caller.customer) return unknownCustomer(customer)
  return caller.sees.size === 0 ? [] : select(storage.db, organisations, { id: [...caller.sees] })
}

/** One organisation that the caller sees. */
export async function readOrganisation(
  { storage }: Services,
  caller: Caller,
  id: Id,
): Promise<Organisation | Problem> {
  const found = caller.sees.has(id) ? await find(storage.db, organisations, { id }) : undefined
  return found ?? unknownOrganisation(id)
}

/** The search for the statuses that an organisation has for its learners or for their aims. */
export function statusSearch(
  caller: Caller,
  name: 'learnerStatus' | 'aimStatus',
  organisation: Id,
): Search<'learnerStatus' | 'aimStatus'> | Problem {
  if (!caller.sees.has(organisation)) return unknownOrganisation(organisation)
  return { name, organisations: [organisation], filter: {} }
}

function unknownCustomer(id: Id): Problem {
  return problem(
    'customer-unknown',
    `There is no customer ${id} that this token may see; name its own, or leave it out.`,
    'customer',
  )
}
