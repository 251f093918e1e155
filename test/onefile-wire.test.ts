/** What clients suffer where the wire lets a call through and does something other than what was meant. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { type Caller, callerWith } from './caller.ts'
import { CALLS } from './calls.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const FORM = 'application/x-www-form-urlencoded'

describe('JSON that curl sends as a form', () => {
  let stage: Stage
  let session: string

  beforeAll(async () => {
    stage = await setStage('sqlite')
    session = await stage.session()
  })
  afterAll(() => stage.close())

  const post = (url: string, payload: string, type?: string) =>
    stage.server.inject({
      method: 'POST',
      url,
      headers: { 'x-tokenid': session, ...(type !== undefined && { 'content-type': type }) },
      payload,
    })

  test.each([FORM, 'text/plain', undefined])('keeps the filters of a search (%s)', async type => {
    const all = await post('/api/v2.1/User/Search', '{"Role": 10, "LastName": "Wolfe"}', type)
    expect(all.json()).toHaveLength(1)
  })

  test.each([FORM, 'text/plain', undefined])('does what it says on both APIs (%s)', async type => {
    const telephone = `01632 9600${(type ?? '').length}`
    const path = `/api/v2.1/User/${cast.tobias.id}`
    expect((await post(path, `\ufeff {"Telephone": "${telephone}"}`, type)).statusCode).toBe(204)
    const read = await stage.server.inject({ url: path, headers: { 'x-tokenid': session } })
    expect(read.json().Telephone).toBe(telephone)
    const change = { learner: cast.orlagh.id, level: 'additional', after: cast.tobias.id }
    const told = await post(
      '/api/caseload/v1/changes',
      JSON.stringify({ changes: [change], dryRun: true }),
      type,
    )
    expect(told.json().outcomes).toHaveLength(1)
  })

  test('is refused with the place where it is broken, and a form that loses letters with its charset', async () => {
    const broken = await post(`/api/v2.1/User/${cast.tobias.id}`, '{"Telephone": }', FORM)
    expect([broken.statusCode, broken.json().message]).toEqual([400, expect.stringContaining('column 15')])
    const lost = await post(`/api/v2.1/User/${cast.tobias.id}`, 'FirstName=Zo%EB', FORM)
    expect([lost.statusCode, lost.json().message]).toEqual([400, expect.stringContaining('charset')])
    const path = `/api/v2.1/User/${cast.tobias.id}`
    expect((await post(path, 'FirstName=Zo%EB', `${FORM}; charset=iso-8859-1`)).statusCode).toBe(204)
    const read = await stage.server.inject({ url: path, headers: { 'x-tokenid': session } })
    expect(read.json().FirstName).toBe('Zoë')
  })

  test.each([
    ['FirstName=Ann&FirstName=Bea', FORM],
    ['FirstName=Ann&firstname=Bea', FORM],
    ['{"FirstName":"Ann","FirstName":"Bea"}', 'application/json'],
  ])('with one field twice is refused: %s', async (body, type) => {
    const answer = await post(`/api/v2.1/User/${cast.isolde.id}`, body, type)
    expect([answer.statusCode, answer.json().code]).toEqual([400, ONEFILE_CODES['field-twice']])
  })
})

describe('HEAD', () => {
  let stage: Stage
  let session: string

  beforeAll(async () => {
    stage = await setStage('sqlite')
    session = await stage.session()
  })
  afterAll(() => stage.close())

  const ask = (method: 'GET' | 'HEAD', url: string, headers: Record<string, string>) =>
    stage.server.inject({ method, url, headers })

  test.each([
    `/api/v2.1/User/${cast.orlagh.id}`,
    `/api/v2.1/user/${cast.orlagh.id}/`,
    '/api/v2.1/User/99999',
    `/api/v2.1/User/${cast.caspian.id}/UnitSummary`,
    `/api/v2.1/Timesheet/Learner/${cast.orlagh.id}`,
    `/api/v2.1/Timesheet/Learner/${cast.caspian.id}`,
    `/api/caseload/v1/learners/${cast.orlagh.id}/assignments`,
    '/api/caseload/v1/coverage',
    '/health',
    '/ready',
    '/openapi.json',
    '/docs/problems',
  ])('answers as GET does, without a body: %s', async url => {
    for (const headers of [{ 'x-tokenid': session }, { 'x-tokenid': 'nobody' }]) {
      const [get, head] = [await ask('GET', url, headers), await ask('HEAD', url, headers)]
      expect([head.statusCode, head.body]).toEqual([get.statusCode, ''])
      expect(head.headers['content-type']).toBe(get.headers['content-type'])
    }
  })

  test('is named beside GET where another method is sent, and nowhere else', async () => {
    const put = (url: string) => stage.server.inject({ method: 'PUT', url })
    expect((await put('/api/v2.1/User/1')).headers.allow).toBe('GET, HEAD, POST, DELETE')
    expect((await stage.server.inject({ method: 'HEAD', url: '/api/v2.1/Authentication' })).statusCode).toBe(
      405,
    )
  })
})

describe('a body that nobody may send', () => {
  test.each(CALLS)('is not waited for: %s asks first who calls', async (_name, call) => {
    if (call.access === 'open' || call.access === 'customer-token' || call.method === 'GET') return
    const stage = await bareStage()
    const answer = await stage.server.inject({
      method: call.method,
      url: `/api/${call.api === 'onefile' ? 'v2.1' : 'caseload/v1'}${call.path.replace(/\{\w+\}/g, '1')}`,
      headers: { 'content-type': 'application/json' },
      payload: 'x'.repeat(10_000_001),
    })
    expect(answer.statusCode).toBe(401)
  })

  let opened: Promise<Stage> | undefined
  const bareStage = () => {
    opened ??= setStage('sqlite')
    return opened
  }
  afterAll(async () => (await opened)?.close())
})

describe.each(ENGINES)('clients that download what changed, on %s', engine => {
  let stage: Stage
  let onefile: OnefileClient
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    const before = callerWith(stage, await stage.session())
    await before.post('/changes', { changes: [{ ...orlaghsDefault, after: cast.isolde.id }] })
    stage.time.now = LATER
    const session = await stage.session()
    onefile = onefileClient(stage, session)
    caller = callerWith(stage, session)
  })
  afterEach(() => stage.close())

  const LATER = Date.parse('2026-04-01T10:00:00Z')
  const orlaghsDefault = { learner: cast.orlagh.id, level: 'default' }

  /** Learners whom a client that asks since a moment gets to see. */
  const changedSince = async (moment: string) => {
    const { body = [] } = await onefile.post('/User/Search/1/50', { Role: 1, LastModified: moment })
    return body.map((row: { ID: number }) => row.ID)
  }
  const lastModified = async (id: number) => (await onefile.get(`/User/${id}`)).body.LastModified

  const ways: Record<string, () => Promise<unknown>> = {
    'a change': () => caller.post('/changes', { changes: [{ ...orlaghsDefault, after: cast.tobias.id }] }),
    'a change that takes the assessor away': () =>
      caller.post('/changes', { changes: [{ ...orlaghsDefault, role: 'assessor', after: null }] }),
    'a default employer': () =>
      caller.post('/changes', { changes: [{ ...orlaghsDefault, after: cast.dorcas.id }] }),
    'an update of OneFile’s API': () =>
      onefile.post(`/User/${cast.orlagh.id}`, { DefaultAssessorID: cast.tobias.id }),
    'a transfer': async () => {
      const asked = { from: cast.isolde.id, moves: [{ to: [cast.tobias.id] }] }
      const { body } = await caller.post('/transfers', { ...asked, dryRun: true })
      return caller.post('/transfers', { ...asked, preview: body.preview })
    },
    'an undo': async () => {
      const { body } = await caller.get('/runs')
      return caller.post(`/runs/${body.runs[0].id}/undo`, {})
    },
  }

  test.each(Object.entries(ways))('see another default after %s', async (_name, way) => {
    await way()
    expect(await changedSince('2026-04-01T00:00:00Z')).toEqual([cast.orlagh.id])
    expect(await lastModified(cast.orlagh.id)).toBe('2026-04-01T10:00:00.000Z')
  })

  test('see nothing of what a user does not show, nor of what stays as it is', async () => {
    await caller.post('/changes', {
      changes: [
        { ...orlaghsDefault, after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'aim', standard: cast.BAKING.id, after: cast.tobias.id },
        { learner: cast.caspian.id, level: 'additional', after: cast.dorcas.id },
      ],
    })
    await caller.post('/changes', { dryRun: true, changes: [{ ...orlaghsDefault, after: cast.tobias.id }] })
    expect(await changedSince('2026-04-01T00:00:00Z')).toEqual([])
  })

  test('see many learners of one request, each at its moment, and no moment goes back with the clock', async () => {
    const changes = [cast.orlagh, cast.caspian].map(({ id }) => ({
      learner: id,
      level: 'default',
      after: cast.tobias.id,
    }))
    await caller.post('/changes', { changes })
    stage.time.now = LATER - 3_600_000
    await caller.post('/changes', { changes: changes.map(one => ({ ...one, after: cast.isolde.id })) })
    expect(await changedSince('2026-04-01T10:00:00Z')).toEqual([cast.orlagh.id, cast.caspian.id])
    expect(await lastModified(cast.caspian.id)).toBe('2026-04-01T10:00:00.000Z')
  })
})

