import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { createAccess } from '../app/access.ts'
import { createBell } from '../app/bell.ts'
import { lentSessions } from '../app/lent-sessions.ts'
import { limiterFor, slidingCount } from '../app/limiter.ts'
import { createOpenId } from '../app/openid.ts'
import { createPasswordHasher } from '../app/password-hash.ts'
import type { Services } from '../app/services.ts'
import { systemTrouble } from '../disk/trouble.ts'
import { UnusableFile } from '../disk/unusable-file.ts'
import { startControl } from '../http/control.ts'
import { createMetrics, type Metrics } from '../http/metrics.ts'
import { ownCalls } from '../http/own-calls.ts'
import { buildServer, tracedFault } from '../http/server.ts'
import type { Surface } from '../http/surface.ts'
import { startImportRunner } from '../importing/runner.ts'
import { type FolderWatch, watchFolder } from '../importing/watch-folder.ts'
import type { DigestSettings } from '../notify/daily.ts'
import { startNotifying } from '../notify/start.ts'
import type { Storage } from '../storage/database.ts'
import { openStorage } from '../storage/open.ts'
import { createWriter, type WriterGauge } from '../writer/writer.ts'
import { asGiven, cannotListen } from './cannot-listen.ts'
import { type Config, databaseAddress, openIdOf, readCertificate, siteOf } from './config.ts'
import { controlSocketOf } from './control-socket.ts'
import type { DemoClock } from './demo-clock.ts'
import { watchDue } from './due-watch.ts'
import { openLog } from './log-output.ts'
import { warnIfOpen } from './private-folder.ts'
import { onStopSignal } from './stop-signals.ts'

/** A server that listens. */
export interface RunningServer {
  /** Where it can be reached, such as `http://127.0.0.1:4680`. */
  address: string
  services: Services
  /** Says something beside the log, where that is possible without waiting. */
  say(line: string): void
  /** Takes no more calls, answers all that it has taken, and closes everything. */
  stop(): Promise<void>
}

/** Opens the storage and puts the services together. */
export async function openServices(
  config: Config,
  gauge?: WriterGauge,
  settable?: DemoClock,
): Promise<Services> {
  const storage = await openStorage(databaseAddress(config), Date.now()).catch(error => {
    throw cannotOpen(error)
  })
  const services = composeServices(storage, config, gauge, settable)
  services.site.address = siteOf(config)
  const openid = openIdOf(config)
  if (openid) services.openid = createOpenId(openid)
  return services
}

/** An error about the data folder with how another one is chosen; one of another kind as it is. */
function cannotOpen(error: unknown): unknown {
  const sentence = error instanceof UnusableFile ? error.message : systemTrouble(error)
  if (sentence === undefined) return error
  const flag = asGiven('--data FOLDER', process.env.npm_lifecycle_event)
  return new Error(`${sentence} The folder for the data is chosen with ${flag}.`, { cause: error })
}

/** The services on an open storage, on the machine's clocks, or on a demo's. */
export function composeServices(
  storage: Storage,
  config: Pick<Config, 'plainOnefile' | 'strictPeople'>,
  gauge?: WriterGauge,
  settable?: DemoClock,
): Services {
  const clock = settable?.now ?? (() => Date.now())
  const elapsed = () => performance.now()
  const writer = createWriter(storage, clock, gauge)
  return {
    storage,
    writer,
    access: createAccess({ storage, writer, clock, elapsed }),
    limiter: limiterFor(storage, elapsed),
    failedSignIns: slidingCount(elapsed),
    lent: lentSessions(),
    importsWanted: createBell(),
    failedPasswords: slidingCount(elapsed),
    personCalls: slidingCount(elapsed),
    passwords: createPasswordHasher(),
    site: { address: '' },
    openid: undefined,
    clock,
    ...(settable && { setClock: settable.set }),
    behaviour: { inferredFields: !config.plainOnefile, strictPeople: config.strictPeople },
  }
}

/**
 * Starts a server as configured, with both APIs unless it is told what else to show, and the console's page from where it
 * is built to unless it is told where else. Throws what storage and
 * configuration raise, each with a sentence for the person.
 */
