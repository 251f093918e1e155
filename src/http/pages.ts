import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { certain } from '../domain/certain.ts'
import { problem } from '../domain/problem.ts'
import { registerAssets } from './console-page.ts'
import { type Document, openapi } from './openapi.ts'
import { sendProblem, tell } from './problems.ts'
import { problemsPage, STYLE } from './problems-page.ts'

/** Pages that one address may ask for in a minute. */
const PAGES_A_MINUTE = 600

/** Only what this server sends is loaded, and nobody may frame a page. */
const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

/** The documents, made once: the contract does not change while the program runs. */
const documents: Record<string, () => Document> = {
  '/openapi.json': once(() => openapi()),
  '/openapi/onefile.json': once(() => openapi('onefile')),
  '/openapi/caseload.json': once(() => openapi('caseload')),
}

/**
 * The pages to read and the documents behind them: `/docs`, `/docs/problems`, `/openapi.json`, and what the console's page
 * loads. They are for everybody, tell nothing of anybody, and load nothing from elsewhere.
 */
export function registerPages(server: FastifyInstance, publicFolder: string): void {
  registerAssets(server, publicFolder)
  server.register(async pages => {
    // A certificate is the proxy's or the machine's business, so no browser is told to insist on one.
    await pages.register(helmet, { contentSecurityPolicy: POLICY, strictTransportSecurity: false })
    await pages.register(rateLimit, { max: PAGES_A_MINUTE, timeWindow: '1 minute' })
    pages.setErrorHandler(onPageError)
    for (const [path, document] of Object.entries(documents)) {
      const text = once(() => JSON.stringify(document()))
      pages.get(path, async (_request, reply) => reply.type('application/json; charset=utf-8').send(text()))
    }
    const problems = once(problemsPage)
    pages.get('/docs/problems', async (_request, reply) => sendPage(reply, problems()))
    pages.get('/docs/pages.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE))
    await registerReference(pages)
  })
}

/** The reference of both APIs, to read and to try out. */
async function registerReference(pages: FastifyInstance): Promise<void> {
  const document = certain(documents['/openapi.json'])() as never
  await pages.register(swagger, { mode: 'static', specification: { document } })
  await pages.register(swaggerUi, {
    routePrefix: '/docs',
    logo: null as never,
    theme: { title: 'Caseload API', favicon: [FAVICON] },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'none', filter: true, displayRequestDuration: true },
  })
}

const FAVICON = {
  filename: 'favicon.svg',
  rel: 'icon',
  type: 'image/svg+xml',
  sizes: 'any',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="5" cy="8" r="4" fill="#1864ab"/><circle cx="12" cy="8" r="3" fill="#74c0fc"/></svg>',
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html)
}

/** What the limit of these pages refuses is told like any other problem; all else is for the server's own handler. */
function onPageError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.statusCode !== 429) throw error
  const sentence = `This address has asked for ${PAGES_A_MINUTE} pages in a minute; go on in a moment.`
  return sendProblem(reply, tell('caseload', problem('call-limit', sentence)))
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
