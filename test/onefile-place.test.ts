import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const NOTHING = { status: 204, body: undefined }

/** A class and a workplace of which nobody has said more. */
const CLASS = {
  ...{
    StartOn: null,
    Archive: null,
    CompletionMessage: null,
    SendCompletionMessage: null,
    IVFinalSignOff: null,
  },
}
const WORKPLACE = {
  ...{ Active: true, Address: null, Contact: null, Email: null, Fax: null, Telephone: null, Web: null },
}

/** What the three kinds have alike: a place of North, one of South that goes by the same name, and their code. */
const KINDS = [
  ['Classroom', { north: 31, name: 'Autumn 2025', south: 901, code: -58, always: CLASS }],
  ['Placement', { north: 21, name: 'Harbour Bakery', south: 902, code: -57, always: WORKPLACE }],
  [
    'Provider',
    {
      ...{ north: 26, name: 'Tidewater Skills', south: 903, always: {} },
      code: ONEFILE_CODES['provider-unknown'],
    },
  ],
] as const

describe.each(ENGINES)('classes, placements and providers over OneFile’s API on %s', engine => {
  let stage: Stage
  let client: OnefileClient
  let south: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    const southern = { organisation: cast.SOUTH.id, misId: 'S-1' }
    await put(stage, 'classroom', [{ ...southern, id: 901, name: 'Autumn 2025' }])
    await put(stage, 'placement', [{ ...southern, id: 902, name: 'Harbour Bakery', active: true }])
    await put(stage, 'provider', [{ ...southern, id: 903, name: 'Tidewater Skills' }])
    client = onefileClient(stage, await stage.session())
    south = onefileClient(stage, await stage.session(undefined, [cast.SOUTH.id]))
  })
  afterAll(() => stage.close())

  describe.each(KINDS)('%s', (noun, { north, name, south: southern, code, always }) => {
    const search = async (filter: object, path = `/${noun}/Search`) => {
      const { body } = await client.post(path, filter)
      return body === undefined ? [] : ids(body)
    }
    const create = async (fields: object) => (await client.post(`/${noun}`, fields)).body as number
    const read = async (id: number) => (await client.get(`/${noun}/${id}`)).body

    test('an un-paged search gives id, name and key, the key also where there is none', async () => {
      const { body } = await client.post(`/${noun}/Search/`, { Name: name })
      expect(body).toEqual([
        { ID: north, Name: name, MISID: null },
        { ID: southern, Name: name, MISID: 'S-1' },
      ])
    })

    test('a paged search and a read give the whole, null where it has no value', async () => {
      const whole = { ID: southern, Name: name, MISID: 'S-1', OrganisationID: 12, ...always }
      expect((await client.post(`/${noun}/Search/1/50`, { OrganisationID: 12 })).body).toEqual([whole])
      expect(await client.get(`/${noun}/${southern}`)).toEqual({ status: 200, body: whole })
      expect((await south.get(`/${noun.toUpperCase()}/${southern}/`)).body).toEqual(whole)
    })

    test('a name fits as a whole in any letter case, and empty text says nothing', async () => {
      const OrganisationID = cast.NORTH.id
      expect(await search({ OrganisationID, Name: ` ${name.toUpperCase()} ` })).toEqual([north])
      expect(await search({ OrganisationID, Name: name.slice(0, -1) })).toEqual([])
      expect(await search({ OrganisationID, Name: `${name.slice(0, -1)}%` })).toEqual([])
      expect(await search({ OrganisationID, Name: '' })).toEqual(await search({ OrganisationID }))
      expect(await search({ OrganisationID, Name: '   ' })).toContain(north)
    })

    test('names are taken in any letter case, and from a form', async () => {
      const fields = { organisationid: '12', NAME: name.toLowerCase() }
      expect(ids((await client.postForm(`/${noun.toLowerCase()}/search`, fields)).body)).toEqual([southern])
      expect(ids((await client.postForm(`/${noun}/SEARCH/1/10/`, fields)).body)).toEqual([southern])
    })

    test('the organisation may be named twice alike, and not with two values', async () => {
      const path = `/${noun}/Search`
      expect(ids((await client.post(path, { OrganisationID: 12, organisationID: '12' })).body)).toEqual([
        southern,
      ])
      const answer = await client.post(path, { OrganisationID: 12, organisationID: 11 })
      expect(answer).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['field-twice'] } })
    })

    test('a search without an organisation covers all that the token sees, and no other', async () => {
      expect(await search({})).toEqual(expect.arrayContaining([north, southern]))
      expect(ids((await south.post(`/${noun}/Search`)).body)).toEqual([southern])
      for (const path of [`/${noun}/Search`, `/${noun}/Search/1/10`]) {
        expect(await south.post(path, { OrganisationID: 11 })).toMatchObject({
          status: 400,
          body: { code: -11 },
        })
      }
    })

    test('an empty search, and a page past the end, are 204; a page outside the limits is 400', async () => {
      expect(await client.post(`/${noun}/Search`, { Name: 'Nowhere' })).toEqual(NOTHING)
      expect(await client.post(`/${noun}/Search/99/10`)).toEqual(NOTHING)
      for (const page of ['0/10', '1/0', '1/1001']) {
        const answer = await client.post(`/${noun}/Search/${page}`)
        expect(answer, page).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['page-invalid'] } })
      }
    })

    test('pages follow one another by id', async () => {
      for (const Name of ['One', 'Two', 'Three']) await create({ OrganisationID: 12, Name })
      const all = await search({ OrganisationID: 12 })
      expect(all).toEqual([...all].sort((one, other) => one - other))
      const page = (at: number) => search({ OrganisationID: 12 }, `/${noun}/Search/${at}/3`)
      expect([...(await page(1)), ...(await page(2))]).toEqual(all)
    })

    test('a new one answers its id as a bare number, and can be found and read at once', async () => {
      const made = await client.post(`/${noun}`, { OrganisationID: '11', Name: '  Lighthouse  ', MISID: 700 })
      expect(made).toEqual({ status: 200, body: expect.any(Number) })
      expect(await search({ Name: 'lighthouse' })).toEqual([made.body])
      expect(await read(made.body)).toEqual({
        ...{ ID: made.body, Name: 'Lighthouse', MISID: '700', OrganisationID: 11 },
        ...always,
      })
    })

    test('sending a creation twice makes two', async () => {
      const fields = { OrganisationID: 11, Name: 'Twin' }
      const [one, other] = [await create(fields), await create(fields)]
      expect(other).toBeGreaterThan(one)
      expect(await search({ Name: 'Twin' })).toEqual([one, other])
    })

    test('the organisation may be left out where the token sees just one', async () => {
      const made = await south.postForm(`/${noun.toLowerCase()}/`, { name: 'Only here' })
      expect(await read(made.body)).toMatchObject({ Name: 'Only here', OrganisationID: 12 })
      const answer = await client.post(`/${noun}`, { Name: 'Which?' })
      expect(answer).toEqual({
        status: 400,
        body: {
          code: ONEFILE_CODES['organisation-missing'],
          message: expect.stringMatching(/^OrganisationID: /),
        },
      })
      expect(await search({ Name: 'Which?' })).toEqual([])
    })

    test.each([
      ['no name', { OrganisationID: 11 }, ONEFILE_CODES['field-missing']],
      ['an empty name', { OrganisationID: 11, Name: '' }, ONEFILE_CODES['field-invalid']],
      ['a blank name', { OrganisationID: 11, Name: ' \t ' }, ONEFILE_CODES['field-invalid']],
      ['null as its name', { OrganisationID: 11, Name: null }, ONEFILE_CODES['field-invalid']],
      ['a name beyond any', { OrganisationID: 11, Name: 'x'.repeat(201) }, ONEFILE_CODES['field-invalid']],
      ['an unknown organisation', { OrganisationID: 999, Name: 'Refused' }, -11],
      ['an organisation that is none', { OrganisationID: 'North', Name: 'Refused' }, -9010],
    ])('a new one with %s is refused', async (_what, fields, refused) => {
      const before = await search({})
      const answer = await client.post(`/${noun}`, fields)
      expect(answer).toEqual({ status: 400, body: { code: refused, message: expect.any(String) } })
      expect(await search({})).toEqual(before)
    })

    test('a new one in an organisation that the token does not see is refused', async () => {
      const answer = await south.post(`/${noun}`, { OrganisationID: 11, Name: 'Refused' })
      expect(answer).toMatchObject({ status: 400, body: { code: -11 } })
    })

    test('an update changes what is sent and leaves the rest', async () => {
      const id = await create({ OrganisationID: 11, Name: 'Before', MISID: 'K1' })
      expect(await client.post(`/${noun}/${id}`, { MISID: 'K2', unknown: 'x' })).toEqual(NOTHING)
      expect(await read(id)).toMatchObject({ Name: 'Before', MISID: 'K2' })
      const renamed = { name: ' After ', ID: String(id), organisationID: '11' }
      expect((await client.postForm(`/${noun.toLowerCase()}/${id}/`, renamed)).status).toBe(204)
      expect(await read(id)).toMatchObject({ Name: 'After', MISID: 'K2' })
      expect([await search({ Name: 'before' }), await search({ Name: 'AFTER' })]).toEqual([[], [id]])
    })

    test('an update may be sent twice, and one that says nothing changes nothing', async () => {
      const id = await create({ OrganisationID: 11, Name: 'Steady', MISID: 'K3' })
      const before = await read(id)
      const nothing = { ID: null, Name: null, OrganisationID: null }
      for (const fields of [{}, { Name: 'Steady', OrganisationID: 11 }, { Name: 'Steady' }, nothing]) {
        expect(await client.post(`/${noun}/${id}`, fields)).toEqual(NOTHING)
        expect(await read(id)).toEqual(before)
      }
    })

    test('null and empty text clear the key, which stays in the answer', async () => {
      for (const MISID of [null, '']) {
        const id = await create({ OrganisationID: 11, Name: 'Keyed', MISID: 'K4' })
        await client.post(`/${noun}/${id}`, { MISID })
        expect(await read(id)).toMatchObject({ Name: 'Keyed', MISID: null })
        expect((await read(await create({ OrganisationID: 11, Name: 'Keyless', MISID }))).MISID).toBeNull()
      }
    })

    test('none is moved to another organisation, whether the token sees it or not', async () => {
      const refused = { status: 400, body: { code: ONEFILE_CODES['organisation-change'] } }
      for (const OrganisationID of [12, 999]) {
        const answer = await client.post(`/${noun}/${north}`, { OrganisationID, MISID: 'NO' })
        expect(answer).toMatchObject(refused)
        expect(answer.body.message).toMatch(/^OrganisationID: /)
      }
      expect(await read(north)).toMatchObject({ MISID: null, OrganisationID: 11 })
    })

    test.each([
      ['a blank name', { Name: '  ', MISID: 'NO' }],
      ['an empty name', { Name: '', MISID: 'NO' }],
      ['the id of another', { ID: 5, MISID: 'NO' }],
    ])('an update with %s is refused', async (_what, fields) => {
      const answer = await client.post(`/${noun}/${north}`, fields)
      expect(answer).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['field-invalid'] } })
      expect((await read(north)).MISID).toBeNull()
    })

    test('one that is not there, or that the token does not see, is unknown', async () => {
      const refused = { status: 404, body: { code, message: expect.any(String) } }
      expect(await client.get(`/${noun}/999`)).toEqual(refused)
      expect(await client.post(`/${noun}/999`, { Name: 'Refused' })).toEqual(refused)
      expect(await south.get(`/${noun}/${north}`)).toEqual(refused)
      expect(await south.post(`/${noun}/${north}`, { Name: 'Refused' })).toEqual(refused)
      expect((await read(north)).Name).toBe(name)
      expect((await client.get(`/${noun}/none`)).status).toBe(400)
    })

    test('reading needs the scope read, and writing the scope manage', async () => {
      const reader = onefileClient(stage, await stage.session(['read', 'assign']))
      const giver = onefileClient(stage, await stage.session(['manage']))
      for (const path of [`/${noun}/Search`, `/${noun}/Search/1/10`]) {
        expect([(await reader.post(path)).status, (await giver.post(path)).status]).toEqual([200, 403])
      }
      const path = `/${noun}/${north}`
      expect([(await reader.get(path)).status, (await giver.get(path)).status]).toEqual([200, 403])
      expect([(await reader.post(path, {})).status, (await giver.post(path, {})).status]).toEqual([403, 204])
      const fields = { OrganisationID: 11, Name: 'By scope' }
      expect((await reader.post(`/${noun}`, fields)).status).toBe(403)
      expect((await giver.post(`/${noun}`, fields)).status).toBe(200)
    })
  })

  test('a class keeps its date, its flags and its message', async () => {
    const made = await client.post('/Classroom', {
      ...{ organisationID: 11, Name: 'Autumn 2026', StartOn: '2026-09-07T23:30:00+01:00', Archive: false },
      ...{ CompletionMessage: 'Well done.\r\nSee you.', SendCompletionMessage: 'TRUE', IVFinalSignOff: 1 },
    })
    const whole = {
      ...{ ID: made.body, Name: 'Autumn 2026', MISID: null, OrganisationID: 11 },
      ...{ StartOn: '2026-09-07T00:00:00.000Z', Archive: false, CompletionMessage: 'Well done.\r\nSee you.' },
      ...{ SendCompletionMessage: true, IVFinalSignOff: true },
    }
    expect((await client.get(`/Classroom/${made.body}`)).body).toEqual(whole)
    const changes = { archive: '1', SendCompletionMessage: '0', IVFinalSignOff: '', StartOn: '2026-09-14' }
    await client.postForm(`/classroom/${made.body}`, changes)
    expect((await client.get(`/Classroom/${made.body}`)).body).toEqual({
      ...whole,
      ...{ StartOn: '2026-09-14T00:00:00.000Z', Archive: true, SendCompletionMessage: false },
    })
    await client.post(`/Classroom/${made.body}`, { StartOn: null, Archive: null, CompletionMessage: '' })
    expect((await client.get(`/Classroom/${made.body}`)).body).toEqual({
      ...whole,
      ...{ StartOn: null, Archive: null, CompletionMessage: null, SendCompletionMessage: false },
    })
  })

  test('a date of a class with the day first is refused and named', async () => {
    const answer = await client.post('/Classroom', { OrganisationID: 11, Name: 'X', StartOn: '07/09/2026' })
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain('StartOn must be written year first')
  })

  test('an archived class stays in the lists', async () => {
    const { body: id } = await client.post('/Classroom', { OrganisationID: 11, Name: 'Past', Archive: true })
    expect(ids((await client.post('/Classroom/Search', { Name: 'Past' })).body)).toEqual([id])
  })

  test('a placement keeps its address line by line, and how to reach it', async () => {
    const sent = {
      ...{ Address: '4 Quayside\r\nFellside\nNE1 4XX', Contact: 'Reception', Email: 'desk@quayside.example' },
      ...{ Fax: '01632 960205', Telephone: '01632 960204', Web: 'https://quayside.example' },
    }
    const form = { ...sent, OrganisationID: '11', Name: 'Quayside – Café', Active: '0', MISID: 'P9' }
    const { body: id } = await client.postForm('/placement', form)
    const whole = { ID: id, Name: 'Quayside – Café', MISID: 'P9', OrganisationID: 11, Active: false, ...sent }
    expect((await client.get(`/Placement/${id}`)).body).toEqual(whole)
    expect((await client.post('/Placement/Search/1/9', { Name: 'quayside – café' })).body).toEqual([whole])
    await client.post(`/Placement/${id}`, { Active: '1', Fax: '', Web: null })
    expect((await client.get(`/Placement/${id}`)).body).toEqual({
      ...whole,
      Active: true,
      Fax: null,
      Web: null,
    })
  })

  test('a placement that is not in use is listed, and whether it is must be true or false', async () => {
    const fields = { OrganisationID: 11, Name: 'Shut', Active: 'false' }
    const { body: id } = await client.post('/Placement', fields)
    expect(ids((await client.post('/Placement/Search', { Name: 'Shut' })).body)).toEqual([id])
    for (const Active of ['perhaps', 2]) {
      expect((await client.post(`/Placement/${id}`, { Active })).status, String(Active)).toBe(400)
    }
    expect((await client.post(`/Placement/${id}`, { Active: null })).status).toBe(204)
    expect((await client.get(`/Placement/${id}`)).body.Active).toBe(false)
  })

  test('what was just made can be used for a new learner at once', async () => {
    const make = async (noun: string) =>
      (await client.post(`/${noun}`, { OrganisationID: 11, Name: `For Ottilie: ${noun}` })).body
    const made = await client.post('/User', {
      ...{ OrganisationID: 11, Role: 1, FirstName: 'Ottilie', LastName: 'Marsh' },
      ...{ Email: 'ottilie.marsh@example.org', DefaultAssessorID: cast.isolde.id },
      ...{ ClassroomID: await make('Classroom'), PlacementID: await make('Placement') },
      ProviderID: await make('Provider'),
    })
    expect(made).toMatchObject({ status: 200, body: { ID: expect.any(Number) } })
  })

  test('creations that arrive together each get an id of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, at) =>
        client.post('/Placement', { OrganisationID: 11, Name: `Site ${at}` }),
      ),
    )
    expect(new Set(answers.map(({ body }) => body)).size).toBe(25)
    for (const [at, { body }] of answers.entries()) {
      expect((await client.get(`/Placement/${body}`)).body.Name).toBe(`Site ${at}`)
    }
  })
})

function ids(rows: readonly { ID: number }[]) {
  return rows.map(row => row.ID)
}
