import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aimFields } from '../src/contract/onefile/aim.ts'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { unitSummaryFields } from '../src/contract/onefile/unit-summary.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put, recordOf } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('learning aims over OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient
  let south: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    await put(stage, 'aimStatus', [{ id: 47, organisation: cast.SOUTH.id, name: 'Withdrawn' }])
    client = onefileClient(stage, await stage.session())
    south = onefileClient(stage, await stage.session(undefined, [cast.SOUTH.id]))
  })
  afterAll(() => stage.close())

  const assign = (person: number, body: object) => client.post(`/User/${person}/Assign`, body)

  test('an un-paged search gives what tells aims apart', async () => {
    expect(await client.post('/LearningAim/Search/', { UserID: String(cast.orlagh.id) })).toEqual({
      status: 200,
      body: [
        { ID: 201, StandardID: 51, UserID: 101, Status: 0 },
        { ID: 202, StandardID: 52, UserID: 101, Status: 0 },
      ],
    })
  })

  test('a paged search gives the whole of an aim, null where it has no value', async () => {
    const { body } = await client.postForm('/learningaim/search/1/50', {
      userid: String(cast.caspian.id),
      organisationID: '11',
    })
    expect(body).toEqual([
      {
        ...{ ID: 203, StandardID: 51, UserID: 102, Status: 0, Progress: 0 },
        ...{ StartDate: '2025-09-01T00:00:00.000Z', PlannedEnd: '2026-08-31T00:00:00.000Z' },
        ...{ RegistrationNumber: null, RegistrationDate: null, CertificateAppliedDate: null },
        ...{ CertificateReceivedDate: null, AchievedDate: null, AssessorID: null, IQAID: null, IVID: null },
      },
    ])
  })

  test('searches without an organisation cover all that the token sees', async () => {
    expect(ids((await client.post('/LearningAim/Search')).body)).toEqual([201, 202, 203, 204, 205])
    expect(ids((await south.post('/LearningAim/Search')).body)).toEqual([204])
    expect(ids((await client.post('/LearningAim/Search', { organisationid: 12 })).body)).toEqual([204])
    const unknown = await south.post('/LearningAim/Search', { OrganisationID: cast.NORTH.id })
    expect(unknown).toMatchObject({ status: 400, body: { code: -11 } })
  })

  test('an empty search, and a page past the end, are 204 without a body', async () => {
    const nothing = { status: 204, body: undefined }
    expect(await client.post('/LearningAim/Search', { UserID: cast.NOBODY })).toEqual(nothing)
    expect(await client.post('/LearningAim/Search/9/10')).toEqual(nothing)
    expect(await client.post('/UnitSummary/Search/9/10')).toEqual(nothing)
    expect((await client.post('/LearningAim/Search/0/10')).status).toBe(400)
    expect((await client.post('/UnitSummary/Search/1/1001')).status).toBe(400)
  })

  test('pages follow one another by id', async () => {
    const page = async (at: number) => ids((await client.post(`/LearningAim/Search/${at}/2`)).body)
    expect([await page(1), await page(2), await page(3)]).toEqual([[201, 202], [203, 204], [205]])
  })

  test('an aim shows who is set on it, the IQA under both names', async () => {
    await assign(cast.isolde.id, { LearnerID: cast.orlagh.id, Level: 3, StandardID: 51 })
    await assign(cast.perpetua.id, { LearnerID: cast.orlagh.id, Level: 3, StandardID: 51 })
    const { body } = await client.get('/LearningAim/201')
    expect(body).toMatchObject({
      AssessorID: cast.isolde.id,
      IQAID: cast.perpetua.id,
      IVID: cast.perpetua.id,
    })
    const page = await client.post('/LearningAim/Search/1/10', { UserID: cast.orlagh.id })
    expect(page.body[0]).toEqual(body)
    expect(page.body[1].AssessorID).toBeNull()
  })

  test('a unit summary shows who is set on it, not who is set on its aim', async () => {
    const body = { LearnerID: cast.orlagh.id, Level: 2, UnitID: cast.COMMUNICATION.id, StandardID: 52 }
    await assign(cast.tobias.id, body)
    const page = await client.post('/UnitSummary/Search/1/10', { UserID: cast.orlagh.id })
    const summaries = [
      { ID: 301, UnitID: 'BK_DOUGH2', StandardID: 51, LearningAimID: 201, UserID: 101, Progress: 0 },
      { ID: 302, UnitID: 'KS_COMM1', StandardID: 51, LearningAimID: 201, UserID: 101, Progress: 0 },
      {
        ...{ ID: 303, UnitID: 'KS_COMM1', StandardID: 52, LearningAimID: 202, UserID: 101, Progress: 0 },
        AssessorID: cast.tobias.id,
      },
    ]
    expect(page.body).toEqual(summaries.map(one => recordOf(unitSummaryFields, one)))
  })

  test('a server told to hide inferred fields shows nobody', async () => {
    const quiet = await setStage(engine, { inferredFields: false })
    const other = onefileClient(quiet, await quiet.session())
    await other.post(`/User/${cast.isolde.id}/Assign`, { LearnerID: 101, Level: 3, StandardID: 51 })
    expect((await other.get('/LearningAim/201')).body).not.toHaveProperty('AssessorID')
    expect((await other.post('/LearningAim/Search/1/1')).body[0]).not.toHaveProperty('AssessorID')
    await quiet.close()
  })

  test('one aim is read by id; one that the token does not see is unknown', async () => {
    expect((await client.get('/learningAIM/204/')).body).toMatchObject({ ID: 204, UserID: cast.bryony.id })
    const code = ONEFILE_CODES['aim-unknown']
    expect(await south.get('/LearningAim/201')).toMatchObject({ status: 404, body: { code } })
    expect(await south.post('/LearningAim/201', { Status: 0 })).toMatchObject({ status: 404, body: { code } })
    expect(await client.get('/LearningAim/999')).toMatchObject({ status: 404, body: { code } })
  })

  test('an update changes what is sent and leaves the rest', async () => {
    const sent = {
      ...{ Status: 0, StartDate: '2025-09-08T00:00:00.000Z', PlannedEnd: '2026-09-07' },
      ...{ RegistrationNumber: 44710, RegistrationDate: '2025-10-01T23:30:00+01:00' },
      ...{ CertificateAppliedDate: '2026-02-01T00:00:00Z', organisationID: 11, unknown: 'x' },
    }
    expect(await client.post('/LearningAim/202', sent)).toEqual({ status: 204, body: undefined })
    await client.postForm('/learningaim/202/', {
      status: '46',
      AchievedDate: '',
      CertificateReceivedDate: '2026-02-20',
    })
    const changed = {
      ...{ ID: 202, StandardID: 52, UserID: 101, Status: 46, Progress: 0 },
      ...{ StartDate: '2025-09-08T00:00:00.000Z', PlannedEnd: '2026-09-07T00:00:00.000Z' },
      ...{ RegistrationNumber: '44710', RegistrationDate: '2025-10-01T00:00:00.000Z' },
      ...{ CertificateAppliedDate: '2026-02-01T00:00:00.000Z' },
      ...{ CertificateReceivedDate: '2026-02-20T00:00:00.000Z' },
    }
    expect((await client.get('/LearningAim/202')).body).toEqual(recordOf(aimFields, changed))
  })

  test('null clears a date, and what is not sent stays', async () => {
    await client.post('/LearningAim/205', { AchievedDate: '2026-01-15', StartDate: null })
    const { body } = await client.get('/LearningAim/205')
    expect(body).toMatchObject({ AchievedDate: '2026-01-15T00:00:00.000Z' })
    expect(body.PlannedEnd).not.toBeNull()
    expect(body.StartDate).toBeNull()
  })

  test('a status is 0 or one of the organisation’s own', async () => {
    const code = ONEFILE_CODES['aim-status-unknown']
    for (const status of [47, 999]) {
      const answer = await client.post('/LearningAim/201', { Status: status, RegistrationNumber: 'NO' })
      expect(answer).toMatchObject({ status: 400, body: { code } })
    }
    expect((await client.post('/LearningAim/201', { Status: -1 })).status).toBe(400)
    expect((await client.post('/LearningAim/201', { Status: 0 })).status).toBe(204)
    expect((await client.get('/LearningAim/201')).body.RegistrationNumber).toBeNull()
  })

  test.each([
    ['15/01/2026', 'must be written year first'],
    ['2026-02-30', 'must be a date that exists'],
    [20260115, 'must be a date'],
  ])('the date %s is refused and named', async (sent, why) => {
    const answer = await client.post('/LearningAim/201', { achieveddate: sent })
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(`AchievedDate ${why}`)
  })

  test('achieved aims are found by the date of achievement', async () => {
    await client.post('/LearningAim/204', { AchievedDate: '2026-02-28' })
    const search = async (filter: object) => {
      const { body } = await client.post('/LearningAim/Search', filter)
      return body === undefined ? [] : ids(body)
    }
    expect(await search({ LearningAimCompletionStatus: '1' })).toEqual([204, 205])
    expect(await search({ LearningAimCompletionStatus: 1, DateFrom: '2026-02-01' })).toEqual([204])
    expect(await search({ DateFrom: '2026-01-15T00:00:00+00:00', DateTo: '2026-02-28' })).toEqual([204, 205])
    expect(await search({ DateTo: '2026-02-27', StandardID: 52 })).toEqual([205])
    expect(await search({ DateTo: '2026-01-14' })).toEqual([])
    expect((await client.post('/LearningAim/Search', { DateFrom: '01/02/2026' })).status).toBe(400)
    expect((await client.post('/LearningAim/Search', { LearningAimCompletionStatus: 7 })).status).toBe(400)
  })

  test('unit summaries are found by unit, aim, standard and organisation', async () => {
    const search = async (filter: object) => ids((await client.post('/UnitSummary/Search/1/99', filter)).body)
    expect(await search({ UnitID: 'KS_COMM1' })).toEqual([302, 303, 305])
    expect(await search({ LearningAimID: 203 })).toEqual([304, 305])
    expect(await search({ StandardID: 52, OrganisationID: 12 })).toEqual([306])
    expect(ids((await south.post('/unitsummary/search/1/99')).body)).toEqual([306])
  })

  test('the skills of a learner are assigned, and an aim that is not there is told', async () => {
    const level3 = (StandardID: number) =>
      assign(cast.tobias.id, { LearnerID: cast.caspian.id, Level: 3, StandardID, organisationID: 11 })
    expect((await level3(51)).status).toBe(204)
    const missing = await level3(52)
    expect(missing).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['standard-not-held'] } })
    const aim = await client.post(`/Standard/52/Assign/${cast.caspian.id}`)
    expect((await level3(52)).status).toBe(204)
    expect((await client.get(`/LearningAim/${aim.body}`)).body.AssessorID).toBe(cast.tobias.id)
  })

  test('reading needs the scope read, and changing the scope manage', async () => {
    const reader = onefileClient(stage, await stage.session(['read', 'assign']))
    const giver = onefileClient(stage, await stage.session(['manage']))
    expect((await reader.post('/LearningAim/201', { Status: 0 })).status).toBe(403)
    expect((await reader.get('/LearningAim/201')).status).toBe(200)
    expect((await giver.get('/LearningAim/201')).status).toBe(403)
    expect((await giver.post('/UnitSummary/Search/1/10')).status).toBe(403)
  })

  test('an un-paged search of more rows than one piece is whole and in order', async () => {
    const { id: _, ...plain } = await aimRow(stage)
    const learner = { ...(await learnerRow(stage)), misId: null, email: null }
    const many = Array.from({ length: 1203 }, (_, at) => 5000 + at)
    await put(
      stage,
      'user',
      many.map(id => ({ ...learner, id })),
    )
    await put(
      stage,
      'aim',
      many.map(id => ({ ...plain, id, learner: id })),
    )
    const { body } = await client.post('/LearningAim/Search', { OrganisationID: 12 })
    expect(ids(body)).toEqual([204, ...many])
    expect(ids((await client.post('/LearningAim/Search/2/1000', { OrganisationID: 12 })).body)).toHaveLength(
      204,
    )
  })
})

function ids(rows: readonly { ID: number }[]) {
  return rows.map(row => row.ID)
}

async function aimRow(stage: Stage): Promise<{ id: number }> {
  const listing = { name: 'aim', organisations: [cast.SOUTH.id], filter: {}, limit: 1 } as const
  return ((await stage.storage.read('listOwned', listing)) as { id: number }[])[0]!
}

async function learnerRow(stage: Stage): Promise<object> {
  const filter = { id: cast.bryony.id }
  const listing = { name: 'user', organisations: [cast.SOUTH.id], filter, limit: 1 } as const
  return (await stage.storage.read('listOwned', listing))[0]!
}
