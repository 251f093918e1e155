import { ThreadEnded } from '../storage/sqlite/desk.ts'

/** What kind of trouble a database reports. */
export type Failure = 'constraint' | 'try-again' | 'unavailable' | 'bug'

const SQLITE_CONSTRAINT = 19
/** BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN: the file cannot be written just now. */
const SQLITE_UNAVAILABLE = new Set([5, 6, 8, 10, 13, 14])

const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EMFILE', 'ENFILE'],
])

/** Raised when a batch touches a history that was not locked before its facts were read: somebody may have moved it. */
export class HistoryNotLocked extends Error {
  constructor() {
    super('A history is touched that was not locked; the batch begins anew.')
    this.name = 'HistoryNotLocked'
  }
}

/**
 * Sorts an error of either engine. Classes of SQLSTATE: 23 constraint, 40 serialisation and deadlock, 08 connection,
 * 53 resources, 57 operator intervention, 25006 read-only, 58 system.
 */
export function classify(error: unknown): Failure {
  if (!(error instanceof Error)) return 'bug'
  if (error instanceof HistoryNotLocked) return 'try-again'
  if (error instanceof ThreadEnded) return 'unavailable'
  const { code, errcode } = error as { code?: string; errcode?: number }
  if (typeof errcode === 'number') return classifySqlite(errcode & 0xff)
  // Before the states: EPIPE and EMFILE have the shape of one.
  if (typeof code === 'string' && NETWORK.has(code)) return 'unavailable'
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return classifyState(code)
  return /Connection terminated|not queryable|timeout (exceeded|expired)/i.test(error.message)
    ? 'unavailable'
    : 'bug'
}

function classifySqlite(code: number): Failure {
  if (code === SQLITE_CONSTRAINT) return 'constraint'
  return SQLITE_UNAVAILABLE.has(code) ? 'unavailable' : 'bug'
}

function classifyState(state: string): Failure {
  if (state.startsWith('23')) return 'constraint'
  if (state.startsWith('40')) return 'try-again'
  return /^(08|53|57|58|25006)/.test(state) ? 'unavailable' : 'bug'
}
