import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { AccountRequests, AimRequest, Request } from '../collect/request.ts'
import type { LearnerState } from '../world/learner-state.ts'
import type { World } from '../world/world.ts'
import type { AccountContext } from './context.ts'

/** Decides what a learner is to be given: templates first, then standards, then units. */
export function resolveAims({ aims }: AccountRequests, state: LearnerState, context: AccountContext): void {
  for (const request of aims)
    if (request.template !== undefined) resolveTemplate(request, request.template, state, context)
  for (const request of aims) if (request.template === undefined) resolveAim(request, state, context)
}

/** An aim that has ended is not given any more; a learner who still has it keeps it. */
export function hasEnded({ state }: AimRequest): boolean {
  return state !== undefined && state !== 'continuing'
}

function resolveAim(request: AimRequest, state: LearnerState, context: AccountContext): void {
  const { decisions } = context
  if (hasEnded(request)) {
    decisions.leave([request])
    return
  }
  const found =
    request.unit === undefined
      ? needStandard(certain(request.standard), request, state, context)
      : needUnit(request.unit, request.standard, request, state, context)
  if (typeof found === 'number') decisions.leave([request])
  else decisions.hold(request, found)
}

function resolveTemplate(request: AimRequest, id: Id, state: LearnerState, context: AccountContext): void {
  const { decisions, collected } = context
  const template = certain(collected.catalogue.template(id))
  const { learner } = state
  if (hasEnded(request) || !lacks(state, template)) decisions.leave([request])
  else if (learner.archived) decisions.hold(request, archivedLearner(learner.id))
  else {
    const makes = giveTemplate(template, state, collected.nextId)
    decisions.plan(
      { do: 'give-template', learner: learner.id, template: id },
      learner.organisation,
      [request],
      { makes },
    )
  }
}

type TemplateToGive = World['templates'][number]

function lacks(state: LearnerState, { items }: TemplateToGive): boolean {
  return items.some(
    ({ standard, units }) =>
      !state.aims.has(standard) || units.some(({ unit }) => state.unit(unit, standard).length === 0),
  )
}

/** Adds what a template gives to what the learner has, and gives the numbers of what it makes. */
function giveTemplate({ items }: TemplateToGive, state: LearnerState, nextId: () => Id): Id[] {
  const made: Id[] = []
  const next = () => {
    const id = nextId()
    made.push(id)
    return id
  }
  for (const { standard, units } of items) {
    if (!state.aims.has(standard)) state.aims.set(standard, next())
    for (const { unit } of units) {
      if (state.unit(unit, standard).length > 0) continue
      const aim = certain(state.aims.get(standard))
      state.summaries.push({ id: next(), learner: state.learner.id, aim, standard, unit })
    }
  }
  return made
}

/** The learner's aim for a standard, given first where it is not held yet. */
export function needStandard(
  standard: Id,
  request: Request,
  state: LearnerState,
  { decisions, collected }: AccountContext,
): Id | HeldReason {
  const held = state.aims.get(standard)
  const { learner } = state
  const isNew = held === undefined || decisions.has(`give-standard/${learner.id}/${standard}`)
  if (!isNew) return held
  if (learner.archived) return archivedLearner(learner.id)
  const aim = held ?? collected.nextId()
  const beside = [...state.aims].flatMap(([other, id]) => (id > 0 ? [other] : []))
  state.aims.set(standard, aim)
  const given = { standard, aim, ...(beside.length > 0 && { beside }) }
  decisions.plan({ do: 'give-standard', learner: learner.id, ...given }, learner.organisation, [request])
  return aim
}

/** The learner's summary of a unit, given first where it is not held yet, under the standard that brings it. */
export function needUnit(
  unit: string,
  stated: Id | undefined,
  request: Request,
  state: LearnerState,
  context: AccountContext,
): Id | HeldReason {
  const { decisions, collected } = context
  const { learner } = state
  const [held, ...others] = state.unit(unit, stated)
  if (held && others.length > 0)
    return severalUnits(
      unit,
      [held, ...others].map(({ standard }) => standard),
    )
  if (held && !decisions.has(`give-unit/${learner.id}/${held.standard}/${unit}`)) return held.id
  const standard = held?.standard ?? stated ?? standardFor(unit, state, context)
  if (typeof standard !== 'number') return standard
  const aim = needStandard(standard, request, state, context)
  if (typeof aim !== 'number') return aim
  const summary = held?.id ?? collected.nextId()
  if (!held) state.summaries.push({ id: summary, learner: learner.id, aim, standard, unit })
  decisions.plan(
    { do: 'give-unit', learner: learner.id, standard, aim, unit, summary },
    learner.organisation,
    [request],
  )
  return summary
}

/** The one standard that brings a unit: of those the learner has, else of all. */
function standardFor(unit: string, state: LearnerState, { collected }: AccountContext): Id | HeldReason {
  const all = collected.catalogue.standardsOf(unit)
  const held = all.filter(standard => state.aims.has(standard))
  const fitting = held.length > 0 ? held : all
  return fitting.length === 1 ? certain(fitting[0]) : severalUnits(unit, fitting)
}

function severalUnits(unit: string, standards: readonly Id[]): HeldReason {
  if (standards.length === 0)
    return reason('unit-unknown', `No standard brings unit ${unit}; name the standard in the row.`)
  return {
    ...reason(
      'unit-several',
      `Unit ${unit} comes under the standards ${standards.join(', ')}; name one of them in the row.`,
    ),
    candidates: [...standards],
  }
}

/** Why nothing is given to a learner. */
export function archivedLearner(id: Id): HeldReason {
  return {
    code: 'learner-archived',
    sentence: `Learner ${id} is archived, and the file gives no new start, so that nothing can be given and nobody placed; unarchive the account first, or leave the learner out.`,
  }
}
