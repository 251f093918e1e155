import type { CaseloadCount } from './caseload-count.ts'
import type { CoverCode } from './cover.ts'
import type { Level } from './level.ts'
import type { NamedPerson } from './person.ts'
import type { Role } from './role.ts'
import type { Subject } from './target.ts'
import type { CalendarDate } from './time.ts'

/** Somebody in a row of a workbook, with what other systems know them by; empty where nothing is known. */
export interface KnownInWorkbook {
  /** Name of the organisation. */
  organisation: string
  user: NamedPerson
  misId: string
  uln: string
}

/** One of the staff with how much they hold and should hold. */
export interface StaffRow extends KnownInWorkbook, CaseloadCount {
  target: number | null
}

/** A slot that somebody holds beside a learner. */
export interface HeldRow extends KnownInWorkbook, Subject {
  level: Level
  role: Role
  /** The day, as the clocks of the organisation have it. */
  since: CalendarDate
}

/** Something amiss with a learner, and the slot that mends it; nothing of a slot where it is about the learner as a whole. */
export interface AmissRow extends KnownInWorkbook, Subject {
  code: CoverCode
  sentence: string
  level: Level | null
  role: Role | null
  /** Who is in the slot, by name. */
  person: string
}

/** A list to be taken along, with its rows some at a time. */
export type ListRows =
  | { list: 'caseloads'; pieces: AsyncIterable<readonly StaffRow[]> }
  | { list: 'caseload'; person: NamedPerson; pieces: AsyncIterable<readonly HeldRow[]> }
  | { list: 'coverage'; pieces: AsyncIterable<readonly AmissRow[]> }
