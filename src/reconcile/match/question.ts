import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import { type CalendarDate, isCalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { NameTrait } from './compare.ts'
import type { Fingerprint, LedgerEntry } from './ledger.ts'
import { whyNotAnswer } from './link.ts'
import type { Candidate, CandidateWhy, MatchCode } from './match.ts'
import type { PersonClass, Roster } from './roster.ts'

/** Somebody whom rows name and whom matching could not settle: asked once, however many rows wait for it. */
export interface Question {
  key: Fingerprint
  who: Naming
  /** The date of birth that the rows give. */
  birth?: CalendarDate
  as: PersonClass
  organisation: Id | undefined
  code: MatchCode
  sentence: string
  suggestions: readonly Candidate[]
  places: readonly SourceLocation[]
}

/**
 * What somebody decides about a question: `accept` takes the one suggestion, `link` names the account, `reject` says that it is
 * none of the suggestions, `hold` puts it off, `forget` takes back what was decided before.
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

/** Turns a decision about a question into a line of the ledger. The roster says whether an account can be linked to. */
export function settleQuestion(
  question: Question,
  decision: Decision,
  { by, today }: Decider,
  roster: Roster,
): Settlement {
  const settled = { who: question.key, by, on: today }
  switch (decision.decision) {
    case 'accept':
      return accepted(question, settled, roster)
    case 'link':
      return linked(question, decision.account, settled, roster)
    case 'reject':
      return rejected(question, settled)
    case 'hold':
      return held(decision, settled, today)
    case 'forget':
      return { entry: { ...settled, says: 'forget' } }
  }
}

type AnsweredQuestion = Pick<LedgerEntry, 'who' | 'by' | 'on'>

function linked(question: Question, account: Id, settled: AnsweredQuestion, roster: Roster): Settlement {
  const problem = whyNotAnswer(question, account, roster)
  if (problem !== undefined) return { problem }
  const { firstName, lastName } = certain(roster.get(account))
  return { entry: { ...settled, says: 'link', account, called: `${firstName} ${lastName}` } }
}

/** The one suggestion that may be meant by yes: the only one, or the only live one. */
function onlySuggestion({ suggestions }: Question): Candidate | undefined {
  const live = suggestions.filter(one => !one.archived)
  const [only, ...more] = live.length > 0 ? live : suggestions
  return more.length === 0 ? only : undefined
}

function accepted(question: Question, settled: AnsweredQuestion, roster: Roster): Settlement {
  const { suggestions } = question
  if (suggestions.length === 0)
    return { problem: 'There is nobody to accept; write "link" and the number of the account.' }
  const only = onlySuggestion(question)
  if (only) return linked(question, only.account, settled, roster)
  const ids = suggestions.map(one => one.account).join(', ')
  return { problem: `There are several to choose from (${ids}); write "link" and the number of the account.` }
}

/** A strong suggestion to be accepted in bulk, or why this question is left to a person. */
export function acceptInBulk(question: Question, decider: Decider, roster: Roster): Settlement {
  const strong = question.suggestions.find(one => one.isStrong)
  if (!strong) return { problem: whyNotStrong(question) }
  return settleQuestion(question, { decision: 'link', account: strong.account }, decider, roster)
}

const TRAIT_TITLES: Readonly<Record<NameTrait, string>> = {
  name: 'name',
  birth: 'date of birth',
  misId: 'reference',
  uln: 'ULN',
  email: 'e-mail address',
}

const TOO_LITTLE: Partial<Readonly<Record<CandidateWhy, string>>> = {
  'near-name': 'the name is only nearly the same',
  'near-name-and-birth': 'the name is only nearly the same',
  'near-email': 'the e-mail address is only nearly the same',
  'near-misId': 'the reference is only nearly the same',
  'other-kind': 'the key belongs to an account of another kind',
}

function whyNotStrong({ suggestions, code }: Question): string {
  const [first, ...more] = suggestions
  if (!first) return 'nobody is suggested'
  if (code === 'on-hold') return 'it was put off'
  if (more.some(one => one.archived === first.archived && one.why === first.why))
    return `${suggestions.length} accounts fit as well as each other`
  if (first.differs.length > 0)
    return `the row differs from the account in ${first.differs.map(trait => TRAIT_TITLES[trait]).join(' and ')}`
  if (first.archived) return 'the account is archived'
  if (first.account < 0) return 'the account is yet to be created'
  return TOO_LITTLE[first.why] ?? 'the name alone is not enough'
}

/** Who is only about to be made has no number to be kept: it is kept that it is none of those. */
function rejected({ suggestions }: Question, settled: AnsweredQuestion): Settlement {
  if (suggestions.length === 0) return { problem: 'There is nobody to reject; correct the row instead.' }
  const accounts = suggestions.map(one => one.account)
  const there = accounts.filter(account => account > 0)
  const newcomers = there.length < accounts.length
  return { entry: { ...settled, says: 'reject', accounts: there, ...(newcomers ? { newcomers } : {}) } }
}

function held(
  { reason, until }: { reason: string; until: CalendarDate },
  settled: AnsweredQuestion,
  today: CalendarDate,
): Settlement {
  if (reason.trim() === '') return { problem: 'Write why it is put off.' }
  if (!isCalendarDate(until) || until < today)
    return { problem: `Write a date from ${today} on, as 2026-12-31.` }
  return { entry: { ...settled, says: 'hold', reason: reason.trim(), until } }
}
