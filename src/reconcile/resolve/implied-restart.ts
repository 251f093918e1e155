import { whyNotEligible } from '../../domain/eligibility.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Restart } from '../../intake/statement/statement.ts'
import type { HeldReason } from '../collect/held.ts'
import type { SlotRequest } from '../collect/request.ts'
import type { FormerHolding, WorldPerson } from '../world/world.ts'
import { heldApart, keptApart } from './apart.ts'
import { type Cause, hold, type ImpliedContext, propose, unclear as unclearFor } from './implied-proposal.ts'
import type { LearnerTurn } from './learner-turn.ts'
import { archivedPerson } from './slots.ts'

/**
 * Proposes whoever taught and assured a learner until the break, for slots that are empty since. A slot of which a row says who
 * is to be there, or that was emptied before the break or after the restart, is left alone.
 */
export function resolveRestart({ requests, restart }: LearnerTurn, context: ImpliedContext): void {
  const { sources, state } = context
  if (!restart || !sources.isOn('restart')) return
  const { words, place, from } = restart
  const cause: Cause = { rule: 'restart', words, place, requests, from }
  const back = sources.formerOf(state.learner.id).filter(one => isOfBreak(one, restart, context))
  if (back.length === 0) return
  if (restart.unclear !== undefined) {
    hold(requests, unclearFor(cause, restart.unclear), context)
    return
  }
  for (const former of back) bringBack(former, cause, context)
}

/** Whether a slot was emptied in the break. Where the days contradict each other, that cannot be told of any. */
function isOfBreak(
  former: FormerHolding,
  { before, from, unclear }: Restart,
  context: ImpliedContext,
): boolean {
  const { state, stated, rules } = context
  const { level, role, target, emptySince } = former
  if (role !== 'assessor' && role !== 'iqa') return false
  if (state.holder(level, role, target) !== null || !isStillThere(former, context)) return false
  const isSaid = stated.some(one => one.level === level && one.role === role && isAbout(one, former, context))
  if (isSaid || unclear !== undefined) return !isSaid
  const until: CalendarDate = from ?? rules.today
  return (before === undefined || emptySince >= before) && emptySince <= until
}

/** Whether the learner still has what the slot is about. */
function isStillThere({ level, target }: FormerHolding, { state }: ImpliedContext): boolean {
  if (level === 'aim') return [...state.aims.values()].includes(target)
  return level !== 'unit' || state.summaries.some(one => one.id === target)
}

function isAbout(
  { standard, unit }: SlotRequest,
  { level, target }: FormerHolding,
  { state }: ImpliedContext,
): boolean {
  if (level === 'aim') return standard !== undefined && state.aims.get(standard) === target
  if (level !== 'unit') return true
  return state.summaries.some(one => one.id === target && one.unit === unit)
}

function bringBack(former: FormerHolding, cause: Cause, context: ImpliedContext): void {
  const { learner, level, role, target, person: id } = former
  const person = context.collected.people.roster.get(id)
  if (!person) return
  const slot = { learner, level, role, target }
  const against = whyNot(person, former, context)
  if (against) hold(cause.requests, against, context)
  else propose(slot, null, person, cause, context)
}

/** Why somebody may not come back. */
function whyNot(
  person: WorldPerson,
  { role, level }: FormerHolding,
  { state: { learner }, rules, collected }: ImpliedContext,
): HeldReason | undefined {
  const problem = whyNotEligible(person, role, learner)
  if (problem?.code === 'person-archived') return archivedPerson(person)
  if (problem) return { code: problem.code, sentence: problem.sentence, candidates: [person.id] }
  const find = (id: number) => collected.people.roster.get(id)
  const beside = { learner: learner.id, person: person.id, role, level }
  const pair = keptApart(rules.apart ?? [], beside, rules.today, find)
  return pair && heldApart(pair, learner, person)
}
