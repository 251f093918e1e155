import type { Problem } from '../domain/problem.ts'
import { beginEpoch, removeEverything, revocations, revokeAgain } from '../storage/replace.ts'
import type { Writer } from '../writer/writer.ts'
import { BrokenDataSet } from './broken.ts'
import { HistoryCheck } from './history.ts'
import { type Imported, takeDataSet } from './import.ts'
import type { LineSource } from './lines.ts'
import { readRecords } from './read.ts'

/**
 * Puts a data set in the place of everything, in one transaction. The whole file is read and its histories are followed
 * before the first write; where anything is wrong, nothing has changed. All sessions end, cursors of the feed lead
 * nowhere, and a token that was revoked stays revoked. Throws BrokenDataSet with file, line and reason.
 */
export async function restoreDataSet(writer: Writer, source: LineSource): Promise<Imported | Problem> {
  await verify(source)
  return writer.run({
    organisations: [],
    work: async (tx, _ledger, now) => {
      await tx.unhurried()
      await tx.alone()
      const revoked = await revocations(tx.db)
      await removeEverything(tx.db)
      const imported = await takeDataSet(tx, now, source)
      await revokeAgain(tx.db, revoked)
      await beginEpoch(tx.db)
      return imported
    },
  })
}

/** Reads a data set to its end and follows its histories. */
async function verify(source: LineSource): Promise<void> {
  const history = new HistoryCheck()
  for await (const record of readRecords(source, 0)) {
    const wrong = record.record === 'change' && history.firstBreak([record])
    if (wrong) throw new BrokenDataSet(source.name, wrong)
  }
}
