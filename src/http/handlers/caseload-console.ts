import { readMe } from '../../app/me.ts'
import {
  BROWSER_LIFETIME,
  changePassword,
  type NotSignedIn,
  type OpenedSession,
  signInWithLink,
  signInWithPassword,
  signOut,
  signOutEverywhere,
} from '../../app/person-sign-in.ts'
import type { consoleCalls } from '../../contract/caseload/console.ts'
import type { Answer, Input } from '../../contract/endpoint.ts'
import { certain } from '../../domain/certain.ts'
import { isProblem, type Problem } from '../../domain/problem.ts'
import { type Context, callerOf, type Handlers } from '../context.ts'
import { OPENID_BEGIN } from '../openid-pages.ts'

type Carry = Input<(typeof consoleCalls)['signInWithLink']>['carry']

export const consoleHandlers: Handlers<typeof consoleCalls> = {
  listSignInWays: async (_input, { services: { openid } }) => ({
    password: true,
    providers: openid ? [{ name: openid.name, path: OPENID_BEGIN }] : [],
  }),

  async signInWithPassword({ carry, ...given }, at) {
    const foreign = carry === 'header' ? undefined : at.whyForeign()
    return foreign ?? letIn(await signInWithPassword(at.services, given, presented(at)), carry, at)
  },

  async signInWithLink({ carry, ...given }, at) {
    const foreign = carry === 'header' ? undefined : at.whyForeign()
    return foreign ?? letIn(await signInWithLink(at.services, given, presented(at)), carry, at)
  },

  readMe: (_input, { services, caller }) => readMe(services, certain(caller.by.operator), caller),

  async changePassword(given, at) {
    const { services, caller, page, address } = at
    const who = { operator: certain(caller.by.operator), session: certain(page.session), address }
    const refused = await changePassword(services, who, given)
    return refused && refusal(refused, at)
  },

  async signOut(_input, { services, page }) {
    page.forget()
    return signOut(services, certain(page.session))
  },

  async signOutEverywhere(_input, { services, caller, page }) {
    page.forget()
    return signOutEverywhere(services, certain(caller.by.operator))
  },
}

function presented({ address, page }: Context) {
  return { address, browser: page.browser }
}

/** Tells who has signed in, and gives the session to the browser or the program. */
async function letIn(
  outcome: OpenedSession | NotSignedIn,
  carry: Carry,
  at: Context,
): Promise<Answer<(typeof consoleCalls)['signInWithPassword']> | Problem> {
  if ('refused' in outcome) return refusal(outcome, at)
  const { services, page, note } = at
  note({ operator: outcome.operator.id })
  const session = await services.access.sessionOf(outcome.session)
  if (isProblem(session)) return session
  const me = await readMe(services, outcome.operator.id, callerOf(session))
  if (carry === 'header') return { ...me, session: outcome.session }
  page.keep(outcome.session)
  if (outcome.browser !== undefined) page.know(outcome.browser, BROWSER_LIFETIME)
  return { ...me, session: null }
}

function refusal({ refused, retryAfter }: NotSignedIn, at: Context): Problem {
  if (retryAfter !== undefined) at.retryAfter(retryAfter)
  return refused
}
