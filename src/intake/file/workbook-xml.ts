import { type Note, trouble } from '../statement/finding.ts'
import { type XmlEvents, XmlReader } from './xml.ts'
import type { Zip } from './zip.ts'

/** Reads a part of a workbook as a whole; one that is not there says nothing. */
export async function readEntry(
  zip: Zip,
  entry: string | undefined,
  events: XmlEvents,
): Promise<Note | undefined> {
  if (entry === undefined) return undefined
  const reader = new XmlReader(events)
  for await (const _ of piecesOf(zip, entry, reader)) if (reader.broken) break
  return reader.broken
}

/** Feeds an entry to a reader, giving way after each piece so that what it gathered can be taken. */
export async function* piecesOf(zip: Zip, entry: string, reader: XmlReader): AsyncGenerator<void> {
  try {
    const stream = await zip.open(entry)
    stream.setEncoding('utf8')
    for await (const piece of stream) {
      reader.write(piece)
      yield
    }
    reader.end()
  } catch {
    reader.broken ??= trouble('zip-broken', 'The workbook is damaged or cut short; save it again.')
  }
  yield
}
