import type { OwnCall } from '../app/own-call.ts'
import type { KeptImportLine } from '../storage/imports.ts'
import type { Result } from './order.ts'

/** What a thread asks of the one that began it. */
export type AskedOfServer =
  | { kind: 'call'; call: OwnCall }
  | { kind: 'keep'; lines: readonly KeptImportLine[] }

export type FromThread =
  | { kind: 'ask'; ticket: number; asked: AskedOfServer }
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'end'; result: Result }

export type ToThread =
  | { kind: 'answer'; ticket: number; value: unknown }
  | { kind: 'failed'; ticket: number; why: string }
  | { kind: 'stop' }
