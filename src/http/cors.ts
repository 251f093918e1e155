import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BASE_PATHS } from '../contract/endpoint.ts'

/** What a page may send, and how long a browser keeps that in mind. Sessions go in headers, so no cookie is ever let in. */
const ALLOWED = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
  'access-control-allow-headers': 'Authorization, Content-Type, X-CustomerToken, X-TokenID',
  'access-control-max-age': '600',
}

/** Headers of ours that a page may read. */
const EXPOSED = 'Retry-After, RateLimit-Policy, WWW-Authenticate, X-Caseload-Run'

/** Lets pages of these origins call both APIs from a browser; no other path, and no page of any other origin. */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  const allowed = new Set(origins)
  server.addHook('onRequest', async (request, reply) => {
    if (!isOfAnApi(request.url)) return
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    if (origin === undefined || !allowed.has(origin)) return
    reply.header('access-control-allow-origin', origin)
    if (isPreflight(request)) return preflight(reply)
    reply.header('access-control-expose-headers', EXPOSED)
  })
}

function isOfAnApi(url: string): boolean {
  const path = url.toLowerCase()
  return Object.values(BASE_PATHS).some(base => path.startsWith(`${base}/`))
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

function preflight(reply: FastifyReply): FastifyReply {
  return reply.headers(ALLOWED).code(204).send()
}
