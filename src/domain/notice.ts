import type { Id } from './id.ts'
import type { Run } from './run.ts'
import type { Instant } from './time.ts'

/** What others are told of. */
export const NOTICE_KINDS = ['run.done', 'rows.held', 'removals.waiting', 'planned.waiting'] as const

export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Something that others may want to know: numbers and codes, with texts apart, since people may be named in them. */
export interface Notice {
  customer: Id
  /** Says what it is about, so that the same thing is told once. */
  id: string
  /** Nothing where it is about all of the customer's. */
  organisation: Id | null
  kind: NoticeKind
  at: Instant
  /** Ids, counts and codes: nothing that names a person. */
  facts: Readonly<Record<string, number | string | null>>
  /** What people have written, such as a reason or the name of a file. Told only where that was asked for. */
  texts: Readonly<Record<string, string>>
}

/** What is told of a run, one notice for each organisation that it touches. */
export function noticeOfRun(customer: Id, run: Run): Notice {
  const { id, organisation, kind, actor, undoes, first, last, reason, recordedAt } = run
  return {
    customer,
    id: `run.done/${organisation}/${id}`,
    organisation,
    kind: 'run.done',
    at: recordedAt,
    facts: { run: id, organisation, kind, actor, undoes, changes: last - first + 1, first, last },
    texts: reason === null ? {} : { reason },
  }
}

/** Whether a run is one call that set one thing: there may be thousands a day, so that they are told only on request. */
export function isSingleCall({ kind, facts }: Pick<Notice, 'kind' | 'facts'>): boolean {
  return kind === 'run.done' && (facts.kind === 'call' || facts.kind === 'create')
}
