import type { Tx } from '../src/storage/database.ts'
import { add, continueAfter } from '../src/storage/entities.ts'

/** A provider to measure on: everything by arithmetic, so that any size is made in constant memory. */
export interface WorldSize {
  organisations: number
  learners: number
  assessors: number
}

export const CUSTOMER = 1
export const STANDARDS = [1, 2]
export const UNITS = ['BENCH/1', 'BENCH/2', 'BENCH/3', 'BENCH/4']

const FIRST_ASSESSOR = 1000
const FIRST_LEARNER = 100_000
const PIECE = 2000

export const assessorId = (at: number) => FIRST_ASSESSOR + at
export const learnerId = (at: number) => FIRST_LEARNER + at
/** People are spread over the organisations in turn. */
export const organisationOf = (at: number, { organisations }: WorldSize) => 1 + (at % organisations)

/** Fills an empty database. */
export async function fillWorld(tx: Tx, size: WorldSize): Promise<void> {
  const { db } = tx
  await add(db, 'customer', [{ id: CUSTOMER, name: 'Bench' }])
  await add(
    db,
    'organisation',
    Array.from({ length: size.organisations }, (_, at) => ({
      id: at + 1,
      customer: CUSTOMER,
      name: `Centre ${at + 1}`,
      keychainForNewUsers: false,
      keychainEmailSuppressed: false,
      timeZone: null,
    })),
  )
  const all = { customer: CUSTOMER, organisations: null }
  await add(
    db,
    'standard',
    STANDARDS.map(id => ({ id, title: `Standard ${id}`, code: null, ...all })),
  )
  await add(
    db,
    'unit',
    UNITS.map(id => ({ id, title: id, ndaqCode: null, display: null, standards: STANDARDS, ...all })),
  )
  await inPieces(size.assessors, async at =>
    add(
      db,
      'user',
      at.map(one => userOf(size, one, 'assessor')),
    ),
  )
  await inPieces(size.learners, async at => {
    await add(
      db,
      'user',
      at.map(one => userOf(size, one, 'learner')),
    )
    await add(
      db,
      'aim',
      at.flatMap(one => aimsOf(size, one)),
    )
    await add(
      db,
      'unitSummary',
      at.flatMap(one => summariesOf(size, one)),
    )
  })
  await continueAfter(db, 'user', learnerId(size.learners))
}

async function inPieces(count: number, work: (at: number[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += PIECE) {
    await work(Array.from({ length: Math.min(PIECE, count - from) }, (_, at) => from + at))
  }
}

function userOf(size: WorldSize, at: number, kind: 'assessor' | 'learner') {
  const id = kind === 'assessor' ? assessorId(at) : learnerId(at)
  const name = { firstName: `First${at % 997}`, lastName: `Last${at % 8999}` }
  const nothing = {
    uln: null,
    placement: null,
    classroom: null,
    provider: null,
    learnerStatus: null,
    link: null,
  }
  const undated = { dateOfBirth: null, plannedEndDate: null, progress: null, archivedAt: null }
  return {
    ...name,
    ...nothing,
    ...undated,
    id,
    kind,
    organisation: organisationOf(at, size),
    username: `U${id}`,
    email: `u${id}@example.org`,
    misId: `M${id}`,
    createdOn: 0,
    startOn: '2026-01-01',
    lastModified: 0,
    deleteRequestedAt: null,
    caseloadTarget: null,
    erasedAt: null,
  }
}

const aimId = (at: number, standard: number) => 1 + at * STANDARDS.length + STANDARDS.indexOf(standard)

function aimsOf(size: WorldSize, at: number) {
  return STANDARDS.map(standard => ({
    organisation: organisationOf(at, size),
    id: aimId(at, standard),
    learner: learnerId(at),
    standard,
    status: 0,
    progress: 0,
    startDate: null,
    plannedEnd: null,
    registrationNumber: null,
    registrationDate: null,
    certificateAppliedDate: null,
    certificateReceivedDate: null,
    achievedDate: null,
  }))
}

function summariesOf(size: WorldSize, at: number) {
  return UNITS.map((unit, index) => {
    const standard = STANDARDS[index % STANDARDS.length]!
    return {
      organisation: organisationOf(at, size),
      id: 1 + at * UNITS.length + index,
      learner: learnerId(at),
      aim: aimId(at, standard),
      standard,
      unit,
      startDate: null,
      plannedEnd: null,
      weighting: null,
      progress: 0,
      signedOffOn: null,
    }
  })
}
