import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSharedBudget, type SharedBudget } from './shared-budget.ts'

let folder: string
let now: number
let waited: number
let open: SharedBudget[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'))
  now = 1_800_000_000_000
  waited = 0
  open = []
})

afterEach(() => {
  for (const one of open) one.close()
  rmSync(folder, { recursive: true })
})

const ALLOWANCE = { calls: 6, window: 60_000, burst: 3 }

/** One process: its own handle on the same file, and a clock that runs on while it waits. */
function processOf(token = 'the-token'): SharedBudget {
  const budget = openSharedBudget(folder, token, {
    clock: () => now,
    sleep: async milliseconds => {
      waited += milliseconds
      now += milliseconds
    },
    allowance: ALLOWANCE,
  })
  open.push(budget)
  return budget
}

describe('a budget that processes share', () => {
  it('never gives two of them more together than it gives one', async () => {
    const [first, second] = [processOf(), processOf()]
    const made: number[] = []
    for (let call = 0; call < 30; call += 1) {
      await (call % 2 === 0 ? first : second).take()
      made.push(now)
    }
    for (const at of made) {
      const within = made.filter(one => one > at - ALLOWANCE.window && one <= at)
      expect(within.length).toBeLessThanOrEqual(ALLOWANCE.calls)
    }
    expect(waited).toBeGreaterThan(0)
  })

  it('holds back all of them when the server asks one to wait', async () => {
    const [first, second] = [processOf(), processOf()]
    await first.backOff(30)
    await second.backOff(5)
    await second.take()
    expect(waited).toBe(30_000)
  })

  it('counts each token by itself, and never writes it down', async () => {
    await processOf('the-token').take()
    expect(processOf('another-token').left()).toBe(6)
    expect(processOf('the-token').left()).toBe(5)
    const files = readdirSync(folder)
    expect(files.join()).not.toContain('the-token')
    for (const file of files) expect(readFileSync(join(folder, file), 'latin1')).not.toContain('the-token')
  })

  it('is not stuck when the clock is set back', async () => {
    const budget = processOf()
    for (let call = 0; call < 6; call += 1) await budget.take()
    now -= 3_600_000
    waited = 0
    await budget.take()
    expect(waited).toBe(0)
  })

  it('stops waiting when its caller does', async () => {
    const budget = processOf()
    await budget.backOff(30)
    await expect(budget.take(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  })
})
