import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Site } from '../app/services.ts'

/** What a person's browser keeps: the session, and by which it is known to the account. */
export interface PageSession {
  /** The secret of the session that signs the call, by cookie or header. */
  session: string | undefined
  /** The secret by which the browser is known. */
  browser: string | undefined
  /** Has the browser send this session from now on. */
  keep(session: string): void
  /** Has the browser be known by this secret for so many milliseconds. */
  know(browser: string, lifetime: number): void
  /** Has the browser send no session any more. */
  forget(): void
}

type SessionCookie = 'session' | 'browser' | 'openid'

/** Names of the cookies over HTTP; over TLS they begin with `__Host-`, so that no other host can set one. */
const NAMES: Record<SessionCookie, string> = {
  session: 'caseload-session',
  browser: 'caseload-browser',
  openid: 'caseload-openid',
}

/** Whether the browser reaches the server by TLS, itself or through a proxy. */
function isSecure(request: FastifyRequest, site: Site): boolean {
  return request.protocol === 'https' || site.address.startsWith('https:')
}

function nameOf(kept: SessionCookie, secure: boolean): string {
  return secure ? `__Host-${NAMES[kept]}` : NAMES[kept]
}

/** What a cookie of ours holds; nothing where the browser sent none. */
export function readCookie(request: FastifyRequest, site: Site, kept: SessionCookie): string | undefined {
  const header = request.headers.cookie
  if (header === undefined) return undefined
  return parseCookie(header)[nameOf(kept, isSecure(request, site))] || undefined
}

/** Where a cookie is set. */
interface CookiePlace {
  request: FastifyRequest
  reply: FastifyReply
  site: Site
}

/**
 * Has the browser keep something for so many seconds; as long as it runs where nothing is said. What is kept while the
 * person is at another service has to come along when that one leads back here; nothing else is sent from other sites.
 */
export function setCookie(
  { request, reply, site }: CookiePlace,
  kept: SessionCookie,
  value: string,
  maxAge?: number,
): void {
  const secure = isSecure(request, site)
  const sameSite = kept === 'openid' ? 'lax' : 'strict'
  const limits = {
    path: '/',
    httpOnly: true,
    sameSite,
    secure,
    ...(maxAge !== undefined && { maxAge }),
  } as const
  reply.header('set-cookie', stringifySetCookie({ name: nameOf(kept, secure), value, ...limits }))
}

/** The session of a browser, as a handler sees and changes it. */
export function pageSession(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  signed: string | undefined,
): PageSession {
  const place = { request, reply, site }
  return {
    session: signed,
    browser: readCookie(request, site, 'browser'),
    keep: session => setCookie(place, 'session', session),
    know: (browser, lifetime) => setCookie(place, 'browser', browser, Math.floor(lifetime / 1000)),
    forget: () => setCookie(place, 'session', '', 0),
  }
}
