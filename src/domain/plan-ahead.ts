import type { Change } from './change.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Id } from './id.ts'
import { judge, type Verdict } from './judge.ts'
import { type Coming, type DatedChange, factsThen } from './planned.ts'
import { type Problem, problem } from './problem.ts'
import type { AssignRequest } from './request.ts'
import { slotKey } from './slot.ts'
import { countsFrom, dateOf, type Instant, startOf } from './time.ts'
import { dateIn, endIn, startIn, type TimeZone } from './zone.ts'

/** A request with the last moment for which it is meant, where it has one. */
export interface DatedRequest extends AssignRequest {
  effectiveTo?: Instant
}

/**
 * From when a request counts: now or before for what is not planned (`due` is nothing then), or the moment that is to come.
 * A bare date (the first moment of a day, UTC) begins with that day in the organisation's zone.
 */
export function dueAt(
  asked: Instant | undefined,
  zone: TimeZone,
  now: Instant,
): { from: Instant | undefined; due: Instant | undefined } {
  if (asked === undefined || countsFrom(asked, now) !== undefined) return { from: asked, due: undefined }
  const moment = isBareDate(asked) ? startIn(zone, dateOf(asked)) : asked
  return moment <= now ? { from: moment, due: undefined } : { from: moment, due: moment }
}

/** When what is meant until then ends: after the last day, in the organisation's zone, or at the very moment. */
function endsAt(asked: Instant, zone: TimeZone): Instant {
  return isBareDate(asked) ? endIn(zone, dateOf(asked)) : asked
}

/** The same moment of day after the zone of an organisation was changed, where it was the beginning of a day. */
export function inZone(due: Instant, from: TimeZone, to: TimeZone): Instant {
  const date = dateIn(from, due)
  return startIn(from, date) === due ? startIn(to, date) : due
}

function isBareDate(instant: Instant): boolean {
  return instant === startOf(dateOf(instant))
}

/** Whether a request speaks of a day to come: in some zone, its beginning or its end. */
export function looksAhead({ effectiveFrom, effectiveTo }: SaidDays, now: Instant): boolean {
  return effectiveTo !== undefined || countsFrom(effectiveFrom, now) === undefined
}

/** A change to be planned, with the one that ends it. */
export interface DatedPair {
  start: PlannedStep
  end: PlannedStep | null
}

/** A planned change before it has a place in a planned run. */
export type PlannedStep = Omit<DatedChange, 'organisation' | 'plannedRun' | 'number' | 'ends'>

/** What the rules say to a request that may be about a day to come. `pairs` is what is to be planned. */
export type DatedVerdict =
  | Exclude<Verdict, { outcome: 'done' }>
  | {
      outcome: 'done'
      changes: readonly Change[]
      findings: readonly Finding[]
      pairs: readonly DatedPair[]
    }
  | { outcome: 'planned'; due: Instant; findings: readonly Finding[]; pairs: readonly DatedPair[] }

/** What is known when a request about a day to come is judged. */
interface Prospect {
  facts: Facts
  zone: TimeZone
  /** What is planned for the slots already. */
  coming: Coming
  now: Instant
}

/** The first and the last day of a request, as they are said. */
interface SaidDays {
  effectiveFrom?: Instant | undefined
  effectiveTo?: Instant | undefined
}

/** From when to when a request counts, as moments: `due` where it is to come, `ends` where it has an end. */
export interface Days {
  from: Instant | undefined
  due: Instant | undefined
  ends: Instant | undefined
}

/** The moments that the dates of a request stand for where the organisation is. */
export function daysOf({ effectiveFrom, effectiveTo }: SaidDays, zone: TimeZone, now: Instant): Days {
  const ends = effectiveTo === undefined ? undefined : endsAt(effectiveTo, zone)
  return { ...dueAt(effectiveFrom, zone, now), ends }
}

/**
 * Judges a request that may count from a day to come, and may have an end: by the rules for any change, with slots as they
 * will be then if all goes as planned. One without a day to come is judged as ever.
 */
export function judgeDated(request: AssignRequest, days: Days, prospect: Prospect): DatedVerdict {
  const { facts, zone, coming, now } = prospect
  const { from, due, ends } = days
  const at = due ?? now
  if (ends !== undefined && ends <= at) return refused(endsEarly())
  const { effectiveFrom: _, ...rest } = request
  const asked = from === undefined ? rest : { ...rest, effectiveFrom: from }
  const verdict = judge(asked, due === undefined ? facts : factsThen(facts, coming, due), at)
  if (verdict.outcome === 'already-so' && ends !== undefined) return refused(endsNothing())
  if (verdict.outcome !== 'done') return verdict
  const { changes } = verdict
  const findings = [...verdict.findings, ...laterFindings(changes, coming, at, zone)]
  if (due !== undefined) return { outcome: 'planned', due, findings, pairs: pairsOf(changes, ends) }
  const pairs = ends === undefined ? [] : pairsOf(changes, ends, now)
  return { outcome: 'done', changes, findings, pairs }
}

function refused(refusal: Problem): DatedVerdict {
  return { outcome: 'refused', problem: refusal }
}

/** The planned changes of what a request comes to; `madeAt` where they are made now and only their end is to come. */
function pairsOf(changes: readonly Change[], ends: Instant | undefined, madeAt?: Instant): DatedPair[] {
  return linkFirst(changes).map(change => {
    const start = stepOf(change, madeAt)
    return { start, end: ends === undefined ? null : endOf(start, ends) }
  })
}

const TO_COME = { state: 'planned', code: null, run: null, displaced: null, settledAt: null } as const

function stepOf({ slot, before, after, effectiveFrom }: Change, madeAt: Instant | undefined): PlannedStep {
  const people = { before: before?.person ?? null, after: after?.person ?? null }
  const step = { slot, ...people, due: effectiveFrom, ...TO_COME }
  if (madeAt === undefined) return step
  return { ...step, state: 'done', displaced: before?.since ?? null, settledAt: madeAt }
}

function endOf({ slot, before, after }: PlannedStep, due: Instant): PlannedStep {
  return { slot, before: after, after: before, due, ...TO_COME }
}

/** A default employer's link beside it is planned first: by itself the default would make it, and its end would not end it. */
function linkFirst(changes: readonly Change[]): Change[] {
  const isLink = ({ slot }: Change) => slot.level === 'additional'
  return [...changes.filter(isLink), ...changes.filter(change => !isLink(change))]
}

/** What is planned for later and expects somebody else in the slot. */
function laterFindings(changes: readonly Change[], coming: Coming, at: Instant, zone: TimeZone): Finding[] {
  return changes.flatMap(({ slot, after }) => {
    const next = coming.get(slotKey(slot))?.find(({ due }) => due > at)
    if (!next || next.before === (after?.person ?? null)) return []
    return [
      {
        code: 'planned-later',
        sentence: `A change planned for ${dateIn(zone, next.due)} expects ${sayPerson(next.before)} in this slot of learner ${slot.learner}, and will wait for a person; look at planned run ${next.plannedRun}.`,
        ...(next.before !== null && { candidates: [next.before] }),
      },
    ]
  })
}

function sayPerson(person: Id | null): string {
  return person === null ? 'nobody' : `user ${person}`
}

function endsEarly(): Problem {
  return problem(
    'field-invalid',
    'The last day is before the first, or has passed; send a later one, or leave it out.',
    'effectiveTo',
  )
}

function endsNothing(): Problem {
  return problem(
    'end-without-start',
    'The person is in the slot then anyway, so that an end would bring nobody back; send a change for the day after without an end.',
    'effectiveTo',
  )
}
