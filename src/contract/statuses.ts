import { kindOf, type ProblemCode, type ProblemKind } from '../domain/problem.ts'
import type { Api } from './endpoint.ts'

/** The status of each kind of problem. */
const STATUSES = {
  invalid: 400,
  unknown: 400,
  'not-eligible': 400,
  conflict: 409,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  gone: 410,
  'too-large': 413,
  unsupported: 415,
  'not-allowed': 405,
  'too-many': 429,
  unavailable: 503,
  bug: 500,
} as const satisfies Record<ProblemKind, number>

/** What differs in ours: an unknown or unfit thing in a well-formed body is 422, not a malformed request. */
const OURS: Partial<Record<ProblemKind, number>> = { unknown: 422, 'not-eligible': 422 }

/** What differs in OneFile's: its clients know 400 for whatever is wrong with a request. */
const THEIRS: Partial<Record<ProblemKind, number>> = { conflict: 400 }

/**
 * The status a problem is answered with. What is unknown in the path is 404 on both APIs (docs/onefile-api.md#q17).
 */
export function statusOf(api: Api, code: ProblemCode, inPath: boolean): number {
  const kind = kindOf(code)
  if (kind === 'unknown' && inPath) return 404
  const own = api === 'caseload' ? OURS : THEIRS
  return own[kind] ?? STATUSES[kind]
}
