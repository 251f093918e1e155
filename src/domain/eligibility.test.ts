import { describe, expect, it } from 'vitest'
import {
  bryony,
  dorcas,
  fenwick,
  hesper,
  isolde,
  marisol,
  orlagh,
  perpetua,
  quill,
  tobias,
  zephyrine,
} from '../../test/cast.ts'
import { whyNotEligible } from './eligibility.ts'

describe('who may stand beside Orlagh', () => {
  it.each([
    ['an assessor', isolde, 'assessor'],
    ['a trainee assessor, wherever an assessor may', hesper, 'assessor'],
    ['an IQA', perpetua, 'iqa'],
    ['an employer', dorcas, 'employer'],
    ['an observer', zephyrine, 'observer'],
  ] as const)('%s', (_, person, role) => {
    expect(whyNotEligible(person, role, orlagh)).toBeUndefined()
  })
})

it('nobody stands in a role that the account is not for', () => {
  expect(whyNotEligible(perpetua, 'assessor', orlagh)).toMatchObject({
    code: 'role-mismatch',
    about: 'person',
    sentence: expect.stringContaining('name a user who is an assessor or trainee assessor'),
  })
  expect(whyNotEligible(tobias, 'iqa', orlagh)).toMatchObject({ code: 'role-mismatch' })
  expect(whyNotEligible(hesper, 'observer', orlagh)?.sentence).toContain('is a trainee assessor')
})

it('a learner is nobody’s assessor', () => {
  expect(whyNotEligible(fenwick, 'assessor', orlagh)).toMatchObject({ code: 'role-mismatch' })
})

it('nobody from South is assigned to a learner of North, nor the other way round', () => {
  expect(whyNotEligible(marisol, 'assessor', orlagh)).toMatchObject({
    code: 'organisations-differ',
    about: 'person',
    sentence: expect.stringMatching(/User 116 and learner 101 .* different organisations/),
  })
  expect(whyNotEligible(isolde, 'assessor', bryony)).toMatchObject({ code: 'organisations-differ' })
  expect(whyNotEligible(marisol, 'assessor', bryony)).toBeUndefined()
})

it('archived staff are given nothing new', () => {
  expect(whyNotEligible(quill, 'assessor', orlagh)).toMatchObject({
    code: 'person-archived',
    about: 'person',
    sentence: expect.stringContaining('User 114 is archived'),
  })
})
