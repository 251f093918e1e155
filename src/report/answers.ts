import { isCalendarDate } from '../domain/time.ts'
import { readDate } from '../intake/column/dates.ts'
import { describePerson, findPerson } from '../reconcile/match/find-people.ts'
import type { Decision, Question } from '../reconcile/match/question.ts'
import type { Roster } from '../reconcile/match/roster.ts'

/** What an answer comes to: a decision, or why it can't be understood. */
export type QuestionAnswer = Decision | { problem: string }

/** What may be answered, for people. */
export const CHOICES =
  'y (it is), n (it is not), the number of a suggestion, link WHO, hold DATE REASON, s to skip, q to stop'

/**
 * Understands an answer to a question: yes or no, the number of a suggestion as it is listed, `link` with a name, reference,
 * address or account number, `hold` with a date and a reason, `forget`. A lone account number is a link too.
 */
export function answerIn(text: string, question: Question, roster: Roster, today: string): QuestionAnswer {
  const [word = '', ...rest] = text.trim().split(/\s+/)
  switch (word.toLowerCase()) {
    case 'y':
    case 'yes':
    case 'a':
    case 'accept':
      return { decision: 'accept' }
    case 'n':
    case 'no':
    case 'r':
    case 'reject':
      return { decision: 'reject' }
    case 'l':
    case 'link':
      return linkTo(rest.join(' '), question, roster)
    case 'h':
    case 'hold':
      return holdUntil(rest[0] ?? '', rest.slice(1).join(' '), today)
    case 'forget':
      return { decision: 'forget' }
    default:
      return /^\d+$/.test(text.trim())
        ? numbered(Number(word), question)
        : { problem: `"${text.trim()}" is no answer. Write ${CHOICES}.` }
  }
}

function numbered(number: number, { suggestions }: Question): QuestionAnswer {
  return { decision: 'link', account: suggestions[number - 1]?.account ?? number }
}

/** The account that words mean among those that may stand where somebody is asked for. */
export function linkTo(words: string, { as, organisation }: Question, roster: Roster): QuestionAnswer {
  const text = words.trim()
  if (text === '')
    return { problem: 'Write who it is after "link": a name, reference, address or account number.' }
  if (/^-?\d+$/.test(text) && roster.get(Number(text))) return { decision: 'link', account: Number(text) }
  if (/^-\d+$/.test(text)) return { decision: 'link', account: Number(text) }
  const found = findPerson(text, roster.ofClass(as, organisation))
  if (found.result === 'one') return { decision: 'link', account: found.person.id }
  const people = found.result === 'several' ? found.people : found.nearest
  const list = people.slice(0, 5).map(person => describePerson(person))
  if (found.result === 'several')
    return { problem: `"${text}" fits several: ${list.join('; ')}. Write the number in brackets.` }
  if (/^\d+$/.test(text)) return { decision: 'link', account: Number(text) }
  const near = list.length > 0 ? ` Near it: ${list.join('; ')}.` : ''
  return { problem: `"${text}" is nobody's name, reference, address or number here.${near}` }
}

/** Puts a question off to a day, as `31/12/2026` or `2026-12-31`, for a reason. */
export function holdUntil(day: string, reason: string, today: string): QuestionAnswer {
  const until = isCalendarDate(day) ? day : readDate(day, { order: 'day-first', today }).date
  return until === undefined
    ? { problem: 'Write to which day it is put off, as 31/12/2026, and why.' }
    : { decision: 'hold', reason, until }
}
