/** Who may call what: every call of both APIs, with every kind of session that must not get through. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../src/contract/contract.ts'
import { type AnyEndpoint, BASE_PATHS } from '../src/contract/endpoint.ts'
import type { Token } from '../src/domain/access.ts'
import { SCOPES, type Scope } from '../src/domain/scope.ts'
import { urlOf } from '../src/http/bind.ts'
import { add, continueAfter } from '../src/storage/entities.ts'
import { type Answer, CALLS, exampleOf, expectDeclared, SESSION_CALLS, scopeOf, send } from './calls.ts'
import * as cast from './cast.ts'
import { dump } from './dump.ts'
import { ENGINES, type Stage, servicesOn, setStage } from './stage.ts'

/** An organisation of the same customer in which there is nobody. */
const WEST = { id: 13, name: 'Fellside West' }
/** Somebody else's organisation, on the same server. */
const STRANGER = { id: 2, name: 'Elsewhere College' }
const STRANGERS_CENTRE = { id: 19, name: 'Elsewhere Centre' }

const DAY = 24 * 60 * 60 * 1000

/** Words by which the cast would be known in an answer. */
const NAMES = [
  ...cast.CAST.flatMap(({ firstName, lastName, email, misId }) => [firstName, lastName, email, misId]),
  ...[...cast.ORGANISATIONS, ...cast.PLACEMENTS, ...cast.CLASSROOMS].map(({ name }) => name),
]
/** What all organisations of the customer share, and nobody else may see. */
const TITLES = [...cast.STANDARDS, ...cast.UNITS].map(({ title }) => title)

const OWN_CUSTOMER: ReadonlySet<string> = new Set([
  ...['addOrganisation', 'createToken', 'replaceTerms', 'replaceRemovalLimits', 'createImport'],
  ...['addWebhook', 'tellOfPlan'],
])

/**
 * Calls whose example is about the cast: adding an organisation is about the caller's own customer, and so are a token that is
 * made, the customer's own words and limits, an import that is begun, a webhook, what is told of a plan, and streams of the sync, of which `sync-streams.test.ts` tries the same.
 */
const ABOUT_OTHERS = SESSION_CALLS.filter(
  ([name, call]) => !OWN_CUSTOMER.has(name) && !('stream' in call.params),
)

describe.each(ENGINES)('access on %s', engine => {
  let stage: Stage
  let sessions: Sessions

  beforeAll(async () => {
    stage = await setStage(engine)
    await addNeighbours(stage)
    sessions = await openSessions(stage)
  })
  afterAll(() => stage.close())

  const sendWith = (call: AnyEndpoint, session: string | undefined) =>
    send(stage, exampleOf(call), session === undefined ? {} : { 'x-tokenid': session })

  /** Does something that must leave every table as it is. */
  async function changingNothing(work: () => Promise<void>): Promise<void> {
    const before = await dump(stage)
    await work()
    expect(await dump(stage)).toBe(before)
  }

  test.each(SESSION_CALLS)('%s needs a session that is known, young and of a living token', (name, call) =>
    changingNothing(async () => {
      const { garbage, expired, revoked } = sessions
      for (const session of [undefined, garbage, expired, revoked]) {
        const answer = await sendWith(call, session)
        expect(answer.statusCode).toBe(401)
        expectDeclared(name, call, answer)
        expectNoWord(answer, [...NAMES, ...TITLES])
      }
    }),
  )

  test.each(SESSION_CALLS)('%s needs its scope, and all others do not make up for it', (name, call) =>
    changingNothing(async () => {
      const answer = await sendWith(call, sessions.without[scopeOf(call)!])
      expect(answer.statusCode).toBe(403)
      expectDeclared(name, call, answer)
      expectNoWord(answer, [...NAMES, ...TITLES])
    }),
  )

  test.each(ABOUT_OTHERS)('%s tells and does nothing for another organisation’s token', (name, call) =>
    changingNothing(async () => {
      const answer = await sendWith(call, sessions.west)
      expectDeclared(name, call, answer)
      if (namesPeople(call)) expect([400, 404], answer.body).toContain(answer.statusCode)
      expectNoWord(answer, NAMES)
    }),
  )

  test.each(ABOUT_OTHERS)('%s tells and does nothing for another customer’s token', (name, call) =>
    changingNothing(async () => {
      const answer = await sendWith(call, sessions.stranger)
      expectDeclared(name, call, answer)
      if (wordsInPath(call).length > 0) expect([400, 404], answer.body).toContain(answer.statusCode)
      expectNoWord(answer, [...NAMES, ...TITLES])
    }),
  )

  test('what another customer adds is theirs alone', async () => {
    const added = await sendWith(contract.addOrganisation, sessions.stranger)
    expect(added.statusCode).toBe(201)
    const list = async (session: string): Promise<number[]> => {
      const url = `${BASE_PATHS.caseload}${contract.listOrganisations.path}`
      const answer = await stage.server.inject({ method: 'GET', url, headers: { 'x-tokenid': session } })
      return answer.json().organisations.map(({ id }: { id: number }) => id)
    }
    expect(await list(sessions.stranger)).toEqual([STRANGERS_CENTRE.id, added.json().id])
    expect(await list(sessions.whole)).toEqual([...cast.ORGANISATIONS, WEST].map(({ id }) => id))
  })

  test('a session goes along as a bearer token too, and X-TokenID wins', async () => {
    const get = (headers: Record<string, string>) =>
      stage.server.inject({ method: 'GET', url: '/api/caseload/v1/organisations', headers })
    const { whole, garbage } = sessions
    expect((await get({ authorization: `Bearer ${whole}` })).statusCode).toBe(200)
    expect((await get({ authorization: `bearer ${whole}` })).statusCode).toBe(200)
    expect((await get({ authorization: `Basic ${whole}` })).statusCode).toBe(401)
    expect((await get({ 'x-tokenid': garbage, authorization: `Bearer ${whole}` })).statusCode).toBe(401)
  })

  test('no route stands below the APIs but the calls of the contract', async () => {
    await stage.server.ready()
    const routes = routesOf(stage).filter(route => route.includes('/api/'))
    const calls = CALLS.flatMap(([, call]) =>
      (call.method === 'GET' ? ['GET', 'HEAD'] : [call.method]).map(method => `${method} ${urlOf(call)}`),
    )
    expect(routes.map(route => route.toLowerCase()).sort()).toEqual(
      calls.map(call => call.toLowerCase()).sort(),
    )
  })
})