describe.each(ENGINES)('which run a write made, on %s', engine => {
  let stage: Stage
  let session: string

  beforeAll(async () => {
    stage = await setStage(engine)
    session = await stage.session()
  })
  afterAll(() => stage.close())

  const post = (url: string, payload: object) =>
    stage.server.inject({ method: 'POST', url: `/api${url}`, headers: { 'x-tokenid': session }, payload })
  const newLearner = {
    ...{ OrganisationID: cast.NORTH.id, Role: 1, FirstName: 'Wilfred', LastName: 'Hale' },
    ...{ DefaultAssessorID: cast.isolde.id, ClassroomID: cast.AUTUMN.id, PlacementID: cast.BAKERY.id },
  }
  const change = (after: number) => ({ changes: [{ learner: cast.caspian.id, level: 'default', after }] })

  test.each([
    ['an assignment', `/v2.1/User/${cast.tobias.id}/Assign`, { LearnerID: cast.orlagh.id, Level: 1 }],
    ['a default', `/v2.1/User/${cast.orlagh.id}`, { DefaultAssessorID: cast.isolde.id }],
    ['a new learner', '/v2.1/User', newLearner],
    ['changes', '/caseload/v1/changes', change(cast.tobias.id)],
  ])('stands in the header of %s', async (_name, url, body) => {
    const answer = await post(url, body)
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    const { runs } = (
      await stage.server.inject({ url: '/api/caseload/v1/runs', headers: { 'x-tokenid': session } })
    ).json()
    expect(answer.headers['x-caseload-run']).toBe(String(runs[0].id))
    const undone = await post(`/caseload/v1/runs/${runs[0].id}/undo`, {})
    expect(undone.headers['x-caseload-run']).toBe(String(undone.json().run))
  })

  test('stands nowhere when nothing was to be done, was refused or only tried', async () => {
    await post('/caseload/v1/changes', change(cast.tobias.id))
    for (const [url, body] of [
      ['/caseload/v1/changes', change(cast.tobias.id)],
      ['/caseload/v1/changes', { ...change(cast.isolde.id), dryRun: true }],
      ['/caseload/v1/changes', { ...change(cast.perpetua.id), mode: 'all-or-nothing' }],
      [`/v2.1/User/${cast.orlagh.id}`, { Telephone: '01632 960001' }],
      [`/v2.1/User/${cast.perpetua.id}/Assign`, { LearnerID: cast.bryony.id, Level: 1 }],
    ] as const) {
      expect((await post(url, body)).headers).not.toHaveProperty('x-caseload-run')
    }
  })
})

test('a server that shows only what OneFile is known to have names no run on its API', async () => {
  const stage = await setStage('sqlite', { inferredFields: false })
  try {
    const headers = { 'x-tokenid': await stage.session() }
    const body = { LearnerID: cast.orlagh.id, Level: 1 }
    const url = `/api/v2.1/User/${cast.tobias.id}/Assign`
    const answer = await stage.server.inject({ method: 'POST', url, headers, payload: body })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).not.toHaveProperty('x-caseload-run')
  } finally {
    await stage.close()
  }
})
