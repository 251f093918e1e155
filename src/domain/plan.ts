import type { SourceLocation } from './finding.ts'
import type { Id } from './id.ts'
import type { Level } from './level.ts'
import type { Role } from './role.ts'
import type { Slot } from './slot.ts'
import type { CalendarDate } from './time.ts'
import type { User } from './user.ts'

/**
 * What names one change within its plan. The same plan made again has the same keys.
 * Ids below zero stand for what the plan itself makes: a person, an aim, a unit summary.
 */
export type ChangeKey = string

/** What a plan may set of a person. */
export type PersonFields = Pick<
  User,
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'misId'
  | 'uln'
  | 'dateOfBirth'
  | 'startOn'
  | 'plannedEndDate'
  | 'placement'
  | 'classroom'
>

/** What the fields of a person are called in a sentence. */
export const FIELD_TITLES = {
  firstName: 'first name',
  lastName: 'last name',
  email: 'e-mail',
  misId: 'MIS id',
  uln: 'ULN',
  dateOfBirth: 'date of birth',
  startOn: 'start',
  plannedEndDate: 'planned end',
  placement: 'placement',
  classroom: 'class',
} as const satisfies Record<keyof PersonFields, string>

/** What every planned change carries. */
interface Planned {
  key: ChangeKey
  organisation: Id
  /** Rows that ask for it; none where a rule does. */
  because: readonly SourceLocation[]
  /** Changes that must be done first. */
  needs: readonly ChangeKey[]
}

/** A new account. `person` is below zero until it is made. A learner is made together with the default assessor. */
export interface CreatePerson extends Planned {
  do: 'create-person'
  person: Id
  kind: User['kind']
  fields: PersonFields
  defaultAssessor?: Id
}

/** Fields of a person that are to read otherwise. */
interface UpdatePerson extends Planned {
  do: 'update-person'
  person: Id
  before: Partial<PersonFields>
  after: Partial<PersonFields>
}

/**
 * An account that is to be archived, by a rule about leavers or because a run that brought it back is undone; `leaves` is
 * everybody still beside the learner.
 */
export interface ArchivePerson extends Planned {
  do: 'archive-person'
  person: Id
  rule: 'withdrawn' | 'completed' | 'missing' | 'undone'
  leaves: readonly (Slot & { person: Id })[]
}

/**
 * An archived account that is to be brought back, with its history: of a learner who starts again, or because a run that
 * archived it is undone. `leaves` is everybody who is still beside the learner, and is so again.
 */
export interface UnarchivePerson extends Planned {
  do: 'unarchive-person'
  person: Id
  /** The new start, by which a file brings the learner back. */
  start?: CalendarDate
  leaves: readonly (Slot & { person: Id })[]
}

/**
 * Everything that a leaver will hold on a day goes to others, as one planned run, and the account is archived after it; or
 * such a run is taken back, where `undone`.
 */
export interface PlanLeaver extends Planned {
  do: 'plan-leaver'
  person: Id
  /** The first day without them. */
  on: CalendarDate
  moves: readonly (Slot & { to: Id })[]
  /** Why each learner goes to whom, without names. */
  shares: readonly { learner: Id; to: Id; because: string }[]
  /** How many slots nobody can take; they stay with the account. */
  stay: number
  implied?: { rule: string; words: string }
  undone?: true
}

/** Standards that a member of staff may assess or assure from now on, or may no longer. */
export interface SetCompetences extends Planned {
  do: 'set-competences'
  person: Id
  add: readonly Id[]
  remove: readonly Id[]
}

/** A framework template for a learner who lacks what it gives. */
export interface GiveTemplate extends Planned {
  do: 'give-template'
  learner: Id
  template: Id
}

/** A standard for a learner. `aim` is below zero: the learning aim that it makes. */
export interface GiveStandard extends Planned {
  do: 'give-standard'
  learner: Id
  standard: Id
  aim: Id
  /** Standards that the learner holds already. */
  beside?: readonly Id[]
}

/** A unit for a learner, under a standard. `summary` is below zero: the unit summary that it makes. */
export interface GiveUnit extends Planned {
  do: 'give-unit'
  learner: Id
  standard: Id
  /** The aim under which it comes; below zero where the plan makes that too. */
  aim: Id
  unit: string
  summary: Id
}

