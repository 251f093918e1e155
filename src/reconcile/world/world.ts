import type { AccountKind } from '../../domain/account.ts'
import type { LearningAim, UnitSummary } from '../../domain/aim.ts'
import type { Standard, Template, Unit } from '../../domain/catalogue.ts'
import type { Organisation } from '../../domain/customer.ts'
import type { Id } from '../../domain/id.ts'
import type { Classroom, Placement } from '../../domain/place.ts'
import type { PersonFields } from '../../domain/plan.ts'
import type { Slot } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'

/** An account as a target shows it. What it does not show is null. */
export interface WorldPerson extends PersonFields {
  id: Id
  organisation: Id
  kind: AccountKind
  archived: boolean
  /** Flagged for deletion: `archived` as well, and not to be brought back by a plan. */
  flagged?: boolean
  /** The day on which it was archived, as far as the target tells. */
  archivedOn?: CalendarDate | null
  /** Accounts with the same link are one person. */
  link: Id | null
  /** A learner who has finished or left, as far as the target tells. */
  state?: 'active' | 'completed' | 'withdrawn' | 'break'
}

/**
 * An assignment, and how it is known: `seen` was read from the target; `believed` was made by us, and the target has no
 * call that shows it.
 */
export interface WorldAssignment extends Slot {
  person: Id
  known: 'seen' | 'believed'
  /** The day from which it counts, where the target tells. */
  since?: CalendarDate
}

/** Who was in a slot that is empty now, and the first day on which it was. */
export interface FormerHolding extends Slot {
  person: Id
  emptySince: CalendarDate
}

/** What is asked about a leaver. */
export interface LeaverNeed {
  /** The first day without them. */
  on: CalendarDate
  /** Learners and people who may not come together. */
  apart: readonly { learner: Id; person: Id }[]
}

/** What a target says of a leaver: a run that is planned already; why there is none; or a proposal. */
export type LeaverProposal =
  | { planned: Id; on: CalendarDate }
  | { why: string }
  | {
      moves: readonly (Slot & { to: Id })[]
      shares: readonly { learner: Id; to: Id; because: string }[]
      stay: number
    }

/** A change of a slot that is planned for a day to come, or that waits for a person since its day. */
export interface WorldPlanned extends Slot {
  before: Id | null
  after: Id | null
  /** The first day on which it counts. */
  from: CalendarDate
  plannedRun: Id
  number: number
  /** The number of the change of the same planned run that it ends. */
  ends: number | null
}

/** A list that came back shorter than the target itself counts it, or that broke off. */
export interface ShortRead {
  organisation: Id
  what: 'people' | 'aims' | 'units' | 'assignments'
  read: number
  expected: number
}

/** Everything a planner compares with: a snapshot that our own server and OneFile's can both fill. */
export interface World {
  organisations: readonly Pick<Organisation, 'id' | 'name'>[]
  people: readonly WorldPerson[]
  standards: readonly Pick<Standard, 'id' | 'title' | 'code' | 'organisations'>[]
  units: readonly Pick<Unit, 'id' | 'title' | 'ndaqCode' | 'standards' | 'organisations'>[]
  templates: readonly Pick<Template, 'id' | 'title' | 'items' | 'organisations'>[]
  placements: readonly Pick<Placement, 'id' | 'organisation' | 'name' | 'misId'>[]
  classrooms: readonly Pick<Classroom, 'id' | 'organisation' | 'name' | 'misId'>[]
  aims: readonly Pick<LearningAim, 'id' | 'learner' | 'standard'>[]
  summaries: readonly Pick<UnitSummary, 'id' | 'learner' | 'aim' | 'standard' | 'unit'>[]
  assignments: readonly WorldAssignment[]
  /** What is planned beside learners of whom that was asked, and still to come or waiting. */
  planned?: readonly WorldPlanned[]
  /** Of learners of whom that was asked, where the target tells. */
  former?: readonly FormerHolding[]
  /** Standards that staff may assess or assure, of whom that was asked; nothing where the target keeps none. */
  competences?: ReadonlyMap<Id, readonly Id[]>
  /** What would become of leavers' caseloads, of those of whom that was asked; nothing where the target plans nothing. */
  leavers?: ReadonlyMap<Id, LeaverProposal>
  /** Reads that cannot be trusted to be whole; nothing is removed or created where there are any. */
  shortReads: readonly ShortRead[]
}

/** A world with nothing in it. */
export const EMPTY_WORLD: World = {
  organisations: [],
  people: [],
  standards: [],
  units: [],
  templates: [],
  placements: [],
  classrooms: [],
  aims: [],
  summaries: [],
  assignments: [],
  shortReads: [],
}

/** How an account is called in a sentence: its name and number. */
export function calledBy({
  firstName,
  lastName,
  id,
}: Pick<WorldPerson, 'firstName' | 'lastName' | 'id'>): string {
  const name = [firstName, lastName].filter(part => part !== '').join(' ')
  if (name === '') return `account ${id}`
  return id < 0 ? `${name} (new)` : `${name} (${id})`
}

/** What a standard is called: its title, with its code. */
export function standardTitle({ code, title }: Pick<Standard, 'code' | 'title'>): string {
  return code && !title.includes(code) ? `${code} ${title}` : title
}

/** Learners of whom more is to be read than that they are there. Every part costs calls, so it is asked for by learner. */
export interface Need {
  aims: ReadonlySet<Id>
  units: ReadonlySet<Id>
  assignments: ReadonlySet<Id>
  /** Of whom it is asked who was beside them before. */
  former?: ReadonlySet<Id>
  /** Staff of whom it is asked what they may assess. */
  competences?: ReadonlySet<Id>
  leavers?: ReadonlyMap<Id, LeaverNeed>
}
