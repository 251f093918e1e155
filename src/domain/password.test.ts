import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD, whyWeak } from './password.ts'

const KNOWN = ['Gwendoline Prys', 'gwen.prys@fellside.example.org']

describe('a password', () => {
  test.each([
    'marmalade tractor violin',
    'correct horse battery',
    'ŵyl fach y gogledd',
    'tR7#vq9!LmZ2',
    'a long sentence about nothing much',
  ])('%s can be used', password => {
    expect(whyWeak(password, KNOWN)).toBeUndefined()
  })

  test.each([
    ['elevenchars', 'too short'],
    ['aaaaaaaaaaaaaaaaaa', 'repeats'],
    ['123456789012345', 'repeats'],
    ['abcdefghijklmnop', 'repeats'],
    ['Password12345', 'tried first'],
    ['caseload2026!', 'tried first'],
    ['GwendolinePrys1', 'tried first'],
    ['fellside-prys-gwen', 'tried first'],
  ])('%s cannot', (password, why) => {
    expect(whyWeak(password, KNOWN)).toContain(why)
  })

  test('of any signs is refused below the least length and above the greatest, and for no kind of sign', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: SHORTEST_PASSWORD - 1, unit: 'grapheme' }), short => {
        fc.pre([...short].length < SHORTEST_PASSWORD)
        expect(whyWeak(short, [])).toContain('too short')
      }),
    )
    expect(whyWeak('x'.repeat(LONGEST_PASSWORD + 1), [])).toContain('too long')
  })
})
