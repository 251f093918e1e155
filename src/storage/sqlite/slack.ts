import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { certain } from '../../domain/certain.ts'

/**
 * The unused bytes of a SQLite file. `secure_delete` overwrites what is deleted, but a page that was rebuilt when its
 * rows spread over more pages keeps old copies of rows between its cell pointers and its cells.
 * Source: the file format, sqlite.org/fileformat2.html, section 1.6.
 */
export interface Slack {
  /** Numbers of the pages whose unused bytes are not all zero. Other work has its turn meanwhile. */
  find(): Promise<number[]>
  /**
   * Writes zeros over the unused bytes of pages, and waits for the disk. The WAL must be empty, nobody may write
   * meanwhile, and the writer must read these pages anew before it writes again.
   */
  wipe(pages: readonly number[]): void
  close(): void
}

/** Bytes that are looked at in one go, a multiple of every page size. */
const STRETCH = 4 * 1024 * 1024

const INTERIOR = new Set([2, 5])
const LEAF = new Set([10, 13])
const ZEROS = Buffer.alloc(65_536)
const FILE_HEADER = 100
/** From here on, the number at the start of an overflow page could be taken for the kind of a page of a tree. */
const MOST_PAGES = 2 ** 24

/**
 * Opens the unused bytes of a file. It must stay open until every other connection of the process is closed: closing
 * a file gives up the locks that SQLite has on it.
 */
export function openSlack(file: string): Slack {
  const handle = openSync(file, 'r+')
  return {
    find: () => find(handle),
    wipe: pages => wipe(handle, pages),
    close: () => closeSync(handle),
  }
}

async function find(handle: number): Promise<number[]> {
  const layout = readLayout(handle)
  const stretch = Buffer.alloc(STRETCH)
  const found: number[] = []
  for (let at = 0; at < layout.pages * layout.size; at += STRETCH) {
    const length = readSync(handle, stretch, 0, STRETCH, at)
    for (let start = 0; start + layout.size <= length; start += layout.size) {
      const number = (at + start) / layout.size + 1
      const page = stretch.subarray(start, start + layout.size)
      if (!isClean(page, unusedSpan(page, number, layout.reserved))) found.push(number)
    }
    await setImmediate()
  }
  return found
}

function wipe(handle: number, pages: readonly number[]): void {
  const { size, reserved } = readLayout(handle)
  const page = Buffer.alloc(size)
  for (const number of pages) {
    const start = (number - 1) * size
    if (readSync(handle, page, 0, size, start) < size) continue
    const span = unusedSpan(page, number, reserved)
    if (span) writeSync(handle, ZEROS, 0, span.end - span.start, start + span.start)
  }
  fsyncSync(handle)
}

interface PageLayout {
  size: number
  reserved: number
  pages: number
}

/** Throws an error where the file is of a kind whose pages cannot be told apart. */
function readLayout(handle: number): PageLayout {
  const header = Buffer.alloc(FILE_HEADER)
  readSync(handle, header, 0, FILE_HEADER, 0)
  const stated = header.readUInt16BE(16)
  const size = stated === 1 ? 65_536 : stated
  const pages = Math.floor(fstatSync(handle).size / size)
  const isVacuuming = header.readUInt32BE(52) !== 0
  if (isVacuuming || pages >= MOST_PAGES) throw new Error('The unused bytes of this file cannot be told.')
  return { size, reserved: certain(header[20]), pages }
}

interface ByteSpan {
  start: number
  end: number
}

/** Where the unused bytes of a page are, between its cell pointers and its cells; nothing where it is of no tree. */
export function unusedSpan(page: Buffer, number: number, reserved: number): ByteSpan | undefined {
  const header = number === 1 ? FILE_HEADER : 0
  const kind = certain(page[header])
  if (!INTERIOR.has(kind) && !LEAF.has(kind)) return undefined
  const pointers = header + (INTERIOR.has(kind) ? 12 : 8)
  const start = pointers + 2 * page.readUInt16BE(header + 3)
  const end = page.readUInt16BE(header + 5) || 65_536
  return start < end && end <= page.length - reserved ? { start, end } : undefined
}

function isClean(page: Buffer, span: ByteSpan | undefined): boolean {
  return span === undefined || page.compare(ZEROS, 0, span.end - span.start, span.start, span.end) === 0
}
