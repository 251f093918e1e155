import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment } from '../../domain/plan.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import type { ImpliedRule } from '../../intake/mapping/mapping.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { Request, SlotRequest } from '../collect/request.ts'
import type { LearnerState } from '../world/learner-state.ts'
import type { WorldPerson } from '../world/world.ts'
import { assignment } from './changes.ts'
import type { AccountContext } from './context.ts'
import type { ImpliedSources } from './implied-sources.ts'

/** What rules about implied changes work with, of one learner. */
export interface ImpliedContext extends AccountContext {
  state: LearnerState
  sources: ImpliedSources
  /** What rows say themselves of who is to be beside the learner. */
  stated: readonly SlotRequest[]
}

/** Why something is proposed. */
export interface Cause {
  rule: ImpliedRule
  /** Fields and values that imply it. */
  words: string
  place: SourceLocation
  requests: readonly Request[]
  /** The first day on which it counts; today where it is not said. */
  from?: CalendarDate | undefined
}

/** The first day after the last one. */
export function dayAfter(lastDay: CalendarDate | undefined): CalendarDate | undefined {
  return lastDay === undefined ? undefined : addDays(lastDay, 1)
}

/** Proposes a change of a slot, unless one is proposed already. One that is to come waits for its day. */
export function propose(
  slot: Slot,
  before: Id | null,
  after: WorldPerson | null,
  cause: Cause,
  context: ImpliedContext,
): void {
  const { decisions, state, rules } = context
  if (decisions.has(`assign/${slotKey(slot)}`)) return
  const { rule, words, place, requests, from } = cause
  if (from !== undefined && from > rules.today) {
    hold(requests, notYet(cause, from), context)
    return
  }
  const since = state.since(slot)
  const counts = from !== undefined && (since === undefined || from > since) ? { effectiveFrom: from } : {}
  const change = {
    ...assignment(slot, { ...titlesOf(slot, state), ...counts }, before, after, 'implied'),
    implied: { rule, words },
  }
  decisions.plan(change, state.learner.organisation, requests, { places: [place] })
}

/** Holds the rows that imply something. */
export function hold(requests: readonly Request[], why: HeldReason, { decisions }: ImpliedContext): void {
  const isSaid = decisions.all.some(
    one => one.status === 'held' && one.request === requests[0] && one.held.sentence === why.sentence,
  )
  if (!isSaid) decisions.holdAll(requests, why)
}

/** Why nothing follows from what a source says: it contradicts itself or another row. */
export function unclear({ words }: Pick<Cause, 'words'>, why: string): HeldReason {
  return reason(
    'implied-unclear',
    `Nothing is concluded from ${words}, for ${why}. Correct it where it comes from.`,
  )
}

function notYet({ words }: Cause, from: CalendarDate): HeldReason {
  return reason(
    'implied-to-come',
    `What follows from ${words} is to count from ${from}, which is still to come. Plan again on that day.`,
  )
}

/** The standard and the unit of a slot at an aim or unit. */
function titlesOf(
  { level, target }: Slot,
  state: LearnerState,
): Pick<PlannedAssignment, 'standard' | 'unit'> {
  if (level === 'aim') {
    const [standard] = [...state.aims].find(([, aim]) => aim === target) ?? []
    return standard === undefined ? {} : { standard }
  }
  if (level !== 'unit') return {}
  const summary = state.summaries.find(one => one.id === target)
  return summary ? { standard: summary.standard, unit: summary.unit } : {}
}
