/** A server with as much under way as it can hold: who is refused, and who is served. */
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildServer } from '../src/http/server.ts'
import { type Stage, setStage } from './stage.ts'

const CONNECTIONS = 20
const ROOM = { all: { calls: 50, bytes: 30_000 }, each: { calls: 40, bytes: 20_000 } }

let stage: Stage
let server: FastifyInstance
let port: number
let [north, south] = ['', '']
let sockets: Socket[] = []
/** Requests whose headers have come. */
let requests = 0

beforeAll(async () => {
  stage = await setStage('sqlite')
  server = buildServer(stage.services, { connections: CONNECTIONS, room: ROOM })
  await server.listen({ host: '127.0.0.1', port: 0 })
  server.server.on('request', () => {
    requests += 1
  })
  port = (server.server.address() as AddressInfo).port
  north = await stage.session()
  south = await stage.session()
})
afterAll(async () => {
  await server.close()
  await stage.close()
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets = []
})

async function dial(bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  if (bytes !== '') socket.write(bytes)
  sockets.push(socket)
  return socket
}

/** A call whose body has only begun. */
function begun(session: string, length: number): string {
  return `POST /api/v2.1/User/Search HTTP/1.1\r\nHost: x\r\nX-TokenID: ${session}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{`
}

function search(session: string, body = '{}'): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/v2.1/User/Search/1/1`, {
    method: 'POST',
    headers: { 'x-tokenid': session, 'content-type': 'application/json' },
    body,
  })
}

/** Of a body that does not fit while others are under way. */
const LONG = JSON.stringify({ FirstName: 'x'.repeat(15_000) })

describe('bodies under way', () => {
  test('of one token leave room for another, and what does not fit is told when to come again', async () => {
    await dial(begun(north, 15_000))
    await expect.poll(async () => (await search(north, LONG)).status).toBe(503)
    const refused = await search(north, LONG)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toMatchObject({
      code: -9068,
      message: expect.stringContaining('nothing was done'),
    })
    expect((await search(north)).status).toBe(200)
    expect((await search(south)).status).toBe(200)
  })

  test('of all tokens together have a limit, whatever they say of their length', async () => {
    await dial(begun(north, 15_000))
    await dial(begun(south, 14_000))
    await expect.poll(async () => (await search(south, LONG)).status).toBe(503)
    const chunked = (await dial()).setEncoding('latin1')
    chunked.write(
      `POST /api/v2.1/User/Search HTTP/1.1\r\nHost: x\r\nX-TokenID: ${south}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    )
    expect(String(await once(chunked, 'data'))).toMatch(/^HTTP\/1\.1 503 /)
  })

  test('give their room back when their callers go', async () => {
    const caller = await dial(begun(north, 15_000))
    await expect.poll(async () => (await search(north, LONG)).status).toBe(503)
    caller.resetAndDestroy()
    await expect.poll(async () => (await search(north, LONG)).status).not.toBe(503)
  })
})

describe('connections', () => {
  test('that merely stand make room for one that calls, the oldest first', async () => {
    const idle: Socket[] = []
    for (let at = 0; at < CONNECTIONS * 2; at += 1) idle.push(await dial())
    const heard = (await dial('GET /health HTTP/1.1\r\nHost: x\r\n\r\n')).setEncoding('latin1')
    expect(String(await once(heard, 'data'))).toMatch(/^HTTP\/1\.1 200 /)
    await expect.poll(() => idle.findIndex(({ closed }) => !closed)).toBeGreaterThanOrEqual(CONNECTIONS)
    expect(idle.at(-1)!.closed).toBe(false)
  })

  test('with a call under way are kept, and a new one is turned away', async () => {
    const busy: Socket[] = []
    const before = requests
    for (let at = 0; at < CONNECTIONS; at += 1) busy.push(await dial(begun(at % 2 ? north : south, 1_000)))
    await expect.poll(() => requests).toBe(before + CONNECTIONS)
    const late = await dial()
    await once(late, 'close')
    expect(busy.filter(({ closed }) => closed)).toEqual([])
  })
})
