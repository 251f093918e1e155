import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from 'pino'
import { storageProblem } from '../app/failure.ts'
import type { Services } from '../app/services.ts'
import { type Api, BASE_PATHS, type Contract } from '../contract/endpoint.ts'
import { certain } from '../domain/certain.ts'
import { type Problem, type ProblemCode, problem } from '../domain/problem.ts'
import { bind, HEADERS, urlOf } from './bind.ts'
import { boundConnections } from './connections.ts'
import { asksForConsole, PUBLIC_FOLDER, sendConsole } from './console-page.ts'
import { allowOrigins } from './cors.ts'
import { createHaste } from './haste.ts'
import type { Metrics } from './metrics.ts'
import { registerOpenId } from './openid-pages.ts'
import { registerProbes } from './probes.ts'
import { sendProblem, tell } from './problems.ts'
import { createRoom, type RoomLimits } from './room.ts'
import { type Surface, WHOLE_SURFACE } from './surface.ts'
import { createTurns } from './turns.ts'

/** How long a caller may take, in milliseconds, before its connection is closed. */
interface ServerPatience {
  /** From the first byte, or from connecting, to the end of the headers. */
  headers: number
  /** From the first byte of a request to its last. */
  request: number
  /** Without a byte in either direction, such as a caller that does not read its answer. */
  silence: number
  /** How often the first two are looked at. */
  check: number
}

const PATIENCE: ServerPatience = { headers: 15_000, request: 30_000, silence: 120_000, check: 5_000 }

/** Where a proxy may stand whose word on the caller's address is believed, where nobody says more: this machine and private networks. */
const PROXIES: readonly string[] = ['loopback', 'uniquelocal']

/** What a server is told about where it stands. */
interface ServerOptions {
  logger?: Logger
  /** Believes what a proxy says of the caller's address. */
  behindProxy?: boolean
  /** Addresses and ranges of the proxies that are believed; this machine and private networks where nothing is said. */
  proxies?: readonly string[]
  https?: { key: Buffer; cert: Buffer }
  metrics?: Metrics
  /** Origins of pages that may call both APIs from a browser; none where nothing is said. */
  corsOrigins?: readonly string[]
  /** Whether a stop has begun. */
  stopping?: () => boolean
  /** How long it waits for slow callers. */
  patience?: ServerPatience
  /** What it shows; both APIs and the pages where nothing is said. */
  surface?: Surface
  /** How many connections it has at once. */
  connections?: number
  /** What may be under way at once. */
  room?: RoomLimits
  /** Where the console's page was built; where the build puts it, unless said. */
  publicFolder?: string
}

/** The whole server, not listening yet, so that tests can speak to it without a port. */
export function buildServer(services: Services, options: ServerOptions = {}): FastifyInstance {
  const patience = options.patience ?? PATIENCE
  const server = Fastify({
    logger: false,
    trustProxy: options.behindProxy ? [...(options.proxies ?? PROXIES)] : false,
    exposeHeadRoutes: true,
    forceCloseConnections: 'idle',
    // What still comes over a connection that was there before a stop is answered like any call, and that closes it.
    return503OnClosing: false,
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      maxParamLength: 500,
    },
    requestTimeout: patience.request,
    connectionTimeout: patience.silence,
    http: limitsOf(patience),
    frameworkErrors: (error, request, reply) => refuseUrl(options, error, request, reply),
    ...(options.https && { https: { ...options.https, ...limitsOf(patience) } }),
  }) as unknown as FastifyInstance
  server.decorateRequest('notes')
  server.decorateRequest('admitted')
  server.decorateRequest('leave')
  server.decorateRequest('signed')
  server.addHook('onRequest', (request, _reply, done) => {
    request.notes = {}
    done()
  })
  allowOrigins(server, options.corsOrigins ?? [])
  readBodiesOurselves(server)
  boundConnections(server.server, options.connections)
  const room = createRoom(options.room)
  const turns = createTurns()
  const haste = createHaste()
  const surface = options.surface ?? WHOLE_SURFACE
  for (const [name, endpoint] of Object.entries(surface.calls)) {
    bind({ server, services, room, turns, haste }, endpoint, certain(surface.handlers[name]))
  }
  const publicFolder = options.publicFolder ?? PUBLIC_FOLDER
  surface.furnish(server, publicFolder)
  if (surface.console) registerOpenId(server, services)
  registerProbes(server, services, options.stopping ?? (() => false), options.metrics)
  server.setNotFoundHandler(notFoundOn(surface, publicFolder))
  server.setErrorHandler((error: FastifyError, request, reply) =>
    onError({ services, logger: options.logger }, error, request, reply),
  )
  server.addHook('onResponse', (request, reply, done) => {
    request.leave?.()
    report(options, request, reply)
    done()
  })
  return server
}

