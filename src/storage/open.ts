import { existsSync } from 'node:fs'
import type { Storage } from './database.ts'

/** How an engine is chosen, found and opened. A new one is a folder beside the others and an entry here. */
interface Engine {
  /** Whether an address is one of this engine's. */
  owns(address: string): boolean
  /** Whether a database may be there, as far as can be told without opening it. */
  isThere(address: string): boolean
  /** Whether it has one file, in a data folder. */
  isFile: boolean
  /** Opens it, and makes or upgrades its schema. Only then is the engine's code loaded. */
  open(address: string, now: number): Promise<Storage>
}

/** Every engine. The last one takes what no other owns. */
const ENGINES = {
  postgres: {
    owns: address => /^postgres(ql)?:\/\//.test(address),
    isThere: () => true,
    isFile: false,
    open: async (address, now) => (await import('./postgres/open.ts')).openPostgres(address, now),
  },
  sqlite: {
    owns: () => true,
    isThere: address => existsSync(address),
    isFile: true,
    open: async (address, now) => (await import('./sqlite/open.ts')).openSqlite(address, now),
  },
} satisfies Record<string, Engine>

export type EngineName = keyof typeof ENGINES

/** The engine that an address names: a URL of a database server, or else the path of a file. */
export function engineOf(address: string): Engine {
  return Object.values(ENGINES).find(engine => engine.owns(address)) ?? ENGINES.sqlite
}

/** Opens the database at an address. */
export function openStorage(address: string, now: number): Promise<Storage> {
  return engineOf(address).open(address, now)
}
