// @ts-nocheck: what it imports is installed in a folder of its own.
/** What every peer is filled with: the same people as `bench/world.ts`, as plain tables that anybody would make for them. */
import { createHash } from 'node:crypto'

/** What the parent says: where the data lies, how large the world is, and how many learners have somebody already. */
export const role = JSON.parse(process.argv[2])
export const SECRET = 'bench-secret'
export const hashOf = secret => createHash('sha256').update(secret).digest('hex')

/** The columns of a person by the name that OneFile's API has for each, so that the answers are alike. */
export const COLUMNS = {
  ID: 'integer',
  FirstName: 'text',
  LastName: 'text',
  MISID: 'text',
  Username: 'text',
  OrganisationID: 'integer',
  Role: 'integer',
  DefaultAssessorID: 'integer',
  DefaultEmployerID: 'integer',
  Email: 'text',
  ClassroomID: 'integer',
  PlacementID: 'integer',
  ProviderID: 'integer',
  LearnerStatusID: 'integer',
  CompanyName: 'text',
  MobileNumber: 'text',
  Telephone: 'text',
  Website: 'text',
  WorkAddress: 'text',
  HomeAddress: 'text',
  ULN: 'text',
  EpisodeName: 'text',
  CentreRegister: 'text',
  DOB: 'text',
  StartOn: 'text',
  PlannedEndDate: 'text',
  SupportFunding: 'integer',
  CreatedOn: 'text',
  LastModified: 'text',
  Progress: 'real',
}

const DAY = '1970-01-01T00:00:00.000Z'

function person(id, kind, at, assessor) {
  return {
    ID: id,
    FirstName: `First${at % 997}`,
    LastName: `Last${at % 8999}`,
    MISID: `M${id}`,
    Username: `U${id}`,
    OrganisationID: 1 + (at % role.organisations),
    Role: kind,
    DefaultAssessorID: assessor,
    Email: `u${id}@example.org`,
    StartOn: '2026-01-01T00:00:00.000Z',
    CreatedOn: DAY,
    LastModified: DAY,
  }
}

export const assessorOf = at => 1000 + (at % role.organisations)

/** Everybody: assessors, then learners, of whom the first have a default assessor. */
export function* people() {
  for (let at = 0; at < role.assessors; at += 1) yield person(1000 + at, 5, at, null)
  for (let at = 0; at < role.learners; at += 1)
    yield person(100_000 + at, 1, at, at < role.assigned ? assessorOf(at) : null)
}

/** Two aims for each learner. */
export function* aims() {
  for (let at = 0; at < role.learners; at += 1)
    for (const standard of [1, 2])
      yield { id: at * 2 + standard, learner_id: 100_000 + at, standard_id: standard }
}

/** The default assessor of some learners, and the assessor of their two aims. */
export function* assignments() {
  for (let at = 0; at < role.assigned; at += 1) {
    const who = { learner_id: 100_000 + at, role: 0, person_id: assessorOf(at), since: 0 }
    yield { ...who, level: 0, target: 0 }
    for (const standard of [1, 2]) yield { ...who, level: 2, target: at * 2 + standard }
  }
}
