import { once } from 'node:events'
import { parentPort, Worker } from 'node:worker_threads'
import { certain } from '../../domain/certain.ts'

/** Raised when a thread ended before it had answered: what it was asked may be done or not. */
export class ThreadEnded extends Error {
  /** SQLite's own number, where that is what ended it. */
  readonly errcode: number | undefined

  constructor(cause: unknown) {
    super('The thread that was asked has ended.', { cause })
    this.name = 'ThreadEnded'
    this.errcode = (cause as { errcode?: number } | undefined)?.errcode
  }
}

/** A thread of this process that answers questions in the order they come. */
export interface Channel {
  /**
   * Asks. Rejects with what the thread raised, SQLite's `errcode` included, or with ThreadEnded. The answer is a copy,
   * as structured cloning makes it.
   */
  ask(question: unknown): Promise<unknown>
  /** Whether the thread has ended by a fault. */
  readonly isGone: boolean
  /** Lets it answer what it was asked, and ends it. */
  close(): Promise<void>
}

/** Why a question failed: a text for the log, and SQLite's own number where it was SQLite. */
interface Failed {
  text: string
  errcode?: number | undefined
}

type ChannelAnswer = { ticket: number; value: unknown } | { ticket: number; failure: Failed }

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** What a thread is told so that it closes its database and ends. */
const END = 'end'

/** Milliseconds that a thread has to end what it is about. */
const PATIENCE = 10_000

/**
 * MB of fresh objects that a thread may hold before V8 sweeps them. All that it makes is soon rubbish; left to itself, V8 gives
 * a thread that makes much of it more and more room, some 150 MB in a search of a million users, and keeps it.
 */
export const FRESH = { little: 8, much: 32 }

/** Starts a thread on a database file. `module` must call `answerOnChannel`. */
export function openChannel(module: URL, file: string, fresh = FRESH.little): Channel {
  const worker = new Worker(module, {
    workerData: { file },
    resourceLimits: { maxYoungGenerationSizeMb: fresh },
  })
  const waiting = new Map<number, Waiting>()
  let isGone = false
  let tickets = 0
  worker.unref()
  worker.on('message', (answer: ChannelAnswer) => settle(waiting, answer))
  worker.on('error', error => {
    isGone = true
    for (const one of waiting.values()) one.reject(new ThreadEnded(error))
    waiting.clear()
  })
  return {
    get isGone() {
      return isGone
    },
    ask(question) {
      tickets += 1
      const ticket = tickets
      worker.postMessage({ ticket, question })
      return new Promise((resolve, reject) => waiting.set(ticket, { resolve, reject }))
    },
    close: async () => {
      if (!isGone) await endThread(worker)
    },
  }
}

/**
 * Has a thread end by itself. One that is cut off in the middle of a call into SQLite can take the process with it, so that is
 * left for a thread that does not end in time.
 */
async function endThread(worker: Worker): Promise<void> {
  worker.ref()
  const ended = once(worker, 'exit')
  const timer = setTimeout(() => void worker.terminate(), PATIENCE)
  worker.postMessage(END)
  // A thread that fails meanwhile has ended as well.
  await ended.catch(() => undefined)
  clearTimeout(timer)
}

function settle(waiting: Map<number, Waiting>, answer: ChannelAnswer): void {
  const one = waiting.get(answer.ticket)
  if (!one) return
  waiting.delete(answer.ticket)
  if ('failure' in answer) one.reject(errorOf(answer.failure))
  else one.resolve(answer.value)
}

function errorOf({ text, errcode }: Failed): Error {
  return Object.assign(new Error(text), errcode !== undefined && { errcode })
}

/** On the thread: answers every question, one after another, until it is told to end, and calls `close` then. */
export function answerOnChannel<Question>(
  answer: (question: Question) => Promise<unknown>,
  close: () => void,
): void {
  let turn: Promise<void> = Promise.resolve()
  certain(parentPort).on('message', (told: { ticket: number; question: Question } | typeof END) => {
    turn = turn.then(async () => {
      if (told === END) {
        certain(parentPort).close()
        close()
      } else send(await answered(told.ticket, () => answer(told.question)))
    })
  })
}

/** Sends an answer; bytes in it that have their memory to themselves are handed over. */
function send(answer: ChannelAnswer): void {
  const json = 'value' in answer ? (answer.value as { json?: unknown } | null | undefined)?.json : undefined
  const own = json instanceof Uint8Array && json.byteLength === json.buffer.byteLength
  certain(parentPort).postMessage(answer, own ? [json.buffer as ArrayBuffer] : [])
}

async function answered(ticket: number, answer: () => Promise<unknown>): Promise<ChannelAnswer> {
  try {
    return { ticket, value: await answer() }
  } catch (error) {
    return { ticket, failure: failureOf(error) }
  }
}

/** Threads send errors without what was added to them, so what tells their kind goes beside the text. */
function failureOf(error: unknown): Failed {
  if (!(error instanceof Error)) return { text: String(error) }
  const { errcode } = error as { errcode?: number }
  return { text: error.stack ?? error.message, errcode }
}
