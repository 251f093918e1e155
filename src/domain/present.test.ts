import { expect, it } from 'vitest'
import { present } from './present.ts'

it('leaves out what is undefined and keeps what is null, 0 or false', () => {
  const kept = present({ a: undefined, b: null, c: 0, d: false })
  expect(Object.keys(kept)).toEqual(['b', 'c', 'd'])
  expect(kept).toEqual({ b: null, c: 0, d: false })
})