function limitsOf({ headers, request, check }: ServerPatience) {
  return {
    maxHeaderSize: 16_384,
    headersTimeout: Math.min(headers, request),
    connectionsCheckingInterval: check,
  }
}

/** Bodies are kept as they came: what they may hold depends on the call, and who calls is asked first. */
function readBodiesOurselves(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

function apiOf(url: string): Api {
  return url.toLowerCase().startsWith(BASE_PATHS.onefile) ? 'onefile' : 'caseload'
}

/** A URL that the router cannot read reaches no hook; its refusal is told and reported all the same. */
function refuseUrl(
  options: ServerOptions,
  { code }: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(reply.headers(HEADERS), tell(apiOf(request.url), problem(...(FRAMEWORK[code] ?? UNREADABLE))))
  report(options, request, reply)
}

function notFoundOn({ calls, unknownCall, console: hasConsole }: Surface, publicFolder: string) {
  const methodsAt = methodsOf(calls)
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (hasConsole && asksForConsole(request)) return sendConsole(reply, publicFolder)
    reply.headers(HEADERS)
    const api = apiOf(request.url)
    const allowed = methodsAt(request.url)
    if (allowed.length === 0) return sendProblem(reply, tell(api, problem('call-unknown', unknownCall)))
    reply.header('allow', allowed.join(', '))
    const sentence = `This path takes ${allowed.join(' or ')}, not ${request.method}.`
    return sendProblem(reply, tell(api, problem('method-unknown', sentence)))
  }
}

/** Tells which methods these calls take at a URL. */
function methodsOf(calls: Contract): (url: string) => string[] {
  const patterns = Object.values(calls).map(endpoint => ({
    methods: endpoint.method === 'GET' ? ['GET', 'HEAD'] : [endpoint.method],
    pattern: new RegExp(`^${urlOf(endpoint).replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`, 'i'),
  }))
  return url => {
    const path = certain(url.split('?', 1)[0])
    return [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ]
  }
}

/** What the framework refuses by itself. */
const FRAMEWORK: Record<string, [ProblemCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'body-too-large',
    'The body is larger than this call allows; send it in parts.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['body-invalid', 'The body is not as long as Content-Length says.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['body-type', 'The body must be JSON or a form.'],
  FST_ERR_BAD_URL: ['field-invalid', 'The path holds an escape that cannot be read.'],
  FST_ERR_MAX_PARAM_LENGTH: [
    'field-invalid',
    'The path holds a part that is longer than any name or number.',
  ],
}

const UNREADABLE: [ProblemCode, string] = ['body-invalid', 'The request cannot be read.']

function onError(
  { services, logger }: { services: Services; logger: Logger | undefined },
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const api = apiOf(request.url)
  const known = FRAMEWORK[error.code]
  if (known) return sendProblem(reply, tell(api, problem(...known)))
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(reply, tell(api, problem(...UNREADABLE)))
  }
  const trouble = storageProblem(services.storage, error)
  if (trouble) {
    logger?.warn(
      { route: request.routeOptions?.url, failure: tracedFault(error) },
      'the database cannot be reached',
    )
    return sendProblem(reply, tell(api, trouble))
  }
  logger?.error(
    { route: request.routeOptions?.url, failure: tracedFault(error) },
    'a call failed by a fault of the server',
  )
  return sendProblem(reply, tell(api, internal()))
}

/** The stack of a fault, for the log; database errors quote values, so only their kind is kept. */
export function tracedFault(error: Error & { code?: string }): {
  kind: string
  code?: string | undefined
  stack: string
} {
  const frames = (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at '))
  return { kind: error.name, code: error.code, stack: frames.slice(0, 12).join('\n') }
}

function internal(): Problem {
  return problem('internal', 'The server has a fault; nothing was changed. The log tells more.')
}

/** One line a call: the route's pattern, never its URL, and no name or identifier of a person. */
function report(options: ServerOptions, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? 'unknown'
  const milliseconds = Math.round(reply.elapsedTime * 10) / 10
  options.metrics?.observe(route, request.method, reply.statusCode, reply.elapsedTime / 1000)
  options.logger?.info({
    route,
    method: request.method,
    status: reply.statusCode,
    ms: milliseconds,
    ...request.notes,
  })
}
