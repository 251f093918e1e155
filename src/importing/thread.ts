/** The program of a thread that does one order: its calls and what it keeps go to the thread that began it. */
import { parentPort, workerData } from 'node:worker_threads'
import type { OwnReply } from '../app/own-call.ts'
import { certain } from '../domain/certain.ts'
import type { Fetch } from '../sdk/client.ts'
import type { AskedOfServer, FromThread, ToThread } from './messages.ts'
import type { Host, ImportOrder } from './order.ts'
import { work } from './work.ts'

const port = certain(parentPort)
const stopping = new AbortController()
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
let tickets = 0

function say(message: FromThread): void {
  port.postMessage(message)
}

function ask(asked: AskedOfServer): Promise<unknown> {
  tickets += 1
  const ticket = tickets
  return new Promise((resolve, reject) => {
    waiting.set(ticket, { resolve, reject })
    say({ kind: 'ask', ticket, asked })
  })
}

const fetch: Fetch = async (url, { method, headers, body }) => {
  const { pathname, search } = new URL(url)
  const call = { method, path: `${pathname}${search}`, headers, ...(body !== undefined && { body }) }
  const { status, told, text } = (await ask({ kind: 'call', call })) as OwnReply
  return { status, headers: { get: name => told[name.toLowerCase()] ?? null }, text: async () => text }
}

const host: Host = {
  fetch,
  keep: async lines => {
    if (lines.length > 0) await ask({ kind: 'keep', lines })
  },
  progress: (done, total) => say({ kind: 'progress', done, total }),
  signal: stopping.signal,
}

port.on('message', (told: ToThread) => {
  if (told.kind === 'stop') return stopping.abort(new Error('The server is stopping.'))
  const one = waiting.get(told.ticket)
  waiting.delete(told.ticket)
  if (told.kind === 'answer') one?.resolve(told.value)
  else one?.reject(new Error(told.why))
})

say({ kind: 'end', result: await work(workerData as ImportOrder, host) })
port.close()
