/** What public clients of OneFile's API are seen to do (docs/onefile-api.md#8), call by call and as they send it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PRESETS } from '../src/domain/scope.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const NOTHING = { status: 204, body: undefined }
const organisationID = String(cast.NORTH.id)

/** The only row that a search finds. */
async function onlyRow(client: OnefileClient, path: string, fields: Record<string, string>) {
  const { status, body } = await client.postForm(path, { organisationID, ...fields })
  expect([status, body?.length]).toEqual([200, 1])
  return body[0]
}

describe.each(ENGINES)('clients of OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient

  const signIn = async () => {
    client = onefileClient(stage, await stage.session(PRESETS.onefile))
  }

  beforeAll(async () => {
    stage = await setStage(engine)
    await signIn()
  })
  afterAll(() => stage.close())

  const ofLearner = async (learner: number) => {
    const rows = await stage.storage.db
      .selectFrom('assignments')
      .select(['level', 'role', 'person_id'])
      .where('learner_id', '=', learner)
      .orderBy('level')
      .orderBy('role')
      .orderBy('target')
      .execute()
    return rows.map(row => [row.level, row.role, row.person_id])
  }

  test('employers, the old way: by name, made where missing, placed, and assigned at level 1', async () => {
    const learner = await onlyRow(client, '/User/Search', {
      role: '1',
      FirstName: 'Orlagh',
      LastName: 'Tarn',
    })
    const named = { FirstName: 'Ambrose', LastName: 'Keel', Email: 'ambrose.keel@example.org' }
    expect(await client.postForm('/User/Search', { organisationID, Role: '40', ...named })).toEqual(NOTHING)
    const placement = await onlyRow(client, '/Placement/Search', { Name: 'Weir Mill' })
    const made = await client.postForm('/User', {
      ...{ organisationID, Role: '40', PlacementID: String(placement.ID), ...named },
    })
    expect(made.body).toEqual({ ID: expect.any(Number), Username: 'AKEEL' })
    const employer = made.body.ID
    const steps = [
      await client.postForm(`/User/${employer}/AssignPlacement/${placement.ID}/true`, { organisationID }),
      await client.postForm(`/User/${learner.ID}`, { organisationID, PlacementID: String(placement.ID) }),
      await client.postForm(`/User/${employer}/Assign`, { organisationID, LearnerID: '101', Level: '1' }),
    ]
    expect(steps).toEqual([NOTHING, NOTHING, NOTHING])
    expect((await client.get('/User/101')).body.PlacementID).toBe(placement.ID)
    expect(await ofLearner(101)).toEqual([[1, 2, employer]])
  })

  test('employers, the new way: by name, and set as default, which adds the link too', async () => {
    const learner = await onlyRow(client, '/User/Search', {
      Role: '1',
      FirstName: 'caspian',
      LastName: 'ROOKE',
    })
    const employer = await onlyRow(client, '/User/Search', { Role: '40', FirstName: 'Dorcas' })
    const fields = { organisationID, DefaultEmployerID: String(employer.ID) }
    expect(await client.postForm(`/User/${learner.ID}`, fields)).toEqual(NOTHING)
    expect(await client.postForm(`/User/${learner.ID}`, fields)).toEqual(NOTHING)
    expect(await ofLearner(learner.ID)).toEqual([
      [0, 2, employer.ID],
      [1, 2, employer.ID],
    ])
  })

  test('people and classes from files: class, assessor, observer, learner', async () => {
    const flags = { Archive: '0', SendCompletionMessage: '1', IVFinalSignOff: '0', CompletionMessage: 'Done' }
    const made = await client.postForm('/Classroom', { organisationID, Name: 'Cohort 7', ...flags })
    const classroom = await onlyRow(client, '/Classroom/Search', { Name: 'Cohort 7' })
    expect(classroom).toEqual({ ID: made.body, Name: 'Cohort 7', MISID: null })
    const create = async (role: number, name: string, more: Record<string, string> = {}) => {
      const Email = `${name.toLowerCase()}@example.org`
      const fields = { organisationID, Role: String(role), FirstName: name, LastName: 'Fenn', Email, ...more }
      return (await client.postForm('/User', fields)).body.ID as number
    }
    const PlacementID = String(cast.BAKERY.id)
    const assessor = await create(5, 'Ada')
    const observer = await create(45, 'Bede', { PlacementID })
    const learner = await create(1, 'Cleo', {
      ...{
        AssessorID: '1',
        DefaultAssessorID: String(assessor),
        ClassroomID: String(made.body),
        PlacementID,
      },
    })
    expect([assessor, observer, learner]).toEqual(Array(3).fill(expect.any(Number)))
    expect((await client.get(`/User/${learner}`)).body).toMatchObject({
      ...{ ClassroomID: made.body, PlacementID: 21, DefaultAssessorID: assessor },
    })
  })

  test('an applicant is registered: assessor over two roles, class, placement, learner, standard, units', async () => {
    const hesper = { FirstName: 'Hesper', LastName: 'Lindqvist' }
    expect(await client.postForm('/User/Search', { organisationID, Role: '5', ...hesper })).toEqual(NOTHING)
    const assessor = await onlyRow(client, '/User/Search', { Role: '4', ...hesper })
    const classroom = await onlyRow(client, '/Classroom/Search', { Name: 'Autumn 2025' })
    const placement = await onlyRow(client, '/Placement/Search', { Name: 'Harbour Bakery' })
    const made = await client.postForm('/User', {
      ...{ OrganisationID: organisationID, Role: '1', FirstName: 'Della', LastName: 'O’Rourke-Byrne' },
      ...{ Email: 'della@example.org', DefaultAssessorID: String(assessor.ID), organisationID },
      ...{ ClassroomID: String(classroom.ID), PlacementID: String(placement.ID) },
    })
    expect(made.body).toEqual({ ID: expect.any(Number), Username: 'DOROURKEBYRNE' })
    const aim = await client.postForm(`/Standard/51/Assign/${made.body.ID}`, { organisationID })
    const units = await client.postForm('/Unit/Search', { organisationID, StandardID: '51' })
    for (const { ID } of units.body) {
      const given = await client.postForm(`/Unit/${ID}/Assign/${made.body.ID}/51`, { organisationID })
      expect(given).toEqual({ status: 200, body: expect.any(Number) })
    }
    const { body } = await client.get(`/User/${made.body.ID}/UnitSummary`)
    expect(body.map((row: { LearningAimID: number }) => row.LearningAimID)).toEqual([aim.body, aim.body])
  })

  test('leavers are archived, found by id alone, brought back, and moved to another class', async () => {
    const { body: before } = await client.get(`/User/${cast.caspian.id}`)
    const extra = { organisationID, role: '1' }
    expect(await client.postForm('/User/102/Archive', extra)).toEqual(NOTHING)
    const { body: listed } = await client.postForm('/User/Search', { organisationID, role: '1' })
    expect(listed.map((row: { ID: number }) => row.ID)).not.toContain(102)
    expect((await client.get('/User/102')).body).toMatchObject({ ID: 102, Email: before.Email })
    expect(await client.postForm('/User/102/Unarchive', extra)).toEqual(NOTHING)
    expect(await client.postForm('/User/102', { ...extra, ClassroomID: '31' })).toEqual(NOTHING)
    expect((await client.get('/User/102')).body).toEqual({ ...before, ClassroomID: 31 })
  })

  test('a management system makes a learner and sends nearly everything again, dates as they are', async () => {
    const learner = {
      ...{ OrganisationID: '11', Role: 1, FirstName: 'Gwen', LastName: 'Hallow', Email: 'gwen@example.org' },
      ...{ DefaultAssessorID: '111', ClassroomID: '31', PlacementID: '21', DefaultEmployerID: '131' },
      ...{ MISID: 40213, ULN: '9900112233', NINO: 'QQ123456C', EpisodeName: 'Baker, level 2' },
      ...{ CentreRegister: '2026-02-23T00:00:00.000Z', DOB: '2006-05-14T00:00:00.000Z', L12: '31', L13: 'F' },
      ...{ StartOn: '2026-02-23T12:49:33.150Z', PlannedEndDate: '2027-08-31T00:00:00.000Z', L14: '1' },
      ...{ PrimaryLLDDCode: '4', SecondaryLLDDCodes: { 1: '9', 2: '12' }, SupportFunding: true },
      ...{ HomeAddress: '3 Quay\r\nFellside\r\nNE1 4XX', MobileNumber: '07700 900456', Website: '' },
    }
    const made = await client.post('/User', learner)
    expect(made.body).toEqual({ ID: expect.any(Number), Username: 'GHALLOW' })
    const { body: read } = await client.get(`/User/${made.body.ID}`)
    expect(read).toEqual({
      ...{ ...learner, ID: made.body.ID, Username: 'GHALLOW', OrganisationID: 11, MISID: '40213' },
      ...{ DefaultAssessorID: 111, ClassroomID: 31, PlacementID: 21, DefaultEmployerID: 131 },
      ...{ SecondaryLLDDCodes: ['9', '12'], StartOn: '2026-02-23T00:00:00.000Z', Website: null },
      ...{ ProviderID: null, LearnerStatusID: null, CompanyName: null, Telephone: null, WorkAddress: null },
      ...{ L15: null, L16: null },
      ...{ CreatedOn: '2026-03-02T09:00:00.000Z', LastModified: '2026-03-02T09:00:00.000Z', Progress: 0 },
    })
    const again = { ...learner, ID: made.body.ID, Username: 'GHALLOW', MobileNumber: '07700 900789' }
    expect(await client.post(`/User/${made.body.ID}`, again)).toEqual(NOTHING)
    const { body: reread } = await client.get(`/User/${made.body.ID}`)
    expect(reread).toEqual({ ...read, MobileNumber: '07700 900789' })
    const raw = await client.post(`/User/${made.body.ID}`, { ...again, CentreRegister: '23/02/2026' })
    expect(raw.status).toBe(400)
    expect(raw.body.message).toContain('CentreRegister must be written year first')
    const unlinked = await client.post('/User', { ...learner, DefaultAssessorID: '' })
    expect(unlinked.status).toBe(400)
    expect(unlinked.body.message).toContain('DefaultAssessorID')
  })

  test('another fetches every night who has changed since the first of the month, one by one', async () => {
    stage.time.now = Date.parse('2026-04-20T02:00:00Z')
    await signIn()
    await client.post(`/User/${cast.bryony.id}`, { Telephone: '01632 960007' })
    const changed = await client.post('/User/Search', { Role: 1, LastModified: '2026-04-01T00:00:00Z' })
    expect(changed.body).toEqual([{ ID: 103, FirstName: 'Bryony', LastName: 'Sedge', MISID: 'M103' }])
    const { body } = await client.get('/User/103')
    expect(body).toMatchObject({ LastModified: '2026-04-20T02:00:00.000Z', Telephone: '01632 960007' })
    expect((await client.get('/User/103/offthejob')).body).toMatchObject({ ID: 103, CachedActualHours: null })
  })

  test('one learner is pulled whole into another system, found by key, first name or last name alone', async () => {
    for (const filter of [{ MISID: 'm101' }, { FirstName: 'ORLAGH' }, { LastName: 'Tarn' }]) {
      const { body } = await client.post('/User/Search', { Role: 1, ...filter })
      expect(body).toEqual([{ ID: 101, FirstName: 'Orlagh', LastName: 'Tarn', MISID: 'M101' }])
    }
    const { body: user } = await client.get('/User/101')
    const { body: placement } = await client.get(`/Placement/${user.PlacementID}`)
    expect(placement).toMatchObject({ ID: user.PlacementID, Active: true })
    const reviews = await client.post('/Review/Search', { OrganisationID: 11, LearnerID: 101 })
    expect(reviews.body).toHaveLength(1)
    expect((await client.get('/Timesheet/Learner/101')).body).toHaveLength(1)
    expect((await client.post('/User/Search', { Role: 1, MISID: 'M10' })).status).toBe(204)
  })
})
