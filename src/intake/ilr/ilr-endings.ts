import type { SourceLocation } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Ending, Restart } from '../statement/statement.ts'
import { type Aim, endOf, isOpen, isRestart, STATES, startOf, stateOf } from './ilr-aims.ts'
import { type Element, hasMonitoringCode, numberIn, textIn } from './ilr-learner.ts'

/** Where an element of the return stands. */
type PlaceOf = (delivery: Element) => SourceLocation

/** An aim that has begun, with how the delivery that holds ended; nothing where it goes on. */
interface Held {
  current: Element
  ending: Ending | undefined
}

/**
 * How a delivery ended or will: by its status, its outcome and its actual end, which must agree. The planned end implies
 * nothing, for learning goes on beyond it. Completed with an outcome that is not known yet (8) goes on until it is.
 */
export function endingOf(delivery: Element, placeOf: PlaceOf): Ending | undefined {
  const status = textIn(delivery, 'CompStatus')
  const state = STATES[status ?? '']
  const lastDay = endOf(delivery)
  if (lastDay === '' && (state === undefined || state === 'continuing')) return undefined
  if (isOutcomeOpen(delivery)) return undefined
  const unclear = contradictionIn(delivery)
  return {
    state: state === undefined || state === 'continuing' ? 'completed' : state,
    ...(lastDay === '' ? {} : { lastDay }),
    words: wordsOf(delivery, ['CompStatus', 'Outcome', 'LearnActEndDate']),
    place: placeOf(delivery),
    ...(unclear === undefined ? {} : { unclear }),
  }
}

/** Completed, with an outcome that is not known yet. */
function isOutcomeOpen(delivery: Element): boolean {
  return STATES[textIn(delivery, 'CompStatus') ?? ''] === 'completed' && textIn(delivery, 'Outcome') === '8'
}

/** What an outcome may be beside each status. Source: the agency's validation rules on Outcome and CompStatus. */
const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  '2': ['1', '2', '3', '8'],
  '3': ['3'],
  '6': ['3'],
}

/** Why the fields of a delivery cannot all be right. */
function contradictionIn(delivery: Element): string | undefined {
  const [status, outcome] = [textIn(delivery, 'CompStatus'), textIn(delivery, 'Outcome')]
  const [start, end] = [startOf(delivery), endOf(delivery)]
  if (status === '1')
    return `CompStatus 1 says that the aim goes on, and LearnActEndDate that it ended on ${end}`
  if (status === undefined || !(status in STATES))
    return `LearnActEndDate is ${end}, and no CompStatus says how it ended`
  if (end === '') return `CompStatus ${status} says that the aim ended, and no LearnActEndDate says when`
  if (end < start) return `LearnActEndDate ${end} is before LearnStartDate ${start}`
  if (outcome !== undefined && OUTCOMES[status]?.includes(outcome) === false)
    return `CompStatus ${status} and Outcome ${outcome} cannot both be right`
  return undefined
}

/** How all that a learner does ended or will; nothing where something goes on or begins later. */
export function learnerEnding(aims: readonly Aim[], placeOf: PlaceOf): Ending | undefined {
  const held = aims.flatMap(({ current }): Held[] =>
    current ? [{ current, ending: endingOf(current, placeOf) }] : [],
  )
  const programmes = held.filter(({ current }) => numberIn(current, 'AimType') === 1)
  const deciding = programmes.length > 0 ? programmes : held
  const endings = deciding.flatMap(({ ending }) => ending ?? [])
  const open = deciding.filter(({ ending }) => ending === undefined)
  if (open.some(({ current }) => !isOutcomeOpen(current))) return undefined
  const [last, ...others] = endings.toSorted((a, b) => ((a.lastDay ?? '9') > (b.lastDay ?? '9') ? -1 : 1))
  if (!last) return undefined
  if (last.state !== 'break' && aims.some(aim => aim.toCome.length > 0)) return undefined
  const pending =
    open.length > 0 && last.state !== 'completed'
      ? 'another programme is completed with an outcome that is not known yet (Outcome 8)'
      : undefined
  const unclear =
    pending ??
    endings.find(one => one.unclear !== undefined)?.unclear ??
    contradictory(last, others) ??
    openBeside(held, deciding)
  if (unclear === 'goes on') return undefined
  return { ...last, ...(unclear === undefined ? {} : { unclear }) }
}

