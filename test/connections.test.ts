/** Speaks to a listening server byte by byte, as no client should. */
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildServer } from '../src/http/server.ts'
import * as cast from './cast.ts'
import { ODD_PATHS, ODD_SEGMENTS } from './fuzz/odd.ts'
import { type Stage, setStage } from './stage.ts'

const PATIENCE = { headers: 1_000, request: 1_500, silence: 2_000, check: 50 }

let stage: Stage
let port: number
let session: string

beforeAll(async () => {
  stage = await setStage('sqlite')
  await stage.server.close()
  stage.server = buildServer(stage.services, { patience: PATIENCE })
  await stage.server.listen({ host: '127.0.0.1', port: 0 })
  port = (stage.server.server.address() as AddressInfo).port
  session = await stage.session()
})
afterAll(() => stage.close())

/** A connection, with all that it has been told when it closes. */
interface Line {
  socket: Socket
  closed: Promise<string>
}

async function dial(): Promise<Line> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', chunk => {
    text += chunk
  })
  // A server that refuses may reset the connection while there is more to read.
  socket.on('error', () => {})
  socket.on('end', () => socket.end())
  await once(socket, 'connect')
  const closed = new Promise<string>(resolve => socket.on('close', () => resolve(text)))
  return { socket, closed }
}

/** Everything that is answered to these bytes until the connection closes. */
async function speak(bytes: string): Promise<string> {
  const { socket, closed } = await dial()
  socket.write(bytes, 'latin1')
  return closed
}

function statuses(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(found => Number(found[1]))
}

const request = (lines: readonly string[], body = '') => `${lines.join('\r\n')}\r\n\r\n${body}`

/** A change that must not come through inside of another request. */
function smuggled(): string {
  const body = `LearnerID=${cast.orlagh.id}&Level=1&Role=1`
  return request(
    [
      `POST /api/v2.1/User/${cast.isolde.id}/Assign HTTP/1.1`,
      ...['Host: x', `X-TokenID: ${session}`, `Content-Length: ${body.length}`, 'Connection: close'],
      'Content-Type: application/x-www-form-urlencoded',
    ],
    body,
  )
}

/** A search with these headers and this body, as it is sent. */
const search = (headers: readonly string[], body: string) =>
  request(['POST /api/v2.1/User/Search HTTP/1.1', 'Host: x', `X-TokenID: ${session}`, ...headers], body)

const changes = async () => (await stage.storage.db.selectFrom('changes').select('position').execute()).length

async function expectUnharmed(): Promise<void> {
  const url = `http://127.0.0.1:${port}/api/v2.1/User/${cast.orlagh.id}`
  const answer = await fetch(url, { headers: { 'x-tokenid': session, connection: 'close' } })
  expect(answer.status).toBe(200)
}

