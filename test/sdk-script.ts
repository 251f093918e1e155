import { expect } from 'vitest'
import type { Fetch } from '../src/sdk/client.ts'

/** A request as it went out. */
export interface Sent {
  /** Method, path and query: `POST /api/v2.1/User/Search`. */
  line: string
  headers: Record<string, string>
  /** The body, read as JSON. */
  body: unknown
}

/** What comes back: a reply, or the error that `fetch` rejects with. */
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | Error

/** A server that plays a part: each request that is expected happens in its turn, and no other does. */
export interface Script {
  fetch: Fetch
  /** All requests so far. */
  log: Sent[]
  /** Expects one more request, and gives what it is answered with. */
  on(line: string, ...replies: Reply[]): Script
  /** Fails unless all that was expected happened, and nothing else. */
  done(): void
}

/** The session that `signsIn` gives. */
export const SESSION = 'c2Vzc2lvbg+/=='
export const SIGN_IN = 'POST /api/v2.1/Authentication'

/** Starts a script. Text is sent as it is, anything else as JSON. */
export function script(): Script {
  const parts: { line: string; reply: Reply }[] = []
  const surprises: string[] = []
  const log: Sent[] = []
  const self: Script = {
    log,
    fetch: async (url, { method, headers, body }) => {
      const { pathname, search } = new URL(url)
      const line = `${method} ${pathname}${search}`
      log.push({ line, headers, body: body === undefined ? undefined : JSON.parse(body) })
      if (parts[0]?.line !== line) {
        surprises.push(
          `got ${line} where ${parts[0]?.line ?? 'nothing more'} was expected; add .on('${line}', …)`,
        )
        return replyOf({ status: 418, body: surprises.at(-1) })
      }
      return replyOf(parts.shift()!.reply)
    },
    on(line, ...replies) {
      for (const reply of replies) parts.push({ line, reply })
      return self
    },
    done() {
      expect(surprises, 'requests that the script does not expect').toEqual([])
      expect(
        parts.map(({ line }) => line),
        'requests that the script expects and that were not made',
      ).toEqual([])
    },
  }
  return self
}

/** A script that begins with a sign-in. */
export function scriptAfterSignIn(): Script {
  return script().on(SIGN_IN, { status: 200, body: SESSION })
}

/** Answers with a function of the request: for servers that go on for long. */
export function answering(answer: (sent: Sent) => Reply | Promise<Reply>): { fetch: Fetch; log: Sent[] } {
  const log: Sent[] = []
  const fetch: Fetch = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const sent = { line: `${method} ${pathname}${search}`, headers, body: body && JSON.parse(body) }
    log.push(sent)
    return replyOf(await answer(sent))
  }
  return { fetch, log }
}

/** A connection that broke: what `fetch` of Node.js rejects with. */
export function broken(code = 'ECONNRESET'): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

function replyOf(reply: Reply) {
  if (reply instanceof Error) throw reply
  const { status, body, headers = {} } = reply
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { get: (name: string) => headers[name] ?? null }, text: async () => text }
}
