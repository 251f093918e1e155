import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { createMetrics } from '../src/http/metrics.ts'
import { buildServer } from '../src/http/server.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('a server on %s', engine => {
  let stage: Stage
  const lines: string[] = []
  const stopping = { begun: false }

  beforeAll(async () => {
    stage = await setStage(engine)
    await stage.server.close()
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const metrics = createMetrics(stage.services.writer)
    const options = { logger: pino({}, sink), metrics, stopping: () => stopping.begun }
    stage.server = buildServer(stage.services, options)
  })
  afterAll(() => stage.close())

  const assign = (session: string, person: number) =>
    stage.server.inject({
      method: 'POST',
      url: `/api/v2.1/User/${person}/Assign?from=Isolde`,
      headers: { 'x-tokenid': session },
      payload: { LearnerID: cast.orlagh.id, Level: 3, StandardID: cast.BAKING.id },
    })

  const recorded = async () =>
    (await stage.storage.db.selectFrom('changes').select('position').execute()).length

  test('says that it lives and that it is ready, until a stop begins', async () => {
    expect((await stage.server.inject('/health')).json()).toEqual({ status: 'ok' })
    expect((await stage.server.inject('/ready')).statusCode).toBe(200)
    stopping.begun = true
    expect((await stage.server.inject('/ready')).statusCode).toBe(503)
    stopping.begun = false
  })

  test('says that it is not ready while writes have waited for long', async () => {
    const { services } = stage
    const wait = { milliseconds: 30_000 }
    const server = buildServer({
      ...services,
      writer: { ...services.writer, waited: () => wait.milliseconds },
    })
    expect((await server.inject('/ready')).statusCode).toBe(200)
    wait.milliseconds = 30_001
    expect(await server.inject('/ready')).toMatchObject({ statusCode: 503, body: '{"status":"writes wait"}' })
    await server.close()
  })

  test('writes one line a call, which names no person, no secret and no URL', async () => {
    const session = await stage.session(['assign'])
    lines.length = 0
    await assign(session, cast.isolde.id)
    await assign(session, cast.orlagh.id)
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0]!)).toMatchObject({ route: '/api/v2.1/User/:id/Assign', status: 204, token: 1 })
    expect(JSON.parse(lines[1]!)).toMatchObject({ status: 400, problem: 'path-names-learner' })
    expect(lines.join('')).not.toMatch(new RegExp(`Isolde|Orlagh|${session.slice(0, 12)}|from=`))
  })

  test('measures calls by the pattern of their route', async () => {
    const { body } = await stage.server.inject('/metrics')
    expect(body).toContain(
      'caseload_requests_total{route="/api/v2.1/User/:id/Assign",method="POST",status="204"} 1',
    )
    expect(body).toContain('caseload_writes_waiting 0')
  })

  test('answers every call that it had accepted when it was asked to stop', async () => {
    const session = await stage.session(['assign'])
    const before = await recorded()
    const people = [cast.tobias, cast.isolde]
    const calls = Array.from({ length: 50 }, (_, at) => assign(session, people[at % 2]!.id))
    while (stage.services.writer.waiting() === 0) await new Promise(setImmediate)
    await stage.services.writer.close()
    const answers = await Promise.all(calls)
    const statuses = new Set(answers.map(answer => answer.statusCode))
    const accepted = answers.filter(answer => answer.statusCode === 204).length
    expect([...statuses].every(status => status === 204 || status === 503)).toBe(true)
    expect(accepted).toBeGreaterThan(0)
    expect((await recorded()) - before).toBe(accepted)
  })
})

describe('what is not a call', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage('sqlite')
  })
  afterAll(() => stage.close())

  test('an unknown path is 404 in the words of the API it was sent to', async () => {
    const theirs = await stage.server.inject('/api/v2.1/Nonsense')
    expect([theirs.statusCode, theirs.json()]).toEqual([404, { code: -9004, message: expect.any(String) }])
    const ours = await stage.server.inject('/api/caseload/v1/nonsense')
    expect([ours.statusCode, ours.json().code]).toEqual([404, 'call-unknown'])
  })

  test('another method is 405 and told which ones there are', async () => {
    const answer = await stage.server.inject({ method: 'PUT', url: '/api/v2.1/user/5/assign' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('POST')
  })

  test('a path that cannot be read, a body that is too large and a body of another kind are clear refusals', async () => {
    const headers = { 'x-tokenid': await stage.session() }
    expect((await stage.server.inject({ url: '/api/v2.1/Unit/%E0%A4%A', headers })).statusCode).toBe(400)
    const post = (payload: string | Buffer, type: string) =>
      stage.server.inject({
        method: 'POST',
        url: '/api/v2.1/User/Search',
        headers: { ...headers, 'content-type': type },
        payload,
      })
    expect((await post('x'.repeat(1_000_001), 'application/json')).statusCode).toBe(413)
    expect((await post('--x--', 'multipart/form-data; boundary=x')).statusCode).toBe(415)
    expect((await post(Buffer.from([0x7b, 0xff, 0x7d]), 'application/json')).json().message).toContain(
      'UTF-8',
    )
    expect((await post('{"Role": 1', 'application/json')).json().message).toContain('line 1, column 11')
  })

  test('a path that cannot be read is refused in the words of its API, and is not repeated', async () => {
    for (const odd of ['Orlagh%zz', `Orlagh${'x'.repeat(600)}`]) {
      const theirs = await stage.server.inject(`/api/v2.1/User/${odd}`)
      expect([theirs.statusCode, theirs.json().code]).toEqual([400, ONEFILE_CODES['field-invalid']])
      const ours = await stage.server.inject(`/api/caseload/v1/users/${odd}/caseload`)
      expect([ours.statusCode, ours.json().code]).toEqual([400, 'field-invalid'])
      expect(theirs.body + ours.body).not.toContain('Orlagh')
    }
  })

  test('a body of no readable kind is ignored where none is read', async () => {
    const headers = { 'x-tokenid': await stage.session(), 'content-type': 'neither/' }
    const archive = `/api/v2.1/User/${cast.tobias.id}/Archive`
    const answer = await stage.server.inject({ method: 'POST', url: archive, headers, payload: '\u0000' })
    expect(answer.statusCode).toBe(204)
  })

  test('JSON that is broken far down is refused, though nobody can say where', async () => {
    const headers = { 'x-tokenid': await stage.session(), 'content-type': 'application/json' }
    const payload = `{"Role": ${'['.repeat(100_000)}`
    const answer = await stage.server.inject({
      method: 'POST',
      url: '/api/v2.1/User/Search',
      headers,
      payload,
    })
    expect([answer.statusCode, answer.json().code]).toEqual([400, ONEFILE_CODES['body-invalid']])
  })

  test('an id that is anything but one is not repeated', async () => {
    const headers = { 'x-tokenid': await stage.session() }
    const answer = await stage.server.inject({ url: '/api/v2.1/Unit/Orlagh%20Tarn', headers })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain('Orlagh')
  })
})
