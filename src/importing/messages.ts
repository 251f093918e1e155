import type { ImportLine } from '../storage/imports.ts'
import type { Result } from './order.ts'

/** A call of the server itself. */
export interface OwnCall {
  method: string
  /** With its query. */
  path: string
  headers: Record<string, string>
  body?: string
}

/** What came of it. */
export interface Replied {
  status: number
  /** The headers, by their names in lower case. */
  told: Record<string, string>
  text: string
}

/** What a thread asks of the one that began it. */
export type Asked = { kind: 'call'; call: OwnCall } | { kind: 'keep'; lines: readonly ImportLine[] }

export type FromThread =
  | { kind: 'ask'; ticket: number; asked: Asked }
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'end'; result: Result }

export type ToThread =
  | { kind: 'answer'; ticket: number; value: unknown }
  | { kind: 'failed'; ticket: number; why: string }
  | { kind: 'stop' }
