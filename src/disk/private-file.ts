import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What the owner of a file may do with it, and nobody else anything: it holds people. */
const OWNER_ONLY = 0o600
const OWNER_ONLY_FOLDER = 0o700
/** What everybody on the machine may do, and what everybody but the owner may do. */
const EVERYBODY = 0o007
const OTHERS = 0o077

/**
 * Writes a file that only its owner may read, whatever the umask: all of it, or what was there before stays. Something
 * that is no file, such as a device, is written to as it is. Throws what the file system throws.
 */
export function writePrivateFile(file: string, content: string | Uint8Array): void {
  const there = statSync(file, { throwIfNoEntry: false })
  if (there && !there.isFile()) writeFileSync(file, content)
  else replaceFile(file, content)
}

function replaceFile(file: string, content: string | Uint8Array): void {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`)
  try {
    writeNew(beside, content)
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

function writeNew(file: string, content: string | Uint8Array): void {
  const handle = openSync(file, 'wx', OWNER_ONLY)
  try {
    fchmodSync(handle, OWNER_ONLY)
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Makes sure that a file which something else is about to open, such as a database, is there and closed to everybody on
 * the machine. One that its owner has opened to a group stays so; one of somebody else is left as it is.
 */
export function claimPrivateFile(file: string): void {
  const there = statSync(file, { throwIfNoEntry: false })
  if (!there) {
    const handle = openSync(file, 'a', OWNER_ONLY)
    fchmodSync(handle, OWNER_ONLY)
    closeSync(handle)
  } else if ((there.mode & EVERYBODY) !== 0 && there.uid === process.getuid?.()) chmodSync(file, OWNER_ONLY)
}

/** Makes a folder that only its owner may enter, and those above it, where they are not there. */
export function makePrivateFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
  if (first !== undefined) chmodSync(folder, OWNER_ONLY_FOLDER)
}

/** Whether others of the machine may look into a folder. Windows keeps that elsewhere and is not asked. */
export function isOpenToOthers(folder: string): boolean {
  if (process.platform === 'win32') return false
  return ((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & OTHERS) !== 0
}
