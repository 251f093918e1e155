import { hash } from 'node:crypto'

/** How secrets are stored and looked up: SHA-256, hexadecimal. They are random, so no salt is needed. */
export function hashOf(secret: string): string {
  return hash('sha256', secret)
}
