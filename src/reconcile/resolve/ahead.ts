import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { TakeBackPlanned } from '../../domain/plan.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import type { HeldReason } from '../collect/held.ts'
import type { SlotRequest } from '../collect/request.ts'
import type { LearnerState } from '../world/learner-state.ts'
import type { WorldPlanned } from '../world/world.ts'
import type { BareChange } from './changes.ts'
import type { AccountContext } from './context.ts'

/** Somebody, or nobody, who is to be in a slot from a day to come, as rows ask for it. */
interface Stay {
  person: Id | null
  /** The first day; nothing for whoever is there already, or is put there by the plan. */
  from: CalendarDate | undefined
  to: CalendarDate | undefined
  requests: SlotRequest[]
}

/** What rows ask of one slot for days to come. */
interface AskedAhead {
  slot: Slot
  of: { standard?: Id; unit?: string }
  later: readonly SlotRequest[]
  /** Whoever is in the slot today once the plan is applied, where a row says until when. */
  current: readonly SlotRequest[]
}

/** What planning ahead works with, of one learner. */
interface AheadContext extends AccountContext {
  state: LearnerState
}

/** The day on which something changes, where that is still to come: the first day, or the one after the last of a removal. */
export function dayToCome(
  { want, from, to }: Pick<SlotRequest, 'want' | 'from' | 'to'>,
  today: CalendarDate,
): CalendarDate | undefined {
  if (want === 'remove' && to !== undefined && to >= today) return addDays(to, 1)
  return from !== undefined && from > today ? from : undefined
}

/** Requests for days to come as stays in their order. */
export function staysOf(later: readonly SlotRequest[], today: CalendarDate): Stay[] {
  const stays = new Map<string, Stay>()
  for (const request of later) {
    const from = dayToCome(request, today)
    const person = request.want === 'hold' ? certain(request.person).id : null
    const to = request.want === 'hold' ? request.to : undefined
    const key = `${from} ${to} ${person}`
    const stay = stays.get(key) ?? { person, from, to, requests: [] }
    stays.set(key, stay)
    stay.requests.push(request)
  }
  return [...stays.values()].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
}

/** Whether rows want two things of a slot on one day. */
export function areAtOdds(stays: readonly Stay[]): boolean {
  return stays.some(({ from }, at) => {
    const earlier = stays[at - 1]
    if (!earlier || from === undefined || earlier.from === undefined) return false
    return from === earlier.from || (earlier.to !== undefined && from <= earlier.to)
  })
}

/**
 * Plans what rows ask of a slot for days to come. `holder` is in it today once the plan is applied, and `displaced` was before
 * that, and comes back after the last day that a row gives. What is planned already is left; what our own earlier plans have
 * planned of the slot and the rows do not say any more is taken back.
 */
export function planSlotAhead(
  asked: AskedAhead,
  { holder, displaced }: { holder: Id | null; displaced: Id | null },
  whyNot: (request: SlotRequest) => HeldReason | undefined,
  context: AheadContext,
): void {
  const { decisions, rules, state } = context
  const stays = staysOf(asked.later, rules.today)
  const kept = new Set<WorldPlanned>()
  const there = state.planned.filter(one => slotKey(one) === slotKey(asked.slot))
  const wanted: BareChange[] = []
  let running = holder
  const plan = (change: BareChange, requests: readonly SlotRequest[], places = requests) => {
    wanted.push(change)
    decisions.plan(change, state.learner.organisation, requests, { places: places.map(one => one.place) })
  }
  const [first] = stays
  const until = asked.current[0]?.to
  if (until !== undefined && holder !== null) {
    const end = addDays(until, 1)
    const known = there.find(one => one.before === holder && one.from === end)
    const isFollowed = first?.from === end
    const own = holder === displaced ? asked.current : []
    if (known) kept.add(known)
    if (known || isFollowed) decisions.leave(own)
    else {
      const after = holder === displaced || asked.slot.level === 'additional' ? null : displaced
      plan(ahead(asked, { before: holder, after, from: end }), own, asked.current)
      running = after
    }
    if (known && !isFollowed) running = known.after
  }
  for (const [at, stay] of stays.entries()) {
    const { person, to, requests } = stay
    const from = certain(stay.from)
    const isFollowed = to !== undefined && stays[at + 1]?.from === addDays(to, 1)
    const last = isFollowed ? undefined : to
    const known = there.find(one => one.after === person && one.from === from && endsOn(one, last, there))
    const against = known ? undefined : requests.map(whyNot).find(why => why !== undefined)
    if (known) {
      for (const one of [known, endOf(known, there)]) if (one) kept.add(one)
      decisions.leave(requests)
    } else if (running === person && last === undefined) decisions.leave(requests)
    else if (against) for (const request of requests) decisions.hold(request, against)
    else if (running === person && last !== undefined)
      plan(ahead(asked, { before: running, after: null, from: addDays(last, 1) }), requests, [])
    else plan(ahead(asked, { before: running, after: person, from, to: last }), requests, [])
    if (last === undefined && !against) running = person
  }
  takeBackStale(asked, there, kept, context)
}

function ahead(
  { slot, of }: AskedAhead,
  {
    before,
    after,
    from,
    to,
  }: { before: Id | null; after: Id | null; from: CalendarDate; to?: CalendarDate | undefined },
): BareChange {
  const days = { effectiveFrom: from, ...(to === undefined ? {} : { effectiveTo: to }) }
  return { do: 'plan-ahead', ...slot, ...of, before, after, ...days }
}

function endOf(start: WorldPlanned, there: readonly WorldPlanned[]): WorldPlanned | undefined {
  return there.find(one => one.plannedRun === start.plannedRun && one.ends === start.number)
}

function endsOn(start: WorldPlanned, to: CalendarDate | undefined, there: readonly WorldPlanned[]): boolean {
  return endOf(start, there)?.from === (to === undefined ? undefined : addDays(to, 1))
}

/** Takes back what our own earlier plans have planned of a slot and no row says any more. */
function takeBackStale(
  { slot, of }: AskedAhead,
  there: readonly WorldPlanned[],
  kept: ReadonlySet<WorldPlanned>,
  { decisions, isOurs, state }: AheadContext,
): void {
  const stale = there.filter(one => isOurs(one) && !kept.has(one))
  const starts = new Set(stale.map(one => `${one.plannedRun}/${one.number}`))
  for (const one of stale) {
    if (one.ends !== null && starts.has(`${one.plannedRun}/${one.ends}`)) continue
    decisions.plan(takeBack(slot, of, one, there, 'stated'), state.learner.organisation, [])
  }
}

/** The change that takes back a planned one, with its end. */
function takeBack(
  slot: Slot,
  of: { standard?: Id; unit?: string },
  one: WorldPlanned,
  there: readonly WorldPlanned[],
  reason: TakeBackPlanned['reason'],
): BareChange {
  const { plannedRun, number, before, after, from } = one
  const end = endOf(one, there)
  const to = end ? { effectiveTo: addDays(end.from, -1) } : {}
  return {
    ...{ do: 'take-back', learner: slot.learner, level: slot.level, role: slot.role, target: slot.target },
    ...of,
    ...{ before, after, effectiveFrom: from, ...to, plannedRun, reason },
    numbers: end ? [number, end.number] : [number],
  }
}
