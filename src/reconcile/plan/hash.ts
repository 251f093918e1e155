import { createHash } from 'node:crypto'
import type { PlannedChange } from '../../domain/plan.ts'

/**
 * The fingerprint of what a plan would do, in its order: SHA-256 in hexadecimal. Rows and file names are no part of it, so
 * that the same changes from the same file saved under another name or with another encoding are the same plan.
 */
export function hashOf(changes: readonly PlannedChange[]): string {
  const hash = createHash('sha256')
  for (const { because: _rows, needs: _order, ...essence } of changes) hash.update(`${sortedJson(essence)}\n`)
  return hash.digest('hex')
}

function sortedJson(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}
