import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Storage, Tx } from '../database.ts'
import type { Db } from '../db.ts'
import { organisationsOf } from '../directory.ts'
import { migrate } from '../migrate.ts'
import { savepoints } from '../savepoint.ts'
import { sequence } from '../sequence.ts'
import { startCheckpoints } from './checkpoints.ts'
import { type Connection, connect } from './connection.ts'
import { hotStatements } from './hot.ts'
import { claim } from './lock.ts'
import { startReader } from './reader.ts'
import { scrub } from './scrub.ts'
import { openSlack } from './slack.ts'
import { fixStatistics } from './statistics.ts'

/**
 * Opens a SQLite file, makes or upgrades its schema, and claims it for this process.
 * Throws FileInUse or NewerSchema, each with a sentence for the person at the terminal.
 */
export async function openSqlite(file: string, now: number): Promise<Storage> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const release = claim(file)
  try {
    return await open(file, now, release)
  } catch (error) {
    release()
    throw error
  }
}

/** What one process with one writer need not ask for. */
const NOTHING_TO_DO = { unhurried: async () => {}, alone: async () => {}, dropReservedIds: async () => {} }

async function open(file: string, now: number, release: () => void): Promise<Storage> {
  const writer = connect(file, 'write')
  await inTransaction(writer, async () => {
    const run = async (sql: string) => execute(writer, sql)
    await migrate({ clustered: ' without rowid', bytewise: '', execute: run }, now)
    fixStatistics(writer.raw)
  })
  const points = connect(file, 'read')
  const reader = startReader(file)
  const checkpoints = startCheckpoints(file)
  const slack = openSlack(file)
  const tx: Tx = {
    db: writer.db,
    locked: [],
    savepoint: savepoints(async sql => void writer.raw.exec(sql)),
    hot: hotStatements(writer),
    newIds: sequence(writer.db),
    ...NOTHING_TO_DO,
  }
  return {
    engine: 'sqlite',
    db: points.db,
    transact: (_organisations, work) => inTransaction(writer, () => work(tx)),
    snapshot: work => snapshot(file, work),
    read: reader.read,
    organisationsOf: organisationsOf(points.db),
    scrub: () => scrub(writer, slack),
    close: async () => {
      await Promise.all([reader.close(), checkpoints.close()])
      points.close()
      writer.raw.exec('pragma wal_checkpoint(truncate)')
      writer.close()
      slack.close()
      release()
    },
  }
}

function execute({ raw }: Connection, sql: string): Record<string, unknown>[] {
  return raw.prepare(sql).all() as Record<string, unknown>[]
}

/** The writer is one queue, so nothing else uses this connection between begin and commit. */
async function inTransaction<T>({ raw }: Connection, work: () => Promise<T>): Promise<T> {
  raw.exec('begin immediate')
  try {
    const result = await work()
    raw.exec('commit')
    return result
  } catch (error) {
    if (raw.isTransaction) raw.exec('rollback')
    throw error
  }
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
