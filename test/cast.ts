/**
 * The people of every suite, small enough to check an expectation by eye. All names are invented.
 *
 * Organisation North: learners Orlagh (two standards) and Caspian (one), and Fenwick, a learner who has left;
 * assessors Isolde and Tobias, trainee assessor Hesper, archived assessor Quill; IQAs Perpetua and Rhodri, who
 * also has an assessor account with the same address; employer Dorcas at the bakery where Orlagh and Caspian
 * work, employer Lucan at the mill; observer Zephyrine. Organisation South: learner Bryony and assessor Marisol.
 */
import type { AccountKind } from '../src/domain/account.ts'
import type { Assignment, Holding } from '../src/domain/assignment.ts'
import type { Template } from '../src/domain/catalogue.ts'
import type { Holdings } from '../src/domain/change.ts'
import type { AimRef, Facts, UnitRef } from '../src/domain/facts.ts'
import { foldCase } from '../src/domain/folding.ts'
import type { Id } from '../src/domain/id.ts'
import type { Person } from '../src/domain/person.ts'
import type { Role } from '../src/domain/role.ts'
import { type Slot, type SlotKey, slotKey } from '../src/domain/slot.ts'
import { type Instant, startOf } from '../src/domain/time.ts'
import type { ActionPlan, Review, TimesheetEntry, Visit } from '../src/domain/work.ts'

/** Somebody of the cast: what the rules see, and what a data set also needs. */
export interface Member extends Person {
  flagged: boolean
  firstName: string
  lastName: string
  email: string
  misId: string
  classroom: Id | null
}

export interface Named {
  id: Id
  name: string
}

export interface OwnedByOrganisation extends Named {
  organisation: Id
}

export interface CastStandard {
  id: Id
  title: string
  code: string
}

export interface CastUnit {
  id: string
  title: string
  standards: readonly Id[]
}

export interface CastAim extends AimRef {
  learner: Id
}

export interface CastSummary extends UnitRef {
  learner: Id
  aim: Id
}

/** A working morning. Everything the cast holds was arranged before it. */
export const NOW: Instant = Date.parse('2026-03-02T09:00:00.000Z')

/** The first moment of a day of the story, such as `day('2026-01-10')`. */
export const day = startOf

export const CUSTOMER: Named = { id: 1, name: 'Fellside Training' }

export const NORTH: Named = { id: 11, name: 'Fellside North' }
export const SOUTH: Named = { id: 12, name: 'Fellside South' }
export const ORGANISATIONS: readonly Named[] = [NORTH, SOUTH]

export const BAKERY: OwnedByOrganisation = { id: 21, organisation: NORTH.id, name: 'Harbour Bakery' }
export const MILL: OwnedByOrganisation = { id: 22, organisation: NORTH.id, name: 'Weir Mill' }
export const PLACEMENTS: readonly OwnedByOrganisation[] = [BAKERY, MILL]

export const TIDEWATER: OwnedByOrganisation = { id: 26, organisation: NORTH.id, name: 'Tidewater Skills' }
export const PROVIDERS: readonly OwnedByOrganisation[] = [TIDEWATER]

export const AUTUMN: OwnedByOrganisation = { id: 31, organisation: NORTH.id, name: 'Autumn 2025' }
export const SPRING: OwnedByOrganisation = { id: 32, organisation: NORTH.id, name: 'Spring 2026' }
export const CLASSROOMS: readonly OwnedByOrganisation[] = [AUTUMN, SPRING]

export const BAKING: CastStandard = { id: 51, title: 'Level 2 Baking', code: 'XB0051' }
export const CARE: CastStandard = { id: 52, title: 'Level 3 Care', code: 'XC0052' }
export const STANDARDS: readonly CastStandard[] = [BAKING, CARE]

export const COMMUNICATION: CastUnit = {
  id: 'KS_COMM1',
  title: 'Communicate at work',
  standards: [BAKING.id, CARE.id],
}
export const DOUGH: CastUnit = { id: 'BK_DOUGH2', title: 'Prepare dough', standards: [BAKING.id] }
export const SAFETY: CastUnit = { id: 'CA_SAFE3', title: 'Keep people safe', standards: [CARE.id] }
export const UNITS: readonly CastUnit[] = [COMMUNICATION, DOUGH, SAFETY]

