import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

/** What a worker is told so that it closes its database and ends. */
export const END = 'end'

/** Milliseconds that a worker has to end what it is about. */
const PATIENCE = 10_000

/**
 * Has a worker end by itself. One that is cut off in the middle of a call into SQLite can take the process with it, so that is
 * left for a worker that does not end in time.
 */
export async function endWorker(worker: Worker): Promise<void> {
  worker.ref()
  const ended = once(worker, 'exit')
  const timer = setTimeout(() => void worker.terminate(), PATIENCE)
  worker.postMessage(END)
  // A worker that fails meanwhile has ended as well.
  await ended.catch(() => undefined)
  clearTimeout(timer)
}
