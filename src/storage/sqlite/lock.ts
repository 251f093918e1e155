import { DatabaseSync } from 'node:sqlite'
import { claimPrivateFile } from '../../disk/private-file.ts'
import { unusable } from '../../disk/unusable-file.ts'

/** Raised when another server has the file already. */
class FileInUse extends Error {
  constructor(file: string) {
    super(
      `Another Caseload server is using ${file}. Stop that one first; to run several servers, use PostgreSQL.`,
    )
    this.name = 'FileInUse'
  }
}

/**
 * Claims a SQLite file for this process alone, for as long as the process lives: the operating system drops the claim
 * when it dies, however it dies. Throws FileInUse when somebody else has it. Gives what releases the claim.
 */
export function claim(file: string): () => void {
  const path = `${file}.lock`
  claimPrivateFile(path)
  const lock = openLock(path)
  try {
    lock.exec('pragma locking_mode = exclusive')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw isBusy(error) ? new FileInUse(file) : unusable(error, path)
  }
  return () => lock.close()
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw unusable(error, path)
  }
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
