import { certain } from '../../domain/certain.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import type { AimState } from '../statement/statement.ts'
import { childrenIn, type Element, hasMonitoringCode, numberIn, textIn, xmlDate } from './ilr-learner.ts'

/** One aim of a learner, of all its deliveries: a break and a restart, a programme taken again, a start to come. */
export interface Aim {
  /** The delivery that holds today; nothing where all of them begin later. */
  current?: Element
  /** The delivery before that one. */
  former?: Element
  /** Others that go on beside it and began on the same day: what they say otherwise cannot be decided. */
  rivals: readonly Element[]
  /** Deliveries that begin after today, the next one first. */
  toCome: readonly Element[]
  /** When the learner began, before any break; nothing where no start can be read. */
  firstStart?: CalendarDate
}

/**
 * The aims of a learner as they stand on a day, whatever the order of the records. Of several deliveries the one that goes
 * on counts, and of those the one that began last.
 */
export function aimsOf(learner: Element, today: CalendarDate): Aim[] {
  const byAim = Map.groupBy(childrenIn(learner, 'LearningDelivery'), aimIdentity)
  return [...byAim.values()].map(deliveries => aimOf(deliveries, today))
}

function aimOf(deliveries: readonly Element[], today: CalendarDate): Aim {
  const toCome = deliveries
    .filter(one => startOf(one) > today)
    .sort((a, b) => inOrder(startOf(a), startOf(b)))
  const begun = deliveries.filter(one => startOf(one) <= today).sort((a, b) => byWeight(a, b, today))
  const [current] = begun
  if (!current) return { toCome, rivals: [] }
  const isRival = (one: Element) =>
    one !== current && isOpen(one, today) && isOpen(current, today) && startOf(one) === startOf(current)
  const firstStart = firstStartOf(begun, today)
  const former = begun.slice(1).toSorted((a, b) => inOrder(startOf(b), startOf(a)))[0]
  return {
    ...{ current, toCome, rivals: begun.filter(isRival) },
    ...(former ? { former } : {}),
    ...(firstStart === '' ? {} : { firstStart }),
  }
}

/** Those that go on come first, then those that began or ended last; the number decides where nothing else does. */
function byWeight(a: Element, b: Element, today: CalendarDate): number {
  return (
    Number(isOpen(b, today)) - Number(isOpen(a, today)) ||
    inOrder(startOf(b), startOf(a)) ||
    inOrder(endOf(b), endOf(a)) ||
    (numberIn(b, 'AimSeqNumber') ?? 0) - (numberIn(a, 'AimSeqNumber') ?? 0)
  )
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/**
 * Goes back from the delivery that counts over restarts and breaks. One after a withdrawal or completion is a new start,
 * unless it went on at once. Source: the agency's guidance on OrigLearnStartDate and RES.
 */
function firstStartOf([current, ...others]: readonly Element[], today: CalendarDate): string {
  const before = others.toSorted((a, b) => inOrder(startOf(b), startOf(a)))
  let present = certain(current)
  let first = earliest(present)
  for (const one of before) {
    if (!continues(present, one, today)) break
    first = [first, earliest(one)].filter(date => date !== '').sort()[0] ?? ''
    present = one
  }
  return first
}

function earliest(delivery: Element): string {
  const dates = [startOf(delivery), xmlDate(textIn(delivery, 'OrigLearnStartDate')) ?? '']
  return dates.filter(date => date !== '').sort()[0] ?? ''
}

function continues(later: Element, earlier: Element, today: CalendarDate): boolean {
  if (isRestart(later) || stateOf(earlier, today) === 'break') return true
  const end = endOf(earlier)
  return end === '' || startOf(later) <= addDays(end, 1)
}

/** Whether a delivery goes on after a break, as the return itself says. */
export function isRestart(delivery: Element): boolean {
  return textIn(delivery, 'OrigLearnStartDate') !== undefined || hasMonitoringCode(delivery, 'RES', '1')
}

export const STATES: Readonly<Record<string, AimState>> = {
  '1': 'continuing',
  '2': 'completed',
  '3': 'withdrawn',
  '6': 'break',
}

/** How far a delivery has come. One that ends after today still goes on. */
export function stateOf(delivery: Element, today: CalendarDate): AimState | undefined {
  if (endOf(delivery) > today) return 'continuing'
  return STATES[textIn(delivery, 'CompStatus') ?? '']
}

/** Whether a delivery goes on. */
export function isOpen(delivery: Element, today: CalendarDate): boolean {
  const end = endOf(delivery)
  if (end !== '') return end > today
  const state = stateOf(delivery, today)
  return state === undefined || state === 'continuing'
}

/** A start that is missing or cannot be read counts as one that has been. */
export function startOf(delivery: Element): string {
  return xmlDate(textIn(delivery, 'LearnStartDate')) ?? ''
}

/** The actual end of a delivery, which may be to come; empty where there is none. */
export function endOf(delivery: Element): string {
  return xmlDate(textIn(delivery, 'LearnActEndDate')) ?? ''
}

/** Neither the number of an aim nor the supplier’s id for it is steady: its reference and programme are. */
function aimIdentity(delivery: Element): string {
  const reference = (textIn(delivery, 'LearnAimRef') ?? '').toUpperCase()
  const numbers = ['ProgType', 'StdCode', 'FworkCode', 'PwayCode'].map(name => numberIn(delivery, name) ?? '')
  return [reference, ...numbers].join(' ')
}
