/** Others are told what happens: webhooks against a real receiver, the digest against a real SMTP server. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordNotice } from '../src/app/notices.ts'
import { PAUSES } from '../src/domain/attempt.ts'
import { sendDigests } from '../src/notify/daily.ts'
import { deliver } from '../src/notify/deliver.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, servicesOn, setStage } from './stage.ts'

interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** Somebody who listens, and answers with the statuses that it is given. */
async function listen(): Promise<{ url: string; server: Server; received: Received[]; statuses: number[] }> {
  const received: Received[] = []
  const statuses: number[] = []
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) })
    response.writeHead(statuses.shift() ?? 204).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/told`, server, received, statuses }
}

describe.each(ENGINES)('a webhook on %s', engine => {
  let stage: Stage
  let ear: Awaited<ReturnType<typeof listen>>
  let session: string

  beforeEach(async () => {
    stage = await setStage(engine)
    ear = await listen()
    session = await stage.session()
  })
  afterEach(async () => {
    ear.server.close()
    await stage.close()
  })

  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) {
    const answer = await stage.server.inject({
      ...{ method, url: `/api/caseload/v1${path}`, headers: { 'x-tokenid': session } },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }

  const add = async (wish: object = {}) => (await call('POST', '/webhooks', { url: ear.url, ...wish })).body

  async function assign(reason?: string) {
    const learner = cast.CAST.find(
      one => one.kind === 'learner' && !one.archived && one.organisation === cast.NORTH.id,
    )!
    const [first, second] = cast.CAST.filter(
      one => one.kind === 'assessor' && !one.archived && one.organisation === cast.NORTH.id,
    )
    const held = await call('GET', `/learners/${learner.id}/assignments`)
    const now = JSON.stringify(held.body).includes(`"id":${first!.id},`) ? second! : first!
    const change = { learner: learner.id, level: 'default', role: 'assessor', after: now.id }
    const answer = await call('POST', '/changes', { changes: [change], ...(reason && { reason }) })
    expect(answer.body.outcomes).toEqual([expect.objectContaining({ outcome: 'done' })])
    return answer.body.run as number
  }

  test('is told of a run, signed so that anybody’s library can tell', async () => {
    const webhook = await add()
    const run = await assign('Rhodri has left')
    expect(await deliver(stage.services)).toBe(1)
    expect(ear.received).toHaveLength(1)
    const [{ headers, body }] = ear.received as [Received]
    const at = Number(headers['webhook-timestamp']) * 1000
    expect(at).toBe(stage.time.now - (stage.time.now % 1000))
    const signature = new Verifier(webhook.secret).sign(String(headers['webhook-id']), new Date(at), body)
    expect(headers['webhook-signature']).toBe(signature)
    expect(headers['webhook-id']).toBe(`run.done/${cast.NORTH.id}/${run}`)
    expect(JSON.parse(body)).toMatchObject({ type: 'run.done', data: { run, kind: 'bulk', changes: 1 } })
    expect(body).not.toContain('Rhodri')
    expect(await deliver(stage.services)).toBe(0)
  })

  test('is told what people have written where it asked for that', async () => {
    await add({ texts: true })
    await assign('Rhodri has left')
    await deliver(stage.services)
    expect(JSON.parse(ear.received[0]!.body).data.reason).toBe('Rhodri has left')
  })

  test('is told nothing of what came before it, until it asks for a replay', async () => {
    await assign()
    const { next } = (await call('GET', '/changes')).body
    const { id } = await add()
    await deliver(stage.services)
    expect(ear.received).toEqual([])
    await call('POST', `/webhooks/${id}/replay`, { cursor: next })
    await deliver(stage.services)
    expect(ear.received).toEqual([])
    expect(await call('POST', `/webhooks/${id}/replay`, {})).toMatchObject({ status: 204 })
    await deliver(stage.services)
    await call('POST', `/webhooks/${id}/replay`, {})
    await deliver(stage.services)
    expect(new Set(ear.received.map(one => one.headers['webhook-id'])).size).toBe(1)
    expect(ear.received).toHaveLength(2)
  })

  test('a message is tried again after longer and longer pauses, then listed as failed, and sent again on request', async () => {
    const { id } = await add()
    await assign()
    for (const pause of [0, ...PAUSES]) {
      stage.time.now += pause * 1.2
      ear.statuses.push(503)
      expect(await deliver(stage.services)).toBe(1)
      expect(await deliver(stage.services)).toBe(0)
    }
    stage.time.now += 1e9
    expect(await deliver(stage.services)).toBe(0)
    session = await stage.session()
    const { messages } = (await call('GET', `/webhooks/${id}/failed`)).body
    expect(messages).toEqual([
      expect.objectContaining({ state: 'failed', attempts: PAUSES.length + 1, lastResult: '503' }),
    ])
    expect((await call('POST', `/webhooks/${id}/retry`, {})).body).toEqual({ messages: 1 })
    expect(await deliver(stage.services)).toBe(1)
    expect((await call('GET', `/webhooks/${id}/failed`)).body.messages).toEqual([])
    expect(new Set(ear.received.map(one => one.headers['webhook-id'])).size).toBe(1)
  })

  test('ends when the address says 410, and begins again on request', async () => {
    const { id } = await add()
    await assign()
    ear.statuses.push(410)
    await deliver(stage.services)
    await assign()
    expect(await deliver(stage.services)).toBe(0)
    expect((await call('GET', '/webhooks')).body.webhooks[0].endedAt).not.toBeNull()
    expect((await call('POST', `/webhooks/${id}/retry`, {})).body).toEqual({ messages: 1 })
    await deliver(stage.services)
    expect(ear.received).toHaveLength(3)
  })

  test('an address that does not answer is told of in a word', async () => {
    const { id } = await add()
    ear.server.close()
    const { message } = (await call('POST', `/webhooks/${id}/test`)).body
    await deliver(stage.services)
    const found = (await call('GET', `/webhooks/${id}/message?message=${message}`)).body
    expect(found).toMatchObject({ state: 'waiting', attempts: 1, lastResult: 'ECONNREFUSED' })
  })

  test('two servers send a message once', async () => {
    await add()
    await assign()
    const other = engine === 'sqlite' ? stage.services : servicesOn(stage.storage, stage.time)
    const sent = await Promise.all([deliver(stage.services), deliver(other)])
    expect(sent.reduce((sum, one) => sum + one)).toBe(1)
    expect(ear.received).toHaveLength(1)
  })

  test('only an address that nobody else can listen to is taken', async () => {
    for (const url of [
      'http://mis.example.org/told',
      'ftp://mis.example.org',
      'told',
      'https://a:b@mis.example.org/',
    ]) {
      expect(await call('POST', '/webhooks', { url })).toMatchObject({
        status: 400,
        body: { code: 'field-invalid' },
      })
    }
  })

  test('a token that is limited to an organisation has no say in webhooks', async () => {
    session = await stage.session(undefined, [cast.NORTH.id])
    expect(await call('GET', '/webhooks')).toMatchObject({ status: 403, body: { code: 'customer-wide' } })
    expect(await call('POST', '/webhooks', { url: ear.url })).toMatchObject({ status: 403 })
  })

  test('of a plan that waits it is told once, without the names of its files', async () => {
    await add()
    const told = { plan: 'c0ffee00c0ffee', held: 3, questions: 1, removals: 2, files: ['Rhodri.xlsx'] }
    expect((await call('POST', '/notices', told)).body).toEqual({ told: 2 })
    expect((await call('POST', '/notices', told)).body).toEqual({ told: 0 })
    await deliver(stage.services)
    const data = ear.received.map(one => JSON.parse(one.body)).map(({ type, data }) => ({ type, ...data }))
    expect(data.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
      { type: 'removals.waiting', plan: told.plan, removals: 2 },
      { type: 'rows.held', plan: told.plan, held: 3, questions: 1 },
    ])
  })

  test('the digest of the day goes out once, at its time, and only where something has happened', async () => {
    const mails: string[] = []
    const smtp = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
      onData(stream, _session, done) {
        text(stream).then(mail => {
          mails.push(mail)
          done()
        }, done)
      },
    })
    await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve))
    const settings = {
      smtp: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
      ...{ from: 'caseload@example.org', to: ['mis@example.org'], at: '07:00', texts: false },
    }
    const day = Date.parse('2026-03-02T00:00:00Z')
    try {
      stage.time.now = day + 6 * 3_600_000
      session = await stage.session()
      await assign('Rhodri has left')
      await stage.services.writer.run({
        organisations: [],
        work: ({ db }, _ledger, now) =>
          recordNotice(
            db,
            {
              ...{
                customer: cast.CUSTOMER.id,
                id: 'rows.held/1',
                organisation: null,
                kind: 'rows.held',
                at: now,
              },
              ...{ facts: { held: 3 }, texts: { files: 'Rhodri.xlsx' } },
            },
            now,
          ),
      })
      expect(await sendDigests(stage.services, settings)).toBe(0)
      stage.time.now = day + 7 * 3_600_000
      expect(await sendDigests(stage.services, settings)).toBe(1)
      expect(await sendDigests(stage.services, settings)).toBe(0)
      stage.time.now += 86_400_000
      expect(await sendDigests(stage.services, settings)).toBe(0)
      expect(mails).toHaveLength(1)
      expect(mails[0]).toContain('Subject: Caseload, 2 March 2026: 1 thing to look at')
      expect(mails[0]).toMatch(/Rows are held\r\n {2}- held 3\r\n/)
      expect(mails[0]).toMatch(/run \d+ \(bulk\) in organisation \d+: 1 change\r\n/)
      expect(mails[0]).not.toContain('Rhodri')
    } finally {
      await new Promise<void>(resolve => smtp.close(() => resolve()))
    }
  })

  test('a digest that the mail server does not take is tried again later', async () => {
    stage.time.now = Date.parse('2026-03-02T08:00:00Z')
    session = await stage.session()
    await assign()
    const settings = {
      smtp: 'smtp://127.0.0.1:1',
      ...{ from: 'caseload@example.org', to: ['mis@example.org'], at: '07:00', texts: false },
    }
    await expect(sendDigests(stage.services, settings)).rejects.toThrow(/ECONNREFUSED/)
    expect(await sendDigests(stage.services, settings)).toBe(0)
    stage.time.now += 11 * 60_000
    await expect(sendDigests(stage.services, settings)).rejects.toThrow(/ECONNREFUSED/)
  })
})
