/** Lists read page by page, from servers that do not do as they are asked. */
import { describe, expect, test } from 'vitest'
import {
  answersOf,
  type Client,
  createClient,
  type PageFinding,
  pagesOf,
  RefusedError,
  readRows,
  rowsOf,
  UnexpectedAnswerError,
  UnsettledReadError,
} from '../src/sdk/client.ts'
import { answering, type Reply, type Sent } from './sdk-script.ts'
import { fakeTime } from './sdk-time.ts'

const learners = (count: number, from = 1001) => Array.from({ length: count }, (_, at) => ({ ID: from + at }))
const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id)
const upTo = (count: number, from = 1001) => learners(count, from).map(({ ID }) => ID)

/** A client of a server that answers each request as the function says. */
function clientOf(answer: (sent: Sent) => Reply): { client: Client; lines: string[] } {
  const { fetch, log } = answering(answer)
  const client = createClient({ baseUrl: 'http://caseload.test', session: 'session', fetch, ...fakeTime() })
  return {
    client,
    get lines() {
      return log.map(({ line }) => line.replace('/api/v2.1', ''))
    },
  }
}

/** A server with a list that is cut into pages; the list may be another one at each request. */
function listServer(listAt: (request: number) => readonly { ID: number }[], most = Number.POSITIVE_INFINITY) {
  let requests = 0
  return clientOf(({ line }) => {
    requests += 1
    const [page, size] = line.split('/').slice(-2).map(Number)
    const length = Math.min(size!, most)
    const rows = listAt(requests).slice((page! - 1) * length, page! * length)
    return rows.length === 0 ? { status: 204 } : { status: 200, body: rows }
  })
}

const filter = { kind: 'learner', organisation: 11 } as const

describe('a list of users', () => {
  test('is read in pages of 200, and no more calls are made than it takes', async () => {
    const server = listServer(() => learners(450))
    const { rows, settled, findings } = await readRows(server.client, 'pageUsers', filter)
    expect(idsOf(rows)).toEqual(upTo(450))
    expect([settled, findings]).toEqual([true, []])
    expect(server.lines).toEqual([1, 2, 3].map(page => `POST /User/Search/${page}/200`))
  })

  test('is asked for with its filter, on every page', async () => {
    const bodies: unknown[] = []
    const { client } = clientOf(({ body }) => {
      bodies.push(body)
      return bodies.length === 3
        ? { status: 204 }
        : { status: 200, body: learners(200, bodies.length * 1000) }
    })
    await readRows(client, 'pageUsers', filter)
    expect(bodies).toEqual(Array(3).fill({ Role: 1, OrganisationID: 11 }))
  })

  test('that is empty takes one call', async () => {
    const server = listServer(() => [])
    expect((await readRows(server.client, 'pageUsers', filter)).rows).toEqual([])
    expect(server.lines).toHaveLength(1)
  })

  test('of a whole number of pages ends with an empty one', async () => {
    const server = listServer(() => learners(400))
    expect(idsOf((await readRows(server.client, 'pageUsers', filter)).rows)).toEqual(upTo(400))
    expect(server.lines).toHaveLength(3)
  })

  // Case 37.
  test.each([101, 100, 51, 50, 49, 1])(
    'of %i is whole where the server caps pages at 50 and ignores the size',
    async count => {
      const server = listServer(() => learners(count), 50)
      const { rows, settled, findings } = await readRows(server.client, 'pageUsers', filter)
      expect(idsOf(rows)).toEqual(upTo(count))
      expect(settled).toBe(true)
      expect(findings.map(({ code }) => code)).toEqual(count > 50 ? ['page-capped'] : [])
    },
  )

  test('of 50 that was whole does not make the next one be cut off at 50', async () => {
    let count = 50
    const server = listServer(() => learners(count), 50)
    await readRows(server.client, 'pageUsers', filter)
    count = 101
    expect((await readRows(server.client, 'pageUsers', filter)).rows).toHaveLength(101)
  })

  test('that is short is asked for twice only until the client knows such lists', async () => {
    let aims = 0
    const server = clientOf(({ line }) => {
      const [noun, page] = [line.split('/')[3], Number(line.split('/').at(-2))]
      const rows = learners(noun === 'User' ? 210 : aims).slice((page - 1) * 200, page * 200)
      return rows.length === 0 ? { status: 204 } : { status: 200, body: rows }
    })
    await readRows(server.client, 'pageUsers', filter)
    const calls: number[] = []
    for (aims of [5, 5, 3, 1, 6, 6, 5]) {
      const before = server.lines.length
      expect((await readRows(server.client, 'pageAims', { learner: 101 })).rows).toHaveLength(aims)
      calls.push(server.lines.length - before)
    }
    expect(calls).toEqual([2, 1, 1, 1, 2, 1, 1])
  })

  test('falls back to smaller pages where the server refuses large ones', async () => {
    const { client } = clientOf(({ line }) => {
      const [page, size] = line.split('/').slice(-2).map(Number)
      if (size! > 100) return { status: 400, body: { code: -1000, message: 'The page size is too large.' } }
      return { status: 200, body: learners(120).slice((page! - 1) * size!, page! * size!) }
    })
    expect((await readRows(client, 'pageUsers', filter)).rows).toHaveLength(120)
  })

  test('that the server refuses for another reason is an error', async () => {
    const { client } = clientOf(() => ({
      status: 400,
      body: { code: -11, message: 'No such organisation.' },
    }))
    await expect(readRows(client, 'pageUsers', filter)).rejects.toThrow(RefusedError)
  })

  test('comes page by page and row by row too', async () => {
    const { client } = listServer(() => learners(250))
    const lengths: number[] = []
    for await (const page of pagesOf(client, 'pageUsers', filter)) lengths.push(page.length)
    expect(lengths).toEqual([200, 50])
    const ids: number[] = []
    for await (const { id } of rowsOf(client, 'pageUsers', filter, { size: 100 })) ids.push(id)
    expect(ids).toEqual(upTo(250))
  })

  test('stops when its reader does', async () => {
    const server = listServer(() => learners(1000))
    for await (const { id } of rowsOf(server.client, 'pageUsers', filter)) if (id === 1150) break
    expect(server.lines).toHaveLength(1)
  })
})

