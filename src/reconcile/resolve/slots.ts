import { certain } from '../../domain/certain.ts'
import { whyNotEligible } from '../../domain/eligibility.ts'
import type { Id } from '../../domain/id.ts'
import { ROLE_TITLES, type Role } from '../../domain/role.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { type HeldReason, readShort, reason } from '../collect/held.ts'
import type { AccountRequests, Doubt, SlotRequest } from '../collect/request.ts'
import type { LearnerState } from '../world/learner-state.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import type { ResolvedSlots } from './account.ts'
import { areAtOdds, dayToCome, planSlotAhead, staysOf } from './ahead.ts'
import { archivedLearner, hasEnded, needStandard, needUnit } from './aims.ts'
import { heldApart, keptApart } from './apart.ts'
import { assignment } from './changes.ts'
import type { AccountContext } from './context.ts'
import { whyNotAsExpected } from './holder.ts'

/** One slot with all that rows ask of it. */
interface SlotRequests {
  slot: Slot
  of: { standard?: Id; unit?: string }
  holds: SlotRequest[]
  removes: SlotRequest[]
}

/** The slots of one learner with all that rows ask of them, and what the learner has. */
interface SlotsContext extends AccountContext {
  state: LearnerState
  all: readonly SlotRequests[]
}

/** Decides who is to be assigned to a learner, slot by slot. */
export function resolveSlots(
  requests: AccountRequests,
  state: LearnerState,
  context: AccountContext,
): ResolvedSlots {
  const placed = requests.slots.flatMap(request => atTheOnlyAim(request, state, context) ?? [])
  const isClear = ({ level, person }: SlotRequest) => level === 'additional' && person === null
  const named = placed.filter(request => !isClear(request))
  const { all, doubts } = bySlot(named, requests, state, context)
  const within: SlotsContext = { ...context, state, all }
  for (const asked of all) resolveSlot(asked, within)
  for (const request of placed.filter(isClear)) resolveClear(request, within)
  const isAnyComplete = context.rules.mapping.complete.length > 0
  return { doubts, claimed: new Set(isAnyComplete ? all.map(({ slot }) => slotKey(slot)) : []) }
}

/** An IQA named without an aim is that of the learner’s only one; where there are several, it is asked which. */
function atTheOnlyAim(
  request: SlotRequest,
  { aims }: LearnerState,
  { rules, decisions }: AccountContext,
): SlotRequest | undefined {
  if (!request.aimless || rules.mapping.iqa === 'additional' || aims.size === 0) return request
  const [standard, ...more] = aims.keys()
  if (standard !== undefined && more.length === 0) return { ...request, level: 'aim', standard }
  decisions.hold(request, AIM_NOT_NAMED)
  return undefined
}

const AIM_NOT_NAMED = reason(
  'iqa-without-aim',
  'The row names an IQA but no aim, and the learner has several. Name the aim in a column Standard, or write "iqa: additional" in the mapping.',
)

/** Requests by slot, the learner’s main people first. What is about something the learner does not have is decided here. */
function bySlot(
  requests: readonly SlotRequest[],
  { aims }: AccountRequests,
  state: LearnerState,
  context: AccountContext,
): { all: SlotRequests[]; doubts: Set<Doubt> } {
  const slots = new Map<string, SlotRequests>()
  const doubts = new Set<Doubt>()
  const ended = new Set(aims.filter(hasEnded).map(({ standard }) => standard))
  for (const request of requests) {
    const { standard, role } = request
    const apart = whyApart(request, state.learner, context)
    if (apart) {
      doubts.add(role)
      context.decisions.hold(request, apart)
      continue
    }
    const isOver = standard !== undefined && ended.has(standard) && !state.aims.has(standard)
    const target = isOver ? null : targetOf(request, state, context)
    if (target === null) context.decisions.leave([request])
    else if (typeof target === 'number') putIn(slots, request, target, state)
    else context.decisions.hold(request, target)
  }
  const isMain = ({ slot }: SlotRequests) => slot.level === 'default'
  return { all: [...slots.values()].sort((a, b) => Number(isMain(b)) - Number(isMain(a))), doubts }
}

