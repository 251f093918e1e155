import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type {
  AimState,
  Ending,
  Naming,
  PersonFacts,
  PersonKeys,
  PersonName,
} from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import type { HeldReason } from './held.ts'

/** One row of a source that says something, or that reading has held back. */
export interface SourceRow {
  /** Counted from 0 over all sources. */
  number: number
  place: SourceLocation
  /** Cells of it could not be read, so that it says less than it means to. */
  isPartial?: boolean
}

/** One thing that a row asks for. */
export interface Request {
  row: SourceRow
  place: SourceLocation
}

/** What a row tells of a person. */
export interface FactRequest extends Request {
  facts: PersonFacts
  keys: PersonKeys
  name: PersonName
}

/** A standard, unit or template that a learner is to have. */
export interface AimRequest extends Request {
  standard?: Id
  unit?: string
  template?: Id
  /** An aim that has ended is not given any more. */
  state?: AimState
  /** How it ended, or will. */
  ending?: Ending
}

/** A slot of a learner that is to be filled or emptied. */
export interface SlotRequest extends Request {
  want: 'hold' | 'remove'
  role: Role
  level: Level
  standard?: Id
  unit?: string
  /** Nobody with `remove`: whoever is there. */
  person: WorldPerson | null
  from?: CalendarDate
  /** The last day on which it counts, where it has one that is to come. */
  to?: CalendarDate
  /** The row names no aim where one may be meant. */
  aimless?: true
  /** Who holds the slot now, as the row believes. */
  expects?: Naming
  /** `from` is the start of an aim, and counts only where it is newer than what is there. */
  isFromAim?: true
}

/** A standard that somebody is to assess or assure, or no longer. */
export interface CompetenceRequest extends Request {
  want: 'hold' | 'remove'
  /** Nothing with `remove`: all of them. */
  standard: Id | null
}

/** Something of a learner about which a row is held, so that nothing is concluded from absence. */
export type Doubt = Role | 'aims'

/** Everything that the sources ask of one account. */
export interface AccountRequests {
  readonly person: WorldPerson
  readonly facts: readonly FactRequest[]
  readonly aims: readonly AimRequest[]
  readonly slots: readonly SlotRequest[]
  readonly competences: readonly CompetenceRequest[]
  readonly doubts: ReadonlySet<Doubt>
  /** Why everything about the account is held. */
  readonly contested?: HeldReason
}
