import type { Erasure } from '../domain/erasure.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from '../storage/db.ts'
import { eraseAccount } from '../storage/erase.ts'
import { erasuresOf, rememberErasures } from '../storage/erasures.ts'
import { find } from '../storage/records.ts'
import { users } from '../storage/users.ts'
import type { Wrong } from './broken.ts'
import type { DataRecord } from './read.ts'

/** The first user of a batch who was erased here, and would come back. */
export async function firstErased(db: Db, batch: readonly DataRecord[]): Promise<Wrong | undefined> {
  const living = batch.filter(({ values }) => values.erasedAt === null)
  const erasures = await erasuresOf(
    db,
    living.map(({ values }) => values.id as Id),
  )
  for (const { values, line } of living) {
    const own = erasures.find(one => one.user === values.id && one.organisation === values.organisation)
    if (own) return { line, reason: wasErased(own) }
  }
  return undefined
}

function wasErased({ user, at }: Erasure): string {
  return `User ${user} was erased here on ${new Date(at).toISOString().slice(0, 10)} and must not come back; leave out this record and all that refer to it.`
}

/** What became of people who had been erased when an older state of the data was put back. */
export interface ErasedAgain {
  /** Accounts that the older state still had, and that were erased again. */
  erasedAgain: readonly Id[]
  /** Numbers of accounts that had been erased here, and are other accounts in the restored data: they stay. */
  otherAccounts: readonly Id[]
}

/**
 * Erases again whoever had been erased before a restore; the list of erasures goes on. An account made at another moment
 * is another account that only has the same number.
 */
export async function eraseAgain(db: Db, erased: readonly Erasure[], now: Instant): Promise<ErasedAgain> {
  const erasedAgain: Id[] = []
  const otherAccounts: Id[] = []
  for (const erasure of erased) {
    const { organisation, user: id, createdOn } = erasure
    const user = await find(db, users, { organisation, id })
    if (!user || user.erasedAt !== null) await rememberErasures(db, [erasure])
    else if (user.createdOn !== createdOn) otherAccounts.push(id)
    else {
      await eraseAccount(db, user, { ...erasure, at: now })
      erasedAgain.push(id)
    }
  }
  return { erasedAgain, otherAccounts }
}
