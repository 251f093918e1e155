import type { SourceLocation } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { MonitoredPerson } from '../mapping/mapping.ts'
import type { ReadFinding } from '../statement/finding.ts'
import { judgeAimReference } from '../statement/identifiers.ts'
import { type Aim, isOpen, STATES, startOf } from './ilr-aims.ts'
import { aimWordsOf } from './ilr-facts.ts'
import { childrenIn, type Element, monitoringIn, numberIn, textIn, xmlDate } from './ilr-learner.ts'

/** What is amiss with the aims of a learner, each told beside what is read of it. */
export function aimFindings(learner: Element, file: string, today: CalendarDate): ReadFinding[] {
  const seen = new Set<string>()
  return childrenIn(learner, 'LearningDelivery').flatMap((delivery): ReadFinding[] => {
    const place = { file, row: delivery.line, column: 'LearnAimRef' }
    const number = String(numberIn(delivery, 'AimSeqNumber') ?? textIn(delivery, 'AimSeqNumber') ?? '')
    const isRepeated = seen.has(number)
    seen.add(number)
    const { verdict, value } = judgeAimReference(textIn(delivery, 'LearnAimRef') ?? '')
    return [
      ...(isRepeated ? [repeatedNumber(number, place)] : []),
      ...(verdict === 'valid' ? [] : [oddReference(value, place)]),
      ...unreadable(delivery, file),
      ...endToCome(delivery, file, today),
    ]
  })
}

const AIM_DATES = ['LearnStartDate', 'OrigLearnStartDate', 'LearnPlanEndDate', 'LearnActEndDate']

/** Dates and states of an aim that cannot be read are left out, each with its element. */
function unreadable(delivery: Element, file: string): ReadFinding[] {
  return delivery.children.flatMap((child): ReadFinding[] => {
    const text = child.text.trim()
    const place = { file, row: child.line, column: child.name }
    if (AIM_DATES.includes(child.name) && text !== '' && xmlDate(text) === undefined) {
      const sentence = `"${text}" cannot be read as a date and is left out; returns write 2025-09-08.`
      return [{ code: 'date-unreadable', sentence, place, holds: 'cell' }]
    }
    if (child.name !== 'CompStatus' || text === '' || text in STATES) return []
    const sentence = `The completion status ${text} is not known and left out; it is 1, 2, 3 or 6.`
    return [{ code: 'word-unknown', sentence, place, holds: 'cell' }]
  })
}

function repeatedNumber(number: string, place: SourceLocation): ReadFinding {
  const sentence = `Two aims of this learner are numbered ${number}; aims are told apart by their references.`
  return { code: 'aim-number-repeated', sentence, place, holds: 'nothing' }
}

function oddReference(value: string, place: SourceLocation): ReadFinding {
  const sentence = `"${value}" is not made like an aim reference; zeros may have been lost.`
  return { code: 'aim-reference-odd', sentence, place, holds: 'nothing' }
}

function endToCome(delivery: Element, file: string, today: CalendarDate): ReadFinding[] {
  const end = delivery.children.find(child => child.name === 'LearnActEndDate')
  const date = xmlDate(end?.text.trim())
  if (!end || date === undefined || date <= today) return []
  const sentence = `The aim ends on ${date}, which is still to come; until then it continues.`
  return [
    { code: 'end-to-come', sentence, place: { file, row: end.line, column: end.name }, holds: 'nothing' },
  ]
}

/** Deliveries that begin later, with date and whom they name: nothing of them is planned today. */
export function aimsToCome(
  aims: readonly Aim[],
  people: readonly MonitoredPerson[],
  file: string,
): ReadFinding[] {
  return aims
    .flatMap(aim => aim.toCome)
    .map(delivery => {
      const whom = peopleIn(delivery, people)
      const named = whom.length > 0 ? `, with ${whom.join(' and ')}` : ''
      const sentence = `To come: aim ${aimWordsOf(delivery).words} begins on ${startOf(delivery)}${named}. Nothing changes today; it is planned once that day has come.`
      const place = { file, row: delivery.line, column: 'LearningDelivery' }
      return { code: 'aim-to-come', sentence, place, holds: 'nothing' }
    })
}

/** The people whom the mapped fields of a delivery name, each with the role. */
function peopleIn(delivery: Element, people: readonly MonitoredPerson[]): string[] {
  const fields = monitoringIn(delivery, 'Delivery')
  return people
    .filter(one => one.of === 'aim')
    .flatMap(({ field, role }) =>
      (fields.get(field) ?? [])
        .map(value => value.text.trim())
        .filter(text => text !== '')
        .map(text => `${role} ${text}`),
    )
}

/** That a field names somebody for an aim that is over, who is not asked for. */
export function isAskedInVain(
  delivery: Element,
  people: readonly MonitoredPerson[],
  today: CalendarDate,
): boolean {
  return !isOpen(delivery, today) && peopleIn(delivery, people).length > 0
}
