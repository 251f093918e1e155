import type { BatchStatements, Tx } from '../database.ts'
import { attempts } from '../savepoint.ts'
import { sequence } from '../sequence.ts'
import { siblingModule } from '../sibling.ts'
import { type Channel, FRESH, openChannel } from './channel.ts'
import { classify } from './failure.ts'
import { type Ran, remoteDb } from './remote.ts'

/** What the thread that writes is told to do. */
export type Order =
  | { kind: 'execute'; sql: string }
  | { kind: 'query'; sql: string; parameters: readonly unknown[] }
  | { kind: 'statement'; statement: keyof BatchStatements; input: unknown }
  | { kind: 'program'; module: string; input: unknown }
  | { kind: 'scrub' }

/** The one thread that writes to a file, seen from the others. Only one of these may be under way at a time. */
interface Writing {
  /** Runs a transaction from here, statement by statement. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs a transaction over there: `module` exports as its default what takes a Tx and the input. */
  transactOnWriterThread(module: URL, input: unknown): Promise<unknown>
  scrub(): Promise<boolean>
  close(): Promise<void>
}

/** What one process with one writer need not ask for. */
export const NOTHING_TO_DO = {
  disableTimeout: async () => {},
  lockAllTables: async () => {},
  dropReservedIds: async () => {},
}

/**
 * Starts the thread that writes. A commit waits for the disk, and on a thread of its own it does so without holding up
 * the calls that come meanwhile. When it ends by a fault, whoever waits is told, and the next write starts another.
 */
export function startWriting(file: string): Writing {
  const open = () => {
    const channel = openChannel(siblingModule(import.meta.url, 'writing-worker'), file, FRESH.much)
    return { channel, tx: remoteTx(channel) }
  }
  let current = open()
  const present = () => {
    if (current.channel.isGone) current = open()
    return current
  }
  return {
    transact: work => {
      const { channel, tx } = present()
      return inTransaction(channel, () => work(tx))
    },
    transactOnWriterThread: (module, input) =>
      order(present().channel, { kind: 'program', module: module.href, input }),
    scrub: () => order(present().channel, { kind: 'scrub' }) as Promise<boolean>,
    close: () => current.channel.close(),
  }
}

function order(channel: Channel, what: Order): Promise<unknown> {
  return channel.ask(what)
}

/** A transaction is bound to its thread: what is left of it after a fault cannot reach the next one. */
function remoteTx(channel: Channel): Tx {
  const db = remoteDb((sql, parameters) => order(channel, { kind: 'query', sql, parameters }) as Promise<Ran>)
  return {
    db,
    statements: remoteStatements(channel),
    locked: [],
    attempt: attempts(async sql => void (await order(channel, { kind: 'execute', sql })), classify),
    newIds: sequence(db),
    ...NOTHING_TO_DO,
  }
}

function remoteStatements(channel: Channel): BatchStatements {
  const run = (statement: keyof BatchStatements) => (input: unknown) =>
    order(channel, { kind: 'statement', statement, input }) as Promise<never>
  return {
    accounts: run('accounts'),
    aims: run('aims'),
    units: run('units'),
    holdings: run('holdings'),
    heads: run('heads'),
    write: run('write'),
    settle: run('settle'),
  }
}

async function inTransaction<T>(channel: Channel, work: () => Promise<T>): Promise<T> {
  const execute = (sql: string) => order(channel, { kind: 'execute', sql })
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