describe.each(ENGINES)('tokens on %s', engine => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage(engine)
  })
  afterAll(() => stage.close())

  const signIn = (secret: string) =>
    stage.server.inject({
      method: 'POST',
      url: '/api/v2.1/Authentication',
      headers: { 'x-customertoken': secret },
    })
  const read = (call: AnyEndpoint, session: string) => send(stage, exampleOf(call), { 'x-tokenid': session })

  test('have their calls of a minute on both APIs together, sign-in included, and are told when to go on', async () => {
    const { secret } = await makeToken(stage, cast.CUSTOMER.id, 3)
    const session = (await signIn(secret)).body
    expect((await read(contract.searchStandards, session)).statusCode).toBe(200)
    expect((await read(contract.listStandards, session)).statusCode).toBe(200)
    const refused = [
      await read(contract.searchStandards, session),
      await read(contract.listStandards, session),
      await signIn(secret),
    ]
    expect(refused.map(answer => answer.statusCode)).toEqual([429, 429, 429])
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expectDeclared('searchStandards', contract.searchStandards, refused[0]!)
    expectDeclared('listStandards', contract.listStandards, refused[1]!)
    expectDeclared('signIn', contract.signIn, refused[2]!)
    stage.time.now += Number(refused[0]!.headers['retry-after']) * 1000
    expect((await read(contract.searchStandards, session)).statusCode).toBe(200)
  })

  test('our own API tells how many calls a token may make in a minute, and OneFile’s does not', async () => {
    const headers = { 'x-tokenid': await stage.session() }
    const told = async (url: string) =>
      (await stage.server.inject({ url, headers })).headers['ratelimit-policy']
    expect(await told('/api/caseload/v1/organisations')).toMatch(/^"token";q=[1-9]\d*;w=60$/)
    expect(await told('/api/v2.1/Customer')).toBeUndefined()
  })

  test('that are wrong are limited by the address they come from, and tell nothing', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 22; tries += 1) {
      const answer = await signIn(`guess ${tries}`)
      expectDeclared('signIn', contract.signIn, answer)
      expect(answer.body).not.toContain('guess')
      statuses.push(answer.statusCode)
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429])
    stage.time.now += 61_000
    expect((await signIn('guess')).statusCode).toBe(401)
  })

  test('with an end are good until then, and their sessions with them; each tells when it was used last', async () => {
    const { access } = stage.services
    const begun = stage.time.now
    const made = await access.createToken({
      ...{ customer: cast.CUSTOMER.id, name: 'trial', scopes: SCOPES, organisations: null, callLimit: 100 },
      expiresAt: begun + 3_600_000,
    })
    if (!('secret' in made)) throw new Error(made.sentence)
    const used = async () => (await access.listTokens()).find(({ id }) => id === made.token.id)?.lastUsedAt
    expect(await used()).toBeNull()
    const session = (await signIn(made.secret)).body
    expect(await used()).toBe(begun)
    stage.time.now = begun + 3_599_999
    expect((await read(contract.searchStandards, session)).statusCode).toBe(200)
    expect((await signIn(made.secret)).statusCode).toBe(200)
    expect(await used()).toBe(begun + 3_599_999)
    stage.time.now = begun + 3_600_000
    expect((await read(contract.searchStandards, session)).statusCode).toBe(401)
    expect((await signIn(made.secret)).statusCode).toBe(401)
  })

  test('are out within a second on a server that was not told that they are revoked', async () => {
    const { token } = await makeToken(stage, cast.CUSTOMER.id)
    const session = await sessionOf(stage, token)
    expect((await read(contract.searchStandards, session)).statusCode).toBe(200)
    await servicesOn(stage.storage, stage.time).access.revoke(token.id)
    stage.time.now += 1000
    expect((await read(contract.searchStandards, session)).statusCode).toBe(401)
  })
})

