import type { Storage } from './database.ts'

/**
 * Opens the engine that an address names: a PostgreSQL URL, or else the path of a SQLite file. Only the code of that one
 * is loaded.
 */
export async function openStorage(address: string, now: number): Promise<Storage> {
  if (isPostgres(address)) return (await import('./postgres/open.ts')).openPostgres(address, now)
  return (await import('./sqlite/open.ts')).openSqlite(address, now)
}

/** Whether the address is one of a PostgreSQL database. */
export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address)
}
