import type { Id } from '../domain/id.ts'
import { CHAIN_START, chain } from '../storage/chain.ts'
import type { Db } from '../storage/db.ts'
import { type StoredChange, unflatten } from '../storage/history.ts'
import { reachOfRuns } from '../storage/presence.ts'
import { moveHead, replayDiffers } from '../storage/replay.ts'
import type { Wrong } from './broken.ts'
import { type DataRecord, valuesOf } from './read.ts'

interface FileHead {
  position: number
  hash: string
  recordedAt: number
  line: number
}

/** Watches the history of a file go by: each change must follow from the one before it. */
export class HistoryCheck {
  readonly #heads = new Map<Id, FileHead>()

  /** The first change of a batch that breaks a chain. */
  firstBreak(batch: readonly DataRecord[]): Wrong | undefined {
    for (const record of batch) {
      const { line } = record
      const reason = this.#follow(valuesOf<StoredChange>(record), line)
      if (reason) return { line, reason }
    }
    return undefined
  }

  /** Whether the file holds the history of an organisation. */
  tells(organisation: Id): boolean {
    return this.#heads.has(organisation)
  }

  /** Moves the heads, and checks that the history leads to the assignments. */
  async finish(db: Db): Promise<Wrong | undefined> {
    for (const [organisation, { position, hash, recordedAt, line }] of this.#heads) {
      await moveHead(db, { organisation, position, hash, recordedAt })
      if (await replayDiffers(db, organisation)) return { line, reason: leadsElsewhere(organisation) }
    }
    return undefined
  }

  #follow(change: StoredChange, line: number): string | undefined {
    const { organisation, position, recordedAt } = change
    const head = this.#heads.get(organisation) ?? { position: 0, hash: CHAIN_START, recordedAt: 0, line }
    if (position !== head.position + 1) {
      return `Change ${position} of organisation ${organisation} does not follow change ${head.position}.`
    }
    const hash = chain(head.hash, unflatten(change))
    if (hash !== change.hash) {
      return `Change ${position} of organisation ${organisation} does not have the hash that follows from it and the one before: it has been altered.`
    }
    if (recordedAt < head.recordedAt) {
      return `Change ${position} of organisation ${organisation} was recorded before the one that it follows.`
    }
    this.#heads.set(organisation, { position, hash, recordedAt, line })
    return undefined
  }
}

function leadsElsewhere(organisation: Id): string {
  return `The history of organisation ${organisation}, which ends here, does not lead to its assignments; one of them is missing, added or altered.`
}

/** The first change of a batch that is not among those that its run names as its own. */
export async function firstWithoutRun(db: Db, batch: readonly DataRecord[]): Promise<Wrong | undefined> {
  for (const [organisation, own] of Map.groupBy(batch, ({ values }) => values.organisation as Id)) {
    const ids = new Set(own.map(({ values }) => values.run as Id))
    const runs = await reachOfRuns(db, organisation, [...ids])
    const stray = own.find(({ values }) => {
      const reach = runs.get(values.run as Id)
      const position = values.position as number
      return !reach || position < reach.first || position > reach.last
    })
    if (stray)
      return { line: stray.line, reason: `There is no run ${stray.values.run} that holds this change.` }
  }
  return undefined
}
