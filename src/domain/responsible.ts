import type { Assignment } from './assignment.ts'
import type { Id } from './id.ts'
import type { Level } from './level.ts'
import type { Role } from './role.ts'

/** Who answers for something, and at which level that was decided. */
export interface Responsible {
  person: Id
  because: Level
}

/** What somebody may answer for: the learner as a whole, one aim, or one unit of an aim. */
export interface ResponsibleFor {
  aim?: Id
  unitSummary?: Id
}

/** The order in which levels are asked. Source: docs/onefile-api.md#5.5, #q12. */
const FALLBACK: Partial<Record<Role, readonly Level[]>> = {
  assessor: ['unit', 'aim', 'default'],
  iqa: ['unit', 'aim', 'additional'],
  employer: ['default', 'additional'],
}

/** The levels at which somebody may answer in this role, in the order in which they are asked. */
export function levelsAsked(role: Role): readonly Level[] {
  return FALLBACK[role] ?? []
}

/**
 * Who answers for the subject in this role, from all assignments of one learner.
 * Nothing when nobody does. Among additional people the one who has been there longest counts, ties by id.
 */
export function responsible(
  role: Role,
  assignments: readonly Assignment[],
  subject: ResponsibleFor,
): Responsible | null {
  for (const level of levelsAsked(role)) {
    const holder = firstAt(level, role, assignments, subject)
    if (holder !== undefined) return { person: holder.person, because: level }
  }
  return null
}

function firstAt(level: Level, role: Role, assignments: readonly Assignment[], subject: ResponsibleFor) {
  const target = level === 'aim' ? subject.aim : subject.unitSummary
  const at = assignments.filter(
    one => one.role === role && one.level === level && isAbout(one, level, target),
  )
  return at.sort((a, b) => a.since - b.since || a.person - b.person)[0]
}

function isAbout(one: Assignment, level: Level, target: Id | undefined): boolean {
  return level === 'default' || level === 'additional' || one.target === target
}
