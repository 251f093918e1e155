import { LEVELS, type Level } from '../../../domain/level.ts'
import { hasLevel, type Role } from '../../../domain/role.ts'
import type { AllocateLearnersInput, FoundPerson } from '../../../sdk/types.ts'
import type { AllocateSearch } from './search.ts'

/** What is to be set on the learners, as it is being put together. */
export interface AllocationWanted {
  role: Role
  level: Level
  standard?: number | undefined
  unit?: string | undefined
  /** Who is set; nobody takes away whoever is there. */
  to: readonly FoundPerson[]
  /** Takes somebody away instead. */
  takesAway: boolean
  onlyEmpty: boolean
  reason: string
}

/** The usual wish: an assessor for each learner. */
export const USUAL: AllocationWanted = {
  ...{ role: 'assessor', level: 'default', to: [], takesAway: false, onlyEmpty: false, reason: '' },
}

/** Levels at which a role can be set. */
export function levelsOf(role: Role): Level[] {
  return LEVELS.filter(level => hasLevel(role, level))
}

/** Which learners are meant: those ticked, or all that the filter leaves. */
export type LearnersMeant = { ticked: ReadonlySet<number> } | { all: AllocateSearch }

/** What is still missing before it can be looked at; nothing where all is there. */
export function missingIn(wanted: AllocationWanted, meant: LearnersMeant): string | undefined {
  const { level, standard, unit, to, takesAway } = wanted
  if ('ticked' in meant && meant.ticked.size === 0) return 'Choose at least one learner.'
  if (level === 'aim' && standard === undefined) return 'Choose the standard.'
  if (level === 'unit' && unit === undefined) return 'Choose the unit.'
  if (to.length > 0) return undefined
  if (!takesAway) return 'Choose who to allocate.'
  return level === 'additional' ? 'Choose who to remove.' : undefined
}

/** The call that an allocation is made with. */
export function callFor(wanted: AllocationWanted, meant: LearnersMeant): AllocateLearnersInput {
  const { role, level, standard, unit, to, takesAway, onlyEmpty } = wanted
  const reason = wanted.reason.trim()
  const [first] = to
  return {
    ...('ticked' in meant ? { learners: [...meant.ticked] } : { where: meant.all }),
    give: [
      {
        ...{ level, role },
        ...((level === 'aim' || level === 'unit') && standard !== undefined && { standard }),
        ...(level === 'unit' && unit !== undefined && { unit }),
        to: takesAway ? [] : to.map(({ id }) => id),
        ...(takesAway && level === 'additional' && first !== undefined && { from: first.id }),
        ...(!takesAway && level !== 'additional' && onlyEmpty && { onlyEmpty }),
      },
    ],
    ...(reason !== '' && { reason }),
  }
}
