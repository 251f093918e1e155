import { hash } from 'node:crypto'
import type { RecordedChange } from '../domain/change.ts'

/** What the first change of an organisation is chained to. */
export const CHAIN_START = '0'.repeat(64)

/**
 * The hash of a change, chained to the one before it in its organisation: SHA-256, hexadecimal.
 * It covers every field of the change, so that none can be altered, left out or slipped in unseen.
 */
export function chain(previous: string, change: RecordedChange): string {
  const { slot, before, after } = change
  const fields = [
    change.organisation,
    change.position,
    change.run,
    slot.learner,
    slot.level,
    slot.role,
    slot.target,
    before?.person ?? null,
    before?.since ?? null,
    after?.person ?? null,
    after?.since ?? null,
    change.effectiveFrom,
    change.recordedAt,
    change.undoes,
  ]
  return hash('sha256', previous + JSON.stringify(fields))
}
