import type { FastifyInstance } from 'fastify'
import type { Services } from '../app/services.ts'
import type { Metrics } from './metrics.ts'

/** How long the database may take to answer a probe. */
const PATIENCE = 2000

/** Milliseconds that a write may wait before the server says that it is not ready: a large import holds up the others. */
const LONGEST_WAIT = 30_000

/**
 * `/health` says that the process lives, `/ready` that it can take calls: the database answers, writes
 * do not wait long, and no stop has begun.
 * `/metrics` is for Prometheus. None of them tells anything of anybody.
 */
export function registerProbes(
  server: FastifyInstance,
  services: Services,
  stopping: () => boolean,
  metrics?: Metrics,
): void {
  server.get('/health', async () => ({ status: 'ok' }))
  server.get('/ready', async (_request, reply) => {
    if (stopping()) return reply.code(503).send({ status: 'stopping' })
    if (services.writer.waited() > LONGEST_WAIT) return reply.code(503).send({ status: 'writes wait' })
    if (await answers(services)) return { status: 'ready' }
    return reply.code(503).send({ status: 'the database does not answer' })
  })
  if (metrics) {
    server.get('/metrics', async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
    )
  }
}

async function answers({ storage }: Services): Promise<boolean> {
  const timeout = AbortSignal.timeout(PATIENCE)
  const late = new Promise<boolean>(resolve => timeout.addEventListener('abort', () => resolve(false)))
  const ping = storage.read('ping', null).then(
    () => true,
    () => false,
  )
  return Promise.race([ping, late])
}
