import { stat } from 'node:fs/promises'
import { type Note, trouble } from '../statement/finding.ts'
import type { Source } from './bytes.ts'
import { firstBytes } from './bytes.ts'
import { isOfficeFile } from './workbook-parts.ts'
import { openZip, type Zip } from './zip.ts'

/** What a file is, by what is in it; its name decides only where the content could be two things. */
type SourceKind =
  | { kind: 'text' | 'json' | 'ilr' }
  | { kind: 'xlsx'; zip: Zip }
  | { kind: 'ilr-zip'; zip: Zip; entry: string }
  | { kind: 'refused'; note: Note }

/** A file on disk or at hand. */
export type FileSource = Exclude<Source, { open(): unknown }>

/** Files of other kinds, by how they begin. */
const OTHERS: readonly (readonly [begins: string, what: string, todo: string])[] = [
  ['d0cf11e0', 'an old Excel workbook, or one with a password', 'save it as .xlsx without a password'],
  ['25504446', 'a PDF', 'export the data as CSV or .xlsx'],
  ['89504e47', 'a picture', 'export the data as CSV or .xlsx'],
  ['ffd8ff', 'a picture', 'export the data as CSV or .xlsx'],
  ['1f8b', 'packed with gzip', 'unpack it first'],
  ['377abcaf', 'packed with 7-Zip', 'unpack it first'],
]

/** Finds out what a file is. */
export async function kindOf(source: FileSource): Promise<SourceKind> {
  const head = await headOf(source)
  if (!(head instanceof Uint8Array)) return refused(head)
  const hex = Buffer.from(head).toString('hex')
  if (/^504b(?:0304|0506|0708)/.test(hex)) return zipKind(source)
  const other = OTHERS.find(([begins]) => hex.startsWith(begins))
  if (other) return refused(trouble('file-kind-unknown', `The file is ${other[1]}; ${other[2]}.`))
  return textKind(head, source.name)
}

async function headOf(source: FileSource): Promise<Uint8Array | Note> {
  try {
    if ('path' in source && !(await stat(source.path)).isFile()) return NO_FILE
    return await firstBytes(source, 4096)
  } catch {
    return trouble('file-unreadable', 'The file cannot be opened; check its name and who may read it.')
  }
}

const NO_FILE = trouble(
  'file-unreadable',
  'It is a folder, device or pipe, which may never end and cannot be read twice; name a file.',
)

function refused(note: Note): SourceKind {
  return { kind: 'refused', note }
}

const WEB_PAGE = /^<(?:!doctype html|html|head|meta|style|body|table)\b/i

function webPage(): Note {
  const sentence =
    'The file is a web page, as some systems save tables under .xls; open it in a spreadsheet and save it as .xlsx.'
  return trouble('file-kind-unknown', sentence)
}

function textKind(head: Uint8Array, name: string): SourceKind {
  const start = Buffer.from(head.filter(byte => byte !== 0))
    .toString('latin1')
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
  if (start === '') return refused(trouble('file-empty', 'The file is empty; export it again.'))
  if (WEB_PAGE.test(start)) return refused(webPage())
  if (start.startsWith('<')) return { kind: 'ilr' }
  if (/^[[{]/.test(start) && !/\.(?:csv|tsv|txt)$/i.test(name)) return { kind: 'json' }
  return { kind: 'text' }
}

async function zipKind(source: FileSource): Promise<SourceKind> {
  const zip = await openZip(source)
  if ('code' in zip) return refused(zip)
  if (isOfficeFile(zip)) return { kind: 'xlsx', zip }
  const [entry, ...more] = zip.names
  if (entry !== undefined && more.length === 0 && /\.xml$/i.test(entry))
    return { kind: 'ilr-zip', zip, entry }
  zip.close()
  return refused(trouble('zip-contents', zipSentence(zip)))
}

function zipSentence({ names }: Zip): string {
  if (names.includes('mimetype')) return 'The file is an OpenDocument file; save the table as .xlsx or CSV.'
  const what = names.length === 1 ? `holds ${names[0]}` : `holds ${names.length} files`
  return `The ZIP ${what}, and must hold one ILR file (.xml) and nothing else; unpack it and read the file itself.`
}