export async function runServer(
  config: Config,
  { surface, clock, publicFolder }: { surface?: Surface; clock?: DemoClock; publicFolder?: string } = {},
): Promise<RunningServer> {
  const https = readCertificate(config)
  const log = openLog(2)
  const logger = pino({ level: config.log, base: { server: randomUUID().slice(0, 8) } }, log)
  let metrics: Metrics | undefined
  const committed: WriterGauge['committed'] = (writes, milliseconds) =>
    metrics?.committed(writes, milliseconds)
  const services = await openServices(config, { committed }, clock)
  warnIfOpen(resolve(config.data))
  metrics = createMetrics({ ...services.writer, logDropped: log.dropped })
  const stopping = { begun: false }
  const server = buildServer(services, {
    logger,
    metrics,
    behindProxy: config.behindProxy,
    ...(config.proxies && { proxies: config.proxies }),
    corsOrigins: config.corsOrigin,
    stopping: () => stopping.begun,
    ...(https && { https }),
    ...(surface && { surface }),
    ...(publicFolder !== undefined && { publicFolder }),
  })
  await listen(server, config, services)
  const address = addressOf(server, config)
  if (config.publicUrl === undefined) services.site.address = address
  const control = await startControl(services, controlSocketOf(config), logger)
  const imports = startImportRunner({
    services,
    call: ownCalls(server),
    fault: error =>
      logger.error({ failure: tracedFault(error) }, 'an import failed by a fault of the server'),
  })
  const watch = watchOf(config, services, ownCalls(server), logger)
  const due = watchDue(services, logger)
  const notifying = startNotifying(services, digestOf(config), (part, error) =>
    logger.warn({ part, failure: tracedFault(error as Error) }, 'others could not be told'),
  )
  const stop = once(async () => {
    stopping.begun = true
    await watch?.close()
    await Promise.all([imports.close(), notifying.close()])
    await Promise.all([closeAnswering(server), control.close(), due.stop()])
    await services.writer.close()
    await services.storage.close()
    await log.close()
  })
  return { address, services, stop, say: line => log.writeNow(`${line}\n`) }
}

/** What is needed to send the digest of the day; nothing where nobody gets it. */
function digestOf({
  smtp,
  mailFrom: from,
  digestTo: to,
  digestAt: at,
  digestTexts: texts,
}: Config): DigestSettings | undefined {
  return smtp === undefined || from === undefined ? undefined : { smtp, from, to, at, texts }
}

/** The folder that is watched for files; nothing where none is. */
function watchOf(
  { watch: folder, watchAs: email }: Config,
  services: Services,
  call: ReturnType<typeof ownCalls>,
  logger: pino.Logger,
): FolderWatch | undefined {
  if (folder === undefined || email === undefined) return undefined
  const fault = (error: Error) => {
    // What the system says of a file names it, and a name may be a person's.
    const why = 'code' in error && typeof error.code === 'string' ? error.code : error.message
    logger.error({ why }, 'files of the watched folder could not be brought')
  }
  return watchFolder({ services, call, folder, email, fault })
}

async function listen(server: FastifyInstance, { host, port }: Config, services: Services): Promise<void> {
  try {
    await server.listen({ host, port, backlog: 1024 })
  } catch (error) {
    await services.storage.close()
    const sentence = cannotListen(error as Error, { host, port }, process.env.npm_lifecycle_event)
    throw new Error(sentence, { cause: error })
  }
}

/** How often a server that stops looks for connections on which nothing is under way, in milliseconds. */
const SWEEP = 50

/** Milliseconds that a stop waits for callers who do not read their answers, or send the rest of what they began. */
const LAST = 20_000

/** Answers what has been taken. Connections that callers keep would hold it up for more than a minute. */
async function closeAnswering(server: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => server.server.closeIdleConnections(), SWEEP)
  const last = setTimeout(() => server.server.closeAllConnections(), LAST)
  try {
    await server.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(last)
  }
}

function addressOf(server: FastifyInstance, { host, certificate }: Config): string {
  const { port } = server.server.address() as AddressInfo
  const shown = host.includes(':') ? `[${host}]` : host
  return `${certificate === undefined ? 'http' : 'https'}://${shown}:${port}`
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}

/** Stops a server gracefully when the machine or the person asks; a second request ends it at once. */
export function stopOnSignals(server: RunningServer): Promise<void> {
  return new Promise((resolve, reject) => {
    const forget = onStopSignal(() => {
      server.say('Stopping: finishing the calls under way…')
      server.stop().finally(forget).then(resolve, reject)
    })
  })
}
