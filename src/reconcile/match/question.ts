import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import { type CalendarDate, isCalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { Fingerprint, LedgerEntry } from './ledger.ts'
import type { Candidate, MatchCode } from './match.ts'
import type { PersonClass } from './roster.ts'

/** Somebody whom rows name and whom matching could not settle: asked once, however many rows wait for it. */
export interface Question {
  key: Fingerprint
  who: Naming
  as: PersonClass
  organisation: Id | undefined
  code: MatchCode
  sentence: string
  suggestions: readonly Candidate[]
  places: readonly Place[]
}

/**
 * What somebody decides about a question: `accept` takes the only suggestion, `link` names the account, `reject` says that it
 * is none of the suggestions, `hold` puts it off, `forget` takes back what was decided before.
 */
export type Decision =
  | { decision: 'accept' }
  | { decision: 'link'; account: Id }
  | { decision: 'reject' }
  | { decision: 'hold'; reason: string; until: CalendarDate }
  | { decision: 'forget' }

/** Who decides, and when. */
export interface Decider {
  by: string
  today: CalendarDate
}

/** A line for the ledger, or why the decision cannot stand. */
export type Settlement = { entry: LedgerEntry } | { problem: string }

/** Turns a decision about a question into a line of the ledger. */
export function settleQuestion(question: Question, decision: Decision, { by, today }: Decider): Settlement {
  const settled = { who: question.key, by, on: today }
  switch (decision.decision) {
    case 'accept':
      return accepted(question, settled)
    case 'link':
      return { entry: { ...settled, says: 'link', account: decision.account } }
    case 'reject':
      return rejected(question, settled)
    case 'hold':
      return held(decision, settled, today)
    case 'forget':
      return { entry: { ...settled, says: 'forget' } }
  }
}

type Settled = Pick<LedgerEntry, 'who' | 'by' | 'on'>

function accepted({ suggestions }: Question, settled: Settled): Settlement {
  const [only, ...more] = suggestions
  if (!only) return { problem: 'There is nobody to accept; write "link" and the number of the account.' }
  if (more.length > 0) {
    const ids = suggestions.map(one => one.account).join(', ')
    return {
      problem: `There are several to choose from (${ids}); write "link" and the number of the account.`,
    }
  }
  return { entry: { ...settled, says: 'link', account: only.account } }
}

function rejected({ suggestions }: Question, settled: Settled): Settlement {
  if (suggestions.length === 0) return { problem: 'There is nobody to reject; correct the row instead.' }
  return { entry: { ...settled, says: 'reject', accounts: suggestions.map(one => one.account) } }
}

function held(
  { reason, until }: { reason: string; until: CalendarDate },
  settled: Settled,
  today: CalendarDate,
): Settlement {
  if (reason.trim() === '') return { problem: 'Write why it is put off.' }
  if (!isCalendarDate(until) || until < today)
    return { problem: `Write a date from ${today} on, as 2026-12-31.` }
  return { entry: { ...settled, says: 'hold', reason: reason.trim(), until } }
}
