import type { AccountKind } from '../../domain/account.ts'
import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import { addDays, type CalendarDate, dateOf, type Instant, startOf } from '../../domain/time.ts'
import { learnerNumber, TEMPORARY_LEARNER_NUMBER } from './identifiers.ts'
import { FAMILY_NAMES, GIVEN_NAMES } from './names.ts'
import { randomFor } from './random.ts'
import { STORY_LEARNERS, STORY_STAFF } from './story.ts'

/** How large a provider to make, and out of which numbers. */
export interface SyntheticSize {
  seed: number
  centres: number
  staff: number
  learners: number
  now: Instant
}

/** Somebody who works for or with the provider. */
export interface StaffMember {
  id: Id
  organisation: Id
  kind: AccountKind
  firstName: string
  lastName: string
  email: string
  misId: string | null
  placement: Id | null
  archived: boolean
}

/** A learner with what the learner was given. */
export interface SyntheticLearner {
  index: number
  id: Id
  organisation: Id
  firstName: string
  lastName: string
  email: string | null
  misId: string | null
  uln: string | null
  placement: Id
  classroom: Id
  startOn: CalendarDate
  archived: boolean
  /** Standards held, at most two. */
  standards: readonly Id[]
}

/** Kinds of thing that draw numbers of their own. */
const KIND = { staff: 1, learner: 2, employer: 3, family: 4 }

/** What the people at one centre are, in turn: more assessors than anything else. */
const RANKS: readonly AccountKind[] = [
  ...(['assessor', 'assessor', 'iqa', 'assessor', 'trainee-assessor'] as const),
  ...(['assessor', 'assessor', 'iqa', 'assessor', 'observer'] as const),
]

const STAFF_BASE = 1000
const PLACEMENT_BASE = 200
const CLASSROOM_BASE = 100_000

/** Learners that one workplace, and one class, takes. */
const LEARNERS_A_PLACEMENT = 20
const LEARNERS_A_CLASS = 50

/**
 * A synthetic provider of any size. Everything is worked out from its number, so that any part can be made again, and
 * nothing is kept but the staff.
 */
export class Provider {
  readonly size: SyntheticSize
  readonly today: CalendarDate
  readonly placementsEach: number
  readonly classroomsEach: number
  readonly staffCount: number
  readonly #staff = new Map<string, StaffMember[]>()

  constructor(size: SyntheticSize) {
    this.size = size
    this.today = dateOf(size.now)
    const learnersEach = Math.ceil(size.learners / size.centres)
    this.placementsEach = Math.max(4, Math.ceil(learnersEach / LEARNERS_A_PLACEMENT))
    this.classroomsEach = Math.max(2, Math.ceil(learnersEach / LEARNERS_A_CLASS))
    this.staffCount = Math.max(size.staff, STORY_STAFF.length)
  }

  get learnerBase(): Id {
    return STAFF_BASE + this.staffCount
  }

  /** Employers come after all learners, so that a learner's number does not depend on how many there are. */
  get employerBase(): Id {
    return Math.ceil((this.learnerBase + this.size.learners) / 100_000) * 100_000
  }

  organisationOf(index: number): Id {
    return 1 + (index % this.size.centres)
  }

  placementId(organisation: Id, at: number): Id {
    return PLACEMENT_BASE + (at % this.placementsEach) * this.size.centres + organisation
  }

  classroomId(organisation: Id, at: number): Id {
    return CLASSROOM_BASE + (at % this.classroomsEach) * this.size.centres + organisation
  }

  /** The people of the story come first, all at the first centre. */
  staffAt(index: number): StaffMember {
    const story = STORY_STAFF[index]
    if (story)
      return {
        ...story,
        id: STAFF_BASE + index + 1,
        organisation: 1,
        placement: this.placementId(1, 0),
        archived: false,
      }
    return this.#madeUpStaff(index)
  }

