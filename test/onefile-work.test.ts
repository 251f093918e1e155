import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { reviewFields } from '../src/contract/onefile/review.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put, recordOf } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const REVIEW_81 = {
  ...{ ID: 81, ScheduledFor: '2026-03-16T10:00:00.000Z', LearnerID: 101, AssessorID: 111, EmployerID: 131 },
  ...{
    Status: 1,
    CreatedOn: '2026-02-16T09:00:00.000Z',
    VisitID: 71,
    StartedOn: null,
    AssessorSignedOn: null,
  },
  ...{ LearnerSignedOn: null, EmployerSignedOn: null, EndTime: null, Progress: null },
}

describe.each(ENGINES)('reviews, plans, visits and timesheets over OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient
  let south: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    client = onefileClient(stage, await stage.session())
    south = onefileClient(stage, await stage.session(undefined, [cast.SOUTH.id]))
    // Default holders come from the ledger, past the calls of users.
    for (const after of [cast.isolde.id, cast.dorcas.id]) {
      await stage.services.writer.assign({
        requests: [{ learner: cast.orlagh.id, level: 'default', after }],
        mode: 'each',
        purpose: { kind: 'call', actor: null, operator: null, reason: null },
        sees: new Set([cast.NORTH.id]),
      })
    }
  })
  afterAll(() => stage.close())

  test('a review is read with its people and dates, null where it has none yet', async () => {
    expect((await client.get('/Review/81')).body).toEqual(REVIEW_81)
    const signed = {
      ...{ ID: 82, ScheduledFor: '2026-02-20T14:00:00.000Z', LearnerID: 103, AssessorID: 116, Status: 4 },
      ...{ CreatedOn: '2026-02-16T09:00:00.000Z', StartedOn: '2026-02-20T14:05:00.000Z' },
      ...{ AssessorSignedOn: '2026-02-20T14:55:00.000Z', LearnerSignedOn: '2026-02-20T15:10:00.000Z' },
      ...{ EndTime: '2026-02-20T14:50:00.000Z', Progress: 37.5 },
    }
    expect((await client.get('/review/82/')).body).toEqual(recordOf(reviewFields, signed))
  })

  test('reviews are found by organisation, learner, status and when they are scheduled', async () => {
    const search = async (filter: object) => {
      const { body } = await client.post('/Review/Search/', filter)
      return body === undefined ? [] : ids(body)
    }
    expect(await search({})).toEqual([81, 82])
    expect(await search({ OrganisationID: '12' })).toEqual([82])
    expect(await search({ learnerid: 101 })).toEqual([81])
    expect(await search({ Status: 4 })).toEqual([82])
    expect(await search({ DateFrom: '2026-02-20T14:00:00+00:00', DateTo: '2026-03-16' })).toEqual([81, 82])
    expect(await search({ DateFrom: '2026-02-20T14:00:01Z' })).toEqual([81])
    expect(await search({ DateTo: '2026-03-16T09:59:59+00:00' })).toEqual([82])
    expect(await search({ DateTo: '2026-02-19' })).toEqual([])
    expect((await client.post('/Review/Search', { DateTo: '31/03/2026' })).status).toBe(400)
  })

  test('an un-paged search of reviews tells them apart, a paged one gives them whole', async () => {
    const filter = { organisationID: String(cast.NORTH.id) }
    expect((await client.postForm('/Review/Search', filter)).body).toEqual([
      { ID: 81, ScheduledFor: '2026-03-16T10:00:00.000Z', LearnerID: 101, Status: 1 },
    ])
    expect((await client.postForm('/Review/Search/1/50', filter)).body).toEqual([REVIEW_81])
    expect((await client.postForm('/Review/Search/2/50', filter)).status).toBe(204)
    expect((await client.postForm('/Review/Search/0/50', filter)).status).toBe(400)
  })

  test('a visit is arranged and a review scheduled at it', async () => {
    const visit = await client.post('/Visit', {
      ...{ LearnerID: '101', OrganisationID: 11, VisitTypeID: 2, SMSReminder: false },
      ...{ DateFrom: '2026-05-11T09:00:00.000Z', DateTo: '2026-05-11T10:00:00.000Z', AssessorID: 112 },
    })
    expect(visit.status).toBe(200)
    const [kept] = await stage.storage.db
      .selectFrom('visits')
      .selectAll()
      .where('id', '=', visit.body)
      .execute()
    expect(kept).toMatchObject({ organisation_id: 11, learner_id: 101, assessor_id: 112, visit_type: 2 })
    const review = await client.post('/Review', {
      ...{ LearnerID: 101, Status: 1, ScheduledFor: '2026-05-11T09:00:00.000Z' },
      ...{ VisitID: visit.body, AssessorID: '112' },
    })
    expect(review.status).toBe(200)
    const scheduled = {
      ...{ ID: review.body, ScheduledFor: '2026-05-11T09:00:00.000Z', LearnerID: 101, AssessorID: 112 },
      ...{
        EmployerID: cast.dorcas.id,
        Status: 1,
        CreatedOn: '2026-03-02T09:00:00.000Z',
        VisitID: visit.body,
      },
    }
    expect((await client.get(`/Review/${review.body}`)).body).toEqual(recordOf(reviewFields, scheduled))
  })

  test('a review without an assessor gets the default one, and none where there is none', async () => {
    const create = async (learner: number) => {
      const fields = { LearnerID: String(learner), Status: '1', ScheduledFor: '2026-06-01' }
      const made = await client.postForm('/review', fields)
      return (await client.get(`/Review/${made.body}`)).body
    }
    expect(await create(cast.orlagh.id)).toMatchObject({ AssessorID: 111, EmployerID: 131 })
    expect(await create(cast.caspian.id)).toMatchObject({ AssessorID: null, EmployerID: null })
  })

  test('a visit needs only a learner and its times', async () => {
    const times = { DateFrom: '2026-05-12T09:00:00Z', DateTo: '2026-05-12T09:00:00Z' }
    const { status, body } = await client.postForm('/visit/', { LearnerID: '101', ...times, VisitTypeID: '' })
    expect(status).toBe(200)
    const [kept] = await stage.storage.db.selectFrom('visits').selectAll().where('id', '=', body).execute()
    expect(kept).toMatchObject({ visit_type: 2, sms_reminder: 0, assessor_id: cast.isolde.id })
  })

  const REVIEW = { LearnerID: cast.orlagh.id, Status: 1, ScheduledFor: '2026-06-01T10:00:00Z' }
  const VISIT = { LearnerID: 101, DateFrom: '2026-06-01T10:00:00Z', DateTo: '2026-06-01T11:00:00Z' }

  test.each([
    ['/Review', 'an unknown learner', { ...REVIEW, LearnerID: cast.NOBODY }, 'learner-unknown'],
    ['/Review', 'somebody who is not a learner', { ...REVIEW, LearnerID: cast.isolde.id }, 'not-a-learner'],
    ['/Review', 'an archived learner', { ...REVIEW, LearnerID: cast.fenwick.id }, 'learner-archived'],
    ['/Review', 'no learner', { ...REVIEW, LearnerID: undefined }, 'field-missing'],
    ['/Review', 'no moment', { ...REVIEW, ScheduledFor: '' }, 'field-missing'],
    ['/Review', 'a day that could be a month', { ...REVIEW, ScheduledFor: '01/06/2026' }, 'field-invalid'],
    ['/Review', 'a status beyond any', { ...REVIEW, Status: 77 }, 'field-invalid'],
    ['/Review', 'an unknown assessor', { ...REVIEW, AssessorID: cast.NOBODY }, 'user-unknown'],
    ['/Review', 'an IQA as assessor', { ...REVIEW, AssessorID: cast.perpetua.id }, 'role-mismatch'],
    ['/Review', 'an archived assessor', { ...REVIEW, AssessorID: cast.quill.id }, 'person-archived'],
    ['/Review', 'an assessor of another centre', { ...REVIEW, AssessorID: 116 }, 'organisations-differ'],
    ['/Review', 'an unknown visit', { ...REVIEW, VisitID: cast.NOBODY }, 'visit-unknown'],
    ['/Review', 'a visit to somebody else', { ...REVIEW, LearnerID: 102, VisitID: 71 }, 'visit-unknown'],
    ['/Visit', 'an end before its beginning', { ...VISIT, DateTo: '2026-06-01T09:00:00Z' }, 'field-invalid'],
    ['/Visit', 'an unknown organisation', { ...VISIT, OrganisationID: 999 }, 'organisation-unknown'],
    ['/Visit', 'another organisation', { ...VISIT, OrganisationID: 12 }, 'organisations-differ'],
    ['/Visit', 'an unknown learner', { ...VISIT, LearnerID: cast.NOBODY }, 'learner-unknown'],
    ['/Visit', 'an unfit assessor', { ...VISIT, AssessorID: cast.dorcas.id }, 'role-mismatch'],
    ['/Visit', 'a reminder that is neither', { ...VISIT, SMSReminder: 'maybe' }, 'field-invalid'],
  ] as const)('a post to %s with %s is refused', async (path, _what, body, code) => {
    const answer = await client.post(path, body)
    expect(answer).toEqual({
      status: 400,
      body: { code: ONEFILE_CODES[code], message: expect.any(String) },
    })
  })

  test('a refusal begins with the name of the field as the caller knows it', async () => {
    const answer = await client.post('/Review', { ...REVIEW, assessorid: cast.perpetua.id })
    expect(answer.body.message).toMatch(/^AssessorID: User 121 is an IQA/)
  })

  test('plans are listed by day and read whole', async () => {
    const search = { OrganisationID: cast.NORTH.id, LearnerID: cast.orlagh.id }
    expect((await client.post('/Plan/Search/', search)).body).toEqual([
      { ID: 91, PlanOn: '2026-02-09T13:00:00.000Z' },
    ])
    const whole = {
      ...{ ID: 91, LearnerID: 101, Title: 'Portfolio – spring', PlanOn: '2026-02-09T13:00:00.000Z' },
      ...{ AssessorSignedOn: '2026-02-09T14:00:00.000Z', LearnerSignedOn: null },
    }
    expect((await client.get('/Plan/91')).body).toEqual(whole)
    expect((await client.post('/plan/search/1/10')).body).toEqual([whole])
    expect((await client.post('/Plan/Search', { LearnerID: cast.bryony.id })).status).toBe(204)
    expect((await client.post('/Plan/Search/1/0')).status).toBe(400)
  })

  test('a timesheet is listed, and an empty one is 204', async () => {
    expect((await client.get('/Timesheet/Learner/101')).body).toEqual([
      {
        ...{ TimesheetCategory: 'Workshop', Comments: 'Sourdough, from starter to loaf.', IsOffTheJob: true },
        ...{ FromDate: '2026-02-11T09:00:00.000Z', ToDate: '2026-02-11T12:30:00.000Z' },
      },
    ])
    expect(await client.get('/timesheet/learner/102/')).toEqual({ status: 204, body: undefined })
  })

  test('comments of any length come back whole', async () => {
    const comments = 'Kneading. '.repeat(9000)
    await put(stage, 'timesheetEntry', [
      { ...cast.orlaghWorkshop, id: 97, learner: cast.caspian.id, comments, isOffTheJob: false },
    ])
    const { body } = await client.get(`/Timesheet/Learner/${cast.caspian.id}`)
    expect(body[0].Comments).toBe(comments)
    expect(body[0].IsOffTheJob).toBe(false)
  })

  test('what belongs to an organisation that the token does not see is unknown', async () => {
    const codes = {
      '/Review/81': 'review-unknown',
      '/Plan/91': 'plan-unknown',
      '/Timesheet/Learner/101': 'learner-unknown',
    } as const
    for (const [path, code] of Object.entries(codes)) {
      expect(await south.get(path), path).toMatchObject({ status: 404, body: { code: ONEFILE_CODES[code] } })
    }
    expect(ids((await south.post('/Review/Search')).body)).toEqual([82])
    expect((await south.post('/Plan/Search')).status).toBe(204)
    const created = await south.post('/Review', REVIEW)
    expect(created).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['learner-unknown'] } })
    expect((await south.post('/Visit', { ...VISIT, OrganisationID: 11 })).status).toBe(400)
    const elsewhere = { ...REVIEW, LearnerID: cast.bryony.id, AssessorID: cast.isolde.id }
    const code = ONEFILE_CODES['user-unknown']
    expect(await south.post('/Review', elsewhere)).toMatchObject({ status: 400, body: { code } })
  })

  test('unknown ids in the path are 404, and a user who is not a learner has no timesheet', async () => {
    for (const path of ['/Review/999', '/Plan/999', '/Timesheet/Learner/999']) {
      expect((await client.get(path)).status, path).toBe(404)
    }
    const answer = await client.get(`/Timesheet/Learner/${cast.isolde.id}`)
    expect(answer).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['not-a-learner'] } })
    expect((await client.get('/Review/none')).status).toBe(400)
  })

  test('reading needs the scope read, and scheduling the scope manage', async () => {
    const reader = onefileClient(stage, await stage.session(['read', 'assign']))
    const giver = onefileClient(stage, await stage.session(['manage']))
    expect((await reader.post('/Review', REVIEW)).status).toBe(403)
    expect((await reader.post('/Visit', VISIT)).status).toBe(403)
    for (const path of ['/Review/81', '/Plan/91', '/Timesheet/Learner/101']) {
      expect((await giver.get(path)).status, path).toBe(403)
      expect((await reader.get(path)).status, path).toBe(200)
    }
  })

  test('a management system hands a learner’s programme over: standard, aim, visit, review', async () => {
    const learner = cast.caspian.id
    const aim = await client.post(`/Standard/52/Assign/${learner}`)
    const dates = { StartDate: '2026-03-02T00:00:00.000Z', PlannedEnd: '2027-03-01T00:00:00.000Z' }
    const registration = { RegistrationNumber: 'ABC123', RegistrationDate: '2026-03-02T00:00:00.000Z' }
    const updated = await client.post(`/LearningAim/${aim.body}`, { Status: 0, ...dates, ...registration })
    expect(updated.status).toBe(204)
    const visit = await client.post('/Visit', { ...VISIT, LearnerID: learner, OrganisationID: 11 })
    const review = await client.post('/Review', { ...REVIEW, LearnerID: learner, VisitID: visit.body })
    expect([visit.body, review.body]).toEqual([expect.any(Number), expect.any(Number)])
    expect((await client.get(`/LearningAim/${aim.body}`)).body).toMatchObject({ ...dates, ...registration })
  })

  test('a management system fetches every night: aims, plans and reviews of an organisation, one by one', async () => {
    for (const noun of ['LearningAim', 'Plan', 'Review']) {
      const { body } = await client.post(`/${noun}/Search/`, { OrganisationID: cast.NORTH.id })
      for (const { ID } of body) {
        expect(await client.get(`/${noun}/${ID}`)).toMatchObject({ status: 200, body: { ID } })
      }
    }
  })
})

function ids(rows: readonly { ID: number }[]) {
  return rows.map(row => row.ID)
}
