import { describe, expect, test } from 'vitest'
import { keepSession, RENEWAL_AGE, type Session } from './sign.ts'

const HOUR = 3_600_000

/** A keeper with a clock to move, and a sign-in that counts and can be held up. */
function stage(held?: Session) {
  const time = { now: 0 }
  const told: string[] = []
  let count = 0
  let gate: Promise<void> = Promise.resolve()
  const keeper = keepSession({
    session: held,
    clock: () => time.now,
    onSession: ({ secret }) => void told.push(secret),
    signIn: async () => {
      await gate
      count += 1
      return `session ${count}`
    },
  })
  const holdUp = () => {
    let open = () => {}
    gate = new Promise(resolve => {
      open = resolve
    })
    return () => open()
  }
  return { keeper, time, told, holdUp, signIns: () => count }
}

describe('a session', () => {
  test('is signed in for at its first use, and kept', async () => {
    const { keeper, signIns } = stage()
    expect((await keeper.current()).secret).toBe('session 1')
    expect((await keeper.current()).secret).toBe('session 1')
    expect(signIns()).toBe(1)
  })

  test('is renewed at 23 hours', async () => {
    const { keeper, time } = stage()
    await keeper.current()
    time.now = RENEWAL_AGE - 1
    expect((await keeper.current()).secret).toBe('session 1')
    time.now = 23 * HOUR
    expect((await keeper.current()).secret).toBe('session 2')
  })

  test('brought along is used until it is too old', async () => {
    const { keeper, time } = stage({ secret: 'brought', signedInAt: -22 * HOUR })
    expect((await keeper.current()).secret).toBe('brought')
    time.now = HOUR
    expect((await keeper.current()).secret).toBe('session 1')
  })

  test('is signed in for once by all who need it together', async () => {
    const { keeper, signIns } = stage()
    const all = await Promise.all(Array.from({ length: 20 }, () => keeper.current()))
    expect(new Set(all.map(({ secret }) => secret))).toEqual(new Set(['session 1']))
    expect(signIns()).toBe(1)
  })

  test('that was refused is renewed once, however many it was refused to', async () => {
    const { keeper, signIns } = stage()
    const first = await keeper.current()
    await Promise.all(Array.from({ length: 20 }, () => keeper.renew(first)))
    expect((await keeper.renew(first)).secret).toBe('session 2')
    expect(signIns()).toBe(2)
  })

  test('that is new is told to whoever wants to know', async () => {
    const { keeper, told } = stage()
    await keeper.renew(await keeper.current())
    expect(told).toEqual(['session 1', 'session 2'])
  })

  test('comes for the others when one of those who wait is stopped', async () => {
    const { keeper, holdUp } = stage()
    const open = holdUp()
    const stop = new AbortController()
    const stopped = keeper.current(stop.signal)
    const other = keeper.current()
    stop.abort(new Error('enough'))
    await expect(stopped).rejects.toThrow('enough')
    open()
    expect((await other).secret).toBe('session 1')
  })

  test('that could not be had is tried for again by the next', async () => {
    let tries = 0
    const signIn = async () => {
      tries += 1
      if (tries === 1) throw new Error('no')
      return 'session'
    }
    const keeper = keepSession({ signIn, clock: () => 0 })
    await expect(keeper.current()).rejects.toThrow('no')
    expect((await keeper.current()).secret).toBe('session')
  })

  test('without a token is all there is', async () => {
    const session = { secret: 'only', signedInAt: 0 }
    const keeper = keepSession({ session, clock: () => 100 * HOUR })
    expect(await keeper.current()).toBe(session)
    expect(await keeper.renew(session)).toBe(session)
  })
})
