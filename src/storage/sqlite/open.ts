import { existsSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { claimPrivateFile, makePrivateFolder } from '../../disk/private-file.ts'
import { unusable } from '../../disk/unusable-file.ts'
import type { Storage } from '../database.ts'
import type { Db } from '../db.ts'
import { organisationsOf } from '../directory.ts'
import { migrate } from '../migrate.ts'
import { startCheckpoints } from './checkpoints.ts'
import { connect, inTransaction, type SqliteConnection } from './connection.ts'
import { classify } from './failure.ts'
import { claim } from './lock.ts'
import { startReader } from './reader.ts'
import { fixStatistics } from './statistics.ts'
import { startWriting } from './writing.ts'

/**
 * Opens a SQLite file, makes or upgrades its schema, and claims it for this process.
 * Throws FileInUse, UnusableFile or NewerSchema, each with a sentence for the person at the terminal.
 */
export async function openSqlite(named: string, now: number): Promise<Storage> {
  makePrivateFolder(dirname(named))
  // Whoever comes by a link has the same file, and so the same lock.
  const file = existsSync(named) ? realpathSync(named) : named
  const release = claim(file)
  try {
    claimPrivateFile(file)
    return await open(file, now, release)
  } catch (error) {
    release()
    throw unusable(error, file)
  }
}

async function open(file: string, now: number, release: () => void): Promise<Storage> {
  const points = await prepare(file, now)
  const writing = startWriting(file)
  const reader = startReader(file)
  const checkpoints = startCheckpoints(file)
  return {
    engine: 'sqlite',
    classify,
    db: points.db,
    transact: (_organisations, work) => writing.transact(work),
    transactOnWriterThread: (module, input) => writing.transactOnWriterThread(module, input) as never,
    snapshot: work => snapshot(file, work),
    read: reader.read,
    organisationsOf: organisationsOf(points.db),
    scrub: writing.scrub,
    close: async () => {
      await Promise.all([reader.close(), checkpoints.close()])
      points.close()
      // Last, since it moves the WAL into the file and gives up the locks that this process has on it.
      await writing.close()
      release()
    },
  }
}

/** Makes or upgrades the schema. Gives a connection for reading, opened before the first is closed, which would have to clear the WAL. */
async function prepare(file: string, now: number): Promise<SqliteConnection> {
  const first = connect(file, 'write')
  try {
    await inTransaction(first, async () => {
      const run = async (sql: string) => execute(first, sql)
      await migrate({ clustered: ' without rowid', bytewise: '', execute: run }, now)
      fixStatistics(first.raw)
    })
    return connect(file, 'read')
  } finally {
    first.close()
  }
}

function execute({ raw }: SqliteConnection, sql: string): Record<string, unknown>[] {
  return raw.prepare(sql).all() as Record<string, unknown>[]
}

/** A connection of its own, so that a long read holds its moment and blocks nobody. */
async function snapshot<T>(file: string, work: (db: Db) => Promise<T>): Promise<T> {
  const connection = connect(file, 'read')
  try {
    connection.raw.exec('begin')
    return await work(connection.db)
  } finally {
    connection.close()
  }
}
