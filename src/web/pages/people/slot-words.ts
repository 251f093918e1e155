import type { Level } from '../../../domain/level.ts'
import type { Role } from '../../../domain/role.ts'
import type { StandardTitle, UnitTitle } from '../../../sdk/types.ts'
import { roleWord } from '../../data/terms.ts'
import { LEVEL_TITLES } from '../../ui/words.ts'

/** A slot, as far as it takes to say which one it is. */
interface SaidSlot {
  level: Level
  role: Role
  standard: StandardTitle | null
  unit: UnitTitle | null
}

/** A slot as people say it: `default assessor`, `IQA of Level 3 Baking`. */
export function slotText({ level, role, standard, unit }: SaidSlot): string {
  if (level === 'default' || level === 'additional') return `${LEVEL_TITLES[level]} ${roleWord(role)}`
  const of = unit?.title ?? standard?.title
  return `${roleWord(role)} of ${of ?? `a ${LEVEL_TITLES[level]}`}`
}
