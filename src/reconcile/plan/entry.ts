import { certain } from '../../domain/certain.ts'
import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { SlotKey } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type {
  AimState,
  Naming,
  PersonFacts,
  PersonKeys,
  PersonName,
} from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import type { PlanCode, PlanFinding } from './codes.ts'

/** What became of a row, or of one thing that it says. */
type Fate = 'planned' | 'unchanged' | 'held'

/** One row of a source that says something, or that reading has held back. */
export interface RowMark {
  place: Place
  fate: Fate
  /** Cells of it could not be read, so that it says less than it means to. */
  isPartial?: boolean
}

/** One thing that a row says, until its fate is known. */
export interface Entry {
  row: RowMark
  place: Place
  /** Written down from the start: so many of these grow by nothing later. */
  fate: Fate | undefined
}

/** What a row tells of a person. */
export interface FactEntry extends Entry {
  facts: PersonFacts
  keys: PersonKeys
  name: PersonName
}

/** A standard, unit or template that a learner is to have. */
export interface AimEntry extends Entry {
  standard?: Id
  unit?: string
  template?: Id
  /** An aim that has ended is not given any more. */
  state?: AimState
}

/** A place beside a learner that is to be filled or emptied. */
export interface SeatEntry extends Entry {
  want: 'hold' | 'remove'
  role: Role
  level: Level
  standard?: Id
  unit?: string
  /** Nobody with `remove`: whoever is there. */
  person: WorldPerson | null
  from?: CalendarDate
  /** The row names no aim where one may be meant. */
  aimless?: true
  /** Whom the row believes to be there now. */
  expects?: Naming
  /** `from` is the start of an aim, and counts only where it is newer than what is there. */
  isFromAim?: true
}

/** Everything that the sources say of one account. */
export interface PersonFile {
  person: WorldPerson
  facts: readonly FactEntry[]
  aims: readonly AimEntry[]
  seats: readonly SeatEntry[]
  /** Roles and levels of which something is held, so that nothing may be concluded from absence. */
  uncertain?: Set<Role | 'aims'>
  /** The keys by which the first row named the account. */
  first?: { keys: PersonKeys; place: Place }
  /** The date of birth that the first row with one gave. */
  firstBirth?: CalendarDate | undefined
  /** Slots of which the sources say something. */
  claimed?: ReadonlySet<SlotKey>
  /** Why everything about the account is held. */
  contested?: HeldReason
}

/** Why something is held back. */
export interface HeldReason {
  code: PlanFinding['code']
  sentence: string
  candidates?: readonly Id[]
  /** The last day on which it holds, where it has one. */
  until?: CalendarDate
}

/** Notes that something of a role or of what a learner learns is held, so that nothing is concluded from absence. */
export function doubt(file: PersonFile, what: Role | 'aims'): void {
  file.uncertain ??= new Set()
  file.uncertain.add(what)
}

/** A reason for holding something back. */
export function reason(code: PlanCode, sentence: string): HeldReason {
  return { code, sentence }
}

/** Something that a row says and that is not planned, with the reason. */
export interface Held extends HeldReason {
  place: Place
  /** The question whose answer would settle it. */
  question?: string
  /** The row that stands in the way: mend that one first. */
  blockedBy?: Place
}

/** Counts that must add up: `in` = `planned` + `unchanged` + `held`. */
export interface Tally {
  in: number
  planned: number
  unchanged: number
  held: number
}

/** Nothing counted yet. */
export function emptyTally(): Tally {
  return { in: 0, planned: 0, unchanged: 0, held: 0 }
}

/** Counts one more thing whose fate is known. */
export function count(tally: Tally, { fate }: { fate: Fate | undefined }): void {
  tally.in++
  tally[certain(fate)]++
}

/** Counts fates. */
export function tallyOf(marks: Iterable<{ fate: Fate | undefined }>): Tally {
  const tally = emptyTally()
  for (const mark of marks) count(tally, mark)
  return tally
}

const WEIGHT: Readonly<Record<Fate, number>> = { unchanged: 0, planned: 1, held: 2 }

/** Gives a thing its fate, and its row the gravest of all its things: held, else planned, else unchanged. */
export function settle(entry: Entry, fate: Fate): void {
  if (entry.fate === undefined || WEIGHT[fate] > WEIGHT[entry.fate]) entry.fate = fate
  if (WEIGHT[fate] > WEIGHT[entry.row.fate]) entry.row.fate = fate
}
