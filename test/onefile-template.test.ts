import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const { BAKING, CARE, DOUGH, COMMUNICATION, SAFETY } = cast

/** Both standards; of care only a start, of its unit only a weighting. */
const BOTH = {
  ...cast.BAKING_YEAR,
  id: 62,
  title: 'Baking and care',
  items: [
    ...cast.BAKING_YEAR.items,
    {
      standard: CARE.id,
      startDay: 30,
      endDay: null,
      units: [{ unit: SAFETY.id, weighting: 100, startDay: null, endDay: null }],
    },
  ],
}
const SOUTH_ONLY = { ...cast.BAKING_YEAR, id: 63, title: 'South', organisations: [cast.SOUTH.id] }
/** Holds a standard that North may not use. */
const BROKEN = {
  ...cast.BAKING_YEAR,
  id: 64,
  title: 'Broken',
  items: [
    { standard: BAKING.id, startDay: 99, endDay: 199, units: [] },
    { standard: 53, startDay: 0, endDay: 1, units: [] },
  ],
}

describe.each(ENGINES)('framework templates over OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    const gardening = { id: 53, customer: cast.CUSTOMER.id, title: 'Gardening', code: null }
    await put(stage, 'standard', [{ ...gardening, organisations: [cast.SOUTH.id] }])
    await put(stage, 'template', [BOTH, SOUTH_ONLY, BROKEN])
    const bare = { ...(await anyLearner(stage)), misId: null, email: null }
    await put(stage, 'user', [
      { ...bare, id: 151, startOn: '2026-01-01' },
      { ...bare, id: 152, startOn: null },
      { ...bare, id: 153, startOn: '2026-01-01' },
    ])
    client = onefileClient(stage, await stage.session())
  })
  afterAll(() => stage.close())

  const aimsOf = async (learner: number) =>
    (await client.post('/LearningAim/Search/1/100', { UserID: learner })).body
  const unitsOf = async (learner: number) =>
    (await client.post('/UnitSummary/Search/1/100', { UserID: learner })).body

  test('templates are listed by organisation, and one of another organisation is not', async () => {
    const { body } = await client.post('/FrameworkTemplate/Search', { organisationID: cast.NORTH.id })
    expect(body).toEqual([
      { ID: 61, Title: 'Baking, one year' },
      { ID: 62, Title: 'Baking and care' },
      { ID: 64, Title: 'Broken' },
    ])
    expect((await client.postForm('/frameworktemplate/search/', { OrganisationID: '12' })).body).toHaveLength(
      4,
    )
  })

  test('true does nothing for a learner who has no aims', async () => {
    expect(await client.post('/FrameworkTemplate/62/Assign/151/True')).toEqual({
      status: 204,
      body: undefined,
    })
    expect([await aimsOf(151), await unitsOf(151)]).toEqual([undefined, undefined])
  })

  /** Fields of an aim of which nothing is known. */
  const UNKNOWN = {
    ...{ RegistrationNumber: null, RegistrationDate: null, AchievedDate: null },
    ...{ CertificateAppliedDate: null, CertificateReceivedDate: null },
    ...{ AssessorID: null, IQAID: null, IVID: null },
  }

  test('false gives all of it, with dates from the learner’s start and weightings', async () => {
    expect((await client.post('/FrameworkTemplate/62/Assign/151/false')).status).toBe(204)
    const [baking, care] = await aimsOf(151)
    expect(baking).toEqual({
      ...{ ID: expect.any(Number), StandardID: BAKING.id, UserID: 151, Status: 0, Progress: 0 },
      ...{ StartDate: '2026-01-01T00:00:00.000Z', PlannedEnd: '2026-12-31T00:00:00.000Z' },
      ...UNKNOWN,
    })
    expect(care).toEqual({
      ...{ ID: expect.any(Number), StandardID: CARE.id, UserID: 151, Status: 0, Progress: 0 },
      ...{ StartDate: '2026-01-31T00:00:00.000Z', PlannedEnd: null },
      ...UNKNOWN,
    })
    expect(await unitsOf(151)).toMatchObject([
      {
        ...{ UnitID: DOUGH.id, StandardID: BAKING.id, LearningAimID: baking.ID, Weighting: 60 },
        ...{ StartDate: '2026-01-01T00:00:00.000Z', PlannedEnd: '2026-06-29T00:00:00.000Z' },
      },
      { UnitID: COMMUNICATION.id, LearningAimID: baking.ID, Weighting: 40 },
      { UnitID: SAFETY.id, StandardID: CARE.id, LearningAimID: care.ID, Weighting: 100 },
    ])
  })

  test('giving it again changes nothing', async () => {
    const before = [await aimsOf(151), await unitsOf(151)]
    expect((await client.post('/frameworkTemplate/62/assign/151/0')).status).toBe(204)
    expect([await aimsOf(151), await unitsOf(151)]).toEqual(before)
  })

  test('dates count from today for a learner who has no start', async () => {
    expect((await client.post('/FrameworkTemplate/61/Assign/152/FALSE')).status).toBe(204)
    expect((await aimsOf(152))[0].StartDate).toBe('2026-03-02T00:00:00.000Z')
  })

  test('true brings aims that are there into line and adds their units, and no other aim', async () => {
    const { body: aim } = await client.post(`/Standard/${BAKING.id}/Assign/153`)
    const { body: dough } = await client.post(`/Unit/${DOUGH.id}/Assign/153/${BAKING.id}`)
    await client.post(`/LearningAim/${aim}`, { StartDate: '2025-01-01', RegistrationNumber: 'RN-9' })
    expect((await client.post('/FrameworkTemplate/62/Assign/153/1')).status).toBe(204)
    expect(await aimsOf(153)).toEqual([
      {
        ...{ ID: aim, StandardID: BAKING.id, UserID: 153, Status: 0, Progress: 0 },
        ...{ StartDate: '2026-01-01T00:00:00.000Z', PlannedEnd: '2026-12-31T00:00:00.000Z' },
        ...UNKNOWN,
        RegistrationNumber: 'RN-9',
      },
    ])
    const units = await unitsOf(153)
    expect(units.map((one: { UnitID: string }) => one.UnitID)).toEqual([DOUGH.id, COMMUNICATION.id])
    expect(units[0]).toMatchObject({ ID: dough, Weighting: 60 })
  })

  test('false overrides what is assigned already', async () => {
    const [aim] = await aimsOf(153)
    await client.post(`/LearningAim/${aim.ID}`, { StartDate: '2024-05-05', PlannedEnd: null })
    expect((await client.post('/FrameworkTemplate/62/Assign/153/false')).status).toBe(204)
    const [baking, care] = await aimsOf(153)
    expect(baking.StartDate).toBe('2026-01-01T00:00:00.000Z')
    expect(baking.PlannedEnd).toBe('2026-12-31T00:00:00.000Z')
    expect(care.StandardID).toBe(CARE.id)
  })

  test('a template with a standard that the organisation lacks is refused whole', async () => {
    const before = await aimsOf(153)
    const answer = await client.post('/FrameworkTemplate/64/Assign/153/false')
    expect(answer).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['standard-unknown'] } })
    expect(answer.body.message).toContain('standard 53')
    expect(await aimsOf(153)).toEqual(before)
    expect((await client.post('/FrameworkTemplate/64/Assign/153/true')).status).toBe(204)
  })

  test.each([
    ['an unknown template', 999, 151, 404, 'template-unknown'],
    ['a template of another organisation', 63, 151, 404, 'template-unknown'],
    ['an unknown learner', 61, cast.NOBODY, 404, 'learner-unknown'],
    ['somebody who is not a learner', 61, cast.dorcas.id, 400, 'not-a-learner'],
    ['an archived learner', 61, cast.fenwick.id, 400, 'learner-archived'],
  ] as const)('a template is not given with %s', async (_what, template, learner, status, code) => {
    const answer = await client.post(`/FrameworkTemplate/${template}/Assign/${learner}/false`)
    expect(answer).toEqual({ status, body: { code: ONEFILE_CODES[code], message: expect.any(String) } })
  })

  test('the last part of the path must be true or false', async () => {
    const answer = await client.post('/FrameworkTemplate/61/Assign/151/perhaps')
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain('onlyChangeAssigned must be true or false')
  })
})

async function anyLearner(stage: Stage): Promise<object> {
  const user = await stage.storage.read('listOwned', {
    name: 'user',
    organisations: [cast.NORTH.id],
    filter: { id: cast.orlagh.id },
    limit: 1,
  })
  return user[0]!
}
