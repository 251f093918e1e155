import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyCompress from '@fastify/compress'
import { fastifyStatic } from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BASE_PATHS } from '../contract/endpoint.ts'

/** Where the build of the console is, from the sources as from what is built of them. */
export const PUBLIC_FOLDER = resolve(import.meta.dirname, '../../public')

/** Only what this server sends is loaded, nothing stands inside the page, and nobody may frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** Paths that are no pages, whatever a browser asks for. */
const NO_PAGES = [
  ...Object.values(BASE_PATHS),
  '/api',
  '/assets',
  '/docs',
  '/openapi',
  '/health',
  '/ready',
  '/metrics',
]

/** Sends the files that the console's page loads. Their names change with what is in them, so that browsers keep them. */
export function registerAssets(server: FastifyInstance, folder: string): void {
  server.register(async assets => {
    await assets.register(fastifyCompress, { encodings: ['br', 'gzip'] })
    await assets.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      redirect: false,
      decorateReply: false,
      suppressWarning: true,
      immutable: true,
      maxAge: '365d',
      setHeaders: reply => {
        reply.headers(HEADERS)
      },
    })
  })
}

/** Whether a browser asks for a page of the console: its addresses are the page's own business. */
export function asksForConsole({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const path = (url.split('?', 1)[0] ?? '').toLowerCase()
  const isElsewhere = NO_PAGES.some(base => path === base || path.startsWith(`${base}/`))
  return !isElsewhere && headers.accept?.includes('text/html') === true
}

/** Sends the console's page, the same at each of its addresses; a sentence where it was not built. */
export function sendConsole(reply: FastifyReply, folder: string): FastifyReply {
  const page = readPage(folder)
  reply.headers({ ...HEADERS, 'cache-control': 'no-cache' }).type('text/html; charset=utf-8')
  return page === undefined ? reply.code(503).send(NOT_BUILT) : reply.send(page)
}

const NOT_BUILT = `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Caseload</title></head>
<body>
<h1>The console is not built</h1>
<p>This copy of Caseload came without its pages. Run <code>npm run build:web</code> in it and open this address again. Everything else works: <a href="/docs">all calls</a>, <a href="/docs/problems">problems</a>.</p>
</body>
</html>
`

const pages = new Map<string, { changedAt: number; text: string }>()

/** The page as it was built last. */
function readPage(folder: string): string | undefined {
  const file = join(folder, 'index.html')
  const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (changedAt === undefined) return undefined
  const kept = pages.get(file)
  if (kept?.changedAt === changedAt) return kept.text
  const text = readFileSync(file, 'utf8')
  pages.set(file, { changedAt, text })
  return text
}
