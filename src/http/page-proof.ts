import type { FastifyRequest } from 'fastify'
import type { Site } from '../app/services.ts'
import { type Problem, problem } from '../domain/problem.ts'

/** A page of ours sends this header with every call. No form can, and no page of another origin may. */
const PAGE_HEADER = 'x-caseload-console'

/**
 * Why a call that a cookie signs may not change anything: it does not show that it comes from a page of this server.
 * Nothing where it does, or where it only reads. The header alone would do; that browsers say where a call comes from
 * is asked for beside it.
 */
export function whyForeign(request: FastifyRequest, site: Site): Problem | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const { origin, 'sec-fetch-site': from, [PAGE_HEADER]: own } = request.headers
  if (own === undefined) return foreign(`send the header ${PAGE_HEADER}, or the session as X-TokenID`)
  if (from !== undefined && from !== 'same-origin') return foreign('open the console at its own address')
  if (origin !== undefined) {
    return isOurs(origin, request, site)
      ? undefined
      : foreign('open the console at the address of this server')
  }
  return from === 'same-origin' ? undefined : foreign('send Origin or Sec-Fetch-Site, as browsers do')
}

function isOurs(origin: string, request: FastifyRequest, site: Site): boolean {
  const url = URL.parse(origin)
  return url !== null && (url.host === request.host || url.origin === URL.parse(site.address)?.origin)
}

function foreign(what: string): Problem {
  return problem('page-foreign', `This call does not show that it comes from a page of this server: ${what}.`)
}
