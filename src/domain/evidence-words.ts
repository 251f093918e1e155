import type { AnsweringRole } from './evidence.ts'
import { firstDay, lastDay, type NamedEvidenceRow } from './evidence-document.ts'
import type { CalendarDate, Instant } from './time.ts'

/** What each role is called at the head of a line. */
export const ROLE_HEADS: Readonly<Record<AnsweringRole, string>> = {
  assessor: 'Assessor',
  iqa: 'IQA',
  employer: 'Employer',
}

/** A date as people in Britain write it, such as 1 March 2027. */
export function longDate(date: CalendarDate): string {
  return LONG_DATE.format(new Date(`${date}T12:00:00Z`))
}

const LONG_DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

const LONG_MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

/** A moment as the clocks of London show it. */
export function longMoment(moment: Instant): string {
  return LONG_MOMENT.format(moment).replace(' at ', ', ')
}

/** Who answered, in words: a person with their number, nobody, or that it is not recorded. */
export function answerTitle({ person, personName, known }: NamedEvidenceRow): string {
  if (person !== null) return personName === '' ? `User ${person}` : `${personName} (${person})`
  return known ? 'Nobody' : 'Not recorded'
}

/** What somebody answered for, in words. */
export function subjectTitle(row: NamedEvidenceRow): string {
  if (row.subject === 'learner') return 'The learner as a whole'
  if (row.subject === 'aim') return row.standardTitle || `Standard ${row.standard}`
  return `${row.unit} ${row.unitTitle}`.trim()
}

/** Why it was that person, in words. */
export function whyTitle({ because, known, role }: NamedEvidenceRow): string {
  switch (because) {
    case 'unit':
      return 'set on the unit'
    case 'aim':
      return 'set on the standard'
    case 'additional':
      return `additional ${role === 'iqa' ? 'IQA' : role}`
    case 'default':
      return `default ${role}`
    case null:
      return known ? 'a gap' : 'before the first record'
  }
}

/** From when to when, in words. */
export function periodTitle(row: NamedEvidenceRow): readonly [string, string] {
  return [longDate(firstDay(row)), longDate(lastDay(row))]
}
