import type { Readable } from 'node:stream'
import * as yauzl from 'yauzl'
import { certain } from '../../domain/certain.ts'
import { type Note, trouble } from '../statement/finding.ts'
import type { Source } from './bytes.ts'
import { FILE_LIMITS, moreThan, tooMuch } from './file-limits.ts'

/** A ZIP file, with its entries by name. */
export interface Zip {
  names: readonly string[]
  /** Unpacks an entry from its start; may be asked for again. */
  open(name: string): Promise<Readable>
  close(): void
}

/** Opens a ZIP, or says why it cannot be opened. */
export async function openZip(source: Exclude<Source, { open(): unknown }>): Promise<Zip | Note> {
  try {
    const options = { autoClose: false, validateEntrySizes: true }
    const file =
      'path' in source
        ? await yauzl.openPromise(source.path, options)
        : await yauzl.fromBufferPromise(Buffer.from(source.bytes), options)
    return await indexed(file)
  } catch (error) {
    return trouble('zip-broken', `The ZIP is damaged or cut short (${messageOf(error)}); export it again.`)
  }
}

async function indexed(file: yauzl.ZipFile): Promise<Zip | Note> {
  const all: yauzl.Entry[] = []
  if (file.entryCount <= FILE_LIMITS.entries) for await (const entry of file.eachEntry()) all.push(entry)
  const entries = new Map(all.map(entry => [entry.fileName, entry]))
  const refusal = whyNotTogether(file, all) ?? all.map(whyNot).find(why => why !== undefined)
  if (refusal) {
    file.close()
    return refusal
  }
  return {
    names: [...entries.keys()].filter(name => !isNoFile(name)),
    open: name => file.openReadStreamPromise(certain(entries.get(name))),
    close: () => file.close(),
  }
}

/** Folders, and what some systems add of their own. */
function isNoFile(name: string): boolean {
  return name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(name)
}

/** What stands against the entries as a whole: they are too many, too much, or lie on one another. */
function whyNotTogether({ entryCount }: yauzl.ZipFile, entries: readonly yauzl.Entry[]): Note | undefined {
  if (entryCount > FILE_LIMITS.entries) return moreThan(FILE_LIMITS.entries, 'files')
  if (new Set(entries.map(entry => entry.fileName)).size < entries.length) return REPEATED
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  const overlaps = inOrder.some((entry, at) => {
    const next = inOrder[at + 1]
    return next !== undefined && next.relativeOffsetOfLocalHeader < leastEndOf(entry)
  })
  if (overlaps) return REPEATED
  const [packed, unpacked] = [sum(entries, 'compressedSize'), sum(entries, 'uncompressedSize')]
  const most = Math.max(FILE_LIMITS.dense, packed * FILE_LIMITS.ratio)
  if (unpacked > FILE_LIMITS.unpacked) return tooMuch(`${gigabytes(unpacked)} when it is unpacked`)
  return unpacked > most
    ? tooMuch(`${Math.round(unpacked / packed)} bytes for each that is packed`)
    : undefined
}

/** A header of 30 bytes, the name, and what is packed; more may follow. */
function leastEndOf({ relativeOffsetOfLocalHeader, fileNameLength, compressedSize }: yauzl.Entry): number {
  return relativeOffsetOfLocalHeader + 30 + fileNameLength + compressedSize
}

function sum(entries: readonly yauzl.Entry[], what: 'compressedSize' | 'uncompressedSize'): number {
  return entries.reduce((total, entry) => total + entry[what], 0)
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GB`
}

const REPEATED = trouble(
  'zip-broken',
  'The ZIP holds a file twice, or two files in one place, which no program makes; export it again.',
)

function whyNot(entry: yauzl.Entry): Note | undefined {
  if (entry.isEncrypted()) return trouble('zip-contents', 'The ZIP has a password; make one without.')
  if (!entry.canDecodeFileData())
    return trouble('zip-contents', 'The ZIP is packed in a way that is not read.')
  return undefined
}

/** The words of an error from a library, for the end of a sentence of ours. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? certain(error.message.split('\n')[0]) : String(error)
}
