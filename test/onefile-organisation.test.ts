import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const KEYCHAIN = { KeychainCreationForNewUserActive: false, KeychainEmailSuppression: true }
const NORTH = { ID: 11, Name: 'Fellside North', ...KEYCHAIN }
const SOUTH = { ID: 12, Name: 'Fellside South', ...KEYCHAIN }
const NOTHING = { status: 204, body: undefined }

describe.each(ENGINES)('customer and organisations over OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient
  let south: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    await put(stage, 'customer', [{ id: 2, name: 'Saltmarsh Skills' }])
    const elsewhere = { id: 13, customer: 2, name: 'Saltmarsh' }
    await put(stage, 'organisation', [
      { ...elsewhere, keychainForNewUsers: true, keychainEmailSuppressed: false },
    ])
    const standard = { customer: cast.CUSTOMER.id, code: null }
    await put(stage, 'standard', [
      { ...standard, id: 53, title: 'Level 4 Coaching', organisations: [cast.NORTH.id] },
      { ...standard, id: 54, title: 'Level 5 Leading', organisations: [cast.SOUTH.id] },
      { ...standard, customer: 2, id: 55, title: 'Saltmarsh’s own', organisations: null },
    ])
    await put(stage, 'aimStatus', [
      { id: 48, organisation: cast.NORTH.id, name: 'Achieved' },
      { id: 47, organisation: cast.NORTH.id, name: 'Withdrawn' },
    ])
    client = onefileClient(stage, await stage.session())
    south = onefileClient(stage, await stage.session(undefined, [cast.SOUTH.id]))
  })
  afterAll(() => stage.close())

  test('the customer is the one of the token', async () => {
    const answer = { status: 200, body: { ID: 1, Name: 'Fellside Training' } }
    for (const path of ['/Customer', '/customer', '/CUSTOMER/']) {
      expect(await client.get(path), path).toEqual(answer)
    }
    expect(await south.get('/Customer')).toEqual(answer)
  })

  test('organisations are those of the token, with both flags of the keychain', async () => {
    expect(await client.post('/Organisation/Search', { CustomerID: 1 })).toEqual({
      status: 200,
      body: [NORTH, SOUTH],
    })
    expect((await client.post('/organisation/search/')).body).toEqual([NORTH, SOUTH])
    expect((await client.postForm('/Organisation/search', { customerid: '1' })).body).toEqual([NORTH, SOUTH])
    expect((await south.post('/Organisation/Search', { customerID: '1' })).body).toEqual([SOUTH])
  })

  test('another customer is refused, whether there is one or not', async () => {
    for (const CustomerID of [2, 999]) {
      for (const path of ['/Organisation/Search', '/Organisation/Search/1/10']) {
        expect(await client.post(path, { CustomerID })).toEqual({
          status: 400,
          body: { code: ONEFILE_CODES['customer-unknown'], message: expect.stringMatching(/^CustomerID: /) },
        })
      }
    }
    expect((await client.post('/Organisation/Search', { CustomerID: 1, customerId: 2 })).status).toBe(400)
  })

  test('pages of organisations follow one another, and end', async () => {
    expect((await client.post('/Organisation/Search/1/1')).body).toEqual([NORTH])
    expect((await client.post('/organisation/search/2/1/', { CustomerID: 1 })).body).toEqual([SOUTH])
    expect(await client.post('/Organisation/Search/3/1')).toEqual(NOTHING)
    for (const page of ['0/10', '1/0', '1/1001']) {
      expect(await client.post(`/Organisation/Search/${page}`), page).toMatchObject({
        status: 400,
        body: { code: ONEFILE_CODES['page-invalid'] },
      })
    }
  })

  test('an organisation is read by id', async () => {
    expect(await client.get('/Organisation/11')).toEqual({ status: 200, body: NORTH })
    expect((await south.get('/ORGANISATION/12/')).body).toEqual(SOUTH)
  })

  test('an organisation has statuses for aims and for learners, in the order of their ids', async () => {
    expect(await client.get('/Organisation/11/LearningAimStatuses')).toEqual({
      status: 200,
      body: [
        { ID: 46, Name: 'In progress' },
        { ID: 47, Name: 'Withdrawn' },
        { ID: 48, Name: 'Achieved' },
      ],
    })
    expect((await client.get('/organisation/11/learnerstatuses/')).body).toEqual([
      { ID: 41, Name: 'On programme' },
    ])
    expect(await client.get('/Organisation/12/LearningAimStatuses')).toEqual(NOTHING)
    expect(await client.get('/Organisation/12/LearnerStatuses')).toEqual(NOTHING)
  })

  test('an organisation lists the standards that it may use, and no other', async () => {
    const both = [
      { ID: 51, Title: 'Level 2 Baking' },
      { ID: 52, Title: 'Level 3 Care' },
    ]
    const listed = async (organisation: number) =>
      (await client.get(`/Organisation/${organisation}/AssignedStandards`)).body
    expect(await listed(11)).toEqual([...both, { ID: 53, Title: 'Level 4 Coaching' }])
    expect(await listed(12)).toEqual([...both, { ID: 54, Title: 'Level 5 Leading' }])
  })

  test.each(['', '/LearningAimStatuses', '/LearnerStatuses', '/AssignedStandards'])(
    'an organisation that the token does not see is unknown: /Organisation/{id}%s',
    async rest => {
      const refused = { status: 404, body: { code: -11, message: expect.any(String) } }
      expect(await south.get(`/Organisation/11${rest}`)).toEqual(refused)
      for (const id of [13, 999]) expect(await client.get(`/Organisation/${id}${rest}`)).toEqual(refused)
      expect((await client.get(`/Organisation/none${rest}`)).status).toBe(400)
    },
  )

  test('reading needs the scope read', async () => {
    const giver = onefileClient(stage, await stage.session(['manage', 'assign']))
    const reader = onefileClient(stage, await stage.session(['read']))
    for (const path of ['/Customer', '/Organisation/11', '/Organisation/11/LearnerStatuses']) {
      expect((await giver.get(path)).status, path).toBe(403)
      expect((await reader.get(path)).status, path).toBe(200)
    }
    expect((await giver.post('/Organisation/Search')).status).toBe(403)
    expect((await reader.post('/Organisation/Search')).status).toBe(200)
  })

  test('a tool that starts from nothing finds its customer, its organisations, and what each offers', async () => {
    const { body: customer } = await client.get('/Customer')
    const { body: organisations } = await client.post('/Organisation/search', { CustomerID: customer.ID })
    for (const { ID } of organisations) {
      const { body: standards } = await client.get(`/Organisation/${ID}/AssignedStandards`)
      const { body: searched } = await client.post('/Standard/Search', { OrganisationID: ID })
      expect(standards).toEqual(searched)
    }
  })
})
