/** The clock of a demo is moved by whoever looks around in it: they stay signed in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addOperator } from '../src/app/operators.ts'
import { SCOPES } from '../src/domain/scope.ts'
import { COMMANDS } from '../src/http/commands.ts'
import { findOperatorSecret } from '../src/storage/operators.ts'
import { callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const DAY = 86_400_000

describe.each(ENGINES)('the clock of a demo on %s', engine => {
  let stage: Stage

  beforeEach(async () => {
    stage = await setStage(engine)
    const { time, services } = stage
    services.setClock = (to = cast.NOW) => {
      time.now = to
    }
  })
  afterEach(() => stage.close())

  const setClock = (to?: number) =>
    COMMANDS['clock.set'].run(stage.services, { to }, new AbortController().signal)
  const tokenFor = async (days: number) => {
    const { access, clock } = stage.services
    const made = await access.createToken({
      ...{ customer: cast.CUSTOMER.id, name: 'demo', scopes: SCOPES, organisations: null, callLimit: 300 },
      expiresAt: clock() + days * DAY,
    })
    if (!('secret' in made)) throw new Error(made.sentence)
    return made
  }

  test.each([1, 31, 400])('leaves a token and its session good that is moved by %d days', async days => {
    const { secret, token } = await tokenFor(30)
    const session = await stage.services.access.openSession(token)
    const caller = callerWith(stage, String(session))
    await setClock(cast.NOW + days * DAY)
    expect((await caller.get('/caseloads')).status).toBe(200)
    expect(await stage.services.access.tokenOf(secret)).toMatchObject({ name: 'demo' })
    await setClock()
    expect((await caller.get('/caseloads')).status).toBe(200)
  })

  test('leaves a token that had ended ended, and one that ends tomorrow ends a day after that', async () => {
    const { secret } = await tokenFor(1)
    stage.time.now += 2 * DAY
    await setClock(cast.NOW + 40 * DAY)
    expect(await stage.services.access.tokenOf(secret)).toMatchObject({ code: 'token-invalid' })
    const { secret: later } = await tokenFor(1)
    await setClock(cast.NOW + 80 * DAY)
    stage.time.now += DAY
    expect(await stage.services.access.tokenOf(later)).toMatchObject({ code: 'token-invalid' })
  })

  test('leaves the link good by which somebody signs in for the first time', async () => {
    const keeper = { customer: cast.CUSTOMER.id, scopes: SCOPES, organisations: null }
    const wish = { email: 'visitor@example.org', name: 'Visitor', role: 'administrator' as const }
    await addOperator(stage.services, keeper, { ...wish, sensitive: false, organisations: null })
    const [link] = await stage.storage.db.selectFrom('operator_links').selectAll().execute()
    await setClock(cast.NOW + 31 * DAY)
    const found = await findOperatorSecret(
      stage.storage.db,
      'operator_links',
      link!.secret_hash,
      stage.time.now,
    )
    expect(found).toBe(link!.operator_id)
  })
})