describe('a list that shifts while it is read', () => {
  test('is read again where a row comes twice, so that the one that pushed it is found', async () => {
    const newcomer = { ID: 900 }
    const server = listServer(request => (request === 1 ? learners(250) : [newcomer, ...learners(250)]))
    const { rows, settled, findings } = await readRows(server.client, 'pageUsers', filter)
    expect(idsOf(rows).toSorted((a, b) => a - b)).toEqual([900, ...upTo(250)])
    expect(settled).toBe(true)
    expect(findings.map(({ code }) => code)).toEqual(['row-repeated'])
  })

  test('is read again where a page begins before the end of the last one', async () => {
    const back = [...learners(150), ...learners(50, 5001), ...learners(30, 3001)]
    const server = listServer(request => (request <= 2 ? back : back.toSorted((a, b) => a.ID - b.ID)))
    const { rows, findings } = await readRows(server.client, 'pageUsers', filter)
    expect(rows).toHaveLength(230)
    expect(findings.map(({ code }) => code)).toEqual(['order-shifted'])
    expect(server.lines).toHaveLength(4)
  })

  test('that is never in the order of its ids is not taken for one that shifts', async () => {
    const server = listServer(() =>
      learners(450).toSorted((a, b) => ((a.ID * 7919) % 1009) - ((b.ID * 7919) % 1009)),
    )
    const { rows, findings } = await readRows(server.client, 'pageUsers', filter)
    expect([rows.length, findings]).toEqual([450, []])
  })

  test('without a sign is noticed by asking in another way', async () => {
    // The first learner is archived after the first page, so that the 201st is on neither page.
    const whole = learners(250)
    const server = listServer(request => (request === 1 ? whole : whole.slice(1)))
    const confirm = async () => whole.slice(1).map(({ ID }) => ({ id: ID }))
    const { rows, settled, findings } = await readRows(server.client, 'pageUsers', filter, { confirm })
    expect(idsOf(rows)).toContain(1201)
    expect(settled).toBe(true)
    expect(findings.map(({ code }) => code)).toEqual(['row-missing'])
  })

  test('for ever is not settled, whatever was read', async () => {
    const server = listServer(request => [...learners(request, 100), ...learners(250)])
    const read = await readRows(server.client, 'pageUsers', filter)
    expect(read.settled).toBe(false)
    expect(idsOf(read.rows)).toEqual(expect.arrayContaining(upTo(250)))
    const unsettled = async () => {
      for await (const _ of rowsOf(server.client, 'pageUsers', filter));
    }
    await expect(unsettled()).rejects.toThrow(UnsettledReadError)
  })

  test('lacks rows that another way of asking shows: it is not settled', async () => {
    const server = listServer(() => learners(100), 50)
    const confirm = async () => upTo(101).map(id => ({ id }))
    const { settled, rows } = await readRows(server.client, 'pageUsers', filter, { confirm })
    expect([settled, rows.length]).toEqual([false, 100])
  })

  test('because the server ignores the number of the page ends all the same', async () => {
    const { client } = clientOf(() => ({ status: 200, body: learners(300) }))
    const findings: PageFinding[] = []
    const { rows, settled } = await readRows(client, 'pageUsers', filter, {
      onFinding: one => findings.push(one),
    })
    expect([rows.length, settled]).toEqual([300, true])
    expect(findings.map(({ code }) => code)).toContain('page-ignored')
  })
})

describe('a list of ours', () => {
  const change = (position: number) => ({
    ...{ organisation: 11, position, run: 1, learner: 101, level: 'default', role: 'assessor', target: 0 },
    ...{
      standard: null,
      unit: null,
      before: null,
      after: { person: 111, since: '2026-03-02T09:00:00.000Z' },
    },
    ...{ effectiveFrom: '2026-03-02T09:00:00.000Z', recordedAt: '2026-03-02T09:00:00.000Z' },
    ...{ undoes: null, hash: 'ab' },
  })

  test('goes on after each cursor until there is no more, and the last cursor can be kept', async () => {
    const bodies = [
      { changes: [change(1), change(2)], more: true, next: 'two' },
      { changes: [change(3)], more: false, next: 'three' },
    ]
    const server = clientOf(() => ({ status: 200, body: bodies.shift() }))
    let next: string | undefined
    const positions: number[] = []
    for await (const answer of answersOf(server.client, 'listChanges', { learner: 101 })) {
      positions.push(...answer.changes.map(({ position }) => position))
      next = answer.next
    }
    expect([positions, next]).toEqual([[1, 2, 3], 'three'])
    expect(server.lines).toEqual([
      'GET /api/caseload/v1/changes?learner=101',
      'GET /api/caseload/v1/changes?learner=101&cursor=two',
    ])
  })

  test('that says to go on where it is would never end, and is an error', async () => {
    const { client } = clientOf(() => ({ status: 200, body: { organisations: [], next: 'here' } }))
    const all = async () => {
      for await (const _ of answersOf(client, 'listOrganisations', {}));
    }
    await expect(all()).rejects.toThrow(UnexpectedAnswerError)
  })
})
