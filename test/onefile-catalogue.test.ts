import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

/** A unit whose id does not fit into a path as it is, and one that no standard lists. */
const FRACTION = unit('A/501/1', 'Fractions of an hour', [cast.BAKING.id])
const LOOSE = unit('100% Über?#', 'Loose ends', [])
/** Only South may use it. */
const GARDENING = { id: 53, title: 'Level 1 Gardening', organisations: [cast.SOUTH.id] }
const ELSEWHERE = { id: 2, name: 'Another provider' }
const FOREIGN = { id: 54, title: 'Level 2 Baking', organisations: null }

describe.each(ENGINES)('the catalogue over OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient
  let south: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    const customer = cast.CUSTOMER.id
    await put(stage, 'customer', [ELSEWHERE])
    await put(stage, 'standard', [
      { ...GARDENING, customer, code: null },
      { ...FOREIGN, customer: ELSEWHERE.id, code: null },
    ])
    await put(stage, 'unit', [FRACTION, LOOSE])
    client = onefileClient(stage, await stage.session())
    south = onefileClient(stage, await stage.session(undefined, [cast.SOUTH.id]))
  })
  afterAll(() => stage.close())

  test('standards are listed by id, without those of other customers', async () => {
    expect(await client.post('/Standard/Search', {})).toEqual({
      status: 200,
      body: [
        { ID: 51, Title: 'Level 2 Baking' },
        { ID: 52, Title: 'Level 3 Care' },
        { ID: 53, Title: 'Level 1 Gardening' },
      ],
    })
  })

  test('standards are limited to the organisation that is named', async () => {
    const { body } = await client.post('/Standard/Search', { OrganisationID: String(cast.NORTH.id) })
    expect(ids(body)).toEqual([51, 52])
    const unknown = await client.post('/Standard/Search', { OrganisationID: 999 })
    expect(unknown).toMatchObject({ status: 400, body: { code: -11 } })
  })

  test('a token that is limited to an organisation sees only its standards', async () => {
    const north = onefileClient(stage, await stage.session(['read'], [cast.NORTH.id]))
    expect(ids((await north.post('/Standard/Search')).body)).toEqual([51, 52])
    expect((await north.get('/Standard/53')).status).toBe(404)
    expect((await south.get('/Standard/53')).body).toEqual({ ID: 53, Title: 'Level 1 Gardening' })
    const other = await north.post('/Standard/Search', { OrganisationID: cast.SOUTH.id })
    expect(other).toMatchObject({ status: 400, body: { code: -11 } })
  })

  test('a title counts as a whole in any letter case, and an empty one says nothing', async () => {
    const search = async (title: string) => (await client.post('/standard/SEARCH/', { title })).body
    expect(ids(await search(' level 2 BAKING '))).toEqual([51])
    expect(await search('Level 2')).toBeUndefined()
    expect(ids(await search(''))).toEqual([51, 52, 53])
  })

  test('standards come by page: from 1, up to 1000 rows, nothing past the end', async () => {
    const page = (at: string) => client.post(`/Standard/Search/${at}`, { organisationID: cast.NORTH.id })
    expect(ids((await page('1/1')).body)).toEqual([51])
    expect(ids((await page('2/1')).body)).toEqual([52])
    expect(await page('3/1')).toEqual({ status: 204, body: undefined })
    expect(await page('9007199254740991/1000')).toEqual({ status: 204, body: undefined })
    for (const wrong of ['0/10', '-1/10', '1/0', '1/1001', 'x/10', '1/1.5']) {
      expect((await page(wrong)).status, wrong).toBe(400)
    }
  })

  test('one standard is read by id, and one of another customer is unknown', async () => {
    expect(await client.get('/Standard/51')).toEqual({
      status: 200,
      body: { ID: 51, Title: 'Level 2 Baking' },
    })
    const code = ONEFILE_CODES['standard-unknown']
    expect(await client.get('/Standard/54')).toMatchObject({ status: 404, body: { code } })
    expect((await client.get('/Standard/abc')).status).toBe(400)
  })

  test('units are found by standard, organisation or title, with what they have not as null', async () => {
    const byStandard = await client.postForm('/Unit/Search', { StandardID: '52' })
    expect(byStandard.body).toEqual([
      { ID: 'CA_SAFE3', Title: 'Keep people safe', NDAQCode: null, Display: null },
      { ID: 'KS_COMM1', Title: 'Communicate at work', NDAQCode: null, Display: null },
    ])
    const byTitle = await client.post('/Unit/Search', { Title: 'prepare DOUGH', OrganisationID: 11 })
    expect(ids(byTitle.body)).toEqual(['BK_DOUGH2'])
    expect((await client.post('/Unit/Search', { StandardID: 999 })).status).toBe(204)
  })

  test('units come by page in the order of their ids, which is the same on both engines', async () => {
    const { body } = await client.post('/Unit/Search/1/10')
    expect(ids(body)).toEqual(['100% Über?#', 'A/501/1', 'BK_DOUGH2', 'CA_SAFE3', 'KS_COMM1'])
    expect(ids((await client.post('/Unit/Search/2/2')).body)).toEqual(['BK_DOUGH2', 'CA_SAFE3'])
    expect((await client.post('/Unit/Search/4/2')).status).toBe(204)
  })

  test('a unit is read by its id as text, escaped where a path needs that', async () => {
    expect((await client.get('/unit/KS_COMM1/')).body).toMatchObject({ ID: 'KS_COMM1' })
    expect((await client.get('/Unit/A%2F501%2F1')).body).toMatchObject({ ID: 'A/501/1' })
    expect((await client.get(`/Unit/${encodeURIComponent(LOOSE.id)}`)).body).toMatchObject({ ID: LOOSE.id })
    expect(await client.get('/Unit/NOTHING')).toMatchObject({
      status: 404,
      body: { code: ONEFILE_CODES['unit-unknown'] },
    })
  })

  test('a standard is given once: repeating it answers the same aim', async () => {
    const first = await client.post(`/Standard/52/Assign/${cast.caspian.id}`)
    expect(first.status).toBe(200)
    expect(first.body).toBeTypeOf('number')
    const again = await client.postForm(`/standard/52/assign/${cast.caspian.id}/`, { organisationID: '11' })
    expect(again).toEqual(first)
    expect((await client.get(`/LearningAim/${first.body}`)).body).toMatchObject({
      UserID: cast.caspian.id,
      StandardID: 52,
      Status: 0,
      Progress: 0,
    })
    expect((await client.post(`/Standard/51/Assign/${cast.orlagh.id}`)).body).toBe(cast.orlaghBaking.id)
  })

  test('the same standard asked for twenty times at once makes one aim', async () => {
    await put(stage, 'standard', [
      { id: 55, customer: cast.CUSTOMER.id, title: 'Level 1 Welding', code: null, organisations: null },
    ])
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.post(`/Standard/55/Assign/${cast.caspian.id}`)),
    )
    expect(new Set(answers.map(one => `${one.status} ${one.body}`)).size).toBe(1)
    expect(answers[0]!.status).toBe(200)
  })

  test.each([
    ['an unknown standard', '999', cast.orlagh.id, 404, 'standard-unknown'],
    ['a standard of another organisation', '53', cast.orlagh.id, 404, 'standard-unknown'],
    ['a standard of another customer', '54', cast.orlagh.id, 404, 'standard-unknown'],
    ['an unknown learner', '51', cast.NOBODY, 404, 'learner-unknown'],
    ['somebody who is not a learner', '51', cast.isolde.id, 400, 'not-a-learner'],
    ['an archived learner', '51', cast.fenwick.id, 400, 'learner-archived'],
  ] as const)('a standard is not given with %s', async (_what, standard, learner, status, code) => {
    const answer = await client.post(`/Standard/${standard}/Assign/${learner}`)
    expect(answer).toEqual({ status, body: { code: ONEFILE_CODES[code], message: expect.any(String) } })
  })

  test('learners of an organisation that the token does not see are unknown', async () => {
    for (const path of [
      `/Standard/51/Assign/${cast.orlagh.id}`,
      `/Unit/CA_SAFE3/Assign/${cast.orlagh.id}/52`,
      `/FrameworkTemplate/61/Assign/${cast.orlagh.id}/false`,
    ]) {
      const code = ONEFILE_CODES['learner-unknown']
      expect(await south.post(path), path).toMatchObject({ status: 404, body: { code } })
    }
  })

  test('a unit is given under a standard, and giving it again is refused', async () => {
    const path = `/Unit/A%2F501%2F1/Assign/${cast.orlagh.id}/51`
    const first = await client.post(path)
    expect(first.status).toBe(200)
    expect(first.body).toBeTypeOf('number')
    const again = await client.post(path)
    expect(again).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['unit-already-held'] } })
    const { body } = await client.post('/UnitSummary/Search/1/50', { UserID: cast.orlagh.id })
    expect(body.filter((row: { ID: number }) => row.ID === first.body)).toEqual([
      {
        ID: first.body,
        UnitID: 'A/501/1',
        StandardID: 51,
        LearningAimID: cast.orlaghBaking.id,
        UserID: cast.orlagh.id,
        Progress: 0,
        ...{ StartDate: null, PlannedEnd: null, Weighting: null, SignedOffOn: null },
        ...{ AssessorID: null, IQAID: null, IVID: null },
      },
    ])
  })

  test('a unit that no standard lists may be given under any', async () => {
    const path = `/Unit/${encodeURIComponent(LOOSE.id)}/Assign/${cast.orlagh.id}`
    expect((await client.post(`${path}/51`)).status).toBe(200)
    expect((await client.post(`${path}/52`)).status).toBe(200)
  })

  test.each([
    ['an unknown unit', 'NONE', cast.orlagh.id, '51', 404, 'unit-unknown'],
    ['an unknown standard', 'BK_DOUGH2', cast.orlagh.id, '999', 404, 'standard-unknown'],
    ['an unknown learner', 'BK_DOUGH2', cast.NOBODY, '51', 404, 'learner-unknown'],
    ['somebody who is not a learner', 'BK_DOUGH2', cast.perpetua.id, '51', 400, 'not-a-learner'],
    ['an archived learner', 'KS_COMM1', cast.fenwick.id, '52', 400, 'learner-archived'],
    ['a standard that it does not belong to', 'BK_DOUGH2', cast.orlagh.id, '52', 400, 'unit-not-in-standard'],
    ['a standard that the learner lacks', 'KS_COMM1', cast.bryony.id, '51', 400, 'standard-not-held'],
    ['a unit held already', 'KS_COMM1', cast.orlagh.id, '52', 400, 'unit-already-held'],
  ] as const)('a unit is not given with %s', async (_what, unitId, learner, standard, status, code) => {
    const answer = await client.post(`/Unit/${unitId}/Assign/${learner}/${standard}`)
    expect(answer).toEqual({ status, body: { code: ONEFILE_CODES[code], message: expect.any(String) } })
  })

  test('an applicant is registered: a standard, then each unit that a search finds under it', async () => {
    const learner = cast.bryony.id
    const aim = await client.postForm(`/Standard/51/Assign/${learner}`, { organisationID: '12' })
    const units = await client.postForm('/Unit/Search', { organisationID: '12', StandardID: '51' })
    const given = []
    for (const { ID } of units.body) {
      given.push(
        await client.postForm(`/Unit/${encodeURIComponent(ID)}/Assign/${learner}/51`, {
          organisationID: '12',
        }),
      )
    }
    expect(given.map(one => one.status)).toEqual([200, 200, 200])
    const { body } = await client.post('/UnitSummary/Search/1/100', { UserID: learner, StandardID: 51 })
    expect(ids(body)).toEqual(given.map(one => one.body))
    expect(body.every((row: { LearningAimID: number }) => row.LearningAimID === aim.body)).toBe(true)
  })

  test('reading does not do for giving, and giving does not do for reading', async () => {
    const reader = onefileClient(stage, await stage.session(['read', 'assign']))
    const giver = onefileClient(stage, await stage.session(['manage']))
    const code = ONEFILE_CODES['scope-missing']
    const refused = { status: 403, body: { code } }
    expect(await reader.post(`/Standard/51/Assign/${cast.orlagh.id}`)).toMatchObject(refused)
    expect(await reader.post(`/Unit/CA_SAFE3/Assign/${cast.orlagh.id}/52`)).toMatchObject(refused)
    expect(await reader.post(`/FrameworkTemplate/61/Assign/${cast.orlagh.id}/1`)).toMatchObject(refused)
    for (const path of ['/Standard/Search', '/Unit/Search', '/FrameworkTemplate/Search']) {
      expect(await giver.post(path), path).toMatchObject(refused)
    }
  })
})

function ids(rows: readonly { ID: number | string }[]) {
  return rows.map(row => row.ID)
}

function unit(id: string, title: string, standards: readonly number[]) {
  const customer = cast.CUSTOMER.id
  return { id, customer, title, ndaqCode: null, display: null, standards, organisations: null }
}
