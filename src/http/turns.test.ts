import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const here = () => false

test('a caller is let in a few at a time, in order, and another caller does not wait for it', async () => {
  const turns = createTurns(2)
  const done: string[] = []
  expect([turns.take('a', here), turns.take('a', here)]).toEqual([true, true])
  const waiting = ['third', 'fourth'].map(async name => {
    await turns.take('a', here)
    done.push(name)
  })
  expect(turns.take('b', here)).toBe(true)
  turns.end('a')
  await waiting[0]
  expect(done).toEqual(['third'])
  turns.end('a')
  await waiting[1]
  expect(done).toEqual(['third', 'fourth'])
})

test('whoever has gone is passed over, and takes nobody’s turn', async () => {
  const turns = createTurns(1)
  const gone = { yes: false }
  expect(turns.take('a', here)).toBe(true)
  const left = Array.from({ length: 3 }, () => turns.take('a', () => gone.yes))
  const stays = turns.take('a', here)
  gone.yes = true
  turns.end('a')
  expect(await Promise.all([...left, stays])).toEqual([false, false, false, true])
  turns.end('a')
  expect(turns.take('a', here)).toBe(true)
})
