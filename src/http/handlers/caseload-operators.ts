import { keeperOf } from '../../app/keeper.ts'
import {
  addOperator,
  type Invited,
  linkOperator,
  linkTo,
  listOperators,
  updateOperator,
} from '../../app/operators.ts'
import { readTerms, replaceTerms } from '../../app/terms.ts'
import { createTokenWithin, listTokensWithin, revokeTokenWithin } from '../../app/tokens.ts'
import type { operatorCalls } from '../../contract/caseload/operators.ts'
import type { tokenCalls } from '../../contract/caseload/tokens.ts'
import { isLive } from '../../domain/access.ts'
import { isProblem, type Problem } from '../../domain/problem.ts'
import type { Context, Handlers } from '../context.ts'

export const operatorHandlers: Handlers<typeof operatorCalls> = {
  async listOperators({ role }, { services, caller }) {
    const all = await listOperators(services, keeperOf(caller))
    return { operators: all.filter(one => role === undefined || one.role === role) }
  },

  async addOperator({ sensitive = false, organisations = null, ...wish }, at) {
    const wanted = { ...wish, sensitive, organisations }
    return shown(await addOperator(at.services, keeperOf(at.caller), wanted), at)
  },

  updateOperator: ({ operator, ...change }, { services, caller }) =>
    updateOperator(services, keeperOf(caller), operator, change),

  linkOperator: async ({ operator }, at) =>
    shown(await linkOperator(at.services, keeperOf(at.caller), operator), at),

  readTerms: (_input, { services, caller }) => readTerms(services, caller.customer),

  replaceTerms: (terms, { services, caller }) => replaceTerms(services, caller, terms),
}

export const tokenHandlers: Handlers<typeof tokenCalls> = {
  async listTokens({ live }, { services, caller }) {
    const all = await listTokensWithin(services, keeperOf(caller))
    return { tokens: all.filter(one => !live || isLive(one, services.clock())) }
  },

  createToken: ({ organisations = null, callLimit = 300, expiresAt = null, ...wish }, { services, caller }) =>
    createTokenWithin(services, keeperOf(caller), { ...wish, organisations, callLimit, expiresAt }),

  revokeToken: ({ token }, { services, caller }) => revokeTokenWithin(services, keeperOf(caller), token),
}

function shown(made: Invited | Problem, { services }: Context) {
  return isProblem(made) ? made : { operator: made.operator, link: linkTo(services.site, made.link) }
}
