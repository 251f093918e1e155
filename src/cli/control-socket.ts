import { hash } from 'node:crypto'
import { lstatSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makePrivateFolder } from '../disk/private-file.ts'
import type { Config } from './config.ts'

/** Systems differ in how long the path of a socket may be; none takes fewer bytes than this. */
const LONGEST_PATH = 100

/** What says which database a server has, and where its socket is. */
type Whereabouts = Pick<Config, 'data' | 'database'>

/**
 * Where the control socket of a server is: in its data folder, or, where that makes too long a path, in a folder of the
 * system's temporary one that nobody but the data folder's owner may enter. Makes what is missing.
 */
export function controlSocketOf({ data, database }: Whereabouts): string {
  const folder = resolve(data)
  const name = `${socketName(database)}.sock`
  if (process.platform === 'win32') return `\\\\.\\pipe\\caseload-${shortHash(folder)}-${name}`
  makePrivateFolder(folder)
  const path = join(folder, name)
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path
  return join(privateFolder(folder, shortHash(folder)), name)
}

/** Each database has a socket of its own, so that no command reaches the server of another. */
function socketName(database: string | undefined): string {
  if (database === undefined) return 'control'
  const { host, pathname } = new URL(database)
  return `control-${shortHash(`${host}${pathname}`)}`
}

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 16)
}

function privateFolder(data: string, name: string): string {
  const folder = join(tmpdir(), `caseload-${name}`)
  makePrivateFolder(folder)
  const { uid, mode } = lstatSync(folder)
  if (uid === statSync(data).uid && (mode & 0o077) === 0) return folder
  throw new Error(
    `${folder} belongs to somebody else, so no control socket can be there; remove it, or use a data folder with a shorter path.`,
  )
}
