import { certain } from '../../domain/certain.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { judgeEmployerId } from '../statement/identifiers.ts'
import type { LaterWorkplace } from '../statement/statement.ts'
import { childrenIn, type Element, textIn, xmlDate } from './ilr-learner.ts'

/** What a learner's employment records say on a day, whatever their order in the file. */
export interface Employment {
  /** The record that holds; nothing where none has begun, or where several cannot be told apart. */
  current?: Element
  /** Employers from one day, as numbers or words, where they differ. */
  rivals: readonly string[]
  /** When what holds began. */
  from?: CalendarDate
  /** Records that begin later, the next one first. */
  later: readonly LaterWorkplace[]
}

interface Dated {
  record: Element
  from: CalendarDate
}

/** The employment that holds on a day: the latest that began by then. */
export function employmentOn(learner: Element, day: CalendarDate): Employment {
  const dated = childrenIn(learner, 'LearnerEmploymentStatus').flatMap((record): Dated[] => {
    const from = xmlDate(textIn(record, 'DateEmpStatApp'))
    return from === undefined ? [] : [{ record, from }]
  })
  const later = laterOf(dated.filter(one => one.from > day))
  const from = dated
    .filter(one => one.from <= day)
    .map(one => one.from)
    .sort()
    .at(-1)
  if (from === undefined) return { rivals: [], later }
  const holding = dated.filter(one => one.from === from).map(one => one.record)
  const employers = [...new Set(holding.map(employerOf))].sort()
  if (employers.length > 1) return { rivals: employers, from, later }
  return { current: certain(holding[0]), rivals: [], from, later }
}

function laterOf(dated: readonly Dated[]): LaterWorkplace[] {
  const found = dated.map(({ record, from }) => ({ from, employer: employerOf(record) }))
  return found.toSorted((a, b) => (`${a.from} ${a.employer}` < `${b.from} ${b.employer}` ? -1 : 1))
}

/** The number of a record's employer, tidied; words where it has none. */
function employerOf(record: Element): string {
  const text = textIn(record, 'EmpId')
  return text === undefined ? 'no employer' : judgeEmployerId(text).value
}
