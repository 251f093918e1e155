import type { Problem } from '../domain/problem.ts'
import { allErasures } from '../storage/erasures.ts'
import {
  beginEpoch,
  disableAgain,
  disablements,
  removeEverything,
  revocations,
  revokeAgain,
} from '../storage/replace.ts'
import type { Writer } from '../writer/writer.ts'
import { type ErasedAgain, eraseAgain } from './erased.ts'
import { type Imported, takeDataSet } from './import.ts'
import type { LineSource } from './lines.ts'
import { verifyDataSet } from './verify.ts'

/** What a restore brought, and who was erased again. */
export interface Restored extends ErasedAgain {
  restored: Imported
}

/**
 * Puts a data set in the place of everything, in one transaction. The whole file is read and its histories are followed
 * before the first write; where anything is wrong, nothing has changed. All sessions end, cursors of the feed lead
 * nowhere, a token that was revoked stays revoked, whoever was disabled stays so, and whoever was erased is erased again. Throws BrokenDataSet with file, line and reason.
 */
export async function restoreDataSet(writer: Writer, source: LineSource): Promise<Restored | Problem> {
  await verifyDataSet(source)
  return writer.run({
    organisations: [],
    work: async (tx, _ledger, now) => {
      await tx.disableTimeout()
      await tx.lockAllTables()
      const revoked = await revocations(tx.db)
      const disabled = await disablements(tx.db)
      const erased = await allErasures(tx.db)
      await removeEverything(tx.db)
      const restored = await takeDataSet(tx, now, source)
      const again = await eraseAgain(tx.db, erased, now)
      await revokeAgain(tx.db, revoked)
      await disableAgain(tx.db, disabled)
      await beginEpoch(tx.db)
      return { restored, ...again }
    },
  })
}
