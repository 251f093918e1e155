/** What clients suffer where the wire lets a call through and does something other than what was meant. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { type Caller, callerWith } from './caller.ts'
import { CALLS, exampleOf, onlyReads } from './calls.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put } from './onefile.ts'
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

  test.each(CALLS.filter(([, call]) => onlyReads(call) && Object.keys(call.body).length > 0))(
    'is read alike by %s, whatever it is said to be',
    async (_name, call) => {
      const { path, body } = exampleOf(call)
      const told = await post(path, JSON.stringify(body), 'application/json')
      for (const type of [FORM, 'text/plain; charset=utf-8', undefined]) {
        const answer = await post(path, JSON.stringify(body), type)
        expect([answer.statusCode, withoutNote(answer.body)]).toEqual([
          told.statusCode,
          withoutNote(told.body),
        ])
      }
    },
  )

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

describe('clients that read a field without asking whether it is there', () => {
  let stage: Stage
  let onefile: OnefileClient
  let plain: OnefileClient

  beforeAll(async () => {
    stage = await setStage('sqlite')
    onefile = onefileClient(stage, await stage.session())
    plain = onefileClient(stage, await stage.session(['read']))
    const entry = { organisation: cast.NORTH.id, learner: cast.caspian.id, category: null, comments: null }
    const hours = { from: cast.day('2026-02-11'), to: cast.day('2026-02-12'), isOffTheJob: false }
    await put(stage, 'timesheetEntry', [{ id: 970, ...entry, ...hours }])
  })
  afterAll(() => stage.close())

  test.each([
    [
      `/User/${cast.dorcas.id}`,
      ['Telephone', 'ULN', 'DOB', 'ClassroomID', 'DefaultAssessorID', 'NINO', 'SecondaryLLDDCodes'],
    ],
    [`/User/${cast.caspian.id}`, ['PlannedEndDate', 'Progress', 'DefaultEmployerID', 'L12']],
    [`/Placement/${cast.MILL.id}`, ['Address', 'Contact', 'Email', 'Fax', 'Telephone', 'Web', 'MISID']],
    [`/Classroom/${cast.SPRING.id}`, ['StartOn', 'Archive', 'CompletionMessage']],
    [`/User/${cast.caspian.id}/OffTheJob`, ['ContractedHours', 'MinimumOTJ', 'CachedActualHours']],
    ['/LearningAim/203', ['AchievedDate', 'RegistrationNumber', 'AssessorID', 'IVID']],
    ['/Review/81', ['StartedOn', 'EmployerSignedOn', 'Progress']],
    ['/Plan/91', ['LearnerSignedOn']],
  ])('find null in %s where there is no value', async (path, fields) => {
    const { body } = await onefile.get(path)
    for (const field of fields) expect(body, field).toHaveProperty(field, null)
  })

  test('find null in lists too', async () => {
    const [entry] = (await onefile.get(`/Timesheet/Learner/${cast.caspian.id}`)).body
    expect(entry).toMatchObject({ TimesheetCategory: null, Comments: null })
    const users = (await onefile.post('/User/Search/1/50')).body
    const shapes = new Set(users.map((row: object) => Object.keys(row).join()))
    expect(shapes.size).toBe(1)
    const summaries = (await onefile.get(`/User/${cast.caspian.id}/UnitSummary`)).body
    expect(summaries[0]).toMatchObject({ SignedOffOn: null, Weighting: null, IQAID: null })
  })

  test('find nothing of what their token may not see', async () => {
    const { body } = await plain.get(`/User/${cast.dorcas.id}`)
    for (const field of ['NINO', 'L12', 'L16', 'PrimaryLLDDCode', 'SecondaryLLDDCodes'])
      expect(body).not.toHaveProperty(field)
    expect(body).toHaveProperty('Telephone', null)
  })
})

describe.each(ENGINES)('an update on %s', engine => {
  let stage: Stage
  let onefile: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    onefile = onefileClient(stage, await stage.session())
  })
  afterAll(() => stage.close())

  test.each([
    ['a learner loses the placement', cast.orlagh.id, { PlacementID: null }, 'PlacementID'],
    ['a learner loses the class', cast.orlagh.id, { ClassroomID: null }, 'ClassroomID'],
    ['an employer loses the placement', cast.dorcas.id, { PlacementID: null }, 'PlacementID'],
    ['an observer loses the placement', cast.zephyrine.id, { PlacementID: null }, 'PlacementID'],
    ['an assessor loses the address', cast.isolde.id, { Email: '' }, 'Email'],
    ['an IQA loses the address', cast.perpetua.id, { Email: null }, 'Email'],
    ['a trainee who becomes an assessor loses the address', cast.hesper.id, { Role: 5, Email: ' ' }, 'Email'],
    ['an address is none', cast.tobias.id, { Email: 'not mail' }, 'Email'],
    ['a learner’s address is none', cast.orlagh.id, { Email: 'n/a' }, 'Email'],
    ['a name is blank', cast.orlagh.id, { LastName: '  ' }, 'LastName'],
  ])(
    'by which %s is refused, as a creation would be, and changes nothing',
    async (_what, id, change, field) => {
      const before = (await onefile.get(`/User/${id}`)).body
      const answer = await onefile.post(`/User/${id}`, { Telephone: '01632 960999', ...change })
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } })
      expect((await onefile.get(`/User/${id}`)).body).toEqual(before)
    },
  )

  test('may clear what nobody needs, and repeat what is so', async () => {
    expect((await onefile.post(`/User/${cast.caspian.id}`, { Email: null, ULN: null })).status).toBe(204)
    expect(
      (await onefile.post(`/User/${cast.tobias.id}`, { PlacementID: null, Email: ` ${cast.tobias.email} ` }))
        .status,
    ).toBe(204)
    expect((await onefile.get(`/User/${cast.tobias.id}`)).body.Email).toBe(cast.tobias.email)
  })
})

describe('a creation', () => {
  let stage: Stage
  let onefile: OnefileClient

  beforeAll(async () => {
    stage = await setStage('sqlite')
    onefile = onefileClient(stage, await stage.session())
  })
  afterAll(() => stage.close())

  const learner = {
    ...{ OrganisationID: cast.NORTH.id, Role: 1, FirstName: 'Wilfred', LastName: 'Hale' },
    ...{ DefaultAssessorID: cast.isolde.id, ClassroomID: cast.AUTUMN.id, PlacementID: cast.BAKERY.id },
  }
  const staff = {
    ...{ OrganisationID: cast.NORTH.id, Role: 5, FirstName: 'Ada', LastName: 'Fenn' },
    Email: 'a.fenn@example.org',
  }

  test.each([0, '0'])(
    'takes %j for an optional id as nothing, as the vendor’s sample sends it',
    async none => {
      const optional = { DefaultEmployerID: none, ProviderID: none, LearnerStatusID: none }
      const made = await onefile.post('/User', { ...learner, ...optional })
      expect(made.status, JSON.stringify(made.body)).toBe(200)
      expect((await onefile.get(`/User/${made.body.ID}`)).body).toMatchObject({
        ...{ DefaultEmployerID: null, ProviderID: null, LearnerStatusID: null },
      })
      const others = { PlacementID: none, ClassroomID: none, DefaultAssessorID: none }
      expect((await onefile.postForm('/User', { ...staff, ...others } as never)).status).toBe(200)
      const times = { DateFrom: '2026-05-12T09:00:00Z', DateTo: '2026-05-12T09:00:00Z' }
      const visit = await onefile.post('/Visit', {
        LearnerID: cast.orlagh.id,
        ...times,
        AssessorID: none,
        OrganisationID: none,
      })
      expect(visit.status).toBe(200)
      const review = {
        LearnerID: cast.orlagh.id,
        Status: 1,
        ScheduledFor: '2026-06-01',
        VisitID: none,
        AssessorID: none,
      }
      expect((await onefile.post('/Review', review)).status).toBe(200)
    },
  )

  test.each(['DefaultAssessorID', 'ClassroomID', 'PlacementID', 'OrganisationID', 'Role'])(
    'takes 0 for %s as missing where it is needed',
    async field => {
      const answer = await onefile.post('/User', { ...learner, [field]: 0 })
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } })
    },
  )

  test('and an update still refuse 0 where something is meant to change', async () => {
    for (const field of ['DefaultEmployerID', 'PlacementID', 'ProviderID'])
      expect((await onefile.post(`/User/${cast.orlagh.id}`, { [field]: 0 })).status).toBe(400)
  })

  test.each(['not mail', 'n/a', 'a@b.org;c@d.org'])('refuses %j as an address', async Email => {
    const answer = await onefile.post('/User', { ...staff, Email })
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('Email') } })
  })
})

describe('scopes of an update', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage('sqlite')
  })
  afterAll(() => stage.close())

  const assessor = { DefaultAssessorID: cast.isolde.id }
  const telephone = { Telephone: '01632 960001' }

  test.each([
    ['manage', telephone, 204],
    ['manage', assessor, 403],
    ['manage', { ...telephone, ...assessor }, 403],
    ['manage', { DefaultEmployerID: null }, 403],
    ['assign', assessor, 204],
    ['assign', telephone, 403],
    ['read', telephone, 403],
    ['read', {}, 403],
  ] as const)('with %s alone: %j is %i', async (scope, body, status) => {
    const onefile = onefileClient(stage, await stage.session([scope]))
    expect((await onefile.post(`/User/${cast.orlagh.id}`, body)).status).toBe(status)
  })
})

test('failed sign-ins from an address never lock out a good token, however many and at once', async () => {
  const stage = await setStage('sqlite')
  try {
    const wanted = { customer: cast.CUSTOMER.id, name: 'mis', organisations: null, callLimit: 100 }
    const made = await stage.services.access.createToken({ ...wanted, scopes: ['read'] })
    if (!('secret' in made)) throw new Error(made.sentence)
    const signIn = (token: string) =>
      stage.server.inject({
        method: 'POST',
        url: '/api/v2.1/Authentication',
        headers: { 'x-customertoken': token },
      })
    const failures = await Promise.all(Array.from({ length: 40 }, (_, at) => signIn(`wrong-${at}`)))
    const statuses = failures.map(answer => answer.statusCode)
    expect([statuses.filter(one => one === 401).length, statuses.filter(one => one === 429).length]).toEqual([
      20, 20,
    ])
    expect((await signIn(made.secret)).statusCode).toBe(200)
    expect((await signIn('wrong')).statusCode).toBe(429)
  } finally {
    await stage.close()
  }
})

/** Evidence is noted each time it is made, under a number of its own. */
function withoutNote(body: string): string {
  return body.replace(/^\{"note":\d+,/, '{')
}
