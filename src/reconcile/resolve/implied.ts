import type { AccountRequests, SlotRequest } from '../collect/request.ts'
import type { LearnerState } from '../world/learner-state.ts'
import type { AccountContext } from './context.ts'
import { resolveEmployer } from './implied-employer.ts'
import { resolveEndedAims, resolveEnding } from './implied-endings.ts'
import type { ImpliedContext } from './implied-proposal.ts'
import { resolveRestart } from './implied-restart.ts'
import { turnOf } from './learner-turn.ts'

/**
 * Proposes what follows from a break, a restart, a withdrawal, a new employer or the end of an aim, by those rules that the
 * mapping names. Gives what rows ask of slots and what is left to be decided of it: a row that says of a learner that they
 * have left asks for nobody.
 */
export function resolveImplied(
  requests: AccountRequests,
  state: LearnerState,
  context: AccountContext,
): readonly SlotRequest[] {
  const { implied: sources } = context
  const { facts, aims, slots, person } = requests
  if (!sources || person.id < 0 || state.learner.archived) return slots
  const own: ImpliedContext = { ...context, state, sources, stated: slots }
  const turn = turnOf(facts, sources.brokeOn(person.id))
  const answered = new Set(turn?.ending ? resolveEnding(turn, own) : [])
  if (turn && !turn.ending) resolveRestart(turn, own)
  resolveEndedAims(aims, own)
  resolveEmployer(facts, own)
  context.decisions.leave([...answered])
  return answered.size === 0 ? slots : slots.filter(request => !answered.has(request))
}
