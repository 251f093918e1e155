import { expect, test } from 'vitest'
import { slidingCount } from './limiter.ts'

test('keys are forgotten when their minute is over', () => {
  const time = { now: 0 }
  const counts = slidingCount<string>(() => time.now)
  for (let at = 0; at < 1_000; at += 1) counts.add(`198.51.100.${at}`)
  time.now = 30_000
  counts.add('late')
  expect(counts.size()).toBe(1_001)
  time.now = 62_000
  counts.add('later')
  expect(counts.size()).toBe(2)
  expect(counts.room('late', 1)).toEqual({ granted: false, retryAfter: expect.any(Number) })
})

test('however many keys come within a minute, memory holds 50,000 of them', () => {
  const counts = slidingCount<number>(() => 0)
  for (let at = 0; at < 50_010; at += 1) counts.add(at)
  expect(counts.size()).toBe(50_000)
  expect(counts.room(50_009, 1).granted).toBe(false)
})
