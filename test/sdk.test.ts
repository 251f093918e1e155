/** The client against scripted answers and a clock that the test moves. What it does with a real server is in sdk-server. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createLimiter } from '../src/app/limiter.ts'
import {
  AbortedError,
  type CallError,
  type Client,
  type ClientOptions,
  createBudget,
  createClient,
  LimitError,
  RefusedError,
  type Session,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
  UnknownOutcomeError,
} from '../src/sdk/client.ts'
import { answering, broken, type Script, SESSION, SIGN_IN, script, scriptAfterSignIn } from './sdk-script.ts'
import { type FakeTime, fakeTime } from './sdk-time.ts'

const TOKEN = 'customer-token-of-the-test'
const ASSIGN = 'POST /api/v2.1/User/111/Assign'
const CREATE = 'POST /api/v2.1/Visit'
const READ = 'GET /api/v2.1/Customer'
const CUSTOMER = { status: 200, body: { ID: 1, Name: 'Fellside Training' } }
const DONE = { status: 204 }
const EXPIRED = { status: 401, body: { code: -2, message: 'The session is older than 24 hours.' } }

const assignment = { person: 111, learner: 101, level: 'aim', standard: 51 } as const
const visit = { learner: 101, from: Date.parse('2026-06-15T10:00Z'), to: Date.parse('2026-06-15T11:00Z') }

/** A client of a scripted server. */
function clientOf(
  fetching: Pick<Script, 'fetch'>,
  time: FakeTime = fakeTime(),
  more: Partial<ClientOptions> = {},
) {
  const { fetch } = fetching
  const { clock, sleep } = time
  return createClient({
    ...{ baseUrl: 'https://onefile.test/api/v2.1', token: TOKEN, fetch, clock, sleep, random: () => 1 },
    ...more,
  } as ClientOptions)
}

/** What a call fails with. */
async function failureOf(call: Promise<unknown>): Promise<CallError> {
  const outcome = await call.then(
    () => 'it went well',
    (error: CallError) => error,
  )
  if (typeof outcome === 'string') throw new Error(`a failure was expected, and ${outcome}`)
  return outcome
}