export const orlagh = member(101, 'learner', 'Orlagh', 'Tarn', {
  placement: BAKERY.id,
  classroom: AUTUMN.id,
})
export const caspian = member(102, 'learner', 'Caspian', 'Rooke', {
  placement: BAKERY.id,
  classroom: SPRING.id,
})
export const bryony = member(103, 'learner', 'Bryony', 'Sedge', { organisation: SOUTH.id })
export const fenwick = member(104, 'learner', 'Fenwick', 'Ashby', { archived: true })
export const isolde = member(111, 'assessor', 'Isolde', 'Marchbank')
export const tobias = member(112, 'assessor', 'Tobias', 'Ferrier')
export const hesper = member(113, 'trainee-assessor', 'Hesper', 'Lindqvist')
export const quill = member(114, 'assessor', 'Quill', 'Adeyemi', { archived: true })
export const rhodriAsAssessor = member(115, 'assessor', 'Rhodri', 'Vane')
export const marisol = member(116, 'assessor', 'Marisol', 'Okafor', { organisation: SOUTH.id })
export const perpetua = member(121, 'iqa', 'Perpetua', 'Wolfe')
export const rhodri = member(122, 'iqa', 'Rhodri', 'Vane')
export const dorcas = member(131, 'employer', 'Dorcas', 'Pell', { placement: BAKERY.id })
export const lucan = member(132, 'employer', 'Lucan', 'Thorne', { placement: MILL.id })
export const zephyrine = member(141, 'observer', 'Zephyrine', 'Bolt', { placement: BAKERY.id })

export const CAST: readonly Member[] = [
  ...[orlagh, caspian, bryony, fenwick],
  ...[isolde, tobias, hesper, quill, rhodriAsAssessor, marisol],
  ...[perpetua, rhodri, dorcas, lucan, zephyrine],
]

export const LEARNERS: readonly Member[] = CAST.filter(one => one.kind === 'learner')
export const STAFF: readonly Member[] = CAST.filter(one => one.kind !== 'learner')

export const orlaghBaking: CastAim = { id: 201, learner: orlagh.id, standard: BAKING.id }
export const orlaghCare: CastAim = { id: 202, learner: orlagh.id, standard: CARE.id }
export const caspianBaking: CastAim = { id: 203, learner: caspian.id, standard: BAKING.id }
export const bryonyCare: CastAim = { id: 204, learner: bryony.id, standard: CARE.id }
export const fenwickCare: CastAim = { id: 205, learner: fenwick.id, standard: CARE.id }
export const AIMS: readonly CastAim[] = [orlaghBaking, orlaghCare, caspianBaking, bryonyCare, fenwickCare]

export const orlaghDough = summary(301, orlaghBaking, DOUGH)
/** Orlagh does the same unit twice, once under each of her standards. */
export const orlaghCommBaking = summary(302, orlaghBaking, COMMUNICATION)
export const orlaghCommCare = summary(303, orlaghCare, COMMUNICATION)
export const caspianDough = summary(304, caspianBaking, DOUGH)
export const caspianComm = summary(305, caspianBaking, COMMUNICATION)
export const bryonySafety = summary(306, bryonyCare, SAFETY)
export const fenwickSafety = summary(307, fenwickCare, SAFETY)
export const SUMMARIES: readonly CastSummary[] = [
  ...[orlaghDough, orlaghCommBaking, orlaghCommCare],
  ...[caspianDough, caspianComm, bryonySafety, fenwickSafety],
]

/** Both units of baking, with weightings, and dates counted from the day a learner starts. */
export const BAKING_YEAR: Template = {
  id: 61,
  customer: CUSTOMER.id,
  title: 'Baking, one year',
  organisations: null,
  items: [
    {
      standard: BAKING.id,
      startDay: 0,
      endDay: 364,
      units: [
        { unit: DOUGH.id, weighting: 60, startDay: 0, endDay: 179 },
        { unit: COMMUNICATION.id, weighting: 40, startDay: 180, endDay: 364 },
      ],
    },
  ],
}

