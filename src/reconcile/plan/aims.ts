import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { Desk } from './desk.ts'
import { type AimEntry, type Entry, type HeldReason, type PersonFile, reason, settle } from './entry.ts'
import type { Bench } from './learner.ts'

/** Decides what a learner is to be given: templates first, then standards, then units. */
export function settleAims({ aims }: PersonFile, desk: Desk, bench: Bench): void {
  for (const entry of aims)
    if (entry.template !== undefined) settleTemplate(entry, entry.template, desk, bench)
  for (const entry of aims) if (entry.template === undefined) settleAim(entry, desk, bench)
}

/** An aim that has ended is not given any more; a learner who still has it keeps it. */
export function hasEnded({ state }: AimEntry): boolean {
  return state !== undefined && state !== 'continuing'
}

function settleAim(entry: AimEntry, desk: Desk, bench: Bench): void {
  if (hasEnded(entry)) {
    settle(entry, 'unchanged')
    return
  }
  const found =
    entry.unit === undefined
      ? needStandard(certain(entry.standard), entry, desk, bench)
      : needUnit(entry.unit, entry.standard, entry, desk, bench)
  if (typeof found !== 'number') {
    bench.gathering.hold(entry, found)
    return
  }
  if (entry.fate === undefined) settle(entry, 'unchanged')
}

function settleTemplate(entry: AimEntry, id: Id, desk: Desk, bench: Bench): void {
  const template = certain(bench.gathering.catalogue.template(id))
  const lacking = template.items.some(
    item =>
      !desk.aims.has(item.standard) ||
      item.units.some(one => desk.unit(one.unit, item.standard).length === 0),
  )
  if (hasEnded(entry) || !lacking) {
    settle(entry, 'unchanged')
    return
  }
  const { learner } = desk
  if (learner.archived) {
    bench.gathering.hold(entry, archivedLearner(learner.id))
    return
  }
  const key = bench.draft.add(
    { do: 'give-template', learner: learner.id, template: id },
    learner.organisation,
    [entry],
  )
  const made = (): Id => {
    const next = bench.gathering.nextId()
    bench.draft.makes(next, key)
    return next
  }
  for (const { standard, units } of template.items) {
    if (!desk.aims.has(standard)) desk.aims.set(standard, made())
    for (const { unit } of units) {
      if (desk.unit(unit, standard).length > 0) continue
      const aim = certain(desk.aims.get(standard))
      desk.summaries.push({ id: made(), learner: learner.id, aim, standard, unit })
    }
  }
}

/** The learner's aim for a standard, given first where it is not held yet. */
export function needStandard(standard: Id, entry: Entry, desk: Desk, bench: Bench): Id | HeldReason {
  const held = desk.aims.get(standard)
  const { learner } = desk
  const isNew = held === undefined || bench.draft.has(`give-standard/${learner.id}/${standard}`)
  if (!isNew) return held
  if (learner.archived) return archivedLearner(learner.id)
  const aim = held ?? bench.gathering.nextId()
  const beside = [...desk.aims].flatMap(([other, id]) => (id > 0 ? [other] : []))
  desk.aims.set(standard, aim)
  const given = { standard, aim, ...(beside.length > 0 && { beside }) }
  bench.draft.add({ do: 'give-standard', learner: learner.id, ...given }, learner.organisation, [entry])
  return aim
}

/** The learner's summary of a unit, given first where it is not held yet, under the standard that brings it. */
export function needUnit(
  unit: string,
  stated: Id | undefined,
  entry: Entry,
  desk: Desk,
  bench: Bench,
): Id | HeldReason {
  const held = desk.unit(unit, stated)
  const { learner } = desk
  if (held.length > 1)
    return severalUnits(
      unit,
      held.map(one => one.standard),
    )
  const isNew =
    held.length === 0 || bench.draft.has(`give-unit/${learner.id}/${certain(held[0]).standard}/${unit}`)
  if (!isNew) return certain(held[0]).id
  const standard = held[0]?.standard ?? stated ?? standardFor(unit, desk, bench)
  if (typeof standard !== 'number') return standard
  const aim = needStandard(standard, entry, desk, bench)
  if (typeof aim !== 'number') return aim
  const summary = held[0]?.id ?? bench.gathering.nextId()
  if (held.length === 0) desk.summaries.push({ id: summary, learner: learner.id, aim, standard, unit })
  bench.draft.add(
    { do: 'give-unit', learner: learner.id, standard, aim, unit, summary },
    learner.organisation,
    [entry],
  )
  return summary
}

/** The one standard that brings a unit: of those the learner has, else of all. */
function standardFor(unit: string, desk: Desk, { gathering }: Bench): Id | HeldReason {
  const all = gathering.catalogue.standardsOf(unit)
  const held = all.filter(one => desk.aims.has(one))
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
