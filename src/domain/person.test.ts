import { expect, it } from 'vitest'
import { caspian, isolde, orlagh, rhodri, rhodriAsAssessor, tobias } from '../../test/cast.ts'
import { samePerson } from './person.ts'

it('an account is certainly the same person as itself', () => {
  expect(samePerson(isolde, isolde)).toBe('certain')
})

it('two accounts that somebody has linked are certainly one person', () => {
  expect(samePerson({ ...isolde, link: 7 }, { ...tobias, link: 7 })).toBe('certain')
})

it('two accounts with different links, or none, are not one person for that', () => {
  expect(samePerson({ ...isolde, link: 7 }, { ...tobias, link: 8 })).toBeNull()
  expect(samePerson(isolde, tobias)).toBeNull()
})

it('two staff accounts with the same e-mail address are likely one person', () => {
  expect(samePerson(rhodri, rhodriAsAssessor)).toBe('likely')
})

it('two accounts without an address have nothing in common', () => {
  expect(samePerson({ ...rhodri, emailFolded: '' }, { ...rhodriAsAssessor, emailFolded: '' })).toBeNull()
})

it('a learner who shares an address with somebody is not that person', () => {
  const family = 'family@example.org'
  expect(samePerson({ ...orlagh, emailFolded: family }, { ...caspian, emailFolded: family })).toBeNull()
  expect(samePerson({ ...orlagh, emailFolded: family }, { ...isolde, emailFolded: family })).toBeNull()
  expect(samePerson({ ...isolde, emailFolded: family }, { ...orlagh, emailFolded: family })).toBeNull()
})

it('two staff accounts with the same MIS id and name are likely one person, also without an address', () => {
  const withReference = { emailFolded: '', referenceAndName: 'c11 ina stead' }
  expect(samePerson({ ...isolde, ...withReference }, { ...rhodri, ...withReference })).toBe('likely')
  const other = { ...withReference, referenceAndName: 'c12 ina stead' }
  expect(samePerson({ ...isolde, ...withReference }, { ...rhodri, ...other })).toBeNull()
})

it('two accounts without a MIS id have nothing in common for that', () => {
  const none = { emailFolded: '', referenceAndName: '' }
  expect(samePerson({ ...isolde, ...none }, { ...rhodri, ...none })).toBeNull()
  expect(samePerson({ ...isolde, emailFolded: '' }, { ...rhodri, emailFolded: '' })).toBeNull()
})
