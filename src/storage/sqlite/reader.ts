import { Worker } from 'node:worker_threads'
import type { Queries, QueryName } from '../queries.ts'
import { siblingModule } from './sibling.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** What the worker answers. */
export type Answer = { ticket: number; value: unknown } | { ticket: number; failure: string }

/** Starts the worker that reads beside the writer, on a connection of its own. */
export function startReader(file: string) {
  const worker = new Worker(siblingModule(import.meta.url, 'reader-worker'), { workerData: { file } })
  const waiting = new Map<number, Waiting>()
  let ticket = 0
  let ended: Error | undefined
  worker.unref()
  worker.on('message', (answer: Answer) => settle(waiting, answer))
  worker.on('error', error => {
    ended = error as Error
    for (const one of waiting.values()) one.reject(ended)
    waiting.clear()
  })
  return {
    read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]> {
      if (ended) return Promise.reject(ended) as ReturnType<Queries[Name]>
      ticket += 1
      worker.postMessage({ ticket, query, input })
      return new Promise((resolve, reject) => {
        waiting.set(ticket, { resolve, reject })
      }) as ReturnType<Queries[Name]>
    },
    close: () => worker.terminate(),
  }
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const one = waiting.get(answer.ticket)
  if (!one) return
  waiting.delete(answer.ticket)
  if ('failure' in answer) one.reject(new Error(answer.failure))
  else one.resolve(answer.value)
}
