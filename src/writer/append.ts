import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import { chain } from '../storage/chain.ts'
import type { Head } from '../storage/database.ts'
import { flatten, type StoredChange } from '../storage/history.ts'
import type { NewChange } from './ledger.ts'

/** Puts a change at the end of a history, whose head moves on with it. Gives the row to be written. */
export function append(head: Head, run: Id, change: NewChange, recordedAt: Instant): StoredChange {
  const { slot, before, after, effectiveFrom, undoes = null } = change
  head.position += 1
  const recorded: RecordedChange = {
    organisation: head.organisation,
    position: head.position,
    run,
    slot,
    before,
    after,
    effectiveFrom,
    recordedAt,
    undoes,
  }
  head.hash = chain(head.hash, recorded)
  return flatten(recorded, head.hash)
}
