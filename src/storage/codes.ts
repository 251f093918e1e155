import type { AccountKind } from '../domain/account.ts'
import type { Level } from '../domain/level.ts'
import type { MessageState } from '../domain/message.ts'
import type { NoticeKind } from '../domain/notice.ts'
import type { PlannedState } from '../domain/planned.ts'
import type { Role } from '../domain/role.ts'
import type { RunKind } from '../domain/run.ts'

/** Small numbers that stand for words in the tables. Never renumber: databases hold them. */
export const LEVEL_CODES: Readonly<Record<Level, number>> = { default: 0, additional: 1, aim: 2, unit: 3 }

export const ROLE_CODES: Readonly<Record<Role, number>> = { assessor: 0, iqa: 1, employer: 2, observer: 3 }

export const KIND_CODES: Readonly<Record<AccountKind, number>> = {
  learner: 1,
  'trainee-assessor': 4,
  assessor: 5,
  iqa: 10,
  employer: 40,
  observer: 45,
}

export const RUN_CODES: Readonly<Record<RunKind, number>> = {
  call: 0,
  bulk: 1,
  create: 2,
  plan: 3,
  transfer: 4,
  undo: 5,
  import: 6,
  planned: 7,
}

export const PLANNED_CODES: Readonly<Record<PlannedState, number>> = {
  planned: 0,
  waiting: 1,
  done: 2,
  'already-so': 3,
  'taken-back': 4,
}

export const NOTICE_CODES: Readonly<Record<NoticeKind, number>> = {
  'run.done': 0,
  'rows.held': 1,
  'removals.waiting': 2,
  'planned.waiting': 3,
}

export const MESSAGE_CODES: Readonly<Record<MessageState, number>> = { waiting: 0, delivered: 1, failed: 2 }

/** What the directory finds the organisation of. */
export const DIRECTORY_CODES = {
  user: 1,
  aim: 2,
  unitSummary: 3,
  placement: 4,
  classroom: 5,
  provider: 6,
  review: 7,
  plan: 8,
  visit: 9,
  timesheetEntry: 10,
} as const

/** Kinds of thing whose id alone leads to their organisation. */
export type DirectoryKind = keyof typeof DIRECTORY_CODES

/** The words of a table of codes, by number. */
function wordsOf<W extends string>(codes: Record<W, number>): ReadonlyMap<number, W> {
  return new Map(Object.entries<number>(codes).map(([word, code]) => [code, word as W]))
}

/** The word of a number. Throws for one that this version does not know: a newer one has written it. */
export function wordFor<W extends string>(words: ReadonlyMap<number, W>, code: number): W {
  const word = words.get(code)
  if (word === undefined) throw new Error(`${code} stands for no word that this version knows.`)
  return word
}

export const LEVEL_WORDS = wordsOf(LEVEL_CODES)
export const ROLE_WORDS = wordsOf(ROLE_CODES)
export const KIND_WORDS = wordsOf(KIND_CODES)
export const RUN_WORDS = wordsOf(RUN_CODES)
export const PLANNED_WORDS = wordsOf(PLANNED_CODES)
export const NOTICE_WORDS = wordsOf(NOTICE_CODES)
export const MESSAGE_WORDS = wordsOf(MESSAGE_CODES)
