import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OPENID_RETURN, type OpenIdFlow } from '../app/openid.ts'
import { signInWithOpenId } from '../app/openid-sign-in.ts'
import { BROWSER_LIFETIME } from '../app/person-sign-in.ts'
import type { Services } from '../app/services.ts'
import { takeAttempt } from '../app/sign-in-attempts.ts'
import { statusOf } from '../contract/statuses.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { callerAddress } from './caller-address.ts'
import { pageSession, readCookie, setCookie } from './page-session.ts'

/** Where signing in with another service begins. */
export const OPENID_BEGIN = '/sign-in/openid'

/** How long somebody may take at the other service, in seconds. */
const PATIENCE = 600

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** Signing in with the service of somebody else: the way there, and back. */
export function registerOpenId(server: FastifyInstance, services: Services): void {
  server.get(OPENID_BEGIN, async (request, reply) => begin(services, request, reply))
  server.get(OPENID_RETURN, async (request, reply) => comeBack(services, request, reply))
}

async function begin(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { openid, site } = services
  if (!openid) return reply.callNotFound()
  const begun = (await whyWait(services, request, reply)) ?? (await openid.begin(site))
  if (isProblem(begun)) return sendRefusal(reply, begun)
  const flow = Buffer.from(JSON.stringify(begun.flow)).toString('base64url')
  setCookie({ request, reply, site }, 'openid', flow, PATIENCE)
  return reply.headers(HEADERS).redirect(begun.url, 303)
}

async function comeBack(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { openid, site } = services
  if (!openid) return reply.callNotFound()
  const flow = readFlow(readCookie(request, site, 'openid'))
  // Whatever comes of it, what the browser kept is used up.
  setCookie({ request, reply, site }, 'openid', '', 0)
  if (!flow) return sendRefusal(reply, notBegun())
  const returned = new URLSearchParams(request.url.split('?')[1] ?? '')
  const person = await openid.finish(site, returned, flow)
  if (isProblem(person)) return sendRefusal(reply, person)
  const signedIn = await signInWithOpenId(services, person)
  if (isProblem(signedIn)) return sendRefusal(reply, signedIn)
  request.notes.operator = signedIn.operator.id
  const page = pageSession(request, reply, site, undefined)
  page.keep(signedIn.session)
  if (signedIn.browser !== undefined) page.know(signedIn.browser, BROWSER_LIFETIME)
  return reply.headers(HEADERS).redirect('/', 303)
}

/** Nobody makes this server ask the other service more often than people sign in. */
async function whyWait(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Problem | undefined> {
  const address = callerAddress(request.ip, request.socket.remoteAddress)
  const grant = takeAttempt(services, { email: 'by another service', address })
  if (grant.granted) return undefined
  reply.header('retry-after', grant.retryAfter)
  return problem(
    'sign-in-limit',
    `Too many sign-ins were tried from here; try again in ${grant.retryAfter} seconds.`,
  )
}

/** What the browser kept; nothing where it is none of ours. */
function readFlow(kept: string | undefined): OpenIdFlow | undefined {
  try {
    const { state, nonce, verifier } = JSON.parse(Buffer.from(kept ?? '', 'base64url').toString())
    const whole = [state, nonce, verifier].every(part => typeof part === 'string' && part.length > 20)
    return whole ? { state, nonce, verifier } : undefined
  } catch {
    return undefined
  }
}

function notBegun(): Problem {
  return problem(
    'openid-refused',
    'Signing in was not begun in this browser, or took more than ten minutes. Begin again.',
  )
}

/** The sentence, as a page of its own: the browser is not on a page of the console. */
function sendRefusal(reply: FastifyReply, refusal: Problem): FastifyReply {
  return reply
    .headers(HEADERS)
    .code(statusOf('caseload', refusal.code, false))
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Caseload: not signed in</title></head>
<body>
<h1>You are not signed in</h1>
<p>${refusal.sentence}</p>
<p><a href="/sign-in">Back to signing in</a></p>
</body>
</html>
`)
}