describe('a request of which two readers could disagree where it ends', () => {
  let before: number
  beforeEach(async () => {
    before = await changes()
  })

  const inside = () => `0\r\n\r\n${smuggled()}`

  test.each<[name: string, bytes: () => string]>([
    ['a length and chunks', () => search(['Content-Length: 5', 'Transfer-Encoding: chunked'], inside())],
    ['chunks and a length', () => search(['Transfer-Encoding: chunked', 'Content-Length: 5'], inside())],
    ['two lengths', () => search(['Content-Length: 0', 'Content-Length: 500'], smuggled())],
    ['two lengths in one header', () => search(['Content-Length: 0, 500'], smuggled())],
    ['a length with a sign', () => search(['Content-Length: +0'], smuggled())],
    ['a negative length', () => search(['Content-Length: -1'], smuggled())],
    ['a length in hexadecimal', () => search(['Content-Length: 0x0'], smuggled())],
    ['a length beyond all numbers', () => search([`Content-Length: ${'9'.repeat(30)}`], smuggled())],
    ['a space before the colon', () => search(['Content-Length : 0'], smuggled())],
    ['an encoding that is none', () => search(['Transfer-Encoding: chunked, identity'], inside())],
    ['an encoding behind a control character', () => search(['Transfer-Encoding: \u000bchunked'], inside())],
    ['two encodings', () => search(['Transfer-Encoding: x', 'Transfer-Encoding: chunked, x'], inside())],
    ['a folded header', () => search(['Content-Length: 0', 'X-Odd: a', ' b'], smuggled())],
    ['lines without a carriage return', () => search(['Content-Length: 0'], smuggled()).replaceAll('\r', '')],
    ['a carriage return alone', () => search(['Content-Length: 0', 'X-Odd: a\rX: b'], smuggled())],
    ['a NUL in a header', () => search(['Content-Length: 0', 'X-Odd: a\u0000b'], smuggled())],
    ['a chunk of a size that is none', () => search(['Transfer-Encoding: chunked'], `-1\r\n${smuggled()}`)],
    [
      'a chunk of endless size',
      () => search(['Transfer-Encoding: chunked'], `${'f'.repeat(17)}\r\n${smuggled()}`),
    ],
    ['a chunk longer than it says', () => search(['Transfer-Encoding: chunked'], `1\r\n{}\r\n${inside()}`)],
    [
      'a chunk with a bare line end',
      () => search(['Transfer-Encoding: chunked'], `2\n{}\n0\n\n${smuggled()}`),
    ],
  ])('is refused, and nothing behind it is done: %s', async (_name, bytes) => {
    expect(statuses(await speak(bytes()))).toEqual([400])
    expect(await changes()).toBe(before)
    await expectUnharmed()
  })
})

