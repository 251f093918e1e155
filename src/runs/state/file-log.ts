import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { claimPrivateFile, makePrivateFolder } from '../../disk/private-file.ts'
import { certain } from '../../domain/certain.ts'
import type { Log, LogLine } from './log.ts'

/** Raised when another run of the tool has the state already. */
export class StateInUse extends Error {
  constructor(folder: string) {
    super(
      `Another run is using the state in ${folder}; wait until it has ended, or choose another folder with --state.`,
    )
    this.name = 'StateInUse'
  }
}

/** A log in one file of the tool's own, which no other process may have open meanwhile. */
export interface FileLog extends Log {
  close(): void
}

/** How long a run waits for another one that is about to end, in milliseconds. */
const PATIENCE = 2000

/**
 * Opens the log of a folder, which is made where it is not there. The file is locked until it is closed or the process ends,
 * however that ends; what was appended is on the disk. Throws StateInUse where another run has it.
 */
export function openFileLog(folder: string): FileLog {
  makePrivateFolder(folder)
  const file = join(folder, 'sync.db')
  claimPrivateFile(file)
  const db = new DatabaseSync(file, { timeout: PATIENCE })
  lock(db, folder)
  prepare(db)
  const select = db.prepare('select body from entries where stream = ? order by at')
  const last = db.prepare('select coalesce(max(at), 0) as at from entries where stream = ?')
  const insert = db.prepare('insert into entries (stream, at, body) values (?, ?, ?)')
  const append = (stream: string, lines: readonly LogLine[]) => {
    const at = Number(certain(last.get(stream)).at)
    for (const [index, line] of lines.entries()) insert.run(stream, at + 1 + index, JSON.stringify(line))
  }
  return {
    read: async stream => select.all(stream).map(row => JSON.parse(String(row.body)) as LogLine),
    append: async (stream, lines) => inTransaction(db, () => append(stream, lines)),
    close: () => db.close(),
  }
}

/**
 * Lines in the order of a number of their own, found by a small index. Where the lines themselves are ordered by stream, as in
 * the table of earlier versions, every search reads the bodies that it passes, and those of plans are megabytes long.
 */
function prepare(db: DatabaseSync): void {
  db.exec(
    'create table if not exists entries (id integer primary key, stream text not null, at integer not null, body text not null, unique (stream, at)) strict',
  )
  const earlier = db.prepare("select 1 from sqlite_schema where type = 'table' and name = 'lines'").get()
  if (!earlier) return
  inTransaction(db, () => {
    db.exec('insert into entries (stream, at, body) select stream, at, body from lines order by stream, at')
    db.exec('drop table lines')
  })
}

function lock(db: DatabaseSync, folder: string): void {
  try {
    db.exec('pragma locking_mode = exclusive')
    db.exec('pragma journal_mode = wal')
    db.exec('pragma synchronous = full')
    db.exec('begin exclusive')
    db.exec('commit')
  } catch (error) {
    db.close()
    if (isBusy(error)) throw new StateInUse(folder)
    throw error
  }
}

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec('begin')
  try {
    work()
    db.exec('commit')
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
