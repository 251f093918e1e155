import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { anyOf, orAborted, steadyClock, timerSleep } from './wait.ts'

describe('waiting by a timer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('ends when the time is over, and leaves no timer behind', async () => {
    const waiting = timerSleep(30_000, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(30_000)
    await waiting
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends when it is stopped, and leaves no timer behind', async () => {
    const stop = new AbortController()
    const waiting = timerSleep(30_000, stop.signal)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('does not begin where it was stopped before', async () => {
    await expect(timerSleep(30_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('a promise that never settles can be left', async () => {
  const never = new Promise<void>(() => {})
  await expect(orAborted(never, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
})

test('of several signals the first one counts, and of none there is none', () => {
  const [one, two] = [new AbortController(), new AbortController()]
  const either = anyOf(one.signal, undefined, two.signal)
  two.abort()
  expect(either?.aborted).toBe(true)
  expect(anyOf(one.signal, undefined)).toBe(one.signal)
  expect(anyOf(undefined)).toBeUndefined()
})

test('the clock tells the time, and never goes back', () => {
  const first = steadyClock()
  expect(Math.abs(first - Date.now())).toBeLessThan(60_000)
  expect(steadyClock()).toBeGreaterThanOrEqual(first)
})
