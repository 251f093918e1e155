import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../src/storage/db.ts'
import { engineOf, openStorage } from '../../src/storage/open.ts'

/** Looks into a database beside its server, for as long as it takes. A SQLite file in use is read past its claim. */
export async function observing<T>(address: string, look: (db: Db) => Promise<T>): Promise<T> {
  const { db, close } = await observe(address)
  try {
    return await look(db)
  } finally {
    await close()
  }
}

async function observe(address: string): Promise<{ db: Db; close(): Promise<void> }> {
  if (!engineOf(address).isFile) return openStorage(address, Date.now())
  const { connect } = await import('../../src/storage/sqlite/connection.ts')
  const connection = connect(address, 'read')
  return { db: connection.db, close: async () => connection.close() }
}

/** A folder that goes when the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-crash-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where the database of a scenario is: a PostgreSQL address as it stands, or a file in the folder. */
export function addressIn(folder: string, address: string): string {
  return address === 'sqlite' ? join(folder, 'caseload.db') : address
}
