import type { FileSource } from '../intake/file/source.ts'
import { openReading } from '../intake/read.ts'
import { count, noRows, type ReadItem, type ReadOptions } from '../intake/row/reading.ts'
import { type CheckedFile, findingsOf, rowsOf } from '../report/outline.ts'

/** Reads a file through, without a server, for what its sheets and columns are taken for. */
export async function checkFile(source: FileSource, options: ReadOptions): Promise<CheckedFile> {
  const { kind, refusals, sheets = [], items } = await openReading(source, options)
  const counts = noRows()
  const notes: ReadItem[] = []
  for await (const item of items) {
    count(counts, item)
    if (item.findings.length > 0) notes.push(item)
  }
  return {
    file: source.name,
    kind,
    refused: refusals.length > 0,
    sheets,
    rows: rowsOf(counts),
    findings: findingsOf(notes),
  }
}
