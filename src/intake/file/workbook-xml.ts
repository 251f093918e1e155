import { type Note, trouble } from '../statement/finding.ts'
import { type PlainElements, PlainXmlReader } from './plain-xml.ts'
import { ofOneLanguage, type XmlEvents, XmlReader } from './xml.ts'
import type { Zip } from './zip.ts'

/** What the parts of a workbook are written in: as most programs write them, strictly by the standard, or with no namespace. */
const LANGUAGES = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
  '',
]

/** Attributes that refer to another part by its relation. */
export const RELATIONS = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
  '',
]

const FOREIGN = trouble(
  'zip-broken',
  'A part of the workbook is not written as workbooks are; save it again as .xlsx.',
)

/** What reads a part of a workbook. */
type PartReader = XmlReader | PlainXmlReader

/** A reader for a part of a workbook, deaf to what programs add to it in namespaces of their own. */
export function partReader(events: XmlEvents): XmlReader {
  return new XmlReader(ofOneLanguage(LANGUAGES, FOREIGN, events), { tellsPlace: false })
}

/** The same, which takes plain elements quickly. */
export function plainPartReader(events: XmlEvents, plain: PlainElements): PlainXmlReader {
  return new PlainXmlReader(partReader(events), plain)
}

/** Reads a part of a workbook as a whole; one that is not there says nothing. */
export async function readEntry(
  zip: Zip,
  entry: string | undefined,
  events: XmlEvents,
  reader: PartReader = partReader(events),
): Promise<Note | undefined> {
  if (entry === undefined) return undefined
  for await (const _ of piecesOf(zip, entry, reader)) if (reader.broken) break
  return reader.broken
}

/** Feeds an entry to a reader, giving way after each piece so that what it gathered can be taken. */
export async function* piecesOf(zip: Zip, entry: string, reader: PartReader): AsyncGenerator<void> {
  try {
    for await (const piece of textIn(zip, entry)) {
      reader.write(piece)
      if (reader.broken) break
      yield
    }
    reader.end()
  } catch {
    reader.broken ??= trouble('zip-broken', 'The workbook is damaged or cut short; save it again.')
  }
  yield
}

/** The text of an entry in pieces. Throws for a ZIP that is damaged. */
export async function* textIn(zip: Zip, entry: string): AsyncGenerator<string> {
  const stream = await zip.open(entry)
  stream.setEncoding('utf8')
  for await (const piece of stream) yield piece
}
