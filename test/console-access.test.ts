/** Who of the console may do what: every call of both APIs, as people of each role. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../src/contract/contract.ts'
import { scopesOf } from '../src/contract/endpoint.ts'
import { OPERATOR_ROLES, type OperatorRole, scopesOfOperator } from '../src/domain/operator.ts'
import { CALLS, exampleOf, expectDeclared, send } from './calls.ts'
import * as cast from './cast.ts'
import { dump } from './dump.ts'
import { letIn } from './made-operator.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

/** Calls with a scope. */
const SCOPED = CALLS.filter(([, call]) => scopesOf(call).length > 0)
/** Who asked for these files is written down, and nothing else. */
const NOTED: ReadonlySet<string> = new Set(['makeEvidence', 'makeWorkbook'])
const FOR_PEOPLE = CALLS.filter(([, call]) => call.access === 'person')

/** Words by which whoever belongs to the northern centre would be known. */
const NORTHERN = [
  ...cast.CAST.filter(one => one.organisation === cast.NORTH.id).flatMap(one => [one.lastName, one.email]),
  cast.NORTH.name,
  ...cast.PLACEMENTS.map(one => one.name),
]

describe.each(ENGINES)('people of the console on %s', engine => {
  let stage: Stage
  let sessions: Record<OperatorRole, string>
  let southern: string

  beforeAll(async () => {
    stage = await setStage(engine)
    const entries = []
    for (const role of OPERATOR_ROLES) entries.push([role, await enter(stage, { role })] as const)
    sessions = Object.fromEntries(entries) as Record<OperatorRole, string>
    southern = await enter(stage, { role: 'manager', organisations: [cast.SOUTH.id] })
  })
  afterAll(() => stage.close())

  test.each(SCOPED)(
    '%s is refused to every role without its scope, and changes nothing',
    async (name, call) => {
      const before = await dump(stage)
      for (const role of OPERATOR_ROLES) {
        const scopes = scopesOfOperator({ role, sensitive: false })
        if (scopesOf(call).some(scope => scopes.includes(scope))) continue
        const answer = await send(stage, exampleOf(call), { 'x-tokenid': sessions[role] })
        expect(answer.statusCode, `${role} ${answer.body}`).toBe(403)
        expectDeclared(name, call, answer)
      }
      expect(await dump(stage)).toBe(before)
    },
  )

  test.each(SCOPED.filter(([name, call]) => call.access === 'read' && !NOTED.has(name)))(
    '%s of a viewer changes nothing',
    async (name, call) => {
      const before = await dump(stage)
      const answer = await send(stage, exampleOf(call), { 'x-tokenid': sessions.viewer })
      expectDeclared(name, call, answer)
      expect(await dump(stage)).toBe(before)
    },
  )

  test.each(SCOPED)('%s shows a manager of the south no name of the north', async (name, call) => {
    const answer = await send(stage, exampleOf(call), { 'x-tokenid': southern })
    expectDeclared(name, call, answer)
    const said = `${answer.body} ${JSON.stringify(answer.headers)}`
    expect(NORTHERN.filter(word => said.includes(word))).toEqual([])
  })

  test.each(FOR_PEOPLE)('%s is for people alone, and for nobody without a session', async (name, call) => {
    const token = await stage.session()
    const answers = [
      await send(stage, exampleOf(call)),
      await send(stage, exampleOf(call), { 'x-tokenid': 'person_nobody' }),
      await send(stage, exampleOf(call), { 'x-tokenid': token }),
    ]
    expect(answers.map(answer => answer.statusCode)).toEqual([401, 401, 403])
    for (const answer of answers) expectDeclared(name, call, answer)
  })

  test('nobody lets others do more than they may, or sees those who may', async () => {
    const limited = await enter(stage, { role: 'administrator', organisations: [cast.SOUTH.id] })
    const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
      stage.server.inject({
        method,
        url: `/api/caseload/v1${path}`,
        headers: { 'x-tokenid': limited },
        ...(body && { payload: body }),
      })
    const wish = { name: 'New', email: 'new@example.org', role: 'viewer' }
    const codes = []
    for (const more of [
      {},
      { organisations: [cast.NORTH.id] },
      { organisations: [cast.SOUTH.id], sensitive: true },
    ])
      codes.push((await ask('POST', '/operators', { ...wish, ...more })).json().code)
    codes.push((await ask('POST', '/tokens', { name: 'all', scopes: ['read'] })).json().code)
    codes.push(
      (await ask('POST', '/tokens', { name: 's', scopes: ['sensitive'], organisations: [12] })).json().code,
    )
    expect(codes).toEqual(Array(5).fill('beyond-own'))
    const { operators } = (await ask('GET', '/operators')).json()
    expect(operators.map((one: { organisations: number[] }) => one.organisations)).toEqual([[12], [12]])
    expect((await ask('PATCH', '/operators/1', { disabled: true })).json().code).toBe('operator-unknown')
    expect((await ask('POST', '/operators/1/link')).json().code).toBe('operator-unknown')
    const made = await ask('POST', '/operators', { ...wish, organisations: [cast.SOUTH.id] })
    expect(made.statusCode, made.body).toBe(201)
    expect(made.json().link).toMatch(/\/sign-in#link=[\w-]{43}$/)
    expect(
      (await ask('PATCH', `/operators/${made.json().operator.id}`, { role: 'manager' })).json().role,
    ).toBe('manager')
  })

  test('somebody stays who can let others in', async () => {
    const session = sessions.administrator
    const headers = { 'x-tokenid': session }
    const { id } = (await stage.server.inject({ url: '/api/caseload/v1/console/me', headers })).json()
      .operator
    for (const payload of [{ disabled: true }, { role: 'viewer' }, { organisations: [cast.SOUTH.id] }]) {
      const url = `/api/caseload/v1/operators/${id}`
      const answer = await stage.server.inject({ method: 'PATCH', url, headers, payload })
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'last-administrator'])
    }
  })

  test('the words of the provider are told to everybody who signs in', async () => {
    const headers = { 'x-tokenid': sessions.administrator }
    const words = { ...contract.replaceTerms.example.input }
    const url = '/api/caseload/v1/terms'
    expect((await stage.server.inject({ method: 'PUT', url, headers, payload: words })).json()).toEqual(words)
    const me = await stage.server.inject({
      url: '/api/caseload/v1/console/me',
      headers: { 'x-tokenid': sessions.viewer },
    })
    expect(me.json().terms).toEqual(words)
  })
})

let people = 0

/** The session of somebody new, as a program sends it. */
async function enter(stage: Stage, wish: Parameters<typeof letIn>[1]): Promise<string> {
  people += 1
  const { link } = await letIn(stage, { ...wish, email: `somebody${people}@example.org` })
  const answer = await stage.server.inject({
    method: 'POST',
    url: '/api/caseload/v1/console/sign-in/link',
    remoteAddress: `10.2.0.${people}`,
    payload: { link, carry: 'header' },
  })
  return answer.json().session
}
