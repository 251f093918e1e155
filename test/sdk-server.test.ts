/** The client against the real server, without a port: every call of both APIs, the limit of calls, sessions that end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { PRESETS, type Scope } from '../src/domain/scope.ts'
import {
  answersOf,
  type Client,
  type ClientOptions,
  createClient,
  type Fetch,
  RefusedError,
  readRows,
  type Unread,
} from '../src/sdk/client.ts'
import { onlyReads, SESSION_CALLS } from './calls.ts'
import * as cast from './cast.ts'
import { makeExample } from './made-example.ts'
import { fakeTime } from './sdk-time.ts'
import { type Stage, setStage } from './stage.ts'

type AnyMethod = (input: object) => Promise<unknown>

/** Carries requests into the server, without a port; counts them by status. */
function carrying({ server }: Stage): { fetch: Fetch; statuses: Map<number, number> } {
  const statuses = new Map<number, number>()
  const fetch: Fetch = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const answer = await server.inject({
      ...{ method: method as 'GET', url: pathname + search, headers },
      ...(body !== undefined && { payload: body }),
    })
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
    const header = (name: string) => answer.headers[name]?.toString() ?? null
    return { status: answer.statusCode, headers: { get: header }, text: async () => answer.body }
  }
  return { fetch, statuses }
}

async function tokenOf(
  stage: Stage,
  callLimit: number,
  scopes: readonly Scope[] = PRESETS.all,
): Promise<string> {
  const wanted = { customer: cast.CUSTOMER.id, name: 'sdk', scopes, organisations: null, callLimit }
  const made = await stage.services.access.createToken(wanted)
  if (!('secret' in made)) throw new Error(made.sentence)
  return made.secret
}

/** A client with a token of its own, on the stage's clock. */
async function clientOn(stage: Stage, more: Partial<ClientOptions> = {}, callLimit = 300) {
  const { fetch, statuses } = carrying(stage)
  const time = fakeTime(stage.time.now, stage.time)
  const token = await tokenOf(stage, callLimit)
  const options = { baseUrl: 'http://caseload.test', token, fetch, ...time, ...more } as ClientOptions
  return { client: createClient(options), statuses, time }
}

describe('every read', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage('sqlite')
  })
  afterAll(() => stage.close())

  test.each(SESSION_CALLS.filter(([, call]) => onlyReads(call)))(
    '%s understands what the server answers to its documented example',
    async (name, endpoint) => {
      await makeExample(stage, endpoint)
      await expectUnderstood(stage, name, endpoint)
    },
  )
})

describe('every write', () => {
  test.each(SESSION_CALLS.filter(([, call]) => !onlyReads(call)))(
    '%s understands what the server answers to its documented example',
    async (name, endpoint) => {
      const stage = await setStage('sqlite')
      try {
        await makeExample(stage, endpoint)
        await expectUnderstood(stage, name, endpoint)
      } finally {
        await stage.close()
      }
    },
  )
})

async function expectUnderstood(stage: Stage, name: string, endpoint: AnyEndpoint): Promise<void> {
  const unread: Unread[] = []
  const { client } = await clientOn(stage, { onUnread: one => unread.push(one) })
  const answer = await (client[name as keyof Client] as AnyMethod)(endpoint.example.input)
  expect(unread).toEqual([])
  if (endpoint.example.answer !== undefined) expect(answer).toEqual(wholeAnswer(endpoint))
  else if (endpoint.reply.kind === 'none') expect(answer).toBeUndefined()
  else expect(answer).toBeDefined()
}

/** The documented answer with null for whatever else a record of OneFile's has. */
function wholeAnswer({ api, reply, example }: AnyEndpoint): unknown {
  const parts = 'codec' in reply ? reply.codec.parts : undefined
  if (api === 'caseload' || parts?.kind !== 'object') return example.answer
  const nothing = Object.fromEntries(Object.keys(parts.fields).map(word => [word, null]))
  const whole = (row: unknown) => ({ ...nothing, ...(row as object) })
  return reply.kind === 'list' ? (example.answer as unknown[]).map(whole) : whole(example.answer)
}

