import { endLine, HEADER, type RecordName, writeRecord } from '../../contract/dataset.ts'
import type { Id } from '../../domain/id.ts'
import { addDays, startOf } from '../../domain/time.ts'
import { assignmentsOf } from './assignments.ts'
import { STANDARDS, templates, UNITS, unitsUnder } from './catalogue.ts'
import { storyMobile } from './identifiers.ts'
import {
  aimId,
  Provider,
  type StaffMember,
  type SyntheticLearner,
  type SyntheticSize,
  summaryId,
} from './provider.ts'
import { STORY_LEARNERS } from './story.ts'
import { workOf } from './work.ts'

const CUSTOMER = 1
const DAY = 86_400_000

/** The provider that a first start gets: three centres, sixty staff, twelve hundred learners. */
export const FIRST_PROVIDER: Omit<SyntheticSize, 'now'> = {
  seed: 20_261,
  centres: 3,
  staff: 60,
  learners: 1200,
}

/**
 * The lines of a data set that holds a synthetic training provider, with the usual mess. The same size, seed and day
 * give the same lines; memory does not grow with the size.
 */
export function* syntheticDataset(size: SyntheticSize): Generator<string> {
  yield HEADER
  let records = 0
  for (const [record, values] of recordsOf(new Provider(size))) {
    records += 1
    yield writeRecord(record, values)
  }
  yield endLine(records)
}

type Made = [RecordName, object]

function* recordsOf(provider: Provider): Generator<Made> {
  yield ['customer', { id: CUSTOMER, name: 'Fablewick Training' }]
  yield* centres(provider)
  yield* catalogue()
  yield* people(provider)
  for (const learner of learners(provider)) yield* aims(learner)
  for (const learner of learners(provider)) yield* summaries(learner)
  for (const kind of ['visit', 'review', 'plan', 'timesheetEntry', 'offTheJob'] as const) {
    for (const learner of learners(provider)) yield* workOf(kind, provider, learner)
  }
  for (const learner of learners(provider)) {
    for (const one of assignmentsOf(provider, learner)) yield ['assignment', one]
  }
}

function* learners(provider: Provider): Generator<SyntheticLearner> {
  const count = Math.max(provider.size.learners, STORY_LEARNERS.length)
  for (let index = 0; index < count; index += 1) yield provider.learnerAt(index)
}

const CENTRE_NAMES = ['Netherby', 'Quay Lane', 'Thistle Row']

function* centres(provider: Provider): Generator<Made> {
  const ids = Array.from({ length: provider.size.centres }, (_, at) => at + 1)
  for (const id of ids) {
    const name = `Fablewick ${CENTRE_NAMES[id - 1] ?? `Centre ${id}`}`
    yield [
      'organisation',
      { id, customer: CUSTOMER, name, keychainForNewUsers: true, keychainEmailSuppressed: true },
    ]
  }
  for (const organisation of ids)
    yield* statuses('learnerStatus', organisation, ['On programme', 'Break in learning', 'Completed'])
  for (const organisation of ids)
    yield* statuses('aimStatus', organisation, ['In progress', 'Achieved', 'Withdrawn'])
  for (let at = 0; at < provider.placementsEach; at += 1) {
    for (const organisation of ids)
      yield ['placement', placement(provider.placementId(organisation, at), organisation, at)]
  }
  for (let at = 0; at < provider.classroomsEach; at += 1) {
    for (const organisation of ids) {
      const id = provider.classroomId(organisation, at)
      yield ['classroom', { id, organisation, name: `Cohort ${at + 1}`, misId: `C${id}` }]
    }
  }
  for (const organisation of ids) {
    yield ['provider', { id: organisation, organisation, name: 'Lanternfield Partners', misId: null }]
  }
}

function* statuses(
  record: 'learnerStatus' | 'aimStatus',
  organisation: Id,
  names: readonly string[],
): Generator<Made> {
  for (const [at, name] of names.entries()) yield [record, { id: organisation * 10 + at, organisation, name }]
}

