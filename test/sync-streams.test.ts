/** What the sync remembers on the server: streams of lines, through the API and through the log of the tool. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportLines } from '../src/dataset/export.ts'
import { restoreDataSet } from '../src/dataset/restore.ts'
import { PRESETS, SCOPES } from '../src/domain/scope.ts'
import { type Log, type LogLine, StreamMovedOn } from '../src/runs/state/log.ts'
import { serverLog } from '../src/runs/state/server-log.ts'
import { SyncStore } from '../src/runs/state/store.ts'
import { type Client, createClient, type Fetch, UnknownOutcomeError } from '../src/sdk/client.ts'
import { add } from '../src/storage/entities.ts'
import * as cast from './cast.ts'
import { fakeTime } from './sdk-time.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const STRANGER = { id: 2, name: 'Elsewhere College' }

describe.each(ENGINES)('streams on %s', engine => {
  let stage: Stage
  let session: string

  beforeAll(async () => {
    stage = await setStage(engine)
    session = await stage.session()
  })
  afterAll(() => stage.close())

  type Asked = { body?: object; as?: string }
  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { body, as = session }: Asked = {},
  ) => {
    const url = `/api/caseload/v1/sync${path}`
    const answer = await stage.server.inject({
      ...{ method, url, headers: { 'x-tokenid': as } },
      ...(body && { payload: body }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }

  test('give back the lines in their order, page by page, and are named in the list', async () => {
    const lines = Array.from({ length: 5 }, (_, at) => ({
      at,
      name: 'Zoë 🦉\u0000',
      deep: { of: [null, 'x'] },
    }))
    expect((await call('POST', '/first', { body: { lines: lines.slice(0, 2) } })).body).toEqual({ count: 2 })
    expect((await call('POST', '/first', { body: { lines: lines.slice(2), after: 2 } })).body).toEqual({
      count: 5,
    })
    const page = await call('GET', '/first?limit=3')
    expect(page.body).toMatchObject({ lines: lines.slice(0, 3), count: 5 })
    const rest = await call('GET', `/first?limit=3&cursor=${page.body.next}`)
    expect(rest.body).toEqual({ lines: lines.slice(3), count: 5, next: null })
    expect((await call('GET', '')).body.streams).toContainEqual({ stream: 'first', count: 5 })
  })

  test('have no lines where nobody has written, and none again once deleted', async () => {
    expect((await call('GET', '/second')).body).toEqual({ lines: [], count: 0, next: null })
    await call('POST', '/second', { body: { lines: [{ a: 1 }] } })
    expect(await call('DELETE', '/second')).toEqual({ status: 204, body: undefined })
    expect((await call('GET', '/second')).body.lines).toEqual([])
  })

  test('refuse to be added to by somebody who has not seen all of it, and keep none of the lines', async () => {
    await call('POST', '/third', { body: { lines: [{ by: 'one' }] } })
    const late = await call('POST', '/third', { body: { lines: [{ by: 'another' }], after: 0 } })
    expect(late).toMatchObject({ status: 409, body: { code: 'sync-moved-on' } })
    expect((await call('GET', '/third')).body.lines).toEqual([{ by: 'one' }])
  })

  test('take the lines of many who write at once, each whole', async () => {
    const writing = Array.from({ length: 20 }, (_, by) =>
      call('POST', '/fourth', { body: { lines: [{ by }, { by }] } }),
    )
    expect((await Promise.all(writing)).map(one => one.status)).toEqual(Array(20).fill(200))
    const { lines } = (await call('GET', '/fourth?limit=200')).body
    expect(lines).toHaveLength(40)
    for (let at = 0; at < 40; at += 2) expect(lines[at]).toEqual(lines[at + 1])
  })

  test('refuse a line that is too long, no object, or nested without end, and say which', async () => {
    const deep = `{"lines":[{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`
    for (const lines of [
      [{}, { text: 'x'.repeat(256_001) }],
      [{}, 'text'],
      [{}, null],
    ])
      expect(await call('POST', '/fifth', { body: { lines } })).toMatchObject({
        status: 400,
        body: { code: 'field-invalid', field: 'lines', detail: expect.stringContaining('lines[1]') },
      })
    const answer = await stage.server.inject({
      ...{ method: 'POST', url: '/api/caseload/v1/sync/fifth', payload: deep },
      headers: { 'x-tokenid': session, 'content-type': 'application/json' },
    })
    expect(answer.statusCode).toBe(400)
    expect((await call('GET', '/fifth')).body.count).toBe(0)
  })

  test('end a page early where lines are long, and lose none', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => ({ at, text: 'x'.repeat(250_000) }))
    await call('POST', '/sixth', { body: { lines } })
    const found: number[] = []
    let cursor = ''
    for (let pages = 0; pages < 10; pages += 1) {
      const { body } = await call('GET', `/sixth?limit=10000${cursor}`)
      found.push(...body.lines.map((one: { at: number }) => one.at))
      if (body.next === null) break
      cursor = `&cursor=${body.next}`
    }
    expect(found).toEqual(lines.map(one => one.at))
  })

  test('are closed to a token that is limited to some organisations', async () => {
    const limited = await stage.session(SCOPES, [cast.NORTH.id])
    for (const asked of [
      await call('GET', '', { as: limited }),
      await call('GET', '/first', { as: limited }),
      await call('POST', '/first', { as: limited, body: { lines: [{ a: 1 }] } }),
      await call('DELETE', '/first', { as: limited }),
    ])
      expect(asked).toMatchObject({ status: 403, body: { code: 'customer-wide' } })
    expect((await call('GET', '/first')).body.count).toBe(5)
  })

  test('of one customer are nobody else’s', async () => {
    await stage.services.writer.run({ organisations: [], work: ({ db }) => add(db, 'customer', [STRANGER]) })
    const wanted = { customer: STRANGER.id, name: 'x', scopes: SCOPES, organisations: null, callLimit: 1000 }
    const made = await stage.services.access.createToken(wanted)
    if (!('secret' in made)) throw new Error(made.sentence)
    const stranger = (await stage.services.access.openSession(made.token)) as string
    expect((await call('GET', '', { as: stranger })).body.streams).toEqual([])
    expect((await call('GET', '/first', { as: stranger })).body.lines).toEqual([])
    await call('POST', '/first', { as: stranger, body: { lines: [{ theirs: true }] } })
    await call('DELETE', '/first', { as: stranger })
    expect((await call('GET', '/first')).body.count).toBe(5)
  })

  test('are in a backup and come back with it', async () => {
    const lines: string[] = []
    await stage.storage.snapshot(async db => {
      for await (const line of exportLines(db)) if (!line.includes('"sixth"')) lines.push(line)
    })
    lines.splice(-1, 1, JSON.stringify({ record: 'end', count: lines.length - 2 }))
    const before = (await call('GET', '/first')).body
    await call('DELETE', '/first')
    const source = {
      name: 'a backup',
      lines: async function* () {
        yield* lines
      },
    }
    await restoreDataSet(stage.services.writer, source)
    session = await stage.session()
    expect((await call('GET', '/first')).body).toEqual(before)
  })
})

describe('the log of the sync on the server', () => {
  let stage: Stage
  /** Whether a reply is lost, or a request before it arrives. */
  let loses: (method: string) => boolean
  let blocks: (method: string) => boolean

  beforeAll(async () => {
    stage = await setStage('sqlite')
  })
  afterAll(() => stage.close())
  beforeEach(() => {
    loses = () => false
    blocks = () => false
  })

  const carrying: Fetch = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    if (blocks(method)) throw new TypeError('the network is unreachable')
    const answer = await stage.server.inject({
      ...{ method: method as 'GET', url: pathname + search, headers },
      ...(body !== undefined && { payload: body }),
    })
    if (loses(method)) throw new TypeError('the connection was reset')
    const header = (name: string) => answer.headers[name]?.toString() ?? null
    return { status: answer.statusCode, headers: { get: header }, text: async () => answer.body }
  }

  async function clientOf(): Promise<Client> {
    const session = await stage.session(PRESETS.all)
    const time = fakeTime(stage.time.now, stage.time)
    return createClient({ baseUrl: 'http://caseload.test', session, fetch: carrying, ...time })
  }
  const logOf = async (): Promise<Log> => serverLog(await clientOf())

  test('keeps lines of any size, and gives them back as they were', async () => {
    const lines: LogLine[] = [
      { short: 'Zoë' },
      { long: '🦉"\\'.repeat(120_000) },
      ...Array.from({ length: 12_000 }, (_, at) => ({ at, text: 'x'.repeat(300) })),
      { '~of': 'is a word of our own', '~text': 1 },
    ]
    const log = await logOf()
    await log.append('any-size', [{ first: true }])
    await log.append('any-size', lines)
    await log.append('any-size', [{ last: true }])
    expect(await (await logOf()).read('any-size')).toEqual([{ first: true }, ...lines, { last: true }])
  })

  test('half of what needs several calls is as good as nothing', async () => {
    const log = await logOf()
    await log.append('half', [{ whole: 1 }])
    const posts: string[] = []
    blocks = method => method === 'POST' && posts.push(method) > 1
    await expect(log.append('half', [{ long: 'x'.repeat(5_000_000) }])).rejects.toThrow(UnknownOutcomeError)
    blocks = () => false
    const again = await logOf()
    expect(await again.read('half')).toEqual([{ whole: 1 }])
    await again.append('half', [{ whole: 2 }], 'if-unchanged')
    expect(await (await logOf()).read('half')).toEqual([{ whole: 1 }, { whole: 2 }])
  })

  test('a lost reply neither doubles lines nor loses them', async () => {
    const log = await logOf()
    const posts: string[] = []
    loses = method => method === 'POST' && posts.push(method) % 2 === 1
    for (let at = 0; at < 6; at += 1) await log.append('lost', [{ at }])
    expect(await log.read('lost')).toEqual(Array.from({ length: 6 }, (_, at) => ({ at })))
  })

  test('two who write to a stream both get their lines in', async () => {
    const [one, other] = [await logOf(), await logOf()]
    for (let at = 0; at < 4; at += 1)
      await Promise.all([one.append('both', [{ at }]), other.append('both', [{ at }])])
    expect(await one.read('both')).toHaveLength(8)
  })

  test('what must follow on what was read is refused once somebody else has written', async () => {
    const [one, other] = [await logOf(), await logOf()]
    await one.read('strict')
    await other.read('strict')
    await one.append('strict', [{ by: 'one' }], 'if-unchanged')
    await one.append('strict', [{ by: 'one' }], 'if-unchanged')
    await expect(other.append('strict', [{ by: 'other' }], 'if-unchanged')).rejects.toThrow(StreamMovedOn)
    expect(await other.read('strict')).toEqual([{ by: 'one' }, { by: 'one' }])
  })

  test('two people who begin a run at the same time do not share its number', async () => {
    const [one, other] = [new SyncStore(await logOf()), new SyncStore(await logOf())]
    await one.runs()
    await other.runs()
    const run = { run: 'run-1', plan: 'p', at: 1 }
    await one.beginRun({ ...run, by: 'Mo' })
    await expect(other.beginRun({ ...run, by: 'Jo' })).rejects.toThrow('Somebody else')
    await other.endRun({ run: 'run-1', endedAt: 2, whole: true, counts: {}, serverRuns: [7] })
    expect(await one.runs()).toMatchObject([{ run: 'run-1', by: 'Mo', end: { serverRuns: [7] } }])
  })
})
