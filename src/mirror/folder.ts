import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { claimPrivateFile, makePrivateFolder } from '../disk/private-file.ts'
import {
  type AnsweredStep,
  byId,
  FILES,
  MIRRORED,
  type Mirror,
  type Mirrored,
  type MirrorRow,
  type RowId,
} from './row.ts'
import type { PullState } from './state.ts'

/** Raised when a folder cannot be pulled into. */
export class FolderRefused extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'FolderRefused'
  }
}

/**
 * The folder of a mirror, which no other process may have open meanwhile. Files and state are on the disk when they are
 * written. Answers outlive the process; those of the last seconds may go with the power, and are then asked for again.
 */
export interface PullFolder {
  readState(): PullState | undefined
  writeState(state: PullState): void
  readMirror(): Mirror
  writeKind(kind: Mirrored, rows: Iterable<MirrorRow>): void
  /** What the round under way was answered so far. A line that a crash cut short is dropped. */
  readAnswers(): AnsweredStep[]
  addAnswer(answered: AnsweredStep): void
  clearAnswers(): void
  close(): void
}

/** How a file gets its new text: all of it, or none. */
export type Replace = (file: string, pieces: Iterable<string>) => void

const STATE = 'pull.json'
const JOURNAL = 'pull.journal.jsonl'

/**
 * Opens the folder of a mirror, which is made where it is not there; only its owner may read it. Throws FolderRefused where
 * another pull has it, or where its files are not what a pull writes.
 */
export function openPullFolder(folder: string, replace: Replace = replaceFile): PullFolder {
  makePrivateFolder(folder)
  const unlock = lock(folder)
  const at = (name: string) => join(folder, name)
  let journal: number | undefined
  return {
    readState: () => readState(at(STATE)),
    writeState: state => replace(at(STATE), [`${JSON.stringify(state, null, 2)}\n`]),
    readMirror: () =>
      Object.fromEntries(MIRRORED.map(kind => [kind, readRows(at(FILES[kind]))])) as Record<
        Mirrored,
        Map<RowId, MirrorRow>
      >,
    writeKind: (kind, rows) => replace(at(FILES[kind]), linesOf(rows)),
    readAnswers: () => readJournal(at(JOURNAL)),
    addAnswer(answered) {
      journal ??= openJournal(at(JOURNAL))
      writeAll(journal, [`${JSON.stringify(answered)}\n`])
    },
    clearAnswers() {
      if (journal !== undefined) closeSync(journal)
      journal = undefined
      rmSync(at(JOURNAL), { force: true })
    },
    close() {
      if (journal !== undefined) closeSync(journal)
      unlock()
    },
  }
}

function openJournal(file: string): number {
  claimPrivateFile(file)
  return openSync(file, 'a')
}

/** Writes a file beside the one it replaces, makes sure of the disk, and gives it its name. */
export function replaceFile(file: string, pieces: Iterable<string>): void {
  const beside = `${file}.new`
  const handle = openSync(beside, 'w', 0o600)
  try {
    writeAll(handle, pieces)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(beside, file)
  settleFolder(join(file, '..'))
}

/** Characters that are written together. */
const BLOCK = 256 * 1024

function writeAll(handle: number, pieces: Iterable<string>): void {
  let block = ''
  for (const piece of pieces) {
    block += piece
    if (block.length < BLOCK) continue
    writeBytes(handle, block)
    block = ''
  }
  writeBytes(handle, block)
}

function writeBytes(handle: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from)
}

/** A name is only safe when its folder is on the disk too. Windows has no such thing for folders. */
function settleFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function* linesOf(rows: Iterable<MirrorRow>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}

function readState(file: string): PullState | undefined {
  const text = readIfThere(file)
  if (text === undefined) return undefined
  const state = parsed(text) as PullState | undefined
  if (state?.version === 1) return state
  throw new FolderRefused(
    `${file} is not what a pull writes. Put it back as it was, or pull into another folder.`,
  )
}

function readRows(file: string): Map<RowId, MirrorRow> {
  const rows: MirrorRow[] = []
  for (const [index, line] of (readIfThere(file) ?? '').split('\n').entries()) {
    if (line === '') continue
    const row = parsed(line) as MirrorRow | undefined
    if (row?.id === undefined)
      throw new FolderRefused(
        `${file}, line ${index + 1} is not what a pull writes. Put the file back as it was, or pull into another folder.`,
      )
    rows.push(row)
  }
  return byId(rows)
}

/** Lines up to the first that is not whole; what comes after it is cut off, so that new lines follow whole ones. */
function readJournal(file: string): AnsweredStep[] {
  const text = readIfThere(file)
  if (text === undefined) return []
  const answered: AnsweredStep[] = []
  let whole = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', whole)) {
    const line = parsed(text.slice(whole, end)) as AnsweredStep | undefined
    if (line?.step === undefined) break
    answered.push(line)
    whole = end + 1
  }
  cutTo(file, Buffer.byteLength(text.slice(0, whole)))
  return answered
}

function cutTo(file: string, length: number): void {
  const handle = openSync(file, 'r+')
  ftruncateSync(handle, length)
  closeSync(handle)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}

/** Claims the folder until it is released or the process ends, however that ends. */
function lock(folder: string): () => void {
  const file = join(folder, 'pull.lock')
  claimPrivateFile(file)
  const db = new DatabaseSync(file, { timeout: 0 })
  try {
    db.exec('pragma locking_mode = exclusive')
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (!isBusy(error)) throw error
    throw new FolderRefused(
      `Another pull is writing to ${folder}; wait until it has ended, or give another folder.`,
    )
  }
  return () => db.close()
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
