import type { ImportAnswer } from '../app/imports.ts'
import type { Id } from '../domain/id.ts'
import type { Import, ImportJob } from '../domain/import.ts'
import type { CalendarDate } from '../domain/time.ts'
import type { Question } from '../reconcile/match/question.ts'
import type { Fetch } from '../sdk/client.ts'
import type { KeptImportLine } from '../storage/imports.ts'

/** What is to be done with an import, with all that it takes. Plain data: it goes from thread to thread. */
export interface ImportOrder
  extends Pick<Import, 'id' | 'by' | 'organisations' | 'mapping' | 'keptPlan' | 'approval'> {
  job: ImportJob
  /** The session in which it calls the server. */
  session: string
  files: readonly { name: string; bytes: Uint8Array<ArrayBuffer> }[]
  /** Hash of the plan, and name of the run, that there are already. */
  plan: string | null
  run: string | null
  answers: readonly Answered[]
  today: CalendarDate
}

/** A question that somebody has answered. */
export interface Answered {
  asked: Question
  answer: ImportAnswer
}

/** What came of it; what is left out stays as it was. */
export type Result = Partial<Pick<Import, 'plan' | 'applied' | 'undone' | 'problem'>> & {
  /** It was stopped, and is to go on: by this server or another one. */
  stopped?: true
}

/** The server, as seen by whoever carries out an order. */
export interface Host {
  /** Calls the server itself. */
  fetch: Fetch
  /** Keeps lines to be shown. */
  keep(lines: readonly KeptImportLine[]): Promise<void>
  progress(done: number, total: number): void
  /** Aborts when the server stops. */
  signal: AbortSignal
}

/** Names the organisations for the target; all that the session covers where an import is limited to none. */
export function organisationsOf({ organisations }: ImportOrder): { organisations?: readonly Id[] } {
  return organisations === null ? {} : { organisations }
}
