import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../test/sdk-time.ts'
import { ALLOWANCE, createBudget, nextCall } from './budget.ts'

const START = 1_000_000

/** Makes so many calls, each as soon as it may be; says when. */
function makeCalls(count: number, made: number[] = [], from = START): number[] {
  const all = [...made]
  for (let now = from; all.length < made.length + count; ) {
    now = Math.max(now, nextCall(all, now, ALLOWANCE))
    all.push(now)
  }
  return all
}

/** The most calls in any window. */
function busiestMinute(made: readonly number[]): number {
  return Math.max(
    ...made.map((from, at) => {
      const after = made.findIndex(one => one >= from + ALLOWANCE.window)
      return (after === -1 ? made.length : after) - at
    }),
  )
}

describe('when the next call may be made', () => {
  test('a small job goes at once', () => {
    expect(makeCalls(20)).toEqual(Array(20).fill(START))
  })

  test('a long job uses the whole allowance and never more', () => {
    const made = makeCalls(1500)
    expect([279, 280]).toContain(busiestMinute(made))
    expect(made.at(-1)! - START).toBeLessThan((1500 / 280) * 60_000 * 1.01)
  })

  test('a long job never stalls', () => {
    const made = makeCalls(1500)
    const gaps = made.map((at, index) => at - (made[index - 1] ?? START))
    expect(Math.max(...gaps)).toBeLessThan(250)
  })

  test('after 280 calls at once, by somebody else, the next waits until they are a minute old', () => {
    expect(nextCall(Array(280).fill(START), START + 10, ALLOWANCE)).toBe(START + 60_000)
  })

  test('more than the allowance, by somebody else, is waited out call by call', () => {
    const made = Array.from({ length: 300 }, (_, at) => START + at)
    expect(nextCall(made, START + 400, ALLOWANCE)).toBe(START + 20 + 60_000)
  })

  test('no minute ever holds more than 280, whatever the pauses', () => {
    const pauses = fc.array(fc.tuple(fc.nat(90_000), fc.integer({ min: 1, max: 400 })), { maxLength: 8 })
    fc.assert(
      fc.property(pauses, all => {
        const made = all.reduce<number[]>(
          (sofar, [pause, count]) => makeCalls(count, sofar, (sofar.at(-1) ?? START) + pause),
          [],
        )
        expect(busiestMinute([...made, START + 1e9])).toBeLessThanOrEqual(280)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a budget', () => {
  test('lets calls go in the order in which they came', async () => {
    const budget = createBudget(fakeTime())
    const order: number[] = []
    await Promise.all(Array.from({ length: 60 }, (_, at) => budget.take().then(() => order.push(at))))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  test('holds back every call when the server asks for it, also those that wait already', async () => {
    const time = fakeTime()
    const budget = createBudget(time)
    const start = time.clock()
    const takes = Array.from({ length: 25 }, () => budget.take().then(() => time.clock() - start))
    budget.backOff(30)
    const late = await Promise.all([...takes.slice(20), budget.take().then(() => time.clock() - start)])
    expect(Math.min(...late)).toBeGreaterThanOrEqual(30_000)
  })

  test('keeps to the longer of two waits asked for', async () => {
    const time = fakeTime()
    const budget = createBudget(time)
    const start = time.clock()
    budget.backOff(30)
    budget.backOff(5)
    await budget.take()
    expect(time.clock() - start).toBe(30_000)
  })

  test('gives back the turn of a call that is stopped while it waits', async () => {
    const time = fakeTime()
    const budget = createBudget({ ...time, calls: 1 })
    const start = time.clock()
    await budget.take()
    const stop = new AbortController()
    const stopped = budget.take(stop.signal)
    const next = budget.take()
    stop.abort(new Error('enough'))
    await expect(stopped).rejects.toThrow('enough')
    await next
    expect(time.clock() - start).toBe(60_000)
  })

  test('stops a call that waits behind others at once', async () => {
    const budget = createBudget({ ...fakeTime(), calls: 1 })
    const order: string[] = []
    await budget.take()
    const stop = new AbortController()
    const ahead = budget.take().then(() => order.push('ahead'))
    const stopped = budget.take(stop.signal).catch(() => order.push('stopped'))
    stop.abort()
    await Promise.all([ahead, stopped])
    expect(order).toEqual(['stopped', 'ahead'])
  })

  test('takes over what a server of ours allows, unless a number of calls was given', async () => {
    const time = fakeTime()
    const start = time.clock()
    const [free, fixed] = [createBudget(time), createBudget({ ...time, calls: 1 })]
    for (const budget of [free, fixed]) budget.allow!(500)
    for (let call = 0; call < 500; call += 1) await free.take()
    expect(time.clock()).toBe(start)
    await fixed.take()
    await fixed.take()
    expect(time.clock() - start).toBe(60_000)
  })
})