describe('a call', () => {
  test('signs in first, and goes out as the guide has it', async () => {
    const server = scriptAfterSignIn().on(ASSIGN, DONE)
    expect(await clientOf(server).assignUser(assignment)).toBeUndefined()
    expect(server.log).toEqual([
      { line: SIGN_IN, headers: { accept: 'application/json', 'x-customertoken': TOKEN }, body: undefined },
      {
        line: ASSIGN,
        headers: { accept: 'application/json', 'content-type': 'application/json', 'x-tokenid': SESSION },
        body: { LearnerID: 101, Level: 3, StandardID: 51 },
      },
    ])
    server.done()
  })

  test.each([
    'https://onefile.test',
    'https://onefile.test/',
    'https://onefile.test/api/v2.1',
    'https://onefile.test/api/v2.1/',
  ])('reaches the server whose address is given as %s', async baseUrl => {
    const server = scriptAfterSignIn().on(READ, CUSTOMER)
    expect(await clientOf(server, fakeTime(), { baseUrl }).readCustomer()).toEqual({
      id: 1,
      name: 'Fellside Training',
    })
    server.done()
  })

  test('reaches a server that lives below a path', async () => {
    const server = script().on('POST /caseload/api/v2.1/Authentication', { status: 200, body: SESSION })
    server.on('GET /caseload/api/caseload/v1/runs/7?limit=5', { status: 404, body: { code: 'run-unknown' } })
    const client = clientOf(server, fakeTime(), { baseUrl: 'https://example.test/caseload' })
    expect(await failureOf(client.readRun({ run: 7, limit: 5 }))).toMatchObject({
      code: 'run-unknown',
      status: 404,
    })
    server.done()
  })

  test('says nobody with null, and nothing by leaving out', async () => {
    const server = scriptAfterSignIn()
      .on('POST /api/v2.1/User/101', DONE)
      .on('POST /api/caseload/v1/changes', {
        status: 200,
        body: { applied: false, run: null, plannedRun: null, outcomes: [], findings: [] },
      })
    const client = clientOf(server)
    await client.updateUser({ user: 101, defaultEmployer: null, misId: undefined })
    await client.requestChanges({
      changes: [{ learner: 101, level: 'default', role: 'assessor', before: null, after: 111 }],
    })
    expect(server.log.slice(1).map(sent => sent.body)).toEqual([
      { DefaultEmployerID: null },
      { changes: [{ learner: 101, level: 'default', role: 'assessor', before: null, after: 111 }] },
    ])
    server.done()
  })

  test('puts ids of units into the path whatever they hold', async () => {
    const server = scriptAfterSignIn().on('POST /api/v2.1/Unit/A%2FB%20%25/Assign/101/51', {
      status: 200,
      body: 304,
    })
    expect(await clientOf(server).assignUnit({ unit: 'A/B %', learner: 101, standard: 51 })).toBe(304)
    server.done()
  })

  test.each<[string, (client: Client) => Promise<unknown>]>([
    ['not a number', client => client.readUser({ user: Number.NaN })],
    ['a number that clears', client => client.updateUser({ user: 101, defaultEmployer: Number.NaN })],
    ['a missing field', client => client.assignUser({ person: 111, level: 'aim' } as never)],
    ['a moment that is none', client => client.createVisit({ ...visit, from: Number.NaN })],
    ['a unit that changes the path', client => client.assignUnit({ unit: '..', learner: 101, standard: 51 })],
  ])('with %s is refused before it goes out', async (_, call) => {
    const server = script()
    const error = await failureOf(call(clientOf(server)))
    expect(error).toBeInstanceOf(RefusedError)
    expect(error.code).toMatch(/^field-/)
    expect(error.status).toBeUndefined()
    server.done()
  })

  test('answers an empty list where there is nothing', async () => {
    const server = scriptAfterSignIn().on('POST /api/v2.1/User/Search', { status: 204 })
    expect(await clientOf(server).searchUsers({ kind: 'iqa' })).toEqual([])
    server.done()
  })

  test('tells of a value that cannot be read, and leaves it out', async () => {
    const server = scriptAfterSignIn().on('GET /api/v2.1/User/101', {
      status: 200,
      body: { ID: 101, DOB: '1/2/05' },
    })
    const unread: object[] = []
    const client = clientOf(server, fakeTime(), { onUnread: one => unread.push(one) })
    expect(await client.readUser({ user: 101 })).toEqual({ id: 101 })
    expect(unread).toMatchObject([{ call: 'readUser', field: 'DOB' }])
    server.done()
  })

  test('has a type for what it takes and what it gives', () => {
    const calls = (client: Client) => [
      // @ts-expect-error a level is a word
      () => client.assignUser({ ...assignment, level: 3 }),
      // @ts-expect-error the person is missing
      () => client.assignUser({ learner: 101, level: 'additional' }),
      // @ts-expect-error there is no such call
      () => client.unassignUser(assignment),
      // @ts-expect-error OneFile's service may leave a name out
      async (): Promise<string> => (await client.readUser({ user: 1 })).firstName,
      async (): Promise<number> => (await client.readUser({ user: 1 })).id,
      async (): Promise<string> => (await client.listOrganisations()).organisations[0]!.name,
      async (): Promise<number> => client.assignStandard({ standard: 51, learner: 101 }),
    ]
    expect(calls).toBeTypeOf('function')
  })
})