  #madeUpStaff(index: number): StaffMember {
    const organisation = this.organisationOf(index)
    const rank = Math.floor(index / this.size.centres)
    const kind = certain(RANKS[rank % RANKS.length])
    // One person in five works under two accounts: the IQA is the assessor of the rank before.
    const alias = kind === 'iqa' && rank % RANKS.length === 2 ? index - this.size.centres : index
    const random = randomFor(this.size.seed, KIND.staff, alias)
    const [firstName, lastName] = [random.pick(GIVEN_NAMES), random.pick(FAMILY_NAMES)]
    const email = `${mailName(firstName)}.${mailName(lastName)}.${alias}@example.org`
    return {
      id: STAFF_BASE + index + 1,
      organisation,
      kind,
      firstName,
      lastName,
      email,
      misId: random.chance(0.8) ? `FBW-S${String(200 + index).padStart(4, '0')}` : null,
      placement: kind === 'observer' ? this.placementId(organisation, index) : null,
      archived: rank % RANKS.length === 6 && random.chance(0.7),
    }
  }

  /** The employer of a placement. */
  employerOf(placement: Id): StaffMember {
    const at = placement - PLACEMENT_BASE - 1
    const organisation = 1 + (at % this.size.centres)
    const random = randomFor(this.size.seed, KIND.employer, at)
    const id = this.employerBase + at + 1
    const shared = { id, organisation, kind: 'employer', placement, misId: null, archived: false } as const
    if (at === 0) {
      return {
        ...shared,
        firstName: 'Dorcas',
        lastName: 'Penhallock',
        email: 'dorcas.penhallock@example.com',
      }
    }
    const [firstName, lastName] = [random.pick(GIVEN_NAMES), random.pick(FAMILY_NAMES)]
    return { ...shared, firstName, lastName, email: `${mailName(lastName)}.${id}@example.com` }
  }

  learnerAt(index: number): SyntheticLearner {
    const story = STORY_LEARNERS[index]
    const organisation = story ? 1 : this.organisationOf(index)
    const random = randomFor(this.size.seed, KIND.learner, index)
    const at = Math.floor(index / this.size.centres)
    const startOn = addDays(this.today, -30 - random.below(500))
    const drawn = {
      firstName: random.pick(GIVEN_NAMES),
      lastName: random.pick(FAMILY_NAMES),
      email: this.#learnerMail(index, random.next()),
      misId: misIdOf(index, random.next()),
      uln: ulnOf(index, random.next()),
      standards: random.chance(0.02) ? [] : [1 + random.below(3), 4 + random.below(3)],
      archived: random.chance(0.03),
    }
    return {
      index,
      id: this.learnerBase + index + 1,
      organisation,
      placement: story ? this.placementId(1, 0) : this.placementId(organisation, at),
      classroom: this.classroomId(organisation, at),
      ...drawn,
      ...story,
      startOn: story?.startOn ?? startOn,
      archived: story ? false : drawn.archived,
    }
  }

  /** Some have no address, and some share one with a brother or sister. */
  #learnerMail(index: number, drawn: number): string | null {
    const family = Math.floor(index / 2)
    if (randomFor(this.size.seed, KIND.family, family).chance(0.03)) return `family.${family}@example.com`
    return drawn < 0.05 ? null : `learner.${index}@example.org`
  }

  /** Somebody of a kind at a centre; nobody where the centre has none. */
  staffFor(organisation: Id, kinds: readonly AccountKind[], at: number): StaffMember | undefined {
    const key = `${organisation}/${kinds}`
    const known = this.#staff.get(key) ?? this.#staffAt(organisation, kinds)
    this.#staff.set(key, known)
    return known[at % known.length]
  }

  #staffAt(organisation: Id, kinds: readonly AccountKind[]): StaffMember[] {
    const indices = Array.from({ length: this.staffCount }, (_, index) => index)
    return indices
      .map(index => this.staffAt(index))
      .filter(member => member.organisation === organisation && kinds.includes(member.kind))
  }

  /** The account of somebody of the story. */
  storyStaff(lastName: string, kind: AccountKind): StaffMember {
    const index = STORY_STAFF.findIndex(one => one.lastName === lastName && one.kind === kind)
    return this.staffAt(index)
  }

  get begin(): Instant {
    return startOf(addDays(this.today, -600))
  }
}

/** Three formats and a gap, as three systems one after the other have left them. */
function misIdOf(index: number, drawn: number): string | null {
  if (drawn < 0.05) return null
  const number = String(1000 + index).padStart(6, '0')
  if (drawn < 0.6) return `FBW-${number}`
  return drawn < 0.9 ? `P2526-0417-${number}` : `fbw ${number}`
}

function ulnOf(index: number, drawn: number): string | null {
  if (drawn < 0.05) return TEMPORARY_LEARNER_NUMBER
  return drawn < 0.1 ? null : (learnerNumber(200 + index) ?? null)
}

/** A name as the part of an address before the @. */
function mailName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\p{L}-]/gu, '')
    .toLowerCase()
}

/** Ids of what a learner was given follow from the learner's number. */
export const aimId = (index: number, at: number) => 1 + index * 2 + at
export const summaryId = (index: number, at: number, place: number) => 1 + index * 4 + at * 2 + place
