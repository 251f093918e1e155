import { PROBLEMS, type ProblemCode, type ProblemKind } from '../domain/problem.ts'
import type { Api } from './endpoint.ts'
import { ONEFILE_CODES } from './onefile/codes.ts'
import { statusOf } from './statuses.ts'

/** A problem as the documentation lists it. */
export interface ProblemRow {
  code: ProblemCode
  kind: ProblemKind
  meaning: string
  /** The `code` of OneFile's error body. */
  number: number
  /** The statuses it is answered with; the second where the path names what is unknown. */
  statuses: Record<Api, readonly number[]>
}

/** Every problem, in the order of the domain's table. */
export function problemRows(): ProblemRow[] {
  return (Object.keys(PROBLEMS) as ProblemCode[]).map(code => ({
    code,
    ...PROBLEMS[code],
    number: ONEFILE_CODES[code],
    statuses: { onefile: statusesOf('onefile', code), caseload: statusesOf('caseload', code) },
  }))
}

function statusesOf(api: Api, code: ProblemCode): number[] {
  return [...new Set([statusOf(api, code, false), statusOf(api, code, true)])]
}

/** What each kind of problem means for whoever gets it. */
export const KINDS = {
  invalid: 'The request cannot be understood. Correct it; sending it again as it is cannot help.',
  unknown: 'The request names something that is not there, or not for this token.',
  'not-eligible': 'The request is understood, and the rules forbid it.',
  conflict: 'The world is no longer as the request takes it to be. Read again, then decide again.',
  unauthenticated: 'Sign in, or sign in again.',
  forbidden: 'The token may not do this.',
  'not-found': 'There is no such call.',
  gone: 'What the request goes on from is no longer there.',
  'too-large': 'Send less at once.',
  unsupported: 'Send JSON, or a form on OneFile’s API.',
  'not-allowed': 'The path takes other methods; the header Allow lists them.',
  'too-many': 'Wait for as many seconds as the header Retry-After says, then go on.',
  unavailable: 'Try again in a moment; whether a write was made can be read.',
  bug: 'A fault of the server; its log has the details.',
} as const satisfies Record<ProblemKind, string>
