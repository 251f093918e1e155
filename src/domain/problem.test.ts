import { describe, expect, it } from 'vitest'
import { isProblem, kindOf, PROBLEMS, type ProblemCode, problem } from './problem.ts'

const CODES = Object.keys(PROBLEMS) as ProblemCode[]

describe.each(CODES)('the problem %s', code => {
  it('has a code in small letters and a meaning that ends in a full stop', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(PROBLEMS[code].meaning).toMatch(/^[A-Z].*\.$/)
  })
})

it('a problem says what was wrong, and which part of the request it is about where there is one', () => {
  expect(problem('stopping', 'Come back later.')).toStrictEqual({
    code: 'stopping',
    sentence: 'Come back later.',
  })
  expect(problem('user-unknown', 'No such user.', 'person')).toEqual({
    code: 'user-unknown',
    sentence: 'No such user.',
    about: 'person',
  })
})

it('a code knows what kind of trouble it is', () => {
  expect(kindOf('learner-unknown')).toBe('unknown')
  expect(kindOf('moved-on')).toBe('conflict')
})

it('a problem can be told from an answer', () => {
  expect(isProblem(problem('internal', 'A fault.'))).toBe(true)
  expect(isProblem({ code: 'no-assessor', sentence: 'A finding is not a problem.' })).toBe(false)
  expect(isProblem({ code: 'internal' })).toBe(false)
  expect(isProblem({ sentence: 'No code.' })).toBe(false)
  expect([undefined, null, 7, 'internal'].some(isProblem)).toBe(false)
})
