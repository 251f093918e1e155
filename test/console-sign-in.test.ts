/** Signing in as a person: passwords, one-time links, sessions in cookies, and what ends them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addOperator, type NewOperator, updateOperator } from '../src/app/operators.ts'
import { isProblem } from '../src/domain/problem.ts'
import { SCOPES } from '../src/domain/scope.ts'
import { buildServer } from '../src/http/server.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, servicesOn, setStage } from './stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const PASSWORD = 'marmalade tractor violin'
const KEEPER = { customer: cast.CUSTOMER.id, scopes: SCOPES, organisations: null }

/** What a page of the server sends beside a call. */
const PAGE = { 'x-caseload-console': 'page', origin: 'http://localhost' }

/** Headers that carry cookies. */
type Jar = Record<string, string>

describe.each(ENGINES)('signing in on %s', engine => {
  let stage: Stage
  let people = 0

  beforeAll(async () => {
    stage = await setStage(engine)
  })
  afterAll(() => stage.close())
  // Attempts of the tests before are forgotten.
  beforeEach(() => {
    stage.time.now += 2 * MINUTE
  })

  const call = (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
    headers: Jar = {},
    from: Pick<Stage, 'server'> = stage,
  ) =>
    from.server.inject({
      method,
      url: `/api/caseload/v1${path}`,
      headers,
      remoteAddress: headers['x-test-from'] ?? '127.0.0.1',
      ...(body && { payload: body }),
    })

  /** Lets somebody in; gives their address and the secret of their link. */
  async function invite(
    wish: Partial<NewOperator> = {},
  ): Promise<{ id: number; email: string; link: string }> {
    people += 1
    const wanted = { name: 'Ffion Rees', role: 'manager', sensitive: false, organisations: null } as const
    const made = await addOperator(stage.services, KEEPER, {
      ...wanted,
      email: `Person${people}@example.org`,
      ...wish,
    })
    if (isProblem(made)) throw new Error(made.sentence)
    return { id: made.operator.id, email: made.operator.email, link: made.link }
  }

  /** Somebody who has set a password, with the cookies of their browser. */
  async function member(wish: Partial<NewOperator> = {}) {
    const one = await invite(wish)
    const answer = await call('POST', '/console/sign-in/link', { link: one.link, password: PASSWORD }, PAGE)
    expect(answer.statusCode, answer.body).toBe(200)
    return { ...one, jar: jarOf(answer) }
  }

  const signIn = (email: string, password: string, headers: Jar = {}) =>
    call('POST', '/console/sign-in', { email, password }, { ...PAGE, ...headers })
  const me = (jar: Jar, from: Pick<Stage, 'server'> = stage) =>
    call('GET', '/console/me', undefined, jar, from)
  const codeOf = (answer: { json(): { code: string } }) => answer.json().code

  test('a link lets a person in once, with a password from then on', async () => {
    const { email, link } = await invite()
    const first = await call('POST', '/console/sign-in/link', { link, password: PASSWORD }, PAGE)
    expect(first.json()).toMatchObject({
      operator: { email, role: 'manager', hasPassword: true },
      customer: { name: cast.CUSTOMER.name },
      organisations: cast.ORGANISATIONS,
      scopes: ['read', 'assign'],
      session: null,
    })
    expect((await me(jarOf(first))).json().operator.email).toBe(email)
    const again = await call('POST', '/console/sign-in/link', { link, password: PASSWORD }, PAGE)
    expect([again.statusCode, codeOf(again)]).toEqual([401, 'link-invalid'])
    expect((await signIn(email.toUpperCase(), PASSWORD)).statusCode).toBe(200)
  })

  test('two who use one link at the same time: one of them comes in', async () => {
    const { link } = await invite()
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('POST', '/console/sign-in/link', { link }, PAGE)),
    )
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 401, 401])
  })

  test('a link is over after three days, when another is made, and when the person is disabled', async () => {
    const old = await invite()
    stage.time.now += 3 * DAY
    expect(codeOf(await call('POST', '/console/sign-in/link', { link: old.link }, PAGE))).toBe('link-invalid')
    const off = await invite()
    await updateOperator(stage.services, KEEPER, off.id, { disabled: true })
    expect(codeOf(await call('POST', '/console/sign-in/link', { link: off.link }, PAGE))).toBe('link-invalid')
  })

  test('a weak password is refused, and does not use up the link', async () => {
    const { link, email } = await invite({ name: 'Gwendoline Prys' })
    for (const password of ['short', 'aaaaaaaaaaaaaaaa', 'gwendoline-prys-1', 'password1234']) {
      const answer = await call('POST', '/console/sign-in/link', { link, password }, PAGE)
      expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'password-weak'])
    }
    expect((await call('POST', '/console/sign-in/link', { link }, PAGE)).statusCode).toBe(200)
    expect(codeOf(await signIn(email, PASSWORD))).toBe('sign-in-failed')
  })

  test('a wrong password and an unknown address are told alike', async () => {
    const { email } = await member()
    const wrong = await signIn(email, 'some other password')
    const nobody = await signIn('nobody@example.org', PASSWORD)
    expect([wrong.statusCode, wrong.body]).toEqual([nobody.statusCode, nobody.body])
    expect(codeOf(wrong)).toBe('sign-in-failed')
  })

  test('who tries many passwords is held up, and the person’s own browser is not', async () => {
    const { email, jar } = await member()
    const tries = await Promise.all(
      Array.from({ length: 14 }, () => signIn(email, 'a guess of somebody', { 'x-test-from': '10.0.0.9' })),
    )
    const codes = tries.map(codeOf)
    expect(codes.filter(code => code === 'sign-in-failed')).toHaveLength(10)
    expect(codes.filter(code => code === 'sign-in-limit')).toHaveLength(4)
    const held = tries.find(answer => answer.statusCode === 429)!
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0)
    expect((await signIn(email, PASSWORD, jar)).statusCode).toBe(200)
    expect((await signIn(email, PASSWORD, { 'x-test-from': '10.0.0.10' })).statusCode).toBe(200)
  })

  test('many addresses together cannot try one account without end', async () => {
    const { email, jar } = await member()
    const codes: string[] = []
    for (let at = 0; at < 40; at += 1)
      codes.push(codeOf(await signIn(email, 'a guess of somebody', { 'x-test-from': `10.1.0.${at}` })))
    expect(codes.filter(code => code === 'sign-in-failed').length).toBeLessThanOrEqual(30)
    expect((await signIn(email, PASSWORD, jar)).statusCode).toBe(200)
  })

  test('the cookie is for this host alone, out of reach of scripts, and secure where TLS is', async () => {
    const plain = await signIn((await member()).email, PASSWORD)
    const cookies = [plain.headers['set-cookie']].flat().map(String)
    expect(cookies[0]).toMatch(/^caseload-session=person_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    stage.services.site.address = 'https://caseload.example.org'
    try {
      const { link } = await invite()
      const safe = await call(
        'POST',
        '/console/sign-in/link',
        { link },
        {
          ...PAGE,
          origin: 'https://caseload.example.org',
        },
      )
      for (const cookie of [safe.headers['set-cookie']].flat())
        expect(cookie).toMatch(/^__Host-caseload-\w+=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    } finally {
      stage.services.site.address = 'http://localhost:80'
    }
  })

  test.each([
    ['without the header', { origin: 'http://localhost' }],
    ['from another origin', { 'x-caseload-console': 'page', origin: 'https://elsewhere.example.org' }],
    ['from an origin that hides itself', { 'x-caseload-console': 'page', origin: 'null' }],
    ['from another site', { ...PAGE, 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { ...PAGE, 'sec-fetch-site': 'same-site' }],
    ['that says nothing of where it comes from', { 'x-caseload-console': 'page' }],
  ])('a call by cookie %s changes nothing', async (_, headers) => {
    const { jar, email } = await member({ role: 'mis-officer' })
    for (const [method, url] of [
      ['POST', '/api/caseload/v1/console/sign-out/everywhere'],
      ['POST', '/api/v2.1/User/111/Archive'],
    ] as const) {
      const answer = await stage.server.inject({ method, url, headers: { ...jar, ...headers } })
      expect(answer.statusCode, answer.body).toBe(403)
    }
    const forged = await call('POST', '/console/sign-in', { email, password: PASSWORD }, headers)
    expect([forged.statusCode, codeOf(forged)]).toEqual([403, 'page-foreign'])
    expect((await me(jar)).statusCode).toBe(200)
  })

  test('a program gets the session in the answer, and sends it as a header', async () => {
    const { email } = await member()
    const answer = await call('POST', '/console/sign-in', { email, password: PASSWORD, carry: 'header' })
    expect(answer.headers['set-cookie']).toBeUndefined()
    const headers = { authorization: `Bearer ${answer.json().session}` }
    expect((await me(headers)).json().operator.email).toBe(email)
    expect((await call('POST', '/console/sign-out', {}, headers)).statusCode).toBe(204)
    expect(codeOf(await me(headers))).toBe('session-invalid')
  })

  test('a session ends after two hours without a call, and after twelve whatever is done', async () => {
    const idle = (await member()).jar
    stage.time.now += 2 * HOUR
    expect(codeOf(await me(idle))).toBe('session-expired')
    const { jar } = await member()
    for (let hour = 0; hour < 11; hour += 1) {
      stage.time.now += HOUR
      expect((await me(jar)).statusCode).toBe(200)
    }
    stage.time.now += HOUR
    expect(codeOf(await me(jar))).toBe('session-expired')
  })

  test('sign out, everywhere, another password and disabling end sessions within a second on every server', async () => {
    const { email, id, jar } = await member()
    const services = servicesOn(stage.storage, stage.time)
    const elsewhere = { ...stage, services, server: buildServer(services) }
    const jars = [jar, jarOf(await signIn(email, PASSWORD)), jarOf(await signIn(email, PASSWORD))]
    const states = async () => {
      stage.time.now += 1000
      return Promise.all(jars.map(async one => (await me(one, elsewhere)).statusCode))
    }
    expect(await states()).toEqual([200, 200, 200])
    await call('POST', '/console/sign-out', {}, { ...PAGE, ...jars[0] })
    expect(await states()).toEqual([401, 200, 200])
    const change = { current: PASSWORD, password: 'quite another three words' }
    expect((await call('PUT', '/console/me/password', change, { ...PAGE, ...jars[1] })).statusCode).toBe(204)
    expect(await states()).toEqual([401, 200, 401])
    jars[0] = jarOf(await signIn(email, change.password))
    await call('POST', '/console/sign-out/everywhere', {}, { ...PAGE, ...jars[0] })
    expect(await states()).toEqual([401, 401, 401])
    jars[0] = jarOf(await signIn(email, change.password))
    await updateOperator(stage.services, KEEPER, id, { disabled: true })
    expect(await states()).toEqual([401, 401, 401])
    expect(codeOf(await signIn(email, change.password))).toBe('sign-in-failed')
    await elsewhere.server.close()
  })

  test('a password is changed with the one before, and never to a weak one', async () => {
    const { jar, email } = await member()
    const change = (body: object) => call('PUT', '/console/me/password', body, { ...PAGE, ...jar })
    expect(codeOf(await change({ password: 'quite another three words' }))).toBe('field-invalid')
    expect(codeOf(await change({ current: PASSWORD, password: 'short' }))).toBe('password-weak')
    expect((await signIn(email, PASSWORD)).statusCode).toBe(200)
  })

  test('no secret is stored as it is, and none is in an answer', async () => {
    const { link, email, jar } = await member()
    const rows = await everyRow(stage)
    const secrets = [link, PASSWORD, ...Object.values(jar).flatMap(one => one.match(/[\w-]{43}/g) ?? [])]
    expect(secrets.length).toBeGreaterThan(3)
    for (const secret of secrets) expect(rows).not.toContain(secret)
    expect(rows).toContain(email)
    expect((await me(jar)).body).not.toMatch(/argon2|person_/)
  })

  test('a token’s session has no account, and a person’s no customer token', async () => {
    const answer = await call('GET', '/console/me', undefined, { 'x-tokenid': await stage.session() })
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'person-needed'])
  })

  test('what a person does carries them, in the history of the centre', async () => {
    const { jar, id } = await member({ name: 'Cadi Pugh' })
    const change = { learner: cast.orlagh.id, level: 'default', role: 'assessor', after: cast.tobias.id }
    const made = await call('POST', '/changes', { changes: [change] }, { ...PAGE, ...jar })
    expect(made.statusCode, made.body).toBe(200)
    const { runs } = (await call('GET', '/runs?limit=1', undefined, jar)).json()
    expect(runs).toMatchObject([{ id: made.json().run, actor: null, operator: id, by: 'Cadi Pugh' }])
    const { parts } = (await call('GET', `/runs/${made.json().run}`, undefined, jar)).json()
    expect(parts).toMatchObject([{ operator: id, by: 'Cadi Pugh' }])
  })
})

/** The cookies that an answer sets, as a browser sends them back. */
function jarOf(answer: { headers: Record<string, unknown> }): Jar {
  const cookies = [answer.headers['set-cookie']].flat().filter(Boolean)
  return { cookie: cookies.map(cookie => String(cookie).split(';', 1)[0]).join('; ') }
}

async function everyRow({ storage }: Stage): Promise<string> {
  const tables = await storage.db.introspection.getTables()
  const rows = tables.map(({ name }) =>
    storage.db
      .selectFrom(name as never)
      .selectAll()
      .execute(),
  )
  return JSON.stringify(await Promise.all(rows))
}
