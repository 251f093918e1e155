import { type Clock, orAborted } from './wait.ts'

/** The part of the platform's `fetch` that is used, so that anything that answers can stand in for it. */
export type Fetch = (
  url: string,
  request: {
    method: string
    headers: Record<string, string>
    body?: string
    redirect: 'manual'
    signal: AbortSignal
  },
) => Promise<{
  status: number
  headers: { get(name: string): string | null }
  text(): Promise<string>
  /** The same as it comes; where it is there, an answer without end is given up. */
  body?: ReadableBody | null
}>

/** The part of the platform's stream that is used. */
interface ReadableBody {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
    cancel(): Promise<void>
  }
}

/** A request, ready to go. */
export interface Outgoing {
  method: string
  url: string
  headers: Record<string, string>
  body?: string | undefined
  /** Bytes after which an answer is given up: none that is meant is as long. */
  longest?: number | undefined
}

/** Bytes of an answer that are read at most where nothing else is said. An un-paged list of a million people has some 300 million. */
const LONGEST = 400_000_000

/** What came of one request: a reply, or none. */
export type Exchange =
  | {
      kind: 'reply'
      status: number
      text: string
      /** Seconds that the server asks to wait. */
      retryAfter?: number | undefined
      /** Calls in any minute that the server says it allows. */
      allowed?: number | undefined
    }
  | {
      kind: 'lost'
      /** Whether it may have reached the server. */
      sent: boolean
      /** Why there is no reply, as the middle of a sentence. */
      why: string
      cause: unknown
    }

/** How requests go out. */
export interface Wire {
  fetch: Fetch
  /** Milliseconds until a request without a reply is given up. */
  timeout: number
  clock: Clock
}

/**
 * Sends one request, once. No reply is a value; only the caller's own abort rejects, with the signal's reason.
 * Redirects are not followed: a session belongs to the server it was given by.
 */
export async function exchange(
  wire: Wire,
  { url, method, headers, body, longest = LONGEST }: Outgoing,
  signal?: AbortSignal,
): Promise<Exchange> {
  signal?.throwIfAborted()
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(TIMED_OUT), wire.timeout)
  const pass = () => stop.abort(signal?.reason)
  signal?.addEventListener('abort', pass, { once: true })
  const { fetch } = wire
  try {
    const request = {
      method,
      headers,
      redirect: 'manual',
      signal: stop.signal,
      ...(body && { body }),
    } as const
    return await orAborted(replyOf(fetch(url, request), wire.clock, longest), stop.signal)
  } catch (cause) {
    if (signal?.aborted) throw cause
    return lost(cause, wire.timeout)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', pass)
  }
}

async function replyOf(answering: ReturnType<Fetch>, clock: Clock, longest: number): Promise<Exchange> {
  const reply = await answering
  const text = reply.body ? await textWithin(reply.body, longest) : await reply.text()
  return {
    kind: 'reply',
    status: reply.status,
    text: text.replace(/^\uFEFF/, ''),
    retryAfter: readRetryAfter(reply.headers.get('retry-after'), clock),
    allowed: readAllowed(reply.headers.get('ratelimit-policy')),
  }
}

/** The text of an answer. Throws where it goes on beyond so many bytes. */
async function textWithin(body: ReadableBody, longest: number): Promise<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const pieces: string[] = []
  let length = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value?.length ?? 0
    if (length > longest) {
      reader.cancel().catch(() => {})
      throw ENDLESS
    }
    pieces.push(decoder.decode(piece.value, { stream: true }))
  }
  return pieces.join('') + decoder.decode()
}

const ENDLESS = new Error('without end')

const TIMED_OUT = new Error('timed out')

function lost(cause: unknown, timeout: number): Exchange {
  const code = codeOf(cause)
  const why = whyLost(cause, code, timeout)
  return { kind: 'lost', sent: code === undefined || !NEVER_SENT.has(code), why, cause }
}

function whyLost(cause: unknown, code: string | undefined, timeout: number): string {
  if (cause === TIMED_OUT) return `no reply came within ${timeout / 1000} seconds`
  if (cause === ENDLESS) return 'the reply goes on beyond any that is meant, and was given up'
  return `the connection failed${code === undefined ? '' : ` (${code})`}`
}

/** Failures of a connection before any request was on it. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The code of the platform's error; `fetch` of Node.js has it one level down. */
function codeOf(error: unknown): string | undefined {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown }
  const found = typeof code === 'string' ? code : Object(cause).code
  return typeof found === 'string' && /^[A-Z_]{3,40}$/.test(found) ? found : undefined
}

/** Calls a minute of a RateLimit-Policy such as `"token";q=300;w=60`, the form in which a server of ours tells them. */
export function readAllowed(header: string | null): number | undefined {
  const [, calls] = /;\s*q=(\d{1,9})\s*;\s*w=60\b/.exec(header ?? '') ?? []
  return calls === undefined || Number(calls) === 0 ? undefined : Number(calls)
}

/** Seconds of a Retry-After, which is a number or a date. */
export function readRetryAfter(header: string | null, clock: Clock): number | undefined {
  if (header === null) return undefined
  const value = header.trim()
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value))
  const until = Date.parse(value)
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - clock()) / 1000))
}