function contradictory(last: Ending, others: readonly Ending[]): string | undefined {
  const rival = others.find(one => one.lastDay === last.lastDay && one.state !== last.state)
  return rival && `two programmes end on one day otherwise: ${last.words}; and ${rival.words}`
}

/** A part of the programme that goes on contradicts its end; any other aim that goes on says that the learner does. */
function openBeside(held: readonly Held[], deciding: readonly Held[]): string | undefined {
  const open = held.filter(
    one => one.ending === undefined && !deciding.includes(one) && !isOutcomeOpen(one.current),
  )
  if (open.some(({ current }) => numberIn(current, 'AimType') !== 3)) return 'goes on'
  const [first] = open
  return first && `the programme ended, and its aim ${textIn(first.current, 'LearnAimRef') ?? ''} goes on`
}

/** That the programme goes on after a break, or will; nothing where there was none. */
export function learnerRestart(
  aims: readonly Aim[],
  placeOf: PlaceOf,
  today: CalendarDate,
): Restart | undefined {
  const parts = aims.filter(({ current, toCome }) => {
    const sample = current ?? toCome[0]
    return sample !== undefined && numberIn(sample, 'AimType') === 1
  })
  const open = (parts.length > 0 ? parts : aims).flatMap(aim => resumption(aim, today) ?? [])
  const restarts = open.filter(({ delivery, before }) => isRestart(delivery) || before !== undefined)
  const [first, ...others] = restarts
  if (!first) return undefined
  const isAlone = parts.length === 0 || open.length === 1
  const unclear =
    first.unclear ??
    (isAlone ? undefined : `${open.length} programmes go on, and the break was in one of them`)
  const from = [first, ...others].map(({ delivery }) => startOf(delivery)).sort()[0]
  return {
    ...(from ? { from } : {}),
    ...(first.before === undefined ? {} : { before: first.before }),
    words: restartWords(first.delivery),
    place: placeOf(first.delivery),
    ...(unclear === undefined ? {} : { unclear }),
  }
}

function restartWords(delivery: Element): string {
  const words = wordsOf(delivery, ['LearnStartDate', 'OrigLearnStartDate'])
  return hasMonitoringCode(delivery, 'RES', '1') ? `${words}, RES 1` : words
}

interface Resumption {
  delivery: Element
  /** The last day before the break. */
  before: string | undefined
  unclear: string | undefined
}

/** The delivery of an aim that goes on, or that will after the one that broke off, with the break before it. */
function resumption({ current, former, toCome }: Aim, today: CalendarDate): Resumption | undefined {
  const goesOn = current !== undefined && isOpen(current, today)
  const delivery = goesOn ? current : toCome[0]
  if (!delivery) return undefined
  const broken = goesOn ? former : current
  const isBreak = broken !== undefined && (stateOf(broken, today) === 'break' || isRestart(delivery))
  const before = isBreak ? endOf(broken) || undefined : undefined
  return { delivery, before, unclear: restartContradiction(delivery, before) }
}

function restartContradiction(delivery: Element, before: string | undefined): string | undefined {
  const [start, original] = [startOf(delivery), textIn(delivery, 'OrigLearnStartDate')?.slice(0, 10)]
  if (original !== undefined && original > start)
    return `OrigLearnStartDate ${original} is after LearnStartDate ${start}`
  if (before !== undefined && start !== '' && before > start)
    return `the break begins after ${before}, and LearnStartDate of the restart is ${start}`
  return undefined
}

/** Fields of a delivery with their values, those that it has. */
function wordsOf(delivery: Element, fields: readonly string[]): string {
  return fields
    .flatMap(field => {
      const value = textIn(delivery, field)
      return value === undefined ? [] : [`${field} ${value}`]
    })
    .join(', ')
}
