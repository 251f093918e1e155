import { describe, expect, test } from 'vitest'
import { contract } from './contract.ts'
import type { AnyEndpoint } from './endpoint.ts'
import { refusalsOf } from './refusals.ts'

const statuses = (call: AnyEndpoint, code: string) =>
  refusalsOf(call)
    .filter(one => one.code === code)
    .map(one => one.status)

describe('what a call may refuse', () => {
  test('what the path names is 404, and what the body names is not', () => {
    expect(statuses(contract.setTarget, 'user-unknown')).toEqual([404])
    expect(statuses(contract.transferCaseload, 'user-unknown')).toEqual([422])
  })

  test('where path and body both name one, it is either', () => {
    expect(statuses(contract.linkUser, 'user-unknown')).toEqual([404, 422])
    expect(statuses(contract.updateUser, 'user-unknown')).toEqual([404, 400])
  })

  test('is no body where none is read', () => {
    for (const call of [contract.signIn, contract.archiveUser, contract.deleteUser]) {
      expect([...statuses(call, 'body-invalid'), ...statuses(call, 'body-type')]).toEqual([])
    }
    expect(statuses(contract.searchUsers, 'body-type')).toEqual([415])
  })
})
