import type { Role } from '../../domain/role.ts'
import { ROLE_NAMES } from '../../domain/role.ts'
import type { Ending } from '../../intake/statement/statement.ts'
import { readShort } from '../collect/held.ts'
import type { AimRequest, SlotRequest } from '../collect/request.ts'
import type { WorldAssignment } from '../world/world.ts'
import { type Cause, dayAfter, hold, type ImpliedContext, propose, unclear } from './implied-proposal.ts'
import type { LearnerTurn } from './learner-turn.ts'

/** Whose work pauses in a break; an employer and observers go on. */
const PAUSING: readonly Role[] = ['assessor', 'iqa']

/** What an end of learning comes to: who may not stay, by which rule. Nothing where no rule of the mapping says so. */
function leavingBy(ending: Ending, { sources }: ImpliedContext) {
  if (ending.state === 'withdrawn' && sources.isOn('withdrawal'))
    return { rule: 'withdrawal', roles: ROLE_NAMES } as const
  if (ending.state === 'break' && sources.isOn('break')) return { rule: 'break', roles: PAUSING } as const
  return undefined
}

/**
 * Takes away whoever is beside a learner who has withdrawn, or who teaches and assures one on a break. What the same rows say
 * of who that is tells who was; another row that asks for somebody contradicts it. Gives the requests that are answered by it.
 */
export function resolveEnding({ requests, ending }: LearnerTurn, context: ImpliedContext): SlotRequest[] {
  const by = ending && leavingBy(ending, context)
  if (!by) return []
  const { rule, roles } = by
  const { words, place, lastDay } = ending
  const cause: Cause = { rule, words, place, requests, from: dayAfter(lastDay) }
  const gone = context.state.assignments.filter(({ role }) => roles.includes(role))
  const asked = context.stated.filter(({ want, role }) => want === 'hold' && roles.includes(role))
  const rows = new Set(requests.map(({ row }) => row))
  const others = asked.filter(({ row }) => !rows.has(row))
  const isToCome = cause.from !== undefined && cause.from > context.rules.today
  if (gone.length + asked.length === 0) return []
  const why = ending.unclear ?? (others[0] && `row ${others[0].place.row ?? '?'} asks for somebody there`)
  if (why !== undefined) {
    hold(requests, unclear(cause, why), context)
    return []
  }
  if (isShort(context)) hold(requests, readShort(context.state.learner.organisation), context)
  else takeAway(gone, cause, context)
  return isToCome ? [] : asked
}

/** Ends whoever is at an aim that ended, or at its units, while something else of the learner may go on. */
export function resolveEndedAims(aims: readonly AimRequest[], context: ImpliedContext): void {
  const byStandard = Map.groupBy(aims, ({ standard }) => standard)
  for (const [standard, all] of byStandard) {
    const aim = standard === undefined ? undefined : context.state.aims.get(standard)
    if (standard === undefined || aim === undefined || all.some(({ ending }) => ending === undefined))
      continue
    const [last] = all
      .flatMap(({ ending }) => ending ?? [])
      .toSorted((a, b) => ((a.lastDay ?? '9') > (b.lastDay ?? '9') ? -1 : 1))
    if (last) endAim(all, last, slotsOf(standard, aim, context), context)
  }
}

function endAim(
  requests: readonly AimRequest[],
  ending: Ending,
  held: readonly WorldAssignment[],
  context: ImpliedContext,
): void {
  const { sources, stated } = context
  const rule = ending.state === 'break' ? 'break' : 'aim-end'
  if (held.length === 0 || !sources.isOn(rule)) return
  const { words, place, lastDay } = ending
  const cause: Cause = { rule, words, place, requests, from: dayAfter(lastDay) }
  const { standard } = requests[0] ?? {}
  const rival = stated.find(one => one.want === 'hold' && one.standard === standard && isOfAim(one))
  const contradiction = requests.map(one => one.ending?.unclear).find(one => one !== undefined)
  const why = contradiction ?? (rival && `row ${rival.place.row ?? '?'} asks for somebody there`)
  if (why !== undefined) hold(requests, unclear(cause, why), context)
  else if (isShort(context)) hold(requests, readShort(context.state.learner.organisation), context)
  else takeAway(held, cause, context)
}

function isOfAim({ level }: SlotRequest): boolean {
  return level === 'aim' || level === 'unit'
}

/** Everybody at an aim and at the units that the learner has under it. */
function slotsOf(standard: number, aim: number, { state }: ImpliedContext): WorldAssignment[] {
  const units = new Set(state.summaries.filter(one => one.standard === standard).map(one => one.id))
  return state.assignments.filter(
    ({ level, target }) => (level === 'aim' && target === aim) || (level === 'unit' && units.has(target)),
  )
}

function takeAway(held: readonly WorldAssignment[], cause: Cause, context: ImpliedContext): void {
  for (const { learner, level, role, target, person } of held)
    propose({ learner, level, role, target }, person, null, cause, context)
}

function isShort({ collected, state }: ImpliedContext): boolean {
  return collected.people.isShort(state.learner.organisation)
}