/** Why a wish to put together who is kept apart is held, before anything is given for its sake. */
function whyApart(
  { role, level, person, want }: SlotRequest,
  learner: WorldPerson,
  { rules, collected }: AccountContext,
): HeldReason | undefined {
  if (want !== 'hold' || person === null) return undefined
  const wish = { learner: learner.id, person: person.id, role, level }
  const find = (id: Id) => collected.people.roster.get(id)
  const pair = keptApart(rules.apart ?? [], wish, rules.today, find)
  return pair && heldApart(pair, learner, person)
}

function putIn(
  slots: Map<string, SlotRequests>,
  request: SlotRequest,
  target: Id,
  { learner }: LearnerState,
): void {
  const { level, role, standard, unit } = request
  const slot = { learner: learner.id, level, role, target }
  const key = slotKey(slot)
  const of = { ...(standard === undefined ? {} : { standard }), ...(unit === undefined ? {} : { unit }) }
  const asked = slots.get(key) ?? { slot, of, holds: [], removes: [] }
  slots.set(key, asked)
  asked[request.want === 'hold' ? 'holds' : 'removes'].push(request)
}

/** What the slot is about; null where somebody is to be taken from an aim or unit that the learner does not have. */
function targetOf(
  request: SlotRequest,
  state: LearnerState,
  context: AccountContext,
): Id | HeldReason | null {
  const { level, person, standard, unit, want } = request
  if (level === 'default') return 0
  if (level === 'additional') return certain(person).id
  if (want === 'remove') return heldTarget(request, state)
  return level === 'aim'
    ? needStandard(certain(standard), request, state, context)
    : needUnit(certain(unit), standard, request, state, context)
}

function heldTarget({ level, standard, unit }: SlotRequest, state: LearnerState): Id | HeldReason | null {
  if (level === 'aim') return state.aims.get(certain(standard)) ?? null
  const held = state.unit(certain(unit), standard)
  if (held.length < 2) return held[0]?.id ?? null
  const standards = held.map(summary => summary.standard).join(', ')
  return reason(
    'unit-several',
    `The learner has unit ${unit} under the standards ${standards}; name one of them in the row.`,
  )
}

/** Decides what rows want of a slot today, and plans what they want of it from days to come. */
function resolveSlot(whole: SlotRequests, context: SlotsContext): void {
  const { today } = context.rules
  const isLater = (request: SlotRequest) => dayToCome(request, today) !== undefined
  const later = [...whole.holds, ...whole.removes].filter(isLater)
  if (areAtOdds(staysOf(later, today))) {
    holdSlot(whole, contested(whole.slot, later), context)
    return
  }
  const now = {
    ...whole,
    holds: whole.holds.filter(one => !isLater(one)),
    removes: whole.removes.filter(one => !isLater(one)),
  }
  const { decisions, state } = context
  const displaced = state.holder(whole.slot.level, whole.slot.role, whole.slot.target)
  const current = now.holds.filter(({ to }) => to !== undefined && to >= today)
  const isThere =
    current.length > 0 && now.removes.length === 0 && now.holds.every(one => one.person?.id === displaced)
  const heldBefore = decisions.held
  resolveNow(isThere ? { ...now, holds: now.holds.filter(one => !current.includes(one)) } : now, context)
  if (later.length + current.length === 0 || (current.length > 0 && decisions.held > heldBefore)) {
    for (const request of later) decisions.hold(request, contested(whole.slot, [...now.holds, ...later]))
    return
  }
  const wanted = now.holds[0]?.person?.id
  const emptied = decisions.has(`assign/${slotKey(whole.slot)}`) ? null : displaced
  const whyNot = (request: SlotRequest) =>
    request.want === 'remove'
      ? whyNotRemoved(whole.slot, context)
      : (whyNotAssigned({ ...whole, holds: [request] }, context) ??
        whyNotReplaced({ ...whole, holds: [request] }, displaced, context))
  planSlotAhead(
    { slot: whole.slot, of: whole.of, later, current },
    { holder: wanted ?? emptied, displaced },
    whyNot,
    context,
  )
}

