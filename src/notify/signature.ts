import { createHmac } from 'node:crypto'
import type { Instant } from '../domain/time.ts'

/** What is sent: the id and the text of a message. */
interface Signed {
  id: string
  body: string
}

/**
 * The headers that say which message it is, when it was sent, and that it is ours, by the Standard Webhooks specification: an
 * HMAC with SHA-256 over id, seconds and body.
 */
export function signedHeaders({ id, body }: Signed, key: string, now: Instant): Record<string, string> {
  const seconds = String(Math.floor(now / 1000))
  const bytes = Buffer.from(key.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', bytes).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}
