import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createHaste } from './haste.ts'

test('a connection is told at once the first time, and each further time a quarter of a second after the one before', async () => {
  let now = 1000
  const waits: number[] = []
  const haste = createHaste(
    () => now,
    async milliseconds => {
      waits.push(milliseconds)
      now += milliseconds
    },
  )
  const [hasty, other] = [new Socket(), new Socket()]
  await haste.before(hasty)
  expect(waits).toEqual([])
  now += 10
  await haste.before(hasty)
  await haste.before(hasty)
  expect(waits).toEqual([240, 250])
  await haste.before(other)
  now += 1000
  await haste.before(hasty)
  expect(waits).toHaveLength(2)
})