function resolveNow(asked: SlotRequests, context: SlotsContext): void {
  const { slot, holds, removes } = asked
  if (holds.length + removes.length === 0) return
  const wanted = new Set(holds.map(({ person }) => certain(person).id))
  const isContested =
    wanted.size > 1 || removes.some(({ person }) => person === null || wanted.has(person.id))
  if (holds.length > 0 && isContested) {
    holdSlot(asked, contested(slot, [...holds, ...removes]), context)
    return
  }
  const holder = context.state.holder(slot.level, slot.role, slot.target)
  if (holds.length > 0) resolveHold(asked, holder, context)
  else resolveRemoval(asked, holder, context)
}

function holdSlot({ holds, removes }: SlotRequests, why: HeldReason, { decisions }: AccountContext): void {
  for (const request of [...holds, ...removes]) decisions.hold(request, why)
}

function contested({ level, role }: Slot, requests: readonly SlotRequest[]): HeldReason {
  const wishes = requests.map(({ place, want, person }) => {
    const who = person ? calledBy(person) : 'nobody'
    return `row ${place.row ?? '?'} ${want === 'hold' ? 'says' : 'takes away'} ${who}`
  })
  const people = requests.flatMap(({ person }) => person?.id ?? [])
  const sentence = `Rows disagree on the ${level} ${ROLE_TITLES[role]}: ${[...new Set(wishes)].join(', ')}. Keep one of them.`
  return { ...reason('slot-contested', sentence), candidates: [...new Set(people)] }
}

function resolveHold(asked: SlotRequests, holder: Id | null, context: SlotsContext): void {
  const { slot, holds, removes } = asked
  const { decisions, state } = context
  const person = certain(certain(holds[0]).person)
  if (holder === person.id) {
    decisions.leave([...holds, ...removes])
    adopt(slot, person.id, context)
    return
  }
  const against = whyNotAssigned(asked, context) ?? whyNotReplaced(asked, holder, context)
  if (against) holdSlot(asked, against, context)
  else if (isIncluded(slot, person.id, context)) decisions.include([...holds, ...removes])
  else {
    const change = assignment(slot, withDate(asked, holder, state), holder, person, 'stated')
    const isReplaced = (request: SlotRequest) => certain(request.person).id === holder
    decisions.plan(change, state.learner.organisation, [...holds, ...removes.filter(isReplaced)])
    decisions.leave(removes.filter(request => !isReplaced(request)))
  }
}

function withDate(asked: SlotRequests, holder: Id | null, state: LearnerState) {
  const from = dateFor(asked, holder, state)
  return { ...asked.of, ...(from ? { effectiveFrom: from } : {}) }
}

/** The day from which a change counts; today where none is given, or where the start of the aim is older than what is there. */
function dateFor(
  { slot, holds }: SlotRequests,
  holder: Id | null,
  state: LearnerState,
): CalendarDate | undefined {
  const stated = holds.find(({ from, isFromAim }) => from !== undefined && !isFromAim)
  if (stated) return stated.from
  const [start] = holds.flatMap(({ from }) => from ?? []).sort()
  if (start === undefined || holder === null) return start
  const since = state.since(slot)
  return since !== undefined && start > since ? start : undefined
}

/** Whether another change does it: a learner is made with the default assessor, and a default employer is linked as an additional one. */
function isIncluded({ learner, level, role }: Slot, person: Id, { all, decisions }: SlotsContext): boolean {
  if (level === 'default' && role === 'assessor') return decisions.has(`create-person/${learner}`)
  if (level !== 'additional' || role !== 'employer') return false
  const main = mainEmployer(all)
  return main?.holds[0]?.person?.id === person && decisions.has(`assign/${slotKey(main.slot)}`)
}

function mainEmployer(all: readonly SlotRequests[]): SlotRequests | undefined {
  return all.find(({ slot }) => slot.level === 'default' && slot.role === 'employer')
}

/** Where a file is complete for a role, what is as it says becomes ours. */
function adopt(slot: Slot, person: Id, { decisions, collected, rules }: SlotsContext): void {
  const { organisation } = certain(collected.people.roster.get(slot.learner))
  const isComplete = rules.mapping.complete.some(
    kind => kind.organisation === organisation && kind.kind === slot.role,
  )
  if (isComplete) decisions.adopts.push({ slot: slotKey(slot), person })
}

