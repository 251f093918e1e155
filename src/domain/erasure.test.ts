import { describe, expect, test } from 'vitest'
import { erasableOf, erasedUser } from './erasure.ts'
import type { User } from './user.ts'

const WILFRED: User = {
  ...{
    id: 101,
    organisation: 11,
    kind: 'learner',
    username: 'WHALE',
    firstName: 'Wilfred',
    lastName: 'Hale',
  },
  ...{ email: 'wilfred.hale@example.org', misId: 'M101', uln: '1234567890', dateOfBirth: '2004-06-15' },
  ...{ placement: 21, classroom: 31, provider: 26, learnerStatus: 1, progress: 40 },
  ...{ startOn: '2025-09-08', plannedEndDate: '2027-09-07', createdOn: 1000, lastModified: 2000 },
  ...{ archivedAt: null, deleteRequestedAt: 1500, link: 7, caseloadTarget: 5, erasedAt: null },
  ...{ nino: 'QQ123456C', homeAddress: '1 Weir Lane', l12: '31' },
}

describe('an erased account', () => {
  test('keeps its number, organisation, kind and when it was made, and nothing that says who it was', () => {
    expect(erasedUser(WILFRED, 3000)).toEqual({
      ...{ id: 101, organisation: 11, kind: 'learner', createdOn: 1000 },
      ...{ username: 'ERASED101', firstName: 'Erased', lastName: '101' },
      ...{ email: null, misId: null, uln: null, dateOfBirth: null },
      ...{ placement: null, classroom: null, provider: null, learnerStatus: null },
      ...{ startOn: null, plannedEndDate: null, progress: null },
      ...{ deleteRequestedAt: null, link: null, caseloadTarget: null },
      ...{ archivedAt: 3000, lastModified: 3000, erasedAt: 3000 },
    })
  })

  test('that was archived before stays archived since then', () => {
    expect(erasedUser({ ...WILFRED, archivedAt: 2500 }, 3000).archivedAt).toBe(2500)
  })
})

describe('what would go', () => {
  test('is every property that says something, save those that stay', () => {
    expect(erasableOf(WILFRED).sort()).toEqual(
      [
        ...['username', 'firstName', 'lastName', 'email', 'misId', 'uln', 'dateOfBirth', 'placement'],
        ...['classroom', 'provider', 'learnerStatus', 'progress', 'startOn', 'plannedEndDate'],
        ...['deleteRequestedAt', 'link', 'caseloadTarget', 'nino', 'homeAddress', 'l12'],
      ].sort(),
    )
  })

  test('leaves out what is not known', () => {
    const bare = { ...WILFRED, email: null, nino: undefined } as unknown as User
    expect(erasableOf(bare)).not.toContain('email')
    expect(erasableOf(bare)).not.toContain('nino')
  })

  test('is never the number, the kind or a moment that history needs', () => {
    const gone = erasableOf(erasedUser(WILFRED, 3000))
    expect(gone).toEqual(['username', 'firstName', 'lastName'])
  })
})
