import { describe, expect, it } from 'vitest'
import { ACCOUNT_KINDS, type AccountKind } from './account.ts'
import { LEVELS, type Level } from './level.ts'
import { hasLevel, qualifies, ROLE_NAMES, type Role, roleOf, rolesAt } from './role.ts'

const ROLE_OF: Record<AccountKind, Role | undefined> = {
  learner: undefined,
  'trainee-assessor': 'assessor',
  assessor: 'assessor',
  iqa: 'iqa',
  employer: 'employer',
  observer: 'observer',
}

const ROLES_AT: Record<Level, Role[]> = {
  default: ['assessor', 'employer'],
  additional: ['assessor', 'iqa', 'employer', 'observer'],
  aim: ['assessor', 'iqa'],
  unit: ['assessor', 'iqa'],
}

describe.each(ACCOUNT_KINDS)('an account of kind %s', kind => {
  it(`is assigned as ${ROLE_OF[kind] ?? 'nobody'}`, () => {
    expect(roleOf(kind)).toBe(ROLE_OF[kind])
  })

  it('may stand in that role and in no other', () => {
    expect(ROLE_NAMES.filter(role => qualifies(kind, role))).toEqual(ROLE_OF[kind] ? [ROLE_OF[kind]] : [])
  })
})

describe.each(LEVELS)('the %s level', level => {
  it(`takes ${ROLES_AT[level].join(', ')}`, () => {
    expect(rolesAt(level)).toEqual(ROLES_AT[level])
    expect(ROLE_NAMES.filter(role => hasLevel(role, level))).toEqual(ROLES_AT[level])
  })
})