describe('signing in', () => {
  test('happens once for calls that begin together', async () => {
    const server = scriptAfterSignIn().on(READ, ...Array(20).fill(CUSTOMER))
    const client = clientOf(server)
    await Promise.all(Array.from({ length: 20 }, () => client.readCustomer()))
    server.done()
  })

  test('happens once in a storm of refused sessions, and every call is done', async () => {
    let good = 'session-1'
    const { fetch, log } = answering(({ line, headers }) => {
      if (line === SIGN_IN) return { status: 200, body: good }
      return headers['x-tokenid'] === good ? CUSTOMER : EXPIRED
    })
    const client = clientOf({ fetch })
    await client.readCustomer()
    good = 'session-2'
    const all = await Promise.all(Array.from({ length: 50 }, () => client.readCustomer()))
    expect(all).toHaveLength(50)
    expect(log.filter(({ line }) => line === SIGN_IN)).toHaveLength(2)
  })

  test('happens again before a session is a day old', async () => {
    const time = fakeTime()
    const server = scriptAfterSignIn()
      .on(READ, CUSTOMER)
      .on(SIGN_IN, { status: 200, body: 'another' })
      .on(READ, CUSTOMER)
    const client = clientOf(server, time)
    await client.readCustomer()
    time.pass(23 * 3_600_000)
    await client.readCustomer()
    expect(server.log.at(-1)!.headers['x-tokenid']).toBe('another')
    server.done()
  })

  test('does not help where the new session is refused too: the second 401 is an error', async () => {
    const server = scriptAfterSignIn()
      .on(READ, EXPIRED)
      .on(SIGN_IN, { status: 200, body: 'another' })
      .on(READ, EXPIRED)
    const error = await failureOf(clientOf(server).readCustomer())
    expect(error).toBeInstanceOf(UnauthorizedError)
    expect(error).toMatchObject({ call: 'readCustomer', status: 401, code: 'session-expired' })
    server.done()
  })

  test('with a token that is not good is told as such', async () => {
    const server = script().on(SIGN_IN, {
      status: 401,
      body: { code: -1, message: 'The customer token is not valid.' },
    })
    const error = await failureOf(clientOf(server).assignUser(assignment))
    expect(error).toBeInstanceOf(UnauthorizedError)
    expect(error).toMatchObject({
      call: 'signIn',
      code: 'token-invalid',
      message: 'The customer token is not valid.',
    })
    server.done()
  })

  test('gives the session to whoever wants to share it', async () => {
    const sessions: Session[] = []
    const time = fakeTime()
    const server = scriptAfterSignIn().on(READ, CUSTOMER)
    await clientOf(server, time, { onSession: one => void sessions.push(one) }).readCustomer()
    expect(sessions).toEqual([{ secret: SESSION, signedInAt: time.clock() }])
    server.done()
    const second = script().on(READ, CUSTOMER)
    await clientOf(second, time, { session: sessions[0] }).readCustomer()
    expect(second.log[0]!.headers['x-tokenid']).toBe(SESSION)
    second.done()
  })

  test('is not tried without a token', async () => {
    const server = script().on(READ, EXPIRED)
    const client = clientOf(server, fakeTime(), { token: undefined, session: 'only' })
    expect(await failureOf(client.readCustomer())).toBeInstanceOf(UnauthorizedError)
    expect(await failureOf(client.signIn())).toBeInstanceOf(UnauthorizedError)
    server.done()
  })

  test('can be asked for', async () => {
    const server = scriptAfterSignIn().on(READ, CUSTOMER)
    const client = clientOf(server)
    expect(await client.signIn()).toBe(SESSION)
    await client.readCustomer()
    server.done()
  })

  test('that answers a page of HTML is no session', async () => {
    const server = script().on(SIGN_IN, { status: 200, body: '<html>Welcome</html>' })
    expect(await failureOf(clientOf(server).readCustomer())).toBeInstanceOf(UnexpectedAnswerError)
    server.done()
  })

  // Case 57.
  test.each([1, 8])(
    'a token whose sessions last 7 calls: 100 calls, %i at a time, take 15 sign-ins at most',
    async lanes => {
      let session = 0
      let left = 0
      const { fetch, log } = answering(({ line, headers }) => {
        if (line === SIGN_IN) {
          session += 1
          left = 7
          return { status: 200, body: `session-${session}` }
        }
        if (headers['x-tokenid'] !== `session-${session}` || left === 0) return EXPIRED
        left -= 1
        return DONE
      })
      const client = clientOf({ fetch })
      let begun = 0
      const lane = async () => {
        while (begun < 100) {
          begun += 1
          await client.assignUser(assignment)
        }
      }
      await Promise.all(Array.from({ length: lanes }, lane))
      expect(begun).toBe(100)
      expect(log.filter(({ line }) => line === SIGN_IN).length).toBeLessThanOrEqual(15)
    },
  )
})