const TRADES = ['Bakery', 'Care Home', 'Joinery', 'Nursery', 'Garage', 'Kitchen', 'Library', 'Clinic']

/** Of some places nobody has said more than the name, as of some learners. */
function placement(id: Id, organisation: Id, at: number): object {
  const name = `Site ${at + 1} ${TRADES[at % TRADES.length]}`
  const address = `${at + 1} Example Street\r\nNetherby\r\nZZ99 3WZ`
  const told = at % 5 === 3 ? {} : { address, telephone: '01632 960100' }
  return { id, organisation, name, misId: null, active: true, ...told }
}

function* catalogue(): Generator<Made> {
  for (const standard of STANDARDS) yield ['standard', { ...standard, customer: CUSTOMER }]
  for (const unit of UNITS) yield ['unit', { ...unit, customer: CUSTOMER }]
  for (const template of templates()) yield ['template', { ...template, customer: CUSTOMER }]
}

function* people(provider: Provider): Generator<Made> {
  const count = provider.size.centres
  for (let index = 0; index < provider.staffCount; index += 1) {
    yield ['user', staffRecord(provider, provider.staffAt(index))]
  }
  for (let at = 0; at < provider.placementsEach * count; at += 1) {
    const organisation = 1 + (at % count)
    const workplace = provider.placementId(organisation, Math.floor(at / count))
    yield ['user', staffRecord(provider, provider.employerOf(workplace))]
  }
  for (const learner of learners(provider)) yield ['user', learnerRecord(provider, learner)]
}

function username(firstName: string, lastName: string, id: Id): string {
  return `${firstName.charAt(0)}${lastName.replace(/[^\p{L}]/gu, '')}${id}`.toUpperCase()
}

function staffRecord(provider: Provider, { archived, ...member }: StaffMember): object {
  return {
    ...member,
    username: username(member.firstName, member.lastName, member.id),
    createdOn: provider.begin,
    lastModified: provider.begin,
    archivedAt: archived ? startOf(provider.today) - 20 * DAY : null,
    mobileNumber: storyMobile(member.id),
    ...(member.kind === 'assessor' && { caseloadTarget: member.id % 5 === 0 ? 0 : 35 }),
  }
}

function learnerRecord(provider: Provider, learner: SyntheticLearner): object {
  const { index, archived, standards: _, ...person } = learner
  const began = startOf(learner.startOn)
  return {
    ...person,
    kind: 'learner',
    username: username(learner.firstName, learner.lastName, learner.id),
    learnerStatus: learner.organisation * 10,
    createdOn: began,
    lastModified: began + (index % 20) * DAY,
    plannedEndDate: addDays(learner.startOn, 365),
    dateOfBirth: addDays('2007-01-01', -(index % 1500)),
    progress: index % 101,
    archivedAt: archived ? startOf(provider.today) - 5 * DAY : null,
    episodeName: 'Apprenticeship',
    homeAddress: index % 11 === 5 ? null : `${index + 1} Example Street\r\nNetherby\r\nZZ99 9ZZ`,
  }
}

function* aims({ index, id, organisation, standards, startOn }: SyntheticLearner): Generator<Made> {
  for (const [at, standard] of standards.entries()) {
    const dates = { startDate: startOn, plannedEnd: addDays(startOn, 365) }
    yield [
      'aim',
      {
        id: aimId(index, at),
        organisation,
        learner: id,
        standard,
        status: 0,
        progress: index % 101,
        ...dates,
      },
    ]
  }
}

function* summaries({ index, id, organisation, standards, startOn }: SyntheticLearner): Generator<Made> {
  for (const [at, standard] of standards.entries()) {
    for (const [place, unit] of unitsUnder(standard).entries()) {
      const of = { learner: id, aim: aimId(index, at), standard, unit, startDate: startOn }
      yield [
        'unitSummary',
        { id: summaryId(index, at, place), organisation, ...of, weighting: 50, progress: 0 },
      ]
    }
  }
}
