import { expect, test } from 'vitest'
import { isProblem } from '../domain/problem.ts'
import { createRoom, type Leave } from './room.ts'

const LIMITS = { all: { calls: 4, bytes: 100 }, each: { calls: 3, bytes: 60 } }

const [NORTH, SOUTH] = [1, 2]

test('a call takes a place and the room of its body, and gives both back once', () => {
  const room = createRoom(LIMITS)
  const leave = room.enter(NORTH, 60) as Leave
  expect(room.enter(NORTH, 1)).toMatchObject({ code: 'too-busy' })
  leave()
  leave()
  const next = room.enter(NORTH, 60)
  expect(isProblem(next)).toBe(false)
  expect(room.enter(NORTH, 1)).toMatchObject({ code: 'too-busy' })
})

test('one token leaves room for others, and all together hold no more than there is', () => {
  const room = createRoom(LIMITS)
  for (const _ of [1, 2, 3]) expect(isProblem(room.enter(NORTH, 0))).toBe(false)
  expect(room.enter(NORTH, 0)).toMatchObject({ code: 'too-busy' })
  expect(isProblem(room.enter(SOUTH, 0))).toBe(false)
  expect(room.enter(SOUTH, 0)).toMatchObject({ code: 'too-busy' })
})

test('bodies of all tokens together have a limit', () => {
  const room = createRoom(LIMITS)
  expect(isProblem(room.enter(NORTH, 60))).toBe(false)
  expect(room.enter(SOUTH, 41)).toMatchObject({ code: 'too-busy' })
  expect(isProblem(room.enter(SOUTH, 40))).toBe(false)
})
