import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BrokenDataSet } from './broken.ts'

/** Where lines come from, and what the file is called in a sentence. Lines may be asked for again, from the first on. */
export interface LineSource {
  name: string
  lines(): AsyncIterable<string> | Iterable<string>
}

/** Raised when a file cannot be opened or read at all. */
export class UnreadableFile extends Error {
  constructor(file: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException
    const sentences: Record<string, string> = {
      ENOENT: `There is no file ${file}; look at its name and folder.`,
      EISDIR: `${file} is a folder; name a file in it.`,
    }
    super(sentences[code ?? ''] ?? `${file} cannot be read: ${message}.`)
    this.name = 'UnreadableFile'
  }
}

/** Longer than any line that a server writes, and short enough to be held in memory. */
const LONGEST_LINE = 64 * 1024 * 1024

/** What a compressed file may unpack to, in bytes: so much is made of few bytes only where somebody means harm. */
interface UnpackLimit {
  /** Unpacked bytes for each packed one. Text such as a data set packs to a tenth, one of repetitions to a hundredth. */
  ratio: number
  /** What may be unpacked whatever the ratio. */
  least: number
}

const UNPACK_LIMIT: UnpackLimit = { ratio: 200, least: 16 * 1024 * 1024 }

/**
 * The lines of a file, plain or compressed. Reading throws UnreadableFile, also where it is a device or a pipe, or
 * BrokenDataSet where it is not text.
 */
export function fileLines(file: string, limit: UnpackLimit = UNPACK_LIMIT): LineSource {
  return { name: file, lines: () => linesOf(file, limit) }
}

async function* linesOf(file: string, limit: UnpackLimit): AsyncGenerator<string> {
  const most = Math.max(limit.least, (await plainSize(file)) * limit.ratio)
  const compressed = await isCompressed(file)
  const raw = createReadStream(file, { highWaterMark: 256 * 1024 })
  const chunks = compressed ? pipeline(raw, createGunzip(), () => {}) : raw
  yield* splitLines(file, compressed ? within(most, chunks, file) : chunks)
}

/** The length of a file. A device or a pipe may never end, and opening one may wait for ever. */
async function plainSize(file: string): Promise<number> {
  const found = await stat(file).catch(error => {
    throw new UnreadableFile(file, error)
  })
  // A folder is refused when it is read.
  if (found.isFile() || found.isDirectory()) return found.size
  throw new UnreadableFile(file, new Error('it is a device or pipe, and a data set must be a file'))
}

async function* within(most: number, chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let unpacked = 0
  for await (const chunk of chunks) {
    unpacked += chunk.length
    if (unpacked > most) throw new UnreadableFile(file, new Error(TOO_DENSE))
    yield chunk
  }
}

const TOO_DENSE =
  'it unpacks to far more than a data set does. Unpack it with gunzip, look at it, and import the plain file if it is what you meant'

async function isCompressed(file: string): Promise<boolean> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file)
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } catch (error) {
    throw new UnreadableFile(file, error)
  } finally {
    await handle?.close()
  }
}

const LINE_BREAK = 0x0a

async function* splitLines(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let pending: Buffer[] = []
  let pendingLength = 0
  let line = 1
  const decode = (last: Buffer): string => {
    const bytes = pending.length === 0 ? last : Buffer.concat([...pending, last])
    pending = []
    pendingLength = 0
    return decodeLine(bytes, file, line)
  }
  for await (const chunk of readable(chunks, file, () => line)) {
    let from = 0
    for (let at = chunk.indexOf(LINE_BREAK); at >= 0; at = chunk.indexOf(LINE_BREAK, from)) {
      yield decode(chunk.subarray(from, at))
      line += 1
      from = at + 1
    }
    pending.push(chunk.subarray(from))
    pendingLength += chunk.length - from
    if (pendingLength > LONGEST_LINE)
      throw new BrokenDataSet(file, { line, reason: 'The line is longer than 64 MB.' })
  }
  const rest = decode(Buffer.alloc(0))
  if (rest !== '') yield rest
}

/** Leaves out the mark that some editors write at the beginning. */
const decoder = new TextDecoder('utf-8', { fatal: true })

function decodeLine(bytes: Buffer, file: string, line: number): string {
  try {
    const text = decoder.decode(bytes)
    return text.endsWith('\r') ? text.slice(0, -1) : text
  } catch {
    throw new BrokenDataSet(file, { line, reason: 'This is not UTF-8 text; save the file as UTF-8.' })
  }
}

/** The same chunks; what fails on the way is told in words. */
async function* readable(
  chunks: AsyncIterable<Buffer>,
  file: string,
  line: () => number,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof UnreadableFile) throw error
    if (!code?.startsWith('Z_')) throw new UnreadableFile(file, error)
    const reason = 'The compressed file cannot be unpacked from here on; it is damaged or has been cut short.'
    throw new BrokenDataSet(file, { line: line(), reason })
  }
}
