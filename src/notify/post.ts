import type { AttemptResult } from '../domain/attempt.ts'
import type { Message } from '../domain/message.ts'
import type { Instant } from '../domain/time.ts'
import type { Webhook } from '../domain/webhook.ts'
import { signedHeaders } from './signature.ts'

/** How long whoever listens may take to answer, in milliseconds. */
const PATIENCE = 15_000

/**
 * Sends a message once. Redirects are not followed: the address is the one that somebody chose. What is answered beside the
 * status is not read.
 */
export async function post(
  { url, key }: Pick<Webhook, 'url' | 'key'>,
  message: Pick<Message, 'id' | 'body'>,
  now: Instant,
): Promise<AttemptResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedHeaders(message, key, now) },
      body: message.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    })
    await response.body?.cancel()
    return { status: response.status, ...retryAfterOf(response) }
  } catch (error) {
    return { lost: reasonOf(error) }
  }
}

function retryAfterOf({ headers }: Response): { retryAfter?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {}
}

/** Why there was no answer, in a word: messages of the system hold addresses. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer in 15 seconds'
  const { cause } = error as { cause?: { code?: unknown } }
  return typeof cause?.code === 'string' ? cause.code : 'no connection'
}
