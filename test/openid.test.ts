/** Signing in with the service of somebody else, against a real one on this machine. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOpenId, OPENID_RETURN } from '../src/app/openid.ts'
import { updateOperator } from '../src/app/operators.ts'
import { SCOPES } from '../src/domain/scope.ts'
import * as cast from './cast.ts'
import { letIn } from './made-operator.ts'
import { SECRET, startService } from './openid-service.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const SITE = 'http://127.0.0.1:4680'
const BACK = SITE + OPENID_RETURN
const KEEPER = { customer: cast.CUSTOMER.id, scopes: SCOPES, organisations: null }

/** Who has accounts at the service: by their number there, what it says of them. */
const ACCOUNTS: Record<string, Record<string, unknown>> = {
  delyth: { email: 'Delyth@example.org', email_verified: true, name: 'Delyth Morgan' },
  impostor: { email: 'delyth@example.org', email_verified: false },
  second: { email: 'delyth@example.org', email_verified: true },
  edov: { email: 'edov@example.org', xms_edov: true },
  manager: {
    email: 'boss@example.org',
    email_verified: true,
    name: 'Eleri Boss',
    groups: ['Staff', 'Managers'],
  },
  nobody: { email: 'nobody@example.org', email_verified: true, groups: ['Staff'] },
}