/** Words of a path that say how much is wanted, not what. */
const PAGES = ['page', 'size']
/** What every organisation of a customer may see. */
const SHARED = ['standard', 'unit', 'template']

function wordsInPath(call: AnyEndpoint): string[] {
  return Object.keys(call.params).filter(word => !PAGES.includes(word))
}

/** Whether the path names something that belongs to one organisation. */
function namesPeople(call: AnyEndpoint): boolean {
  return wordsInPath(call).some(word => !SHARED.includes(word))
}

function expectNoWord({ body, headers }: Answer, words: readonly string[]): void {
  const said = `${body} ${JSON.stringify(headers)}`
  expect(words.filter(word => said.includes(word))).toEqual([])
}

interface Sessions {
  /** With every scope and organisation, to show that the door opens at all. */
  whole: string
  garbage: string
  expired: string
  revoked: string
  /** With every scope but one. */
  without: Record<Scope, string>
  west: string
  stranger: string
}

async function openSessions(stage: Stage): Promise<Sessions> {
  const expired = await stage.session()
  stage.time.now += DAY
  const without = await Promise.all(
    SCOPES.map(async scope => [scope, await stage.session(SCOPES.filter(one => one !== scope))] as const),
  )
  return {
    whole: await stage.session(),
    garbage: 'bm9ib2R5IGdhdmUgdGhpcyBvdXQ=',
    expired,
    revoked: await revokedSession(stage),
    without: Object.fromEntries(without) as Record<Scope, string>,
    west: await stage.session(SCOPES, [WEST.id]),
    stranger: await sessionOf(stage, (await makeToken(stage, STRANGER.id)).token),
  }
}

async function makeToken(stage: Stage, customer: number, callLimit = 1_000_000) {
  const wanted = { customer, name: 'access', scopes: SCOPES, organisations: null, callLimit }
  const made = await stage.services.access.createToken(wanted)
  if (!('secret' in made)) throw new Error(made.sentence)
  return made
}

async function sessionOf(stage: Stage, token: Token): Promise<string> {
  const session = await stage.services.access.openSession(token)
  if (typeof session !== 'string') throw new Error(session.sentence)
  return session
}

async function revokedSession(stage: Stage): Promise<string> {
  const { token } = await makeToken(stage, cast.CUSTOMER.id)
  const session = await sessionOf(stage, token)
  await stage.services.access.revoke(token.id)
  return session
}

async function addNeighbours(stage: Stage): Promise<void> {
  const keychain = { keychainForNewUsers: false, keychainEmailSuppressed: true, timeZone: null }
  await stage.services.writer.run({
    organisations: [],
    work: async ({ db }) => {
      await add(db, 'customer', [STRANGER])
      await add(db, 'organisation', [
        { ...WEST, customer: cast.CUSTOMER.id, ...keychain },
        { ...STRANGERS_CENTRE, customer: STRANGER.id, ...keychain },
      ])
      await continueAfter(db, 'organisation', STRANGERS_CENTRE.id)
    },
  })
}

/** Method and path of every route of a server, out of the tree that the framework prints. */
function routesOf({ server }: Stage): string[] {
  const branches: string[] = []
  return server
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap(line => {
      const [, indent, part, methods] = /^(.*?)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? []
      if (indent === undefined) return []
      const depth = indent.length / 4
      branches.splice(depth, branches.length, (branches[depth - 1] ?? '') + part)
      return (methods ?? '').split(', ').map(method => `${method} ${branches[depth]}`)
    })
}