/** A slot with its holder before and after; either may be nobody. At `additional` it adds or removes. */
export interface PlannedAssignment extends Planned, Slot {
  do: 'assign'
  level: Level
  role: Role
  /** At `aim`, and at `unit`. */
  standard?: Id
  /** At `unit`. */
  unit?: string
  before: Id | null
  after: Id | null
  effectiveFrom?: CalendarDate
  /**
   * Whether a row says so, a removal follows from nobody saying it in a file that is complete, or it follows from what a row
   * says of the learner, by a rule that the mapping names.
   */
  reason: 'stated' | 'absent' | 'implied'
  /** What implies it, for that last reason: the rule by its name in the mapping, and fields of the row with their values. */
  implied?: { rule: string; words: string }
}

/**
 * A change of a slot that counts from a day to come, kept until then by the server or by the sync: with its precondition
 * (`before`), and with an end where `effectiveTo` is its last day. A row that ends what has begun gives one that empties the
 * slot or brings back whoever was there.
 */
export interface PlanAhead extends Planned, Slot {
  do: 'plan-ahead'
  /** At `aim`, and at `unit`. */
  standard?: Id
  /** At `unit`. */
  unit?: string
  /** Who is meant to be in the slot on the day; nobody is null. */
  before: Id | null
  after: Id | null
  /** The first day on which it counts. */
  effectiveFrom: CalendarDate
  /** The last day, after which whoever was there comes back. */
  effectiveTo?: CalendarDate
}

/** A planned change that is taken back before its day, for the file that asked for it says something else now. */
export interface TakeBackPlanned extends Planned, Slot {
  do: 'take-back'
  standard?: Id
  unit?: string
  before: Id | null
  after: Id | null
  effectiveFrom: CalendarDate
  effectiveTo?: CalendarDate
  /** The planned run, and the numbers of its changes that are taken back. */
  plannedRun: Id
  numbers: readonly number[]
  reason: 'stated' | 'absent'
}

export type PlannedChange =
  | CreatePerson
  | UpdatePerson
  | ArchivePerson
  | UnarchivePerson
  | SetCompetences
  | PlanLeaver
  | GiveTemplate
  | GiveStandard
  | GiveUnit
  | PlannedAssignment
  | PlanAhead
  | TakeBackPlanned

/** The changes that would make the world as wanted, each after what it needs. Data: printable, storable. */
export interface Plan {
  changes: readonly PlannedChange[]
  /** Fingerprint of the changes: two plans share it exactly when they would do the same. */
  hash: string
}

/** What became of a planned change. Every one has exactly one of these in the end. */
export type Outcome =
  | { outcome: 'done' }
  | { outcome: 'already-so' }
  | { outcome: 'moved-on'; sentence: string }
  | { outcome: 'refused'; code: string; sentence: string }
  | { outcome: 'not-tried'; why: 'waits' | 'stopped' | 'unsupported' }
  | { outcome: 'not-tried'; why: 'blocked'; by: ChangeKey }

/** Whether the change takes something away without putting anything in its place. */
export function isRemoval(change: PlannedChange): boolean {
  switch (change.do) {
    case 'archive-person':
      return true
    case 'plan-leaver':
      return change.undone !== true
    case 'take-back':
      return true
    case 'assign':
    case 'plan-ahead':
      return change.after === null
    default:
      return false
  }
}

/** Whether no call and no undo takes a change back: a standard or unit, once given, stays. Source: docs/onefile-api.md#5.8. */
export function isIrreversible({ do: kind }: PlannedChange): boolean {
  return kind === 'give-standard' || kind === 'give-unit' || kind === 'give-template'
}

/** Whether what depends on a change may go on after it. */
export function isSettled({ outcome }: Outcome): boolean {
  return outcome === 'done' || outcome === 'already-so'
}

/** The change that stands in the way of this one: the first it needs that was not settled. */
export function blockedBy(
  change: PlannedChange,
  outcomes: ReadonlyMap<ChangeKey, Outcome>,
): ChangeKey | undefined {
  return change.needs.find(key => {
    const outcome = outcomes.get(key)
    return outcome === undefined || !isSettled(outcome)
  })
}

/** The root of a chain of blocked changes: the one that failed by itself. */
export function rootCause(key: ChangeKey, outcomes: ReadonlyMap<ChangeKey, Outcome>): ChangeKey {
  let root = key
  for (let at = outcomes.get(root); at && 'by' in at; at = outcomes.get(root)) root = at.by
  return root
}
