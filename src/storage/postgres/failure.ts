import type { Failure } from '../failure.ts'

const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EMFILE', 'ENFILE'],
])

/**
 * Sorts an error by its SQLSTATE. Classes: 23 constraint, 40 serialisation and deadlock, 08 connection, 53 resources,
 * 57 operator intervention, 25006 read-only, 55P03 a lock that is not given, 58 system.
 */
export function classify(error: unknown): Failure {
  if (!(error instanceof Error)) return 'bug'
  const code = 'code' in error ? error.code : undefined
  // Before the states: EPIPE and EMFILE have the shape of one.
  if (typeof code === 'string' && NETWORK.has(code)) return 'unavailable'
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return classifyState(code)
  return /Connection terminated|not queryable|timeout (exceeded|expired)/i.test(error.message)
    ? 'unavailable'
    : 'bug'
}

function classifyState(state: string): Failure {
  if (state.startsWith('23')) return 'constraint'
  if (state.startsWith('40')) return 'try-again'
  return /^(08|53|57|58|25006|55P03)/.test(state) ? 'unavailable' : 'bug'
}
