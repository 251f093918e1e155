import type { HotStatements, Tx } from '../database.ts'
import { attempts } from '../savepoint.ts'
import { sequence } from '../sequence.ts'
import { siblingModule } from '../sibling.ts'
import { type Desk, FRESH, openDesk } from './desk.ts'
import { classify } from './failure.ts'
import { type Ran, remoteDb } from './remote.ts'

/** What the thread that writes is told to do. */
export type Order =
  | { kind: 'execute'; sql: string }
  | { kind: 'query'; sql: string; parameters: readonly unknown[] }
  | { kind: 'hot'; statement: keyof HotStatements; input: unknown }
  | { kind: 'program'; module: string; input: unknown }
  | { kind: 'scrub' }

/** The one thread that writes to a file, seen from the others. Only one of these may be under way at a time. */
export interface Writing {
  /** Runs a transaction from here, statement by statement. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs a transaction over there: `module` exports as its default what takes a Tx and the input. */
  transactApart(module: URL, input: unknown): Promise<unknown>
  scrub(): Promise<boolean>
  close(): Promise<void>
}

/** What one process with one writer need not ask for. */
export const NOTHING_TO_DO = {
  unhurried: async () => {},
  alone: async () => {},
  dropReservedIds: async () => {},
}

/**
 * Starts the thread that writes. A commit waits for the disk, and on a thread of its own it does so without holding up
 * the calls that come meanwhile. When it ends by a fault, whoever waits is told, and the next write starts another.
 */
export function startWriting(file: string): Writing {
  const open = () => {
    const desk = openDesk(siblingModule(import.meta.url, 'writing-worker'), file, FRESH.much)
    return { desk, tx: remoteTx(desk) }
  }
  let current = open()
  const present = () => {
    if (current.desk.isGone) current = open()
    return current
  }
  return {
    transact: work => {
      const { desk, tx } = present()
      return inTransaction(desk, () => work(tx))
    },
    transactApart: (module, input) => order(present().desk, { kind: 'program', module: module.href, input }),
    scrub: () => order(present().desk, { kind: 'scrub' }) as Promise<boolean>,
    close: () => current.desk.close(),
  }
}

function order(desk: Desk, what: Order): Promise<unknown> {
  return desk.ask(what)
}

/** A transaction is bound to its thread: what is left of it after a fault cannot reach the next one. */
function remoteTx(desk: Desk): Tx {
  const db = remoteDb((sql, parameters) => order(desk, { kind: 'query', sql, parameters }) as Promise<Ran>)
  return {
    db,
    hot: remoteHot(desk),
    locked: [],
    attempt: attempts(async sql => void (await order(desk, { kind: 'execute', sql })), classify),
    newIds: sequence(db),
    ...NOTHING_TO_DO,
  }
}

function remoteHot(desk: Desk): HotStatements {
  const run = (statement: keyof HotStatements) => (input: unknown) =>
    order(desk, { kind: 'hot', statement, input }) as Promise<never>
  return {
    accounts: run('accounts'),
    aims: run('aims'),
    units: run('units'),
    holdings: run('holdings'),
    heads: run('heads'),
    write: run('write'),
  }
}

async function inTransaction<T>(desk: Desk, work: () => Promise<T>): Promise<T> {
  const execute = (sql: string) => order(desk, { kind: 'execute', sql })
  await execute('begin immediate')
  try {
    const result = await work()
    await execute('commit')
    return result
  } catch (error) {
    // A full disk rolls back by itself, and a thread that has ended took the transaction with it.
    await execute('rollback').catch(() => undefined)
    throw error
  }
}
