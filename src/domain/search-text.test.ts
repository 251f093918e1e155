import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchTextOf, soughtIn } from './search-text.ts'

const zoe = {
  firstName: 'Zoë Marie',
  lastName: 'O’Brien-Łukasz',
  email: 'Zoe.OBrien@example.org',
  misId: 'FBW-000110',
  uln: '9900000002',
}

/** Whether the text finds her, as the database compares. */
function finds(typed: string): boolean {
  const sought = soughtIn(typed)
  const text = searchTextOf(zoe)
  if (!sought) return false
  return sought.words.every(word => text.includes(` ${word}`)) || text.includes(` ${sought.key}`)
}

describe('looking for somebody', () => {
  test.each(['zoe', 'ZOË', 'mar', "o'brien", 'OBRIEN', 'łuk'])('%s begins a word of the name', typed =>
    expect(finds(typed)).toBe(true),
  )

  test.each(['zoe.obrien@', 'fbw-0001', 'FBW-000110', '9900000002'])('%s begins a key', typed =>
    expect(finds(typed)).toBe(true),
  )

  test.each(['oe', 'brien', 'zoe smith', 'example.org'])('%s does not', typed =>
    expect(finds(typed)).toBe(false),
  )

  test('all words must be found, in any order', () => {
    expect([finds('zoe obr'), finds('obr zoe'), finds('zoe  mar ')]).toEqual([true, true, true])
  })

  test.each(['', '  ', '-', '%_'])('"%s" seeks nobody', typed => expect(soughtIn(typed)).toBeUndefined())

  test('whoever has a name that can be written is found by each word of it', () => {
    const word = fc.stringMatching(/^[a-zàéöøñ]{1,12}$/)
    fc.assert(
      fc.property(word, word, word, (first, second, last) => {
        const text = searchTextOf({ ...zoe, firstName: `${first} ${second}`, lastName: last })
        for (const name of [first, second, last])
          for (const sought of soughtIn(name)?.words ?? []) expect(text).toContain(` ${sought}`)
      }),
    )
  })
})