describe('the limit of calls', () => {
  // Case 56.
  test.each([1, 10])('6,000 writes, %i at a time, take under 22 minutes and no 429', async lanes => {
    const time = fakeTime()
    const limiter = createLimiter(time.clock)
    let refused = 0
    const { fetch } = answering(async ({ line }) => {
      await time.sleep(40)
      const grant = await limiter.take(1, 300)
      if (grant.granted) return line === SIGN_IN ? { status: 200, body: SESSION } : DONE
      refused += 1
      return { status: 429 }
    })
    const client = clientOf({ fetch }, time)
    const start = time.clock()
    let left = 6000
    const lane = async () => {
      while (left > 0) {
        left -= 1
        await client.assignUser(assignment)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    expect(refused).toBe(0)
    const minutes = (time.clock() - start) / 60_000
    expect(minutes).toBeLessThan(22)
    expect(minutes).toBeLessThan((6001 / 280) * 1.05)
  })

  test('a wait that the server asks of one call holds back all others', async () => {
    const time = fakeTime()
    const sentAt: number[] = []
    let first = true
    const { fetch } = answering(({ line }) => {
      if (line === SIGN_IN) return { status: 200, body: SESSION }
      sentAt.push(time.clock())
      if (!first) return CUSTOMER
      first = false
      return { status: 429, headers: { 'retry-after': '20' } }
    })
    const client = clientOf({ fetch }, time)
    await client.signIn()
    const start = time.clock()
    const one = client.readCustomer()
    await new Promise(setImmediate)
    await Promise.all([one, ...Array.from({ length: 10 }, () => client.readCustomer())])
    expect(sentAt.filter(at => at > start && at < start + 20_000)).toEqual([])
    expect(sentAt).toHaveLength(12)
  })

  test('a call that came too early is sent again, also one that creates something', async () => {
    const server = scriptAfterSignIn().on(
      CREATE,
      { status: 429, headers: { 'retry-after': '3' } },
      { status: 200, body: 72 },
    )
    expect(await clientOf(server).createVisit(visit)).toBe(72)
    server.done()
  })

  test('a wait of a date is understood, and one that is not told is a minute', async () => {
    const time = fakeTime()
    const start = time.clock()
    const at = new Date(start + 90_000).toUTCString()
    const server = scriptAfterSignIn().on(
      READ,
      { status: 429, headers: { 'retry-after': at } },
      { status: 429 },
      CUSTOMER,
    )
    await clientOf(server, time).readCustomer()
    expect(time.clock() - start).toBe(150_000)
    server.done()
  })

  test('a wait that is too long is an error that says how long', async () => {
    const server = scriptAfterSignIn().on(READ, { status: 429, headers: { 'retry-after': '3600' } })
    const error = await failureOf(clientOf(server).readCustomer())
    expect(error).toBeInstanceOf(LimitError)
    expect(error).toMatchObject({ retryAfter: 3600, status: 429, call: 'readCustomer' })
    server.done()
  })

  test('two clients of one token can share what they may spend', async () => {
    const time = fakeTime()
    const budget = createBudget({ ...time, calls: 4 })
    const start = time.clock()
    const servers = [scriptAfterSignIn().on(READ, CUSTOMER, CUSTOMER), scriptAfterSignIn().on(READ, CUSTOMER)]
    const [one, two] = servers.map(server => clientOf(server, time, { budget }))
    await one!.readCustomer()
    await two!.readCustomer()
    expect(time.clock() - start).toBe(0)
    await one!.readCustomer()
    expect(time.clock() - start).toBe(60_000)
    for (const server of servers) server.done()
  })
})

describe('trouble on the way', () => {
  test('a lost reply is asked for again where that does no harm', async () => {
    const server = scriptAfterSignIn().on(ASSIGN, broken(), broken('UND_ERR_SOCKET'), DONE)
    await clientOf(server).assignUser(assignment)
    server.done()
  })

  test('a create that lost its reply is not sent again: its outcome is unknown', async () => {
    const server = scriptAfterSignIn().on(CREATE, broken())
    const error = await failureOf(clientOf(server).createVisit(visit))
    expect(error).toBeInstanceOf(UnknownOutcomeError)
    expect(error).toMatchObject({ call: 'createVisit', code: 'outcome-unknown', status: undefined })
    server.done()
  })

  test('a create at which the server failed has an unknown outcome too', async () => {
    const server = scriptAfterSignIn().on(CREATE, { status: 500, body: { code: 0, message: 'Oops' } })
    const error = await failureOf(clientOf(server).createVisit(visit))
    expect(error).toBeInstanceOf(UnknownOutcomeError)
    expect(error.status).toBe(500)
    server.done()
  })

  test('a create that found nobody there is sent again', async () => {
    const server = scriptAfterSignIn().on(CREATE, broken('ECONNREFUSED'), { status: 200, body: 72 })
    expect(await clientOf(server).createVisit(visit)).toBe(72)
    server.done()
  })

  test('a sign-in that fails on the way is repeated', async () => {
    const server = script()
      .on(SIGN_IN, { status: 503 }, broken(), { status: 500 }, { status: 200, body: `"${SESSION}"` })
      .on(READ, CUSTOMER)
    await clientOf(server).readCustomer()
    server.done()
  })

  test('pauses grow from one try to the next, until it is given up', async () => {
    const time = fakeTime()
    const server = scriptAfterSignIn().on(READ, ...Array(6).fill({ status: 503 }))
    const start = time.clock()
    const error = await failureOf(clientOf(server, time).readCustomer())
    expect(error).toBeInstanceOf(UnavailableError)
    expect(error).toMatchObject({ status: 503, call: 'readCustomer' })
    expect(time.clock() - start).toBe(500 + 1000 + 2000 + 4000 + 8000)
    server.done()
  })

  test('a refusal carries the server’s own words, and is not repeated', async () => {
    const message = 'UnitID: the learner does not hold the unit.'
    const server = scriptAfterSignIn().on(ASSIGN, { status: 400, body: { code: -9038, message } })
    const error = await failureOf(clientOf(server).assignUser(assignment))
    expect(error).toBeInstanceOf(RefusedError)
    expect(error).toMatchObject({
      call: 'assignUser',
      code: 'unit-not-held',
      number: -9038,
      status: 400,
      message,
    })
    server.done()
  })

  test('a refusal without a word says which call it was', async () => {
    const server = scriptAfterSignIn().on(ASSIGN, { status: 404, body: '<html>Not found</html>' })
    const error = await failureOf(clientOf(server).assignUser(assignment))
    expect(error).toMatchObject({ code: 'refused', status: 404 })
    expect(error.message).toBe('The server refused assignUser with status 404 and gave no reason.')
    server.done()
  })

  test.each([
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.test' } }],
    ['a page', { status: 200, body: '<html>Maintenance</html>' }],
    ['nothing', { status: 204 }],
    ['a list', { status: 200, body: [] }],
  ])('%s is not an answer', async (_, reply) => {
    const server = scriptAfterSignIn().on(READ, reply)
    expect(await failureOf(clientOf(server).readCustomer())).toBeInstanceOf(UnexpectedAnswerError)
    server.done()
  })
})

describe('stopping', () => {
  test('a call that waits for its turn stops at once, and was not sent', async () => {
    const time = fakeTime()
    const budget = createBudget({ ...time, calls: 2 })
    const server = scriptAfterSignIn().on(READ, CUSTOMER)
    const client = clientOf(server, time, { budget })
    await client.readCustomer()
    const stop = new AbortController()
    const waiting = failureOf(client.readCustomer({}, { signal: stop.signal }))
    stop.abort()
    const error = await waiting
    expect(error).toBeInstanceOf(AbortedError)
    expect(error).toMatchObject({ call: 'readCustomer', code: 'aborted', sent: false })
    server.done()
  })

  test('a call that waits to be repeated stops at once, and may have been done', async () => {
    const stop = new AbortController()
    const { clock } = fakeTime()
    const sleep = () => {
      stop.abort()
      return new Promise<void>(() => {})
    }
    const server = scriptAfterSignIn().on(ASSIGN, broken())
    const client = clientOf(server, { ...fakeTime(), clock, sleep })
    expect(await failureOf(client.assignUser(assignment, { signal: stop.signal }))).toMatchObject({
      sent: true,
    })
    server.done()
  })

  test('a request under way stops, and may have been done', async () => {
    const stop = new AbortController()
    const { fetch } = answering(({ line }) => {
      if (line === SIGN_IN) return { status: 200, body: SESSION }
      stop.abort()
      return new Promise(() => {})
    })
    const error = await failureOf(clientOf({ fetch }).createVisit(visit, { signal: stop.signal }))
    expect(error).toBeInstanceOf(AbortedError)
    expect(error).toMatchObject({ sent: true })
  })

  test('a call that is stopped before it begins is not sent', async () => {
    const server = script()
    const error = await failureOf(clientOf(server).readCustomer({}, { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ code: 'aborted', sent: false })
    server.done()
  })

  test('a client can be stopped as a whole', async () => {
    const stop = new AbortController()
    const server = scriptAfterSignIn().on(READ, CUSTOMER)
    const client = clientOf(server, fakeTime(), { signal: stop.signal })
    await client.readCustomer()
    stop.abort()
    expect(await failureOf(client.readCustomer())).toBeInstanceOf(AbortedError)
    server.done()
  })
})

describe('secrets', () => {
  test('are in no error, even where the server repeats them', async () => {
    const leaky = (status: number) => ({ status, body: { code: -1, message: `No: ${TOKEN} ${SESSION}` } })
    const failing = new TypeError(`cannot send x-tokenid: ${SESSION}`)
    const errors = await Promise.all([
      failureOf(clientOf(script().on(SIGN_IN, { status: 401, body: `No: ${TOKEN}` })).readCustomer()),
      failureOf(
        clientOf(script().on(SIGN_IN, new TypeError(`bad header ${TOKEN}`)), fakeTime(), {
          patience: { tries: 1 },
        }).readCustomer(),
      ),
      ...[leaky(400), leaky(500), failing].map(reply =>
        failureOf(clientOf(scriptAfterSignIn().on(CREATE, reply)).createVisit(visit)),
      ),
    ])
    for (const error of errors) {
      const told = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack
      expect(told).not.toContain(TOKEN)
      expect(told).not.toContain(SESSION)
    }
  })

  test.each(['', 'two words', 'line\nbreak', 'ü'])(
    'that no header can carry are refused without being shown: %j',
    token => {
      expect(() => clientOf(script(), fakeTime(), { token })).toThrow(
        /The token is empty or holds characters/,
      )
    },
  )

  test.each([
    'onefile.test',
    'ftp://onefile.test',
    'https://me:secret@onefile.test',
    'https://onefile.test?x=1',
  ])('are not sent to an address like %s', baseUrl => {
    expect(() => clientOf(script(), fakeTime(), { baseUrl })).toThrow(/^baseUrl must be an address/)
  })

  test('are needed', () => {
    expect(() => createClient({ baseUrl: 'https://onefile.test' } as never)).toThrow('A client needs a token')
  })
})

describe('a field', () => {
  test.each([
    ['-57 names the placement', { code: -57, message: 'Invalid request' }, 'PlacementID'],
    ['-58 names the class', { code: -58, message: 'Invalid request' }, 'ClassroomID'],
    ['-11 names the organisation', { code: -11, message: 'no' }, 'OrganisationID'],
    ['a sentence begins with it', { code: -9010, message: 'DOB must be written year first.' }, 'DOB'],
    ['a sentence begins with it in another letter case', { code: 1, message: 'email: not mail' }, 'Email'],
    ['nothing says which', { code: -9048, message: 'There is such a person already.' }, undefined],
  ])('of a refusal on OneFile’s API is told where %s', async (_where, body, field) => {
    const server = scriptAfterSignIn().on('POST /api/v2.1/User', { status: 400, body })
    const wanted = { organisation: 11, kind: 'assessor', firstName: 'Ottilie', lastName: 'Crane' } as const
    const failure = await failureOf(clientOf(server).createUser(wanted))
    expect(failure).toBeInstanceOf(RefusedError)
    expect((failure as RefusedError).field).toBe(field)
  })

  test('that the call does not have is refused before anything is sent, and the ones it has are named', async () => {
    const server = script()
    const misspelt: object = { ...assignment, standart: 51 }
    const failure = await failureOf(clientOf(server).assignUser(misspelt as typeof assignment))
    expect(failure).toMatchObject({
      code: 'field-unknown',
      field: 'standart',
      message: '"standart" is not a field of assignUser; it knows: person, learner, level, standard, unit.',
    })
    expect(server.log).toEqual([])
  })

  test('that a part of a list does not have is refused with its place', async () => {
    const change: object = { learner: 101, level: 'default', after: 111, lerner: 102 }
    const changes = [{ learner: 101, level: 'default', after: 111 } as const, change as never]
    const failure = await failureOf(clientOf(script()).requestChanges({ changes }))
    expect(failure).toMatchObject({ code: 'field-unknown', field: 'changes[1].lerner' })
  })

  test('without a value says nothing, whatever it is called', async () => {
    const server = scriptAfterSignIn().on(READ, CUSTOMER)
    await clientOf(server).readCustomer({ unknown: undefined } as object)
    server.done()
  })
})

describe('a log', () => {
  test('has every request with its status and time, and nothing that was sent', async () => {
    const lines: object[] = []
    const server = scriptAfterSignIn().on(READ, { status: 503 }, CUSTOMER)
    await clientOf(server, fakeTime(), { onCall: sent => lines.push(sent) }).readCustomer()
    expect(lines).toEqual([
      { call: 'signIn', status: 200, milliseconds: 0 },
      { call: 'readCustomer', status: 503, milliseconds: 0 },
      { call: 'readCustomer', status: 200, milliseconds: 0 },
    ])
    expect(inspect(lines)).not.toContain(TOKEN)
  })

  test('has requests without a reply', async () => {
    const lines: object[] = []
    const server = scriptAfterSignIn().on(READ, broken(), CUSTOMER)
    await clientOf(server, fakeTime(), { onCall: sent => lines.push(sent) }).readCustomer()
    expect(lines[1]).toEqual({ call: 'readCustomer', status: undefined, milliseconds: 0 })
  })
})
