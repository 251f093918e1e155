import type { Storage } from '../storage/database.ts'
import { exportLines } from './export.ts'
import { until } from './stopped.ts'
import { writeWhole } from './whole-file.ts'

/** The header and the end, which are lines and no records. */
const AROUND = 2

/**
 * Writes everything to a file, as it stands at one moment, while writing goes on. The file has its name only when all of
 * it is on disk. Gives the number of records. Throws UnwritableFile, and Stopped where the signal is given before the end.
 */
export async function exportToFile(
  storage: Storage,
  file: string,
  { signal, secrets, ...format }: { compressed: boolean; secrets: boolean; signal: AbortSignal },
): Promise<number> {
  return (
    (await storage.snapshot(db => writeWhole(file, until(signal, exportLines(db, { secrets })), format))) -
    AROUND
  )
}
