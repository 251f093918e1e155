import { AT_THE_MACHINE } from '../domain/access.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Head, Tx } from '../storage/database.ts'
import { continueAfter } from '../storage/entities.ts'
import type { StoredAssignment } from '../storage/history.ts'
import { sequence } from '../storage/sequence.ts'
import { append } from '../writer/append.ts'

/** What a history gains by an import. */
interface Growing {
  head: Head
  first: number
  recordedAt: Instant
}

/**
 * The one run, of kind import, that assignments without a history become: each a change that counts from when the
 * assignment says. It reaches over any number of batches, and remembers no more than where each history stands.
 */
export class ImportRun {
  readonly #tx: Tx
  readonly #now: Instant
  readonly #organisations = new Map<Id, Growing>()
  #run: Id | undefined

  constructor(tx: Tx, now: Instant) {
    this.#tx = tx
    this.#now = now
  }

  /** Fills slots that are empty. `largestRun` is the largest number of a run that the file has given. */
  async record(assignments: readonly StoredAssignment[], largestRun: Id): Promise<void> {
    if (assignments.length === 0) return
    this.#run ??= await this.#newRun(largestRun)
    await this.#loadHeads(assignments)
    const run = this.#run
    const changes = assignments.map(({ organisation, person, since, ...slot }) => {
      const { head, recordedAt } = certain(this.#organisations.get(organisation))
      return append(
        head,
        run,
        { slot, before: null, after: { person, since }, effectiveFrom: since },
        recordedAt,
      )
    })
    const heads = [...new Set(assignments.map(one => one.organisation))].map(id => this.#headOf(id))
    await this.#tx.statements.write({
      runs: [],
      changes,
      filled: assignments,
      emptied: [],
      heads,
      modified: [],
    })
  }

  /** Writes the run itself. */
  async finish(): Promise<void> {
    const run = this.#run
    if (run === undefined) return
    const runs = [...this.#organisations].map(([organisation, { head, first, recordedAt }]) => ({
      ...{ id: run, organisation, kind: 'import' as const, ...AT_THE_MACHINE, reason: null, undoes: null },
      ...{ recordedAt, first, last: head.position },
    }))
    await this.#tx.statements.write({ runs, changes: [], filled: [], emptied: [], heads: [], modified: [] })
  }

  /** Inside the transaction, so that no number which the file gave is given again. */
  async #newRun(largestRun: Id): Promise<Id> {
    await continueAfter(this.#tx.db, 'run', largestRun)
    const [run] = await sequence(this.#tx.db)('run', 1)
    return certain(run)
  }

  async #loadHeads(assignments: readonly StoredAssignment[]): Promise<void> {
    const ids = new Set(assignments.map(one => one.organisation))
    const missing = [...ids].filter(id => !this.#organisations.has(id)).sort((a, b) => a - b)
    if (missing.length === 0) return
    for (const head of await this.#tx.statements.heads(missing)) {
      // The machine's clock may have been set back; the order of the history may not go back with it.
      const recordedAt = Math.max(this.#now, head.recordedAt)
      this.#organisations.set(head.organisation, { head, first: head.position + 1, recordedAt })
    }
  }

  #headOf(organisation: Id): Head {
    const { head, recordedAt } = certain(this.#organisations.get(organisation))
    return { ...head, recordedAt }
  }
}
