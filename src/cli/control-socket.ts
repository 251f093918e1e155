import { hash } from 'node:crypto'
import { chownSync, lstatSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makePrivateFolder, writePrivateFile } from '../disk/private-file.ts'
import type { Config } from './config.ts'

/** Systems differ in how long the path of a socket may be; none takes fewer bytes than this. */
const LONGEST_PATH = 100

/** What says which database a server has, and where its socket is. */
type SocketPlace = Pick<Config, 'data' | 'database'>

/**
 * Where the control socket of a server is: in its data folder, or, where that makes too long a path, in a folder of the
 * system's temporary one that nobody but the data folder's owner may enter. Makes what is missing.
 */
export function controlSocketOf({ data, database }: SocketPlace): string {
  const folder = resolve(data)
  const name = `${socketName(database)}.sock`
  if (process.platform === 'win32') return `\\\\.\\pipe\\caseload-${shortHash(folder)}-${name}`
  makePrivateFolder(folder)
  const path = join(folder, name)
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path
  return join(shortFolder(folder), name)
}

/** Each database has a socket of its own, so that no command reaches the server of another. */
function socketName(database: string | undefined): string {
  if (database === undefined) return 'control'
  return `control-${shortHash(placeIn(database))}`
}

/** The servers and the database of an address, as they stand there: there may be several servers, which a URL cannot say. */
function placeIn(address: string): string {
  const [, place = address] = /^\w+:\/\/(?:[^@/?#]*@)?([^?#]*)/.exec(address) ?? []
  return place
}

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 16)
}

/** In the data folder: where the control socket is, if not there. */
const NOTE = 'control-folder'

/**
 * A folder with a short path. Its name is left to chance and kept in the data folder, so that no other user of the machine can take
 * it beforehand; one that is not as it was made is left alone, and another takes its place.
 */
function shortFolder(data: string): string {
  const note = join(data, NOTE)
  const kept = contentOf(note)
  if (kept !== undefined && isOwnersAlone(kept, data)) return kept
  const made = mkdtempSync(join(tmpdir(), 'caseload-'))
  giveToOwner(made, data)
  writePrivateFile(note, made)
  giveToOwner(note, data)
  return made
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Whether it is a folder that nobody but the owner of the data may enter. */
function isOwnersAlone(folder: string, data: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === statSync(data).uid && (found.mode & 0o077) === 0
}

/** What root makes on behalf of somebody is theirs. */
function giveToOwner(path: string, data: string): void {
  const { uid, gid } = statSync(data)
  if (process.getuid?.() === 0) chownSync(path, uid, gid)
}
