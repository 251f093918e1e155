import type { Token } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import { covers } from '../domain/operator.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Db } from '../storage/db.ts'
import { customers, organisations } from '../storage/organisations.ts'
import { select } from '../storage/records.ts'
import type { NewToken } from './access.ts'
import { type Keeper, noOrganisation } from './keeper.ts'
import type { Services } from './services.ts'

/** A token to be made; the customer may be left out where there is only one. */
interface TokenWish extends Omit<NewToken, 'customer'> {
  customer?: Id | undefined
}

/** Makes a token for a customer that is there, limited to organisations that are the customer's. */
export async function issueToken(
  services: Services,
  { customer: wanted, ...wish }: TokenWish,
): Promise<{ secret: string; token: Token } | Problem> {
  const customer = await chooseCustomer(services, wanted)
  if (typeof customer !== 'number') return customer
  const stranger = await firstStranger(services.storage.db, customer, wish.organisations ?? [])
  if (stranger !== undefined) {
    const sentence = `There is no organisation ${stranger} of customer ${customer}; name others, or leave them out for all.`
    return problem('organisation-unknown', sentence, 'organisations')
  }
  return services.access.createToken({ ...wish, customer })
}

/** The customer that is named, or the only one. */
export async function chooseCustomer({ storage }: Services, wanted: Id | undefined): Promise<Id | Problem> {
  const known = (await select(storage.db, customers, {})).map(({ id }) => id)
  const chosen = wanted ?? (known.length === 1 ? known[0] : undefined)
  if (chosen !== undefined && known.includes(chosen)) return chosen
  return problem('customer-unknown', whyNoCustomer(known, wanted), 'customer')
}

function whyNoCustomer(known: readonly Id[], wanted: Id | undefined): string {
  if (known.length === 0) return 'There is no customer yet; import a data set first.'
  if (wanted === undefined) return `There are ${known.length} customers; choose one: ${known.join(', ')}.`
  return `There is no customer ${wanted}; choose one of: ${known.join(', ')}.`
}

/** The first of some organisations that is not the customer's; nothing where all are. */
export async function firstStranger(db: Db, customer: Id, wanted: readonly Id[]): Promise<Id | undefined> {
  const own = await select(db, organisations, { customer })
  const ids = new Set(own.map(({ id }) => id))
  return wanted.find(id => !ids.has(id))
}

/** The tokens that somebody may manage: those that may do no more than they. */
export async function listTokensWithin({ access }: Services, keeper: Keeper): Promise<Token[]> {
  return (await access.listTokens(keeper.customer)).filter(token => covers(keeper, token))
}

/** Makes a token that may do no more than whoever makes it. */
export async function createTokenWithin(
  services: Services,
  keeper: Keeper,
  wish: Omit<NewToken, 'customer'>,
): Promise<{ secret: string; token: Token } | Problem> {
  const { customer } = keeper
  const trouble = whyNotMade(services, keeper, wish)
  return trouble ?? issueToken(services, { ...wish, customer, scopes: [...new Set(wish.scopes)] })
}

function whyNotMade(
  { clock }: Services,
  keeper: Keeper,
  wish: Omit<NewToken, 'customer'>,
): Problem | undefined {
  if (wish.scopes.length === 0) return problem('field-invalid', 'A token needs at least one scope.', 'scopes')
  if (wish.organisations?.length === 0) return noOrganisation()
  if (typeof wish.expiresAt === 'number' && wish.expiresAt <= clock())
    return problem('field-invalid', 'The end of a token must be still to come.', 'expiresAt')
  if (covers(keeper, wish)) return undefined
  return problem(
    'beyond-own',
    'Nobody gives more than they may do themselves: choose scopes and organisations within your own.',
  )
}

/** Ends a token that may do no more than whoever ends it. */
export async function revokeTokenWithin(
  services: Services,
  keeper: Keeper,
  id: Id,
): Promise<undefined | Problem> {
  const known = (await listTokensWithin(services, keeper)).some(token => token.id === id)
  if (!known) return problem('token-unknown', `There is no token ${id}; list them all.`, 'token')
  const revoked = await services.access.revoke(id)
  return isProblem(revoked) ? revoked : undefined
}
