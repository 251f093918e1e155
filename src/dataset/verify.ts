import { BrokenDataSet } from './broken.ts'
import { HistoryCheck } from './history.ts'
import type { LineSource } from './lines.ts'
import { readRecords } from './read.ts'

/**
 * Reads a data set to its end and follows its histories, before anything waits for it. Throws BrokenDataSet with file, line and
 * reason.
 */
export async function verifyDataSet(source: LineSource): Promise<void> {
  const history = new HistoryCheck()
  for await (const record of readRecords(source, 0)) {
    const wrong = record.record === 'change' && history.firstBreak([record])
    if (wrong) throw new BrokenDataSet(source.name, wrong)
  }
}
