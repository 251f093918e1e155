import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { AimStatement, AssignmentStatement } from '../../intake/statement/statement.ts'
import type { World } from '../world/world.ts'
import { type CatalogueFinder, isHeld } from './catalogue.ts'
import { type HeldReason, reason } from './held.ts'
import type { AimRequest, SlotRequest } from './request.ts'

/** What an aim is about: a standard, a unit or a template. */
type AimTarget = Pick<AimRequest, 'standard' | 'unit' | 'template'>

/** What a slot is about; nothing at the levels of the learner as a whole. */
type SlotTarget = Pick<SlotRequest, 'standard' | 'unit'>

/** What an aim of a row means in the organisation's catalogue. */
export function aimTarget(
  { aim, unit }: AimStatement,
  organisation: Id,
  catalogue: CatalogueFinder,
): AimTarget | HeldReason {
  const found = catalogue.aim(aim, organisation)
  if (isHeld(found)) return found
  const standard = 'standard' in found ? found.standard : undefined
  const part = unit && catalogue.unit(unit, organisation, standard)
  if (part && isHeld(part)) return part
  return {
    ...(standard === undefined ? {} : { standard }),
    ...('template' in found ? { template: found.template.id } : {}),
    ...part,
  }
}

/** What the aim or unit of an assignment means in the organisation's catalogue. */
export function slotTarget(
  { aim, unit }: AssignmentStatement,
  organisation: Id,
  catalogue: CatalogueFinder,
): SlotTarget | HeldReason {
  const found = aim && catalogue.aim(aim, organisation)
  if (found && isHeld(found)) return found
  const standard = found && ('standard' in found ? found.standard : onlyStandard(found.template))
  if (standard !== undefined && typeof standard !== 'number') return standard
  const part = unit && catalogue.unit(unit, organisation, standard)
  if (part && isHeld(part)) return part
  return { ...(standard === undefined ? {} : { standard }), ...part }
}

/** Words that, not understood in one row, are not understood in another either. */
export function wordsOfTarget(
  { aim, unit }: Pick<AssignmentStatement, 'aim' | 'unit'>,
  organisation: Id,
): string {
  return unit ? `${organisation} unit ${unit.words}` : `${organisation} ${aim?.words} ${aim?.level}`
}

function onlyStandard({ items, title }: World['templates'][number]): Id | HeldReason {
  const standards = [...new Set(items.map(({ standard }) => standard))]
  if (standards.length === 1) return certain(standards[0])
  return reason(
    'template-levels',
    `"${title}" is a template of several standards (${standards.join(', ')}); name one of them.`,
  )
}