function whyNotAssigned(
  { slot, holds }: SlotRequests,
  { state: { learner } }: SlotsContext,
): HeldReason | undefined {
  const person = certain(certain(holds[0]).person)
  const problem = whyNotEligible(person, slot.role, learner)
  if (problem?.code === 'person-archived') return archivedPerson(person)
  if (problem) return { code: problem.code, sentence: problem.sentence, candidates: [person.id] }
  return learner.archived ? archivedLearner(learner.id) : undefined
}

/** Why a slot is not filled whose row believes somebody else there than is. */
function whyNotReplaced(
  { slot, holds }: SlotRequests,
  holder: Id | null,
  { state, collected }: SlotsContext,
): HeldReason | undefined {
  const additional =
    slot.level === 'additional' ? additionalSlots(slot.role, state).map(({ target }) => target) : []
  const ids = holder === null ? additional : [...additional, holder]
  const people = ids.flatMap(id => collected.people.roster.get(id) ?? [])
  return whyNotAsExpected(slot, holds, people)
}

/** Why nobody who is archived is assigned. */
export function archivedPerson(person: WorldPerson): HeldReason {
  return {
    code: 'person-archived',
    sentence: `${calledBy(person)} is archived and is given nothing new; unarchive the account or name somebody else.`,
    candidates: [person.id],
  }
}

function resolveRemoval(asked: SlotRequests, holder: Id | null, context: SlotsContext): void {
  const { slot, of, removes } = asked
  const { decisions, state } = context
  const isMeant = ({ person }: SlotRequest) => holder !== null && (person === null || person.id === holder)
  const meant = removes.filter(isMeant)
  decisions.leave(removes.filter(request => !isMeant(request)))
  if (holder === null || meant.length === 0) return
  const against = whyNotRemoved(slot, context)
  if (against) for (const request of meant) decisions.hold(request, against)
  else decisions.plan(assignment(slot, of, holder, null, 'stated'), state.learner.organisation, meant)
}

function whyNotRemoved(slot: Slot, context: SlotsContext): HeldReason | undefined {
  const { organisation } = context.state.learner
  if (context.collected.people.isShort(organisation)) return readShort(organisation)
  return isLinkedEmployer(slot, context) ? linkedEmployer(slot.target) : undefined
}

/** Whether somebody is, once the plan is done, the default employer, who is linked as an additional one. */
function isLinkedEmployer({ level, role, target }: Slot, { all, state }: SlotsContext): boolean {
  if (level !== 'additional' || role !== 'employer') return false
  const main = mainEmployer(all)
  if (main && main.holds.length > 0) return main.holds.some(({ person }) => certain(person).id === target)
  const now = state.holder('default', 'employer', 0)
  const isLeaving = main?.removes.some(({ person }) => person === null || person.id === now) === true
  return now === target && !isLeaving
}

function linkedEmployer(person: Id): HeldReason {
  return {
    ...reason(
      'default-employer-linked',
      `Employer ${person} is the learner's default employer, who stays linked; name another default employer first.`,
    ),
    candidates: [person],
  }
}

/** "None" among the additional people of a role takes all of them away, unless another row names some. */
function resolveClear(request: SlotRequest, context: SlotsContext): void {
  const { all, state, decisions, collected } = context
  const { organisation } = state.learner
  const named = all.filter(
    ({ slot, holds }) => slot.level === 'additional' && slot.role === request.role && holds.length > 0,
  )
  const slots = additionalSlots(request.role, state).filter(slot => !isLinkedEmployer(slot, context))
  if (named.length > 0) {
    const rivals = [...named.flatMap(({ holds }) => holds), request]
    decisions.hold(request, contested(certain(named[0]).slot, rivals))
  } else if (slots.length === 0) decisions.leave([request])
  else if (collected.people.isShort(organisation)) decisions.hold(request, readShort(organisation))
  else
    for (const slot of slots)
      decisions.plan(assignment(slot, {}, slot.target, null, 'stated'), organisation, [request])
}

function additionalSlots(role: Role, { assignments }: LearnerState): Slot[] {
  return assignments
    .filter(assigned => assigned.level === 'additional' && assigned.role === role)
    .map(({ learner, level, target }) => ({ learner, level, role, target }))
}
