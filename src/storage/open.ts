import type { Storage } from './database.ts'
import { openPostgres } from './postgres/open.ts'
import { openSqlite } from './sqlite/open.ts'

/** Opens the engine that an address names: a PostgreSQL URL, or else the path of a SQLite file. */
export function openStorage(address: string, now: number): Promise<Storage> {
  return isPostgres(address) ? openPostgres(address, now) : openSqlite(address, now)
}

/** Whether the address is one of a PostgreSQL database. */
export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address)
}
