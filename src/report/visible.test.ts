import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from './cell.ts'
import { inOneLine, visible, visibleJson, visibleLine } from './visible.ts'

/** What makes a terminal act, or a reader see something else than there is. */
const ACTING = [
  ['a window title', '\u001b]0;PWNED\u0007', '<U+001B>]0;PWNED<U+0007>'],
  ['the clipboard', '\u001b]52;c;cm0=\u001b\\', '<U+001B>]52;c;cm0=<U+001B>\\'],
  ['a colour by one sign', '\u009b31mEVIL', '<U+009B>31mEVIL'],
  ['a line written over', 'Ann\rBob', 'Ann<U+000D>Bob'],
  ['letters taken back', 'Ann\b\b\u007f', 'Ann<U+0008><U+0008><U+007F>'],
  ['text turned round', 'a\u202ecba\u2066x\u2069', 'a<U+202E>cba<U+2066>x<U+2069>'],
  ['a hidden separator', 'a\u2028b', 'a<U+2028>b'],
  ['letters that nobody sees', 'a\u{e0041}', 'a<U+E0041>'],
] as const

describe('a sign that a terminal obeys', () => {
  it.each(ACTING)('is shown, not obeyed: %s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown)
    expect(visibleLine(text, true)).toBe(shown)
    expect(visibleLine(text, false)).toBe(shown)
  })

  it('is shown in a heading and behind the sign of a change too, whose own codes stay', () => {
    const evil = '\u001b[8m'
    expect(visibleLine(`\u001b[1m${evil}North\u001b[0m`, true)).toBe('\u001b[1m<U+001B>[8mNorth\u001b[0m')
    expect(visibleLine(`    \u001b[31m-\u001b[0m ${evil}x`, true)).toBe(
      '    \u001b[31m-\u001b[0m <U+001B>[8mx',
    )
    expect(visibleLine(`    \u001b[31m-\u001b[0m x`, false)).toBe('    <U+001B>[31m-<U+001B>[0m x')
  })

  it.each(ACTING)('is shown in the cells of a sheet too: %s', (_what, text, shown) => {
    const [line] = csvText([['x', text]])
      .slice(1)
      .split('\r\n')
    const expected = text.includes('\r') ? text : shown
    expect(line?.replaceAll('"', '')).toBe(`x,${expected}`)
  })

  it('is an escape in JSON, which says the same', () => {
    for (const [, text] of ACTING) {
      const json = visibleJson(JSON.stringify({ text }))
      expect(json).toMatch(/^[ -~]+$/)
      expect(JSON.parse(json)).toEqual({ text })
    }
  })

  it('is in nothing that is shown, whatever came', () => {
    const acting = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029]/u
    const sign = fc.oneof(
      fc.constantFrom('\u001b', '\u009b', '[', '\u202e', ' '),
      fc.integer({ min: 0, max: 0x2fff }).map(code => String.fromCodePoint(code)),
    )
    const text = fc.array(sign, { maxLength: 20 }).map(signs => signs.join(''))
    fc.assert(
      fc.property(text, some => {
        expect(visible(some)).not.toMatch(acting)
        expect(JSON.parse(visibleJson(JSON.stringify(some)))).toBe(some)
      }),
    )
  })
})

it('letters, accents, emoji and other scripts stay as they are', () => {
  const text = 'Zoë Ó Súilleabháin, 李, \u0645\u06cc\u200c\u062e, 👩‍🏫\n\tnext'
  expect(visible(text)).toBe(text)
})

it('a name of several lines begins none of its own', () => {
  expect(inOneLine('Ann\r\n    + default assessor: Bob\u2028x')).toBe('Ann     + default assessor: Bob x')
})
