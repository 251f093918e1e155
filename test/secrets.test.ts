/** What the server writes beside its answers tells nobody's name, address, number or secret. */
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../src/contract/contract.ts'
import { type AnyEndpoint, BASE_PATHS } from '../src/contract/endpoint.ts'
import type { WireRequest } from '../src/contract/request.ts'
import { PRESETS } from '../src/domain/scope.ts'
import { createMetrics, type Metrics } from '../src/http/metrics.ts'
import { buildServer } from '../src/http/server.ts'
import { type Answer, exampleOf, fieldsOf, SESSION_CALLS, send, withField } from './calls.ts'
import * as cast from './cast.ts'
import { ENGINES, openSession, type Stage, setStage } from './stage.ts'

const NI_NUMBER = 'QQ123456C'
const ULN = '1234567890'
const WRONG_TOKEN = 'wrong-token-that-nobody-gave-out'
const WRONG_SESSION = 'wrong/session+that/nobody+gave='

/** Nobody else has these words, so that finding one is no accident. */
const WORDS: readonly string[] = [
  ...cast.CAST.flatMap(({ firstName, lastName, email }) => [firstName, lastName, email]),
  ...[NI_NUMBER, ULN, WRONG_TOKEN, WRONG_SESSION],
]

/** What callers might put where it does not belong. */
const PERSONAL: readonly string[] = [
  `${cast.orlagh.firstName} ${cast.orlagh.lastName}`,
  cast.isolde.email,
  `${NI_NUMBER} ${ULN}`,
]