/** Isolde comes to see Orlagh at the bakery. */
export const orlaghVisit: Visit = {
  id: 71,
  organisation: NORTH.id,
  learner: orlagh.id,
  assessor: isolde.id,
  from: Date.parse('2026-03-16T10:00:00.000Z'),
  to: Date.parse('2026-03-16T11:00:00.000Z'),
  visitType: 2,
  smsReminder: false,
}
export const orlaghReview: Review = reviewOf(81, orlagh, {
  scheduledFor: orlaghVisit.from,
  assessor: isolde.id,
  employer: dorcas.id,
  visit: orlaghVisit.id,
})
export const bryonyReview: Review = reviewOf(82, bryony, {
  status: 4,
  scheduledFor: Date.parse('2026-02-20T14:00:00.000Z'),
  assessor: marisol.id,
  startedOn: Date.parse('2026-02-20T14:05:00.000Z'),
  assessorSignedOn: Date.parse('2026-02-20T14:55:00.000Z'),
  learnerSignedOn: Date.parse('2026-02-20T15:10:00.000Z'),
  endTime: Date.parse('2026-02-20T14:50:00.000Z'),
  progress: 37.5,
})
export const REVIEWS: readonly Review[] = [orlaghReview, bryonyReview]

export const orlaghPlan: ActionPlan = {
  id: 91,
  organisation: NORTH.id,
  learner: orlagh.id,
  title: 'Portfolio – spring',
  planOn: Date.parse('2026-02-09T13:00:00.000Z'),
  assessorSignedOn: Date.parse('2026-02-09T14:00:00.000Z'),
  learnerSignedOn: null,
}
export const orlaghWorkshop: TimesheetEntry = {
  id: 96,
  organisation: NORTH.id,
  learner: orlagh.id,
  category: 'Workshop',
  from: Date.parse('2026-02-11T09:00:00.000Z'),
  to: Date.parse('2026-02-11T12:30:00.000Z'),
  comments: 'Sourdough, from starter to loaf.',
  isOffTheJob: true,
}

/** An id that nothing and nobody in the cast has. */
export const NOBODY: Id = 999

export function defaultSlot(learner: { id: Id }, role: Role): Slot {
  return { learner: learner.id, level: 'default', role, target: 0 }
}

export function additionalSlot(learner: { id: Id }, role: Role, person: { id: Id }): Slot {
  return { learner: learner.id, level: 'additional', role, target: person.id }
}

export function aimSlot(aim: CastAim, role: Role): Slot {
  return { learner: aim.learner, level: 'aim', role, target: aim.id }
}

export function unitSlot(unit: CastSummary, role: Role): Slot {
  return { learner: unit.learner, level: 'unit', role, target: unit.id }
}

/** A slot with this person in it, by default since the first day of 2026. */
export function held(slot: Slot, person: { id: Id }, since: Instant = day('2026-01-01')): Assignment {
  return { ...slot, person: person.id, since }
}

/** A world in which exactly these assignments hold. */
export function worldOf(...assignments: Assignment[]): Holdings {
  return new Map(
    assignments.map(({ person, since, ...slot }): [SlotKey, Holding] => [slotKey(slot), { person, since }]),
  )
}

/** What is known to somebody who may see these people (the whole cast by default) in this world. */
export function factsOf(world: Holdings = new Map(), people: readonly Person[] = CAST): Facts {
  const accounts = new Map(people.map(one => [one.id, one]))
  return {
    account: id => accounts.get(id),
    aim: (learner, standard) => AIMS.find(one => one.learner === learner && one.standard === standard),
    units: (learner, unit) => SUMMARIES.filter(one => one.learner === learner && one.unit === unit),
    holding: slot => world.get(slotKey(slot)) ?? null,
  }
}

function member(
  id: Id,
  kind: AccountKind,
  firstName: string,
  lastName: string,
  rest: Partial<
    Pick<Member, 'organisation' | 'archived' | 'flagged' | 'placement' | 'classroom' | 'link'>
  > = {},
): Member {
  const email = `${firstName}.${lastName}@example.org`
  return {
    ...{ id, kind, firstName, lastName, email, emailFolded: foldCase(email), misId: `M${id}` },
    ...{ organisation: NORTH.id, archived: false, flagged: false, placement: null, classroom: null },
    link: null,
    ...rest,
  }
}

function summary(id: Id, aim: CastAim, unit: CastUnit): CastSummary {
  return { id, learner: aim.learner, aim: aim.id, standard: aim.standard, unit: unit.id }
}

function reviewOf(id: Id, learner: Member, rest: Partial<Review>): Review {
  return {
    ...{ id, organisation: learner.organisation, learner: learner.id, status: 1, scheduledFor: null },
    ...{ assessor: null, employer: null, visit: null, progress: null },
    ...{ createdOn: Date.parse('2026-02-16T09:00:00.000Z'), startedOn: null, endTime: null },
    ...{ assessorSignedOn: null, learnerSignedOn: null, employerSignedOn: null },
    ...rest,
  }
}