describe('a day with the server', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage('sqlite')
  })
  afterAll(() => stage.close())

  test('an assessor is put on an aim, seen there, and taken away', async () => {
    const { client } = await clientOn(stage)
    await client.assignUser({
      person: cast.isolde.id,
      learner: cast.caspian.id,
      level: 'aim',
      standard: cast.BAKING.id,
    })
    const { aims } = await client.listLearnerAssignments({ learner: cast.caspian.id })
    expect(aims[0]!.assessor?.person.id).toBe(cast.isolde.id)
    const [run] = (await client.listRuns({ limit: 1 })).runs
    const undone = await client.undoRun({ run: run!.id })
    expect(undone.outcomes).toMatchObject([{ outcome: 'done', holder: null }])
  })

  test('a refusal comes with its code on both APIs, and nothing is changed', async () => {
    const { client } = await clientOn(stage)
    const wrong = { person: cast.orlagh.id, learner: cast.orlagh.id, level: 'additional' } as const
    await expect(client.assignUser(wrong)).rejects.toMatchObject({ code: 'path-names-learner', status: 400 })
    await expect(client.readRun({ run: 4711 })).rejects.toThrow(RefusedError)
    await expect(client.readRun({ run: 4711 })).rejects.toMatchObject({
      code: 'run-unknown',
      status: 404,
      call: 'readRun',
    })
  })

  test('what made a request of all or nothing fail is told change by change', async () => {
    const { client } = await clientOn(stage)
    const changes = [
      { learner: cast.caspian.id, level: 'additional', after: cast.rhodri.id },
      { learner: cast.caspian.id, level: 'default', after: cast.marisol.id },
    ] as const
    const error = await client
      .requestChanges({ mode: 'all-or-nothing', changes })
      .catch((one: RefusedError) => one)
    expect(error).toBeInstanceOf(RefusedError)
    expect((error as RefusedError).details.outcomes).toMatchObject([
      { outcome: 'not-tried' },
      { outcome: 'refused' },
    ])
  })

  test('users are read by page, and confirmed by the search without pages', async () => {
    const { client } = await clientOn(stage)
    const confirm = () => client.searchUsers({ organisation: cast.NORTH.id })
    const { rows, settled, findings } = await readRows(
      client,
      'pageUsers',
      { organisation: cast.NORTH.id },
      { size: 4, confirm },
    )
    const north = cast.CAST.filter(one => one.organisation === cast.NORTH.id && !one.archived)
    expect(rows.map(({ id }) => id)).toEqual(north.map(({ id }) => id))
    expect([settled, findings]).toEqual([true, []])
  })

  test('the feed goes on from where it was left', async () => {
    const { client } = await clientOn(stage)
    let cursor: string | undefined
    for await (const { next } of answersOf(client, 'listChanges', { limit: 1 })) cursor = next
    await client.updateUser({ user: cast.orlagh.id, defaultAssessor: cast.tobias.id })
    const after: unknown[] = []
    for await (const { changes } of answersOf(client, 'listChanges', { cursor })) after.push(...changes)
    expect(after).toMatchObject([
      { learner: cast.orlagh.id, before: null, after: { person: cast.tobias.id } },
    ])
  })

  test('a session that has ended is replaced without anybody noticing', async () => {
    const sessions: string[] = []
    const { client, time } = await clientOn(stage, { onSession: ({ secret }) => void sessions.push(secret) })
    await client.readCustomer()
    time.pass(22.9 * 3_600_000)
    await client.readCustomer()
    expect(sessions).toHaveLength(1)
    time.pass(2 * 3_600_000)
    await client.readCustomer()
    expect(sessions).toHaveLength(2)
  })

  test('a session that was never good is told as such where there is no token', async () => {
    const { client, statuses } = await clientOn(stage, { token: undefined, session: 'no-such-session' })
    await expect(client.readCustomer()).rejects.toMatchObject({ code: 'session-invalid', status: 401 })
    expect([...statuses]).toEqual([[401, 1]])
  })

  test('600 writes of four at a time keep to the limit of the token, and the server refuses none', async () => {
    const { client, statuses, time } = await clientOn(stage)
    const start = time.clock()
    const lane = async (person: number) => {
      for (let call = 0; call < 150; call += 1) {
        await client.assignUser({ person, learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id })
      }
    }
    await Promise.all(
      [cast.isolde, cast.tobias, cast.hesper, cast.rhodriAsAssessor].map(({ id }) => lane(id)),
    )
    expect(Object.fromEntries(statuses)).toEqual({ 200: 1, 204: 600 })
    expect((time.clock() - start) / 60_000).toBeLessThan((601 / 280) * 1.05)
  })

  test('a token with a lower limit than expected is waited for, and every call is done', async () => {
    const { client, statuses } = await clientOn(stage, {}, 10)
    await Promise.all(Array.from({ length: 25 }, () => client.readCustomer()))
    expect(statuses.get(200)).toBe(26)
    expect(statuses.get(429)).toBeGreaterThan(0)
  })
})
