import { Worker } from 'node:worker_threads'
import type { Queries, QueryName } from '../queries.ts'
import { endWorker } from './end-worker.ts'
import { siblingModule } from './sibling.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Why a query failed: a text for the log, and SQLite's own number where it was SQLite. */
export interface Failed {
  text: string
  errcode?: number | undefined
}

/** What the worker answers. */
export type Answer = { ticket: number; value: unknown } | { ticket: number; failure: Failed }

/** Reads beside the writer. */
export interface Reader {
  /** Runs a query. Rejects with what SQLite raised, its `errcode` included, or with what ended the worker. */
  read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]>
  close(): Promise<unknown>
}

/**
 * Every row of an answer is soon rubbish. Left to itself, V8 gives a worker that makes much of it more and more room, some
 * 150 MB in a search of a million users, and keeps it. A few MB serve as well and are swept as quickly.
 */
const LIMITS = { maxYoungGenerationSizeMb: 8 }

interface Desk {
  worker: Worker
  waiting: Map<number, Waiting>
}

/**
 * Starts the worker that reads beside the writer, on a connection of its own. When it ends by a fault, whoever waits
 * for it is told, and the next query starts another.
 */
export function startReader(file: string): Reader {
  let desk: Desk | undefined = open(file, () => {
    desk = undefined
  })
  let ticket = 0
  return {
    read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]> {
      desk ??= open(file, () => {
        desk = undefined
      })
      const { worker, waiting } = desk
      ticket += 1
      worker.postMessage({ ticket, query, input })
      return new Promise((resolve, reject) => {
        waiting.set(ticket, { resolve, reject })
      }) as ReturnType<Queries[Name]>
    },
    close: async () => desk && endWorker(desk.worker),
  }
}

function open(file: string, gone: () => void): Desk {
  const worker = new Worker(siblingModule(import.meta.url, 'reader-worker'), {
    workerData: { file },
    resourceLimits: LIMITS,
  })
  const waiting = new Map<number, Waiting>()
  worker.unref()
  worker.on('message', (answer: Answer) => settle(waiting, answer))
  worker.on('error', error => {
    gone()
    for (const one of waiting.values()) one.reject(error as Error)
    waiting.clear()
  })
  return { worker, waiting }
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const one = waiting.get(answer.ticket)
  if (!one) return
  waiting.delete(answer.ticket)
  if ('failure' in answer) one.reject(failureOf(answer.failure))
  else one.resolve(answer.value)
}

function failureOf({ text, errcode }: Failed): Error {
  return Object.assign(new Error(text), errcode !== undefined && { errcode })
}
