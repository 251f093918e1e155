import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { lstat, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** Raised when a file cannot be written. What was there before is still there. */
export class UnwritableFile extends Error {
  constructor(file: string, cause: NodeJS.ErrnoException) {
    super(`${file} cannot be written: ${whyNot(file, cause)}.`, { cause })
    this.name = 'UnwritableFile'
  }
}

function whyNot(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `there is no folder ${dirname(file)}`
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'there is no room left. Make some, or name a file elsewhere'
  return code === 'EISDIR' ? 'it is a folder. Name a file in it' : message
}

/** Why a path is not written to: it would replace a device, a pipe or a link by a file, not write to what it leads to. */
const NO_FILE = 'it is a device, pipe or link, not a file. Name a file'

/**
 * Writes lines to a file that has its name only when all of it is on disk: until then it stands beside it under another.
 * Only the owner may read it. Gives the number of lines. Throws UnwritableFile, and what the lines throw.
 */
export async function writeWhole(
  file: string,
  lines: AsyncIterable<string>,
  { compressed }: { compressed: boolean },
): Promise<number> {
  await refuseOther(file)
  await removeLeftOvers(file)
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`)
  try {
    const written = await writeLines(beside, lines, compressed)
    await rename(beside, file)
    await settleFolder(dirname(file))
    return written
  } catch (error) {
    await rm(beside, { force: true })
    throw isOfFiles(error) ? new UnwritableFile(file, error) : error
  }
}

async function refuseOther(file: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined)
  if (there && !there.isFile() && !there.isDirectory()) throw new UnwritableFile(file, new Error(NO_FILE))
}

/** A copy that is being written grows all the time; one that has not for so many milliseconds was left by a process that ended. */
const LEFT_OVER = 600_000

/** Removes what earlier writings of the file have left when their process was ended, since it holds people whom nobody would erase. */
async function removeLeftOvers(file: string): Promise<void> {
  const folder = dirname(file)
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(`.${basename(file)}.`) || !/\.[0-9a-f]{8}$/.test(name)) continue
    const path = join(folder, name)
    const found = await lstat(path).catch(() => undefined)
    if (found?.isFile() && Date.now() - found.mtimeMs > LEFT_OVER) await rm(path, { force: true })
  }
}

async function writeLines(file: string, lines: AsyncIterable<string>, compressed: boolean): Promise<number> {
  const counted = { lines: 0 }
  const source = Readable.from(inBlocks(lines, counted), { objectMode: false })
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  await (compressed ? pipeline(source, createGzip(), target) : pipeline(source, target))
  return counted.lines
}

/** Characters that are handed on together: a line at a time would cost more than the line. */
const BLOCK = 256 * 1024

async function* inBlocks(lines: AsyncIterable<string>, counted: { lines: number }): AsyncGenerator<string> {
  let block = ''
  for await (const line of lines) {
    counted.lines += 1
    block += `${line}\n`
    if (block.length < BLOCK) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

/** A name is only safe when its folder is on disk too. Windows has no such thing for folders. */
async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What fails on a file that is open already, so that the system names no path. */
const WHILE_WRITING: ReadonlySet<unknown> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EROFS',
  'EMFILE',
  'ENFILE',
])

function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('syscall' in error)) return false
  return 'path' in error || ('code' in error && WHILE_WRITING.has(error.code))
}
