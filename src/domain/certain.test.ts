import { expect, test } from 'vitest'
import { certain } from './certain.ts'

test('a value that is there is given, however little it says', () => {
  expect([0, '', false].map(value => certain<unknown>(value))).toEqual([0, '', false])
})

test.each([undefined, null])('a value that is %s after all is a bug, and stops what asked for it', value => {
  expect(() => certain(value)).toThrow('A value is missing')
})