describe.each(ENGINES)('another sign-in service on %s', engine => {
  let stage: Stage
  let service: { issuer: string; close(): Promise<void> }

  beforeAll(async () => {
    stage = await setStage(engine)
    service = await startService(BACK, ACCOUNTS)
    stage.services.site.address = SITE
    stage.services.openid = createOpenId({
      issuer: service.issuer,
      clientId: 'caseload',
      clientSecret: SECRET,
      name: 'Fellside',
      roles: { claim: 'groups', byValue: new Map([['Managers', 'manager']]) },
    })
  })
  afterAll(async () => {
    await service.close()
    await stage.close()
  })
  beforeEach(() => {
    stage.time.now += 120_000
  })

  const get = (url: string, cookie = '') => stage.server.inject({ method: 'GET', url, headers: { cookie } })

  /** Begins here, signs in there, and gives the way back with what the browser kept. */
  async function signInThere(account: string): Promise<{ back: URL; cookie: string }> {
    const begun = await get('/sign-in/openid')
    expect(begun.statusCode, begun.body).toBe(303)
    return { back: await walk(String(begun.headers.location), account), cookie: cookiesOf(begun) }
  }

  async function signIn(account: string) {
    const { back, cookie } = await signInThere(account)
    return get(back.pathname + back.search, cookie)
  }

  const me = async (answer: { headers: Record<string, unknown> }) =>
    (await get('/api/caseload/v1/console/me', cookiesOf(answer))).json()

  test('is among the ways to sign in', async () => {
    const ways = (await get('/api/caseload/v1/console/sign-in')).json()
    expect(ways).toEqual({ password: true, providers: [{ name: 'Fellside', path: '/sign-in/openid' }] })
  })

  test('lets in whose address it vouches for, and knows them by their number from then on', async () => {
    const { id } = await letIn(stage, { email: 'delyth@example.org' })
    const first = await signIn('delyth')
    expect([first.statusCode, first.headers.location]).toEqual([303, '/'])
    expect((await me(first)).operator).toMatchObject({ id, hasPassword: false })
    await updateOperator(stage.services, KEEPER, id, { email: 'married@example.org' })
    expect((await me(await signIn('delyth'))).operator).toMatchObject({ id, email: 'married@example.org' })
    await updateOperator(stage.services, KEEPER, id, { email: 'delyth@example.org' })
  })

  test.each(['impostor', 'second', 'nobody'])('lets in nobody else, such as %s', async account => {
    const answer = await signIn(account)
    expect(answer.statusCode).toBe(401)
    expect(answer.body).toContain('nobody has let you in here')
    expect(cookiesOf(answer)).not.toContain('caseload-session')
  })

  test('takes the word of Entra ID for an address of the tenant', async () => {
    const { id } = await letIn(stage, { email: 'edov@example.org' })
    expect((await me(await signIn('edov'))).operator.id).toBe(id)
  })

  test('lets in somebody new where it gives them a role', async () => {
    expect((await me(await signIn('manager'))).operator).toMatchObject({
      name: 'Eleri Boss',
      email: 'boss@example.org',
      role: 'manager',
    })
  })

  test('lets nobody in who is disabled', async () => {
    const { id } = await letIn(stage, { email: 'gone@example.org' })
    ACCOUNTS.gone = { email: 'gone@example.org', email_verified: true }
    expect((await signIn('gone')).statusCode).toBe(303)
    await updateOperator(stage.services, KEEPER, id, { disabled: true })
    expect((await signIn('gone')).statusCode).toBe(401)
  })

  test('a way back that was not begun in this browser leads nowhere', async () => {
    const { back } = await signInThere('delyth')
    const stranger = await get(back.pathname + back.search)
    const other = await signInThere('delyth')
    const swapped = await get(back.pathname + back.search, other.cookie)
    expect([stranger.statusCode, swapped.statusCode]).toEqual([401, 401])
    expect(stranger.body).toContain('not begun in this browser')
    expect(swapped.body).toContain('Signing in did not work')
  })

  test('a way back works once', async () => {
    const { back, cookie } = await signInThere('delyth')
    expect((await get(back.pathname + back.search, cookie)).statusCode).toBe(303)
    const again = await get(back.pathname + back.search, cookie)
    expect(again.statusCode).toBe(401)
    expect(again.body).toContain('it took too long')
  })

  test('an answer of another issuer is refused', async () => {
    const { back, cookie } = await signInThere('delyth')
    back.searchParams.set('iss', 'https://elsewhere.example.org')
    const answer = await get(back.pathname + back.search, cookie)
    expect(answer.statusCode).toBe(401)
    expect(answer.body).toContain('came from another service')
  })

  test('a code that was made for another program, or for another browser, is refused', async () => {
    const { back, cookie } = await signInThere('delyth')
    const theirs = new URL(`${service.issuer}/auth`)
    for (const [name, value] of Object.entries({
      client_id: 'another',
      redirect_uri: 'http://127.0.0.1:4999/return',
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    }))
      theirs.searchParams.set(name, value)
    const other = await walk(theirs.href, 'delyth')
    back.searchParams.set('code', other.searchParams.get('code')!)
    const answer = await get(back.pathname + back.search, cookie)
    expect([answer.statusCode, cookiesOf(answer).includes('caseload-session')]).toEqual([401, false])
  })

  test('a code that is too old is refused', async () => {
    const { back, cookie } = await signInThere('delyth')
    const now = Date.now
    Date.now = () => now() + 3_600_000
    try {
      expect((await get(back.pathname + back.search, cookie)).statusCode).toBe(401)
    } finally {
      Date.now = now
    }
  })

  test('who does not agree there is told so', async () => {
    const begun = await get('/sign-in/openid')
    const state = new URL(String(begun.headers.location)).searchParams.get('state')
    const url = `${OPENID_RETURN}?error=access_denied&state=${state}&iss=${encodeURIComponent(service.issuer)}`
    const answer = await get(url, cookiesOf(begun))
    expect([answer.statusCode, answer.body.includes('did not agree')]).toEqual([401, true])
  })

  test('a service that cannot be reached is told, and no secret with it', async () => {
    const { openid } = stage.services
    stage.services.openid = createOpenId({
      issuer: 'http://127.0.0.1:9',
      clientId: 'caseload',
      clientSecret: SECRET,
      name: 'Nowhere',
      roles: undefined,
    })
    const answer = await get('/sign-in/openid')
    stage.services.openid = openid
    expect([answer.statusCode, answer.body.includes('cannot be reached')]).toEqual([503, true])
    expect(answer.body).not.toContain(SECRET)
  })
})

/** Goes through the pages of the service as somebody with a browser of their own, up to the way back. */
async function walk(from: string, account: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let [url, form]: [URL, URLSearchParams | undefined] = [new URL(from), undefined]
  for (let step = 0; step < 12; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      headers: { cookie },
      redirect: 'manual',
      ...(form && { body: form }),
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const to = answer.headers.get('location')
    if (to !== null) {
      url = new URL(to, url)
      form = undefined
      if (url.host !== new URL(from).host) return url
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (prompt === undefined) throw new Error(`${answer.status} ${url.pathname}: ${page.slice(0, 300)}`)
    form = new URLSearchParams({ prompt, login: account, password: 'any' })
    url = new URL(/<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? url.href, url)
  }
  throw new Error('The service leads round in circles.')
}

function cookiesOf(answer: { headers: Record<string, unknown> }): string {
  const cookies = [answer.headers['set-cookie']].flat().filter(Boolean).map(String)
  return cookies.map(cookie => cookie.split(';', 1)[0]).join('; ')
}
