import type { AccountKind } from '../../domain/account.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { AimWordsKind } from './identifiers.ts'

/** What may find an account for certain. A key that failed its check is not in here. */
export interface PersonKeys {
  /** The account's number on the server. */
  onefileId?: Id
  /** `onefileId` stands under a header such as `ID` or `user_id`, which may mean another system's number. */
  isBareId?: true
  /** The number in the provider's own system. */
  misId?: string
  /** The MIS id stood in the file as a number: zeros before it may be lost, or come from a number format alone. */
  isNumber?: true
  /** References that the person had before, or has in a second numbering. */
  otherMisIds?: readonly string[]
  uln?: string
  /** Tidy: lower case, without spaces and `mailto:`. */
  email?: string
}

/** A name as it stands in the file, trimmed. A full name that no comma divides is never split. */
export interface PersonName {
  given?: string
  family?: string
  full?: string
  knownAs?: string
  /** Letters beyond plain ones stand on a guess of how the file is encoded. */
  isGuess?: true
}

/** Somebody whom a row speaks of. One row's statements share the same object for the same person. */
export interface Naming {
  keys: PersonKeys
  name: PersonName
  place: SourceLocation
}

/** Where a learner works, as far as a file says. */
export interface Workplace {
  /** Number of the placement on the server. */
  id?: Id
  name?: string
  /** Nine digits with a correct check digit (EDRS, ERN, EmpId). */
  employerId?: string
  agreementId?: string
}

/** Where a learner will work from a day that has not come. */
export interface LaterWorkplace {
  from: CalendarDate
  /** The employer's number, or words where there is none. */
  employer: string
}

/** What in a source says something: fields with their values, in the source's own words, and where they stand. */
interface Sign {
  /** Such as `CompStatus 3, LearnActEndDate 2026-10-15`. */
  words: string
  place: SourceLocation
  /** Why nothing may follow from it: what contradicts what, as a sentence. */
  unclear?: string
}

/** That learning came to an end, or to a break, or will. What follows from it is for the mapping to say. */
export interface Ending extends Sign {
  state: 'break' | 'withdrawn' | 'completed'
  /** The last day of learning, which may be to come; not said where it is missing. */
  lastDay?: CalendarDate
}

/** That learning goes on after a break, or will. */
export interface Restart extends Sign {
  /** Its first day; not said where it is missing, and then it counts only for a learner who is known to be on a break. */
  from?: CalendarDate
  /** The last day before the break, where the source has it. */
  before?: CalendarDate
}

/** Since when a learner is with an employer. */
export interface EmployedSince extends Sign {
  from: CalendarDate
}

/** What a file says of a learner as a whole. */
export type LearnerState = 'active' | 'completed' | 'withdrawn' | 'break' | 'archived'

/** What a file says of a person beside name and keys. What is missing was not said. */
export interface PersonFacts {
  birth?: CalendarDate
  nino?: string
  start?: CalendarDate
  plannedEnd?: CalendarDate
  actualEnd?: CalendarDate
  state?: LearnerState
  /** How the learning as a whole ended, or goes on after a break. */
  ending?: Ending
  restart?: Restart
  employedSince?: EmployedSince
  /** Start of what the learner does now, after a break or again later, where it is not `start`. */
  resumed?: CalendarDate
  workplace?: Workplace
  /** Employers that hold from one day, as numbers or words: which is the learner's cannot be told. */
  rivalEmployers?: { from: CalendarDate; employers: readonly string[] }
  laterWorkplaces?: readonly LaterWorkplace[]
  classroom?: { id?: Id; name?: string }
  /** The file has a column for the address, and leaves it blank, or without one that can be used. */
  hasNoAddress?: true
  organisation?: Id
  /** The name of the organisation, where a column gives that and not its number. */
  organisationName?: string
  lastSeen?: CalendarDate
}

interface Stated {
  place: SourceLocation
}

/** That somebody has (or had) an account of a kind, and what is known of them. `other` is never assigned to learners. */
export interface PersonStatement extends Stated {
  says: 'person'
  who: Naming
  account: AccountKind | 'other'
  archived?: boolean
  facts: PersonFacts
}

/** Words that name a standard, aim or unit; the mapping's table and the server say which one it is. */
export interface AimWords {
  words: string
  /** `onefile-id` is the number of a standard on the server, `lars-standard` the agency's number of a standard. */
  kind: AimWordsKind | 'onefile-id' | 'lars-standard'
  /** Level of a skill that is the same aim at several levels: `L2`, `E3`. */
  level?: string
}

/** How far a learner has come with one aim. */
export type AimState = 'continuing' | 'completed' | 'withdrawn' | 'break'

/** That a learner studies towards a standard or aim. */
export interface AimStatement extends Stated {
  says: 'aim'
  learner: Naming
  aim: AimWords
  unit?: AimWords
  /** The programme aim of the ILR stands for the whole; its parts name it by the same words. */
  part?: 'programme' | 'component'
  state?: AimState
  start?: CalendarDate
  /** Start before a break, where the learner has restarted. */
  firstStart?: CalendarDate
  plannedEnd?: CalendarDate
  actualEnd?: CalendarDate
  restarted?: boolean
  /** How it ended or will, with what says so. */
  ending?: Ending
  /** Employer ids of work placements within the aim. */
  workplaces?: readonly string[]
}

/** That somebody is to be, or no longer to be, beside a learner. */
export interface AssignmentStatement extends Stated {
  says: 'assignment'
  want: 'hold' | 'remove'
  learner: Naming
  role: Role
  level: Level
  /** At `aim`, and at `unit` where the file says it. */
  aim?: AimWords
  unit?: AimWords
  /** Nobody with `remove`: whoever is there. */
  who: Naming | null
  effectiveFrom?: CalendarDate
  /** The last day on which they are to be there. */
  effectiveTo?: CalendarDate
  /** The row names no aim where one may be meant: at `additional`, unless the learner has just one. */
  aimless?: true
  /** Whom the row believes to be there now: nothing is done where somebody else is. */
  expects?: Naming
  /** `effectiveFrom` is the start of the aim, and counts only where it is newer than what is there. */
  isFromAim?: true
}

/** That a place of work exists. */
interface WorkplaceStatement extends Stated {
  says: 'workplace'
  workplace: Workplace
  email?: string
}

/** That a review was or will be held. It assigns nobody; rules about leavers look at it. */
interface ReviewStatement extends Stated {
  says: 'review'
  learner: Naming
  assessor?: Naming
  scheduled?: CalendarDate
  held?: CalendarDate
  status?: string
}

/** That a member of staff may assess or assure standards, or no longer. */
export interface CompetenceStatement extends Stated {
  says: 'competence'
  who: Naming
  /** As what they are looked for; an assessor, else an IQA, where the row does not say. */
  role?: Role
  standards: readonly CompetenceWish[]
}

/** One standard that somebody may assess or may no longer; all of them where none is named. */
export interface CompetenceWish {
  aim: AimWords | 'all'
  remove?: true
}

/** Something that a row says. Blank cells say nothing. */
export type Statement =
  | PersonStatement
  | AimStatement
  | AssignmentStatement
  | WorkplaceStatement
  | ReviewStatement
  | CompetenceStatement
