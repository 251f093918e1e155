import type { Failure } from '../failure.ts'
import { ThreadEnded } from './channel.ts'

const CONSTRAINT = 19

/** BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN: the file cannot be written just now. */
const UNAVAILABLE = new Set([5, 6, 8, 10, 13, 14])

/** Sorts an error by SQLite's own number, of which the low byte is the kind. */
export function classify(error: unknown): Failure {
  if (error instanceof ThreadEnded) return 'unavailable'
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return 'bug'
  const code = error.errcode & 0xff
  if (code === CONSTRAINT) return 'constraint'
  return UNAVAILABLE.has(code) ? 'unavailable' : 'bug'
}
