import { describe, expect, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import type { AnyEndpoint } from '../contract/endpoint.ts'
import { readAnswer } from './read-answer.ts'

/** What a call makes of a reply. */
function reading(endpoint: AnyEndpoint, reply: unknown) {
  return readAnswer(endpoint.api, endpoint.reply, typeof reply === 'string' ? reply : JSON.stringify(reply))
}

const answer = (endpoint: AnyEndpoint, reply: unknown) => {
  const read = reading(endpoint, reply)
  return 'answer' in read ? read.answer : read
}

const USER = { ID: 101, FirstName: 'Orlagh', LastName: 'Tarn', MISID: 'M101' }

describe('the session', () => {
  test.each(['abc+/==', '"abc+/=="', 'abc+/==\r\n', ' "abc+/==" '])('%j is abc+/==', text => {
    expect(answer(contract.signIn, text)).toBe('abc+/==')
  })

  test('may be long, and of digits', () => {
    expect(answer(contract.signIn, '9'.repeat(1000))).toBe('9'.repeat(1000))
  })

  test.each(['', '""', '<html></html>', '{"session":"abc"}'])('is not %j', text => {
    expect(reading(contract.signIn, text)).toHaveProperty('refused')
  })
})

describe('a bare number', () => {
  test.each(['201', '"201"', ' 201\n'])('%j is 201', text => {
    expect(answer(contract.assignStandard, text)).toBe(201)
  })

  test.each(['', '<html>', '{}', 'null'])('%j is none', text => {
    expect(reading(contract.assignStandard, text)).toHaveProperty('refused')
  })
})

describe('a list', () => {
  test.each(['', '  ', 'null', '[]'])('%j is empty', text => {
    expect(answer(contract.searchUsers, text)).toEqual([])
  })

  test.each([{ Message: 'no' }, '<html></html>', '"text"'])('%j is none', reply => {
    expect(reading(contract.searchUsers, reply)).toHaveProperty('refused')
  })

  test('says which row has no id', () => {
    expect(reading(contract.searchUsers, [USER, { FirstName: 'Caspian' }])).toMatchObject({
      refused: { at: '[1].ID', why: 'is missing' },
    })
  })
})

describe('a row of OneFile’s', () => {
  test('may have more fields than are known', () => {
    expect(answer(contract.readUser, { ...USER, Shoes: 2 })).toEqual({
      id: 101,
      firstName: 'Orlagh',
      lastName: 'Tarn',
      misId: 'M101',
    })
  })

  test('may leave out any field but its id', () => {
    expect(answer(contract.readUser, { ID: 101 })).toEqual({ id: 101 })
  })

  test('may spell fields in another case, and ids as text', () => {
    expect(answer(contract.readUser, { id: '101', MisID: 'M101' })).toEqual({ id: 101, misId: 'M101' })
  })

  test('may tell booleans as text', () => {
    const row = { ID: 11, KeychainEmailSuppression: 'True', KeychainCreationForNewUserActive: 'false' }
    expect(answer(contract.readOrganisation, row)).toEqual({
      id: 11,
      keychainEmailSuppressed: true,
      keychainForNewUsers: false,
    })
  })

  test('may hold text longer than we would take', () => {
    const title = 'A very long title. '.repeat(100)
    expect(answer(contract.readStandard, { ID: 51, Title: title })).toEqual({ id: 51, title })
  })

  test('says nothing with empty text where a date belongs, and keeps null', () => {
    expect(answer(contract.readUser, { ID: 101, DOB: '', DefaultAssessorID: null })).toEqual({
      id: 101,
      defaultAssessor: null,
    })
  })

  test('loses a value that cannot be read, and says so', () => {
    const rows = [USER, { ...USER, ID: 102, DOB: '31/12/2005', Progress: 140 }]
    expect(reading(contract.pageUsers, rows)).toMatchObject({
      answer: [{ id: 101 }, { id: 102, firstName: 'Orlagh' }],
      unread: [{ field: '[1].DOB' }, { field: '[1].Progress' }],
    })
  })
})

describe('an answer of ours', () => {
  const ORGANISATION = { id: 11, name: 'Fellside North' }

  test('may have more fields than are known, at any depth', () => {
    const reply = { organisations: [{ ...ORGANISATION, colour: 'red' }], next: null, took: 3 }
    expect(answer(contract.listOrganisations, reply)).toEqual({ organisations: [ORGANISATION], next: null })
  })

  test('must have what its contract promises', () => {
    expect(reading(contract.listOrganisations, { organisations: [{ id: 11 }], next: null })).toMatchObject({
      refused: { at: 'organisations[0].name', why: 'is missing' },
    })
  })

  test('must be readable', () => {
    const reply = { organisations: [{ ...ORGANISATION, id: 'eleven' }], next: null }
    expect(reading(contract.listOrganisations, reply)).toMatchObject({
      refused: { at: 'organisations[0].id' },
    })
  })
})

test('an answer of nothing ignores what is there', () => {
  expect(answer(contract.assignUser, '<p>Saved</p>')).toBeUndefined()
})
