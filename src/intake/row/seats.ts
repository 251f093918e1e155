import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { Of } from '../column/columns.ts'

/** How the columns of a person beside the learner become assignments. */
export interface Seat {
  /** Where it is missing, the row's Role column says it. */
  role?: Role
  level: Level
  /** Whether a Level column, or the aims of the sheet, may place it elsewhere. */
  floats?: true
  /** Where the sheet has columns of this one too, the person is an additional one beside it. */
  behind?: Of
}

/** Columns that name people beside a learner, by what they are `of`. */
export const SEATS = {
  assessor: { role: 'assessor', level: 'default', floats: true },
  iqa: { role: 'iqa', level: 'additional', floats: true },
  leadIqa: { role: 'iqa', level: 'additional', floats: true, behind: 'iqa' },
  person: { level: 'additional', floats: true },
  employer: { role: 'employer', level: 'default' },
  mentor: { role: 'employer', level: 'default', behind: 'employer' },
  observer: { role: 'observer', level: 'additional' },
  observers: { role: 'observer', level: 'additional' },
  aimAssessor: { role: 'assessor', level: 'aim' },
  aimIqa: { role: 'iqa', level: 'aim' },
  unitAssessor: { role: 'assessor', level: 'unit' },
  unitIqa: { role: 'iqa', level: 'unit' },
  additionalAssessors: { role: 'assessor', level: 'additional' },
  additionalIqas: { role: 'iqa', level: 'additional' },
  additionalEmployers: { role: 'employer', level: 'additional' },
} as const satisfies Partial<Record<Of, Seat>>

export type SeatName = keyof typeof SEATS

export const SEAT_NAMES = Object.keys(SEATS) as SeatName[]

/** Whether a column names somebody beside the learner. */
export function isSeat(of: Of): of is SeatName {
  return of in SEATS
}
