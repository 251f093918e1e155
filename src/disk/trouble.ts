import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'

/** Why the operating system refuses a file, and what a person can do, by its own code. USER is who runs this. */
const SYSTEM: Record<string, { why: string; do: string }> = {
  EACCES: { why: 'USER may not use it', do: 'Change its owner or its rights, or choose another place' },
  EPERM: {
    why: 'USER may not change it',
    do: 'Change its owner or its rights, or choose another place',
  },
  EROFS: { why: 'its disk can only be read', do: 'Choose a place on another disk' },
  ENOSPC: { why: 'its disk is full', do: 'Make room there, or choose a place on another disk' },
  EDQUOT: {
    why: 'the quota of USER is used up',
    do: 'Make room there, or choose a place on another disk',
  },
  EFBIG: { why: 'its disk takes no file of that size', do: 'Choose a place on another disk' },
  EEXIST: { why: 'a file is where a folder is needed', do: 'Move it away, or choose another place' },
  ENOTDIR: {
    why: 'a part of the path is a file, not a folder',
    do: 'Check the path, or choose another place',
  },
  EISDIR: { why: 'a folder is where a file is needed', do: 'Move it away, or choose another place' },
  ENOTEMPTY: { why: 'a folder that holds something is in the way', do: 'Move it away' },
  ENOENT: { why: 'it does not exist', do: 'Check the path' },
  ENAMETOOLONG: { why: 'the path is longer than this system takes', do: 'Choose a shorter one' },
  ELOOP: { why: 'links in the path lead round in a circle', do: 'Check the path' },
  EBUSY: { why: 'another program is using it', do: 'Close that program, and try again' },
  ETXTBSY: { why: 'another program is using it', do: 'Close that program, and try again' },
  EMFILE: { why: 'this program has too many files open', do: 'Raise the limit (ulimit -n), and try again' },
  ENFILE: { why: 'this machine has too many files open', do: 'Close other programs, and try again' },
  EIO: { why: 'its disk reports a fault', do: 'Check the disk' },
}

/** Why SQLite refuses a file, by the low byte of its result code (https://www.sqlite.org/rescode.html). */
const SQLITE: Record<number, { why: string; do: string }> = {
  3: SYSTEM.EACCES!,
  5: SYSTEM.EBUSY!,
  6: SYSTEM.EBUSY!,
  8: { why: 'USER may not write it, or its disk can only be read', do: SYSTEM.EACCES!.do },
  10: SYSTEM.EIO!,
  11: {
    why: 'it is damaged',
    do: 'Move it away and restore the last backup ("caseload restore FILE")',
  },
  13: SYSTEM.ENOSPC!,
  14: { why: 'USER may not use it or its folder', do: SYSTEM.EACCES!.do },
  22: SYSTEM.EFBIG!,
  26: { why: 'it is no database', do: 'Move it away, or choose another place' },
}

/**
 * What a refusal of the operating system about a file means, as a sentence with its path and what to do; nothing where the
 * error is of another kind.
 */
export function systemTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  // A socket in a folder has its path as its address.
  const { code, address, path = address } = error as NodeJS.ErrnoException & { address?: string }
  if (typeof code !== 'string' || path === undefined || !/^E[A-Z0-9]+$/.test(code)) return undefined
  return sentence(path, SYSTEM[code] ?? { why: ownWords(error.message), do: 'Choose another place' })
}

/** The same of a refusal of SQLite, whose errors do not name the file. */
export function databaseTrouble(error: unknown, file: string): string | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined
  const kind = error.errcode & 0xff
  if (isFolder(file)) return sentence(file, SYSTEM.EISDIR!)
  return sentence(file, SQLITE[kind] ?? { why: error.message, do: 'Choose another place' })
}

function sentence(path: string, { why, do: advice }: { why: string; do: string }): string {
  return `${resolve(path)} cannot be used: ${why.replace('USER', userName())}. ${advice}.`
}

/** "EXDEV: cross-device link not permitted, rename 'a' -> 'b'" without its code and the call. */
function ownWords(message: string): string {
  return message.replace(/^\w+: /, '').replace(/, \w+ '.*$/s, '')
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Whose rights are asked for; a machine may know a user by number only. */
function userName(): string {
  try {
    return `the user ${userInfo().username}`
  } catch {
    return 'this user'
  }
}