describe('what is not HTTP as it should be', () => {
  test.each<[name: string, bytes: string, expected: number]>([
    ['HTTP/2 unasked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/3.7', 'GET /health HTTP/3.7\r\nHost: x\r\n\r\n', 400],
    ['no host', 'GET /health HTTP/1.1\r\n\r\n', 400],
    ['a method that is none', 'FROB /health HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['a method in lower case', 'get /health HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['a space in the target', 'GET /health x HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    [
      'the start of a TLS connection',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
      400,
    ],
    ['headers of 17 kB', `GET /health HTTP/1.1\r\nHost: x\r\nX-Odd: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    ['a target of 17 kB', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['3,000 headers', `GET /health HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(3_000)}\r\n`, 431],
  ])('is refused: %s', async (_name, bytes, expected) => {
    const heard = await speak(bytes)
    expect(statuses(heard)).toEqual([expected])
    expect(heard).not.toMatch(/x{20}|node_modules|at .+:\d+:\d+/)
    await expectUnharmed()
  })

  test('a chunk with an extension of 20 kB is refused', async () => {
    const chunk = `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`
    expect(statuses(await speak(search(['Transfer-Encoding: chunked'], chunk)))).toEqual([400])
    await expectUnharmed()
  })

  test('another protocol is not taken up', async () => {
    const upgrade = ['GET /health HTTP/1.1', 'Host: x', 'Connection: Upgrade, close', 'Upgrade: websocket']
    expect(statuses(await speak(request(upgrade)))).toEqual([200])
  })

  test('no tunnel is built', async () => {
    expect(
      statuses(await speak('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n')),
    ).not.toContain(200)
    await expectUnharmed()
  })
})

describe('what is unusual and fine', () => {
  test.each<[name: string, bytes: () => string, expected: number[]]>([
    [
      'a target with scheme and host',
      () => request(['GET http://elsewhere.example/health HTTP/1.1', 'Host: x', 'Connection: close']),
      [200],
    ],
    [
      'chunks with a small extension and a trailer',
      () =>
        search(
          ['Transfer-Encoding: chunked', 'Content-Type: application/json', 'Connection: close'],
          `b;a=b\r\n{"Role": 1 \r\n1\r\n}\r\n0\r\nX-TokenID: nobody\r\n\r\n`,
        ),
      [200],
    ],
    [
      'requests one behind the other, answered in their order',
      () =>
        [
          request(['GET /health HTTP/1.1', 'Host: x']),
          request(['GET /api/v2.1/Nonsense HTTP/1.1', 'Host: x']),
          request(['GET /health HTTP/1.1', 'Host: x', 'Connection: close']),
        ].join(''),
      [200, 404, 200],
    ],
    ['HTTP/0.9', () => 'GET /health\r\n\r\n', [200]],
    ['HTTP/1.0', () => request(['GET /health HTTP/1.0']), [200]],
  ])('is answered: %s', async (_name, bytes, expected) => {
    expect(statuses(await speak(bytes()))).toEqual(expected)
  })

  test('every odd path gets one refusal, in its raw spelling', async () => {
    const safe = [...ODD_SEGMENTS.map(one => `/User/${one}`), ...ODD_PATHS].filter(
      path => !/[^!-~]/.test(path),
    )
    for (const path of safe) {
      const lines = [`GET /api/v2.1${path} HTTP/1.1`, 'Host: x', `X-TokenID: ${session}`, 'Connection: close']
      const heard = await speak(request(lines))
      expect(statuses(heard), path).toHaveLength(1)
      expect([200, 400, 404, 405, 431], path).toContain(statuses(heard)[0])
      expect(heard.split('\r\n\r\n')[1], path).not.toContain('zq7')
    }
  })
})

describe('a caller that is slow', () => {
  /** Headers whose body never comes in full. */
  const started = () => search(['Content-Type: application/json', 'Content-Length: 1000'], '{"Role":')

  test('is told so when its headers do not end, and others are served meanwhile', async () => {
    const lines = await Promise.all(Array.from({ length: 200 }, dial))
    for (const { socket } of lines) socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    await expectUnharmed()
    const heard = await Promise.all(lines.map(({ closed }) => closed))
    expect(new Set(heard.flatMap(statuses))).toEqual(new Set([408]))
  })

  test('gains nothing by a byte now and then', async () => {
    const { socket, closed } = await dial()
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const drip = setInterval(() => socket.writable && socket.write('x'), 20)
    const heard = await closed
    clearInterval(drip)
    expect(statuses(heard)).toEqual([408])
  })

  test('is told so when its body does not end', async () => {
    const before = await changes()
    expect(statuses(await speak(started()))).toEqual([408])
    expect(await changes()).toBe(before)
  })

  test('is closed when it says nothing at all', async () => {
    const { closed } = await dial()
    expect(statuses(await closed).filter(status => status !== 408)).toEqual([])
    await expectUnharmed()
  })

  test('is closed when it does not read what it asked for', async () => {
    const { socket } = await dial()
    socket.pause()
    socket.write(request(['GET /openapi.json HTTP/1.1', 'Host: x']).repeat(60))
    await expectUnharmed()
    await expect.poll(openConnections, { timeout: 10_000, interval: 50 }).toBe(0)
    socket.destroy()
  })
})

describe('a caller that goes away', () => {
  test.each<[name: string, bytes: () => string]>([
    ['in its headers', () => 'GET /health HTTP/1.1\r\nHost'],
    ['in its body', () => search(['Content-Length: 1000'], '{')],
    ['in a chunk', () => search(['Transfer-Encoding: chunked'], '5\r\n{')],
  ])('leaves nothing behind when it goes %s, politely or not', async (_name, bytes) => {
    const polite = await dial()
    polite.socket.end(bytes(), 'latin1')
    expect(statuses(await polite.closed).filter(status => status !== 400)).toEqual([])
    const rude = await dial()
    rude.socket.write(bytes(), 'latin1', () => rude.socket.resetAndDestroy())
    await rude.closed
    await expectUnharmed()
    await expect.poll(openConnections, { timeout: 10_000, interval: 20 }).toBe(0)
  })

  test('after a write it asked for leaves that write whole', async () => {
    const before = await changes()
    const { socket, closed } = await dial()
    socket.write(smuggled(), 'latin1', () => socket.resetAndDestroy())
    await closed
    await expect.poll(changes, { timeout: 10_000, interval: 20 }).toBe(before + 1)
    await expectUnharmed()
  })
})

function openConnections(): Promise<number> {
  return new Promise((resolve, reject) =>
    stage.server.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
}
