import { counted } from '../domain/counted.ts'
import type { Notice, NoticeKind } from '../domain/notice.ts'
import type { CalendarDate } from '../domain/time.ts'

/** What a digest tells of. */
interface DayTold {
  /** What the customer is called. */
  customer: string
  day: CalendarDate
  /** What happened, runs of several changes included. */
  notices: readonly Notice[]
  /** Runs that were one call each. */
  singleCalls: number
  /** Whether what people have written is told too. */
  texts: boolean
}

/** A mail, as plain text. */
export interface Digest {
  subject: string
  text: string
}

/**
 * What has happened since the digest before, as a mail: counts and numbers, and what people have written only where `texts` says
 * so. Nothing where nothing has happened.
 */
export function digestOf({ customer, day, notices, singleCalls, texts }: DayTold): Digest | undefined {
  if (notices.length + singleCalls === 0) return undefined
  const parts = SECTIONS.flatMap(one => {
    const lines = notices.filter(({ kind }) => kind === one.kind).map(notice => lineOf(notice, texts))
    if (one.kind === 'run.done' && singleCalls > 0) lines.push(counted(singleCalls, 'single call'))
    return lines.length === 0 ? [] : [section(one, lines)]
  })
  const waiting = notices.filter(({ kind }) => kind !== 'run.done').length
  const state = waiting === 0 ? 'nothing waits for you' : `${counted(waiting, 'thing')} to look at`
  return { subject: `Caseload, ${sayDay(day)}: ${state}`, text: `${customer}\n\n${parts.join('\n\n')}\n` }
}

interface Section {
  kind: NoticeKind
  title: string
  /** What to do about it. */
  next?: string
}

/** What waits for somebody comes first. */
const SECTIONS: readonly Section[] = [
  {
    kind: 'removals.waiting',
    title: 'Removals wait for an approval',
    next: 'Look at the plan with "caseload plan", then approve it by name with "caseload apply --approve".',
  },
  {
    kind: 'planned.waiting',
    title: 'Planned changes could not be carried out',
    next: 'Whoever was to be replaced no longer holds the place; say who is to hold it, or take the change back.',
  },
  {
    kind: 'rows.held',
    title: 'Rows are held',
    next: 'The plan says of each row why; confirm who is meant with "caseload match", or correct the file.',
  },
  { kind: 'run.done', title: 'Done' },
]

function section({ title, next }: Section, lines: readonly string[]): string {
  return [title, ...lines.map(text => `  - ${text}`), ...(next === undefined ? [] : [`  ${next}`])].join('\n')
}

function lineOf(notice: Notice, texts: boolean): string {
  const said = notice.kind === 'run.done' ? sayRun(notice.facts) : sayFacts(notice.facts)
  return [said, ...(texts ? Object.values(notice.texts) : [])].join(', ')
}

function sayRun({ run, kind, organisation, changes }: Notice['facts']): string {
  return `run ${run} (${kind}) in organisation ${organisation}: ${counted(Number(changes), 'change')}`
}

function sayFacts(facts: Notice['facts']): string {
  const said = Object.entries(facts).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${sayFact(value)}`],
  )
  return said.join(', ')
}

/** A hash is cut to what tells plans apart. */
function sayFact(value: number | string): string {
  return typeof value === 'string' && value.length > 12 ? value.slice(0, 12) : String(value)
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

function sayDay(day: CalendarDate): string {
  return DAY.format(new Date(`${day}T00:00:00Z`))
}
