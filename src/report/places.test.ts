import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { SourceLocation } from '../domain/finding.ts'
import { fitted } from './lines.ts'
import { placesLine } from './places.ts'
import { redacted } from './redacted.ts'

const rows = (numbers: readonly number[], more: SourceLocation = {}): SourceLocation[] =>
  numbers.map(row => ({ row, ...more }))
const said = (places: readonly SourceLocation[], files = false, most?: number) =>
  placesLine(places, { files, cells: 'by address', ...(most !== undefined && { most }) })

describe('places', () => {
  it.each<[SourceLocation[], string]>([
    [rows([5]), 'row 5'],
    [rows([7, 3, 4, 3]), 'rows 3, 4 and 7'],
    [rows([3, 4]), 'rows 3 and 4'],
    [
      rows(
        Array.from({ length: 19 }, (_, at) => at + 9),
        { sheet: 'Netherby' },
      ),
      'rows 9 to 27 of sheet Netherby',
    ],
    [[...rows([2]), ...rows([3], { sheet: 'B' })], 'row 2; row 3 of sheet B'],
    [rows([2, 3, 4, 9], { column: 'B' }), 'cells B2 to B4 and B9'],
    [[{ sheet: 'Key' }], 'sheet Key'],
    [rows([12], { file: 'ILR.xml' }), 'line 12'],
    [rows([12], { file: 'ILR.xml', column: 'DateOfBirth' }), 'DateOfBirth in line 12'],
    [[], ''],
  ])('%j are said as %s', (places, line) => {
    expect(said(places)).toBe(line)
  })

  it('name their file where that is asked for, and how many more there are', () => {
    expect(said(rows([2], { file: 'a.csv' }), true)).toBe('row 2 of a.csv')
    expect(said(rows([2, 4, 6, 8], { file: 'a.csv', sheet: 'S' }), true, 2)).toBe(
      'rows 2, 4 and 2 more of sheet S of a.csv',
    )
    expect(said([{ file: 'a.xml' }])).toBe('a.xml')
  })

  it('have their columns in brackets where rows are meant', () => {
    const line = (places: readonly SourceLocation[]) => placesLine(places, { files: false, cells: 'by row' })
    expect(line(rows([2, 3], { column: 'B' }))).toBe('rows 2 and 3 (column B)')
    expect(line([...rows([2]), ...rows([2], { column: 'B' })])).toBe('row 2')
  })
})

describe('lines', () => {
  it.each([20, 33, 60, 100])('of %i columns break between words and lose none', width => {
    const text =
      '  Row 3: "Zoë Brackenfrost" is given by name only. Possible match: Zoë (1007). \u001b[1mConfirm\u001b[0m it.'
    const lines = fitted([text], width)
    expect(lines.join(' ').replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '))
    expect(lines.every(line => stripVTControlCharacters(line).length <= width)).toBe(true)
    expect(lines.slice(1).every(line => line.startsWith('    '))).toBe(true)
  })

  it('keep a word that is longer than they are', () => {
    expect(fitted(['see https://caseload.example.org/a/very/long/path'], 20)).toHaveLength(2)
  })
})

describe('a sentence of a report', () => {
  it.each([
    [
      'The e-mail address zoe.b@example.org. belongs to Zoë (1007).',
      'The e-mail address (e-mail address). belongs to Zoë (1007).',
    ],
    ['"Zoë <z@example.org>" is odd', '"Zoë <(e-mail address)>" is odd'],
    ['born 2006-06-06, 6/6/2006, 6 June 2006 or June 6, 2006', 'born (date), (date), (date) or (date)'],
    ['"31/09/2025" names a day that does not exist', '"31/09/2025" names a day that does not exist'],
  ])('%s', (sentence, clean) => {
    expect(redacted(sentence, '2026-07-01')).toBe(clean)
  })
})
