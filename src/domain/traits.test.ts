import { describe, expect, test } from 'vitest'
import { finderOf, fragmentsOf, redact, type Trait, traitsOf } from './traits.ts'
import type { User } from './user.ts'

const bronagh: User = {
  ...{
    id: 7,
    organisation: 1,
    kind: 'learner',
    username: 'BFIELD7',
    firstName: 'Brónagh',
    lastName: "O'Field",
  },
  ...{ email: 'Bronagh@example.org', misId: 'M-2041', uln: '1234567890', nino: 'QQ123456C' },
  ...{ mobileNumber: '07700 900123', homeAddress: '4 Weir Lane,\r\nFellside' },
  ...{ placement: null, classroom: null, provider: null, learnerStatus: null, createdOn: 0 },
  ...{ dateOfBirth: null, startOn: null, plannedEndDate: null, progress: null, lastModified: 0 },
  ...{ archivedAt: null, deleteRequestedAt: null, link: null, caseloadTarget: null, erasedAt: null },
}

/** The same person, of whom little more than the name is known. */
const { nino: _nino, mobileNumber: _mobile, homeAddress: _home, ...known } = bronagh
const nobody: User = { ...known, email: null, misId: null, uln: null }

const { sure, names } = traitsOf(bronagh, ['REG/7781', null])
const without = (text: string, traits: readonly Trait[] = sure) => redact(text, finderOf(traits)!)

describe('a text without a person', () => {
  test.each([
    ['Seen by Brónagh O’Field today', 'Seen by [erased] today'],
    ["BRÓNAGH  O'FIELD and O'Field, Brónagh", '[erased] and [erased]'],
    ['Bro\u0301nagh O\u2019Field', '[erased]'],
    ["B. O'Field called", '[erased] called'],
    ['mail bronagh@EXAMPLE.org.', 'mail [erased].'],
    ['ring 07700900123 or 07700-900-123', 'ring [erased] or [erased]'],
    ['NI QQ 12 34 56 C, ULN 1234 567 890', 'NI [erased], ULN [erased]'],
    ['m-2041 is bfield7, registered as REG/7781', '[erased] is [erased], registered as [erased]'],
    ['lives at 4 weir lane, Fellside', 'lives at [erased]'],
  ])('%s', (text, left) => {
    expect(without(text)).toBe(left)
  })

  test.each(['A field of barley', "Bronaghs and O'Fieldings", 'M-20411 and 12345678901', 'Re\u0301union'])(
    'is the same text where it is not about them: %s',
    text => {
      expect(without(text)).toBe(text)
    },
  )

  test('takes what is longest as a whole', () => {
    const homeAddress = "Brónagh O'Field House, 4 Weir Lane"
    expect(without(`at ${homeAddress}`, traitsOf({ ...nobody, homeAddress }, []).sure)).toBe('at [erased]')
  })

  test('keeps a name that stands alone, unless that is asked for', () => {
    const text = "O'Field was late, Brónagh too"
    expect(without(text)).toBe(text)
    expect(without(text, [...sure, ...names])).toBe('[erased] was late, [erased] too')
  })
})

describe('fragments', () => {
  const texts = [
    'Brónagh O’Field',
    'Bronagh@example.org',
    '07700-900-123',
    'QQ 12 34 56 C',
    'BFIELD7',
    'm-2041',
  ]

  test('are in every text that tells of the person', () => {
    const fragments = fragmentsOf(sure)
    expect(texts.filter(text => !fragments.some(one => text.toLowerCase().includes(one)))).toEqual([])
  })

  test('of a name without a Latin letter are in every text', () => {
    const olga = { ...bronagh, firstName: 'Όλγα', lastName: 'Ξένη' }
    const traits = traitsOf(olga, [])
    expect(fragmentsOf([...traits.sure, ...traits.names])).toEqual([''])
    expect(without('Seen by Όλγα Ξένη today', traits.sure)).toBe('Seen by [erased] today')
  })

  test('are few', () => {
    const few = ['123', '2041', '56', '7781', '890', 'bronagh', 'fellside', 'field']
    expect(fragmentsOf(sure).toSorted()).toEqual(few)
  })
})

describe('what would be somebody else’s too', () => {
  test('does not count: short keys, the number for no ULN, a user name that is a word', () => {
    const plain = { ...bronagh, username: 'SPACE', misId: '204', uln: '9999999999', mobileNumber: '112' }
    const text = 'space 204, 9999999999, 112'
    expect(without(text, traitsOf(plain, []).sure)).toBe(text)
    expect(without(text, traitsOf(plain, []).names)).toBe('[erased] 204, 9999999999, 112')
  })

  test.each([
    ['20412', 'five digits'],
    ['12-34 ', 'four digits and signs'],
    [' A12 ', 'three signs and space'],
  ])('%j as a key: %s', misId => {
    expect(without(`has ${misId.trim()} now`, traitsOf({ ...nobody, misId }, []).sure)).toContain(
      misId.trim(),
    )
  })

  test.each([
    ['204-120', 'six digits'],
    ['ABCD', 'four letters'],
    [' AB-12 ', 'letters, digits and space'],
  ])('but %j does: %s', misId => {
    expect(without(`has ${misId.trim()} now`, traitsOf({ ...nobody, misId }, []).sure)).toBe(
      'has [erased] now',
    )
  })

  test('a telephone number counts from six digits on', () => {
    const ringing = (mobileNumber: string) =>
      without(`ring ${mobileNumber}`, traitsOf({ ...nobody, mobileNumber }, []).sure)
    expect([ringing('112-233'), ringing('1-1223')]).toEqual(['ring [erased]', 'ring 1-1223'])
  })

  test('of a name, a single letter does not count, and a user name with a digit is a key', () => {
    const short = { ...nobody, firstName: 'B', lastName: 'Ng' }
    expect(without('B flat, Ng', traitsOf(short, []).names)).toBe('B flat, [erased]')
    expect(traitsOf(short, []).names).toHaveLength(1)
  })

  test('nobody without traits is looked for', () => {
    expect(finderOf([])).toBeUndefined()
  })
})
