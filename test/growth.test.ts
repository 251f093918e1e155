/** The short form of `npm run test:soak`: what a server holds after many rounds of everything is what it held after a few. */
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildServer } from '../src/http/server.ts'
import * as cast from './cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let port: number
let session: string

beforeAll(async () => {
  stage = await setStage('sqlite')
  await stage.server.close()
  stage.server = buildServer(stage.services)
  await stage.server.listen({ host: '127.0.0.1', port: 0 })
  port = (stage.server.server.address() as AddressInfo).port
  session = await stage.session()
})
afterAll(() => stage.close())

async function call(method: string, path: string, body?: object): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'x-tokenid': session, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  await answer.arrayBuffer()
  return answer.status
}

/** A call whose caller goes in the middle of its body, or before the answer. */
async function leave(bytes: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  await new Promise(resolve => socket.write(bytes, resolve))
  socket.destroy()
}

/** Reads, writes, refusals, and callers who go. */
async function round(at: number): Promise<number[]> {
  const after = at % 2 === 0 ? cast.isolde.id : cast.tobias.id
  const head = `Host: x\r\nX-TokenID: ${session}\r\nContent-Type: application/json\r\n`
  await leave(`POST /api/caseload/v1/changes HTTP/1.1\r\n${head}Content-Length: 1000000\r\n\r\n{`)
  await leave(`GET /api/caseload/v1/accounts HTTP/1.1\r\n${head}\r\n`)
  return Promise.all([
    call('GET', `/api/v2.1/User/${cast.orlagh.id}`),
    call('POST', '/api/v2.1/User/Search', {}),
    call('POST', '/api/caseload/v1/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'default', after }],
    }),
    call('POST', '/api/caseload/v1/changes', { changes: 'none' }),
    call('POST', '/api/v2.1/Authentication'),
    call('GET', '/api/v2.1/User/0'),
  ])
}

/** Connections, and everything else that keeps the process from ending. */
async function held(): Promise<{ connections: number; resources: number; waiting: number }> {
  const connections = await new Promise<number>(resolve =>
    stage.server.server.getConnections((_error, count) => resolve(count)),
  )
  return {
    connections,
    resources: process.getActiveResourcesInfo().filter(one => one !== 'Immediate').length,
    waiting: stage.services.writer.waiting(),
  }
}

test('rounds of reads, writes, refusals and callers who go leave nothing behind', async () => {
  for (let at = 0; at < 10; at += 1) await round(at)
  const before = await held()
  for (let at = 0; at < 100; at += 1) {
    expect(await round(at)).toEqual([200, 200, 200, 400, at < 10 ? 401 : expect.any(Number), 400])
  }
  await expect.poll(async () => (await held()).connections).toBeLessThanOrEqual(before.connections)
  const after = await held()
  expect(after.waiting).toBe(0)
  expect(after.resources).toBeLessThanOrEqual(before.resources + 5)
})
