import { certain } from '../domain/certain.ts'
import type { Customer, Organisation } from '../domain/customer.ts'
import type { Id } from '../domain/id.ts'
import type { Operator } from '../domain/operator.ts'
import type { Scope } from '../domain/scope.ts'
import { type Terms, USUAL_TERMS } from '../domain/terms.ts'
import { operators } from '../storage/operators.ts'
import { customers, organisations } from '../storage/organisations.ts'
import { find, select } from '../storage/records.ts'
import { shownOperator } from './operators.ts'
import type { Caller, Services } from './services.ts'

/** What a person who is signed in needs to know of themselves. */
interface Me {
  operator: Operator & { hasPassword: boolean }
  customer: Pick<Customer, 'id' | 'name'>
  organisations: Pick<Organisation, 'id' | 'name'>[]
  scopes: readonly Scope[]
  terms: Terms
}

/** Tells a person who they are here: their account, what they see and may do, and what the provider calls the roles. */
export async function readMe(
  { storage }: Services,
  id: Id,
  caller: Pick<Caller, 'scopes' | 'sees'>,
): Promise<Me> {
  const stored = certain(await find(storage.db, operators, { id }))
  const customer = certain(await find(storage.db, customers, { id: stored.customer }))
  const all = await select(storage.db, organisations, { customer: stored.customer })
  return {
    operator: { ...shownOperator(stored), hasPassword: stored.passwordHash !== null },
    customer: { id: customer.id, name: customer.name },
    organisations: all.filter(one => caller.sees.has(one.id)).map(({ id, name }) => ({ id, name })),
    scopes: caller.scopes,
    terms: customer.terms ?? USUAL_TERMS,
  }
}