describe.each(ENGINES)('what is written while a server on %s is used', engine => {
  let stage: Stage
  let metrics: Metrics
  const lines: string[] = []
  const refusals: string[] = []
  const secrets: string[] = []

  beforeAll(async () => {
    stage = await setStage(engine)
    await stage.server.close()
    metrics = createMetrics(stage.services.writer)
    stage.server = listenedTo(stage.services)
    await signInAndFail()
    for (const [, call] of SESSION_CALLS) await useAndMisuse(call)
    await manageSensitive()
    await getLost()
    await breakDown()
  })
  afterAll(() => stage.close())

  function listenedTo(services: Stage['services']): Stage['server'] {
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    return buildServer(services, { logger: pino({ level: 'trace' }, sink), metrics })
  }

  function note(answer: Answer): Answer {
    if (answer.statusCode >= 400) refusals.push(`${JSON.stringify(answer.headers)} ${answer.body}`)
    return answer
  }

  const tell = async (request: WireRequest, headers: Record<string, string>) =>
    note(await send(stage, request, headers))

  /** A session, which is remembered as a secret. */
  async function enter(...rest: Parameters<Stage['session']>): Promise<Record<string, string>> {
    const session = await stage.session(...rest)
    secrets.push(session)
    return { 'x-tokenid': session }
  }

  async function signInAndFail(): Promise<void> {
    const made = await stage.services.access.createToken({
      ...{ customer: cast.CUSTOMER.id, name: cast.perpetua.firstName, scopes: PRESETS.all },
      ...{ organisations: null, callLimit: 1_000 },
    })
    if (!('secret' in made)) throw new Error(made.sentence)
    const signIn = exampleOf(contract.signIn)
    const { body } = await tell(signIn, { 'x-customertoken': made.secret })
    secrets.push(made.secret, body)
    await tell(signIn, { 'x-customertoken': WRONG_TOKEN })
    await tell(signIn, { authorization: `Bearer ${made.secret}` })
    await tell({ ...signIn, path: `${signIn.path}?token=${encodeURIComponent(made.secret)}` }, {})
  }

  /** The documented example, then everything that may be wrong with it. */
  async function useAndMisuse(call: AnyEndpoint): Promise<void> {
    const all = await enter(PRESETS.all)
    await tell(exampleOf(contract.requestChanges), all)
    await tell(exampleOf(call), all)
    for (const headers of [{}, { 'x-tokenid': WRONG_SESSION }, await enter([], [cast.SOUTH.id])]) {
      await tell(exampleOf(call), headers)
    }
    await tell(exampleOf(call), await enter(PRESETS.all, [cast.SOUTH.id]))
    for (const { place, field } of fieldsOf(call)) {
      for (const value of PERSONAL) {
        await tell(withField(exampleOf(call), place, field.name, value), all)
        await tell(withField(exampleOf(call), place, field.name, [{ [value]: value }]), all)
      }
    }
    await misdirect(call, all)
  }

  /** Names in the path, in fields that there are not, and in bodies that cannot be read. */
  async function misdirect(call: AnyEndpoint, headers: Record<string, string>): Promise<void> {
    for (const value of PERSONAL.map(encodeURIComponent)) {
      const path = BASE_PATHS[call.api] + call.path.replace(/\{\w+\}/g, value)
      await tell({ method: call.method, path: `${path}?${value}=${value}` }, headers)
      note(await stage.server.inject({ method: call.method, url: `${path}/%zz`, headers }))
    }
    for (const payload of [`{"${PERSONAL[0]}": ${PERSONAL[1]}`, `{"${PERSONAL[0]}": "${PERSONAL[2]}"}`]) {
      const { method, path } = exampleOf(call)
      const typed = { ...headers, 'content-type': 'application/json' }
      note(await stage.server.inject({ method, url: path, headers: typed, payload }))
    }
  }

  async function manageSensitive(): Promise<void> {
    const headers = await enter([...PRESETS.all, 'sensitive'])
    const bare = await enter(['read', 'manage'])
    for (const who of [headers, bare]) {
      for (const numbers of [{ NINO: NI_NUMBER, ULN }, { NINO: `${NI_NUMBER}x` }, { ULN: `${ULN}1` }]) {
        const made = exampleOf(contract.createUser)
        await tell({ ...made, body: { ...made.body, ...numbers } }, who)
      }
      await tell({ method: 'GET', path: `/api/v2.1/User/${cast.orlagh.id}` }, who)
    }
  }

  async function getLost(): Promise<void> {
    const name = cast.zephyrine.lastName
    for (const url of [`/${name}`, `/api/v2.1/${name}`, `/${name}%zz`, `/${'x'.repeat(600)}${name}`]) {
      for (const method of ['GET', 'POST', 'PATCH'] as const) note(await stage.server.inject({ method, url }))
    }
    stage.time.now += 86_400_001
    await tell(exampleOf(contract.readCustomer), { 'x-tokenid': secrets.at(-1)! })
  }

  /** A fault whose error quotes what it was about, as those of databases do. */
  async function breakDown(): Promise<void> {
    const session = await openSession(stage.services, PRESETS.all)
    secrets.push(session)
    const fail = async () => {
      const quoted = `${cast.orlagh.email} ${session}`
      throw Object.assign(new Error(`Key (email)=(${quoted}) exists\nDetail: ${quoted}`), { detail: quoted })
    }
    const { writer } = stage.services
    const broken = listenedTo({
      ...stage.services,
      writer: { ...writer, run: fail },
    })
    const { method, path, body } = exampleOf(contract.createUser)
    const answer = await broken.inject({
      method,
      url: path,
      headers: { 'x-tokenid': session },
      payload: body!,
    })
    expect(note(answer).statusCode).toBe(500)
    await broken.close()
  }

  const finding = (text: string) =>
    [...WORDS, ...secrets].filter(word => text.toLowerCase().includes(word.toLowerCase()))

  test('is much, and of every kind', () => {
    expect(lines.length).toBeGreaterThan(1_000)
    expect(lines.some(line => line.includes('a fault of the server'))).toBe(true)
    const codes = ['session-missing', 'session-invalid', 'scope-missing', 'field-invalid', 'body-invalid']
    expect(codes.filter(code => !refusals.some(refusal => refusal.includes(code)))).toEqual([])
    expect(secrets.every(secret => secret.length > 40)).toBe(true)
  })

  test('has no name, address, number or secret in its log', () => {
    expect(finding(lines.join('\n'))).toEqual([])
  })

  test('has none in its refusals', () => {
    expect(refusals.filter(refusal => finding(refusal).length > 0)).toEqual([])
  })

  test('has none in its metrics, whose routes are patterns', async () => {
    const text = await metrics.text()
    expect(finding(text)).toEqual([])
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(found => found[1]))
    const patterns = SESSION_CALLS.map(
      ([, { api, path }]) => BASE_PATHS[api] + path.replace(/\{(\w+)\}/g, ':$1'),
    )
    const known = [...patterns, '/api/v2.1/Authentication', 'unknown']
    expect([...routes].filter(route => !known.includes(route!))).toEqual([])
  })
})
