import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, holdsTheKeys, OPERATOR_ROLES, type Powers, scopesOfOperator } from './operator.ts'
import { SCOPES } from './scope.ts'

const powers: fc.Arbitrary<Powers> = fc.record({
  scopes: fc.subarray([...SCOPES]),
  organisations: fc.option(fc.subarray([1, 2, 3])),
})

describe('what people of the console may do', () => {
  test('grows from role to role, and never holds what is sensitive of itself', () => {
    const each = OPERATOR_ROLES.map(role => scopesOfOperator({ role, sensitive: false }))
    expect(each).toEqual([
      ['read'],
      ['read', 'assign'],
      ['read', 'assign', 'manage'],
      ['read', 'assign', 'manage', 'admin'],
    ])
    expect(scopesOfOperator({ role: 'viewer', sensitive: true })).toEqual(['read', 'sensitive'])
  })

  test('covers itself, and what it covers covers no more', () => {
    fc.assert(
      fc.property(powers, powers, powers, (one, other, third) => {
        expect(covers(one, one)).toBe(true)
        if (covers(one, other) && covers(other, third)) expect(covers(one, third)).toBe(true)
      }),
    )
  })

  test('of some organisations never covers all of them', () => {
    expect(covers({ scopes: SCOPES, organisations: [1] }, { scopes: ['read'], organisations: null })).toBe(
      false,
    )
    expect(covers({ scopes: SCOPES, organisations: null }, { scopes: ['read'], organisations: [1] })).toBe(
      true,
    )
  })

  test('holds the keys as an administrator of everything who may come in', () => {
    const keys = { role: 'administrator', organisations: null, disabledAt: null } as const
    expect(holdsTheKeys(keys)).toBe(true)
    for (const less of [{ role: 'mis-officer' }, { organisations: [1] }, { disabledAt: 1 }] as const)
      expect(holdsTheKeys({ ...keys, ...less })).toBe(false)
  })
})
