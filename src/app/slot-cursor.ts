import type { Id } from '../domain/id.ts'
import { LEVELS } from '../domain/level.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import { ROLE_NAMES } from '../domain/role.ts'
import type { Slot } from '../domain/slot.ts'
import type { PlaceAcross } from '../storage/pieces.ts'
import { invalidCursor, type PageAsked, readCursor } from './cursor.ts'

/** What a cursor holds of the last slot of a page. */
export function slotCursor({
  organisation,
  learner,
  level,
  role,
  target,
}: Slot & { organisation: Id }): number[] {
  return [organisation, learner, LEVELS.indexOf(level), ROLE_NAMES.indexOf(role), target]
}

/** The slot after which a page goes on; nothing for a first page. */
export function readSlotCursor(asked: PageAsked): PlaceAcross<Slot> | undefined | Problem {
  const parts = readCursor(asked, ['number', 'number', 'number', 'number', 'number'])
  if (parts === undefined || isProblem(parts)) return parts
  const [organisation, learner, levelAt, roleAt, target] = parts
  const level = LEVELS[levelAt]
  const role = ROLE_NAMES[roleAt]
  if (level === undefined || role === undefined) return invalidCursor()
  return { organisation, after: { learner, level, role, target } }
}
