import { Worker } from 'node:worker_threads'
import { endWorker } from './end-worker.ts'
import { siblingModule } from './sibling.ts'

/**
 * Starts the worker that moves pages from the WAL into the database beside the writer, so that no commit has to.
 */
export function startCheckpoints(file: string): { close(): Promise<unknown> } {
  const worker = new Worker(siblingModule(import.meta.url, 'checkpoint-worker'), { workerData: { file } })
  worker.unref()
  // Without it the writer moves the pages itself: slower, and as safe.
  let isGone = false
  worker.on('error', () => {
    isGone = true
  })
  return { close: async () => (isGone ? undefined : endWorker(worker)) }
}
