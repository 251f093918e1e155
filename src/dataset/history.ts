import type { RecordName } from '../contract/dataset.ts'
import type { Id } from '../domain/id.ts'
import { CHAIN_START, chain } from '../storage/chain.ts'
import type { Db } from '../storage/database.ts'
import { type StoredChange, unflatten } from '../storage/history.ts'
import { moveHead, replayDiffers } from '../storage/replay.ts'
import type { Wrong } from './assignments.ts'
import type { DataRecord } from './read.ts'

/** Watches the history of a file go by: each change must follow from the one before it. */
export interface HistoryCheck {
  /** Looks at a batch; gives the first record that breaks a chain. */
  look(record: RecordName, batch: readonly DataRecord[]): Wrong | undefined
  /** Splits assignments into those without a history in the file, and those with one. */
  split(batch: readonly DataRecord[]): [withoutHistory: DataRecord[], withHistory: DataRecord[]]
  /** Moves the heads, and checks that the history leads to the assignments. */
  finish(db: Db): Promise<Wrong | undefined>
}

interface Head {
  position: number
  hash: string
  recordedAt: number
  line: number
}

/** Begins with nothing seen. */
export function startHistoryCheck(): HistoryCheck {
  const heads = new Map<Id, Head>()
  return {
    look(record, batch) {
      if (record !== 'change') return undefined
      for (const { values, line } of batch) {
        const wrong = follow(heads, values as unknown as StoredChange, line)
        if (wrong) return wrong
      }
      return undefined
    },
    split(batch) {
      const known = (one: DataRecord) => heads.has(one.values.organisation as Id)
      return [batch.filter(one => !known(one)), batch.filter(known)]
    },
    async finish(db) {
      for (const [organisation, { position, hash, recordedAt, line }] of heads) {
        await moveHead(db, { organisation, position, hash, recordedAt })
        if (await replayDiffers(db, organisation)) return { line, reason: differs(organisation) }
      }
      return undefined
    },
  }
}

function follow(heads: Map<Id, Head>, change: StoredChange, line: number): Wrong | undefined {
  const { organisation, position, recordedAt } = change
  const head = heads.get(organisation) ?? { position: 0, hash: CHAIN_START, recordedAt: 0, line }
  if (position !== head.position + 1) {
    return {
      line,
      reason: `Change ${position} of organisation ${organisation} does not follow change ${head.position}.`,
    }
  }
  const hash = chain(head.hash, unflatten(change))
  if (hash !== change.hash) {
    return {
      line,
      reason: `Change ${position} of organisation ${organisation} does not have the hash that follows from it and the one before: it has been altered.`,
    }
  }
  heads.set(organisation, { position, hash, recordedAt: Math.max(recordedAt, head.recordedAt), line })
  return undefined
}

function differs(organisation: Id): string {
  return `The history of organisation ${organisation} does not lead to its assignments; one of them is missing, added or altered.`
}
