import type { Readable } from 'node:stream'
import * as yauzl from 'yauzl'
import { certain } from '../../domain/certain.ts'
import { type Note, trouble } from '../statement/finding.ts'
import type { Source } from './bytes.ts'

/** No file inside may be larger than this when unpacked: a real return is a few dozen megabytes. */
const LARGEST = 2 ** 31

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
  const entries = new Map<string, yauzl.Entry>()
  for await (const entry of file.eachEntry()) entries.set(entry.fileName, entry)
  const refusal = [...entries.values()].map(whyNot).find(why => why !== undefined)
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

function whyNot(entry: yauzl.Entry): Note | undefined {
  if (entry.isEncrypted()) return trouble('zip-contents', 'The ZIP has a password; make one without.')
  if (!entry.canDecodeFileData())
    return trouble('zip-contents', 'The ZIP is packed in a way that is not read.')
  if (entry.uncompressedSize > LARGEST) return trouble('zip-contents', 'A file in the ZIP is too large.')
  return undefined
}

/** The words of an error from a library, for the end of a sentence of ours. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? certain(error.message.split('\n')[0]) : String(error)
}
