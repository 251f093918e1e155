import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asOf,
  date,
  decimal,
  id,
  integer,
  list,
  midnight,
  moment,
  numbered,
  Refusal,
  text,
  truth,
  unitId,
  word,
} from './codec.ts'

const why = (value: unknown) => (value instanceof Refusal ? value.why : value)

describe('values on the wire', () => {
  test.each([
    ['7', 7],
    [7, 7],
    [' 12 ', 12],
  ])('%j is an id', (raw, value) => expect(id.read(raw)).toBe(value))

  test.each([0, -1, 1.5, '', 'abc', '1e3', null, true, [], {}, 2 ** 53, '99999999999999999'])(
    '%j is no id',
    raw => expect(why(id.read(raw))).toBe('must be a whole number above 0'),
  )

  test('a unit id is text, and a number becomes its digits', () => {
    expect(unitId.read(' A/501/1 ')).toBe('A/501/1')
    expect(unitId.read(501)).toBe('501')
    expect(unitId.read('  ')).toBeInstanceOf(Refusal)
    expect(unitId.read('x'.repeat(101))).toBeInstanceOf(Refusal)
  })

  test.each([
    [true, true],
    ['TRUE', true],
    [1, true],
    ['1', true],
    ['false', false],
    [0, false],
    ['0', false],
  ])('%j is %j', (raw, value) => expect(truth.read(raw)).toBe(value))

  test('other words are neither true nor false', () => {
    expect(truth.read('yes')).toBeInstanceOf(Refusal)
    expect(truth.read(2)).toBeInstanceOf(Refusal)
  })

  test.each([
    ['2022-02-23T12:49:33.150Z', '2022-02-23'],
    ['2022-02-23T12:49:33Z', '2022-02-23'],
    ['2022-02-23T23:30:00+01:00', '2022-02-23'],
    ['2022-02-23T12:49:33', '2022-02-23'],
    ['2022-02-23', '2022-02-23'],
  ])('%s is the date %s, as written', (raw, value) => {
    expect(date.read(raw)).toBe(value)
    expect(midnight.read(raw)).toBe(value)
  })

  test.each(['23/02/2022', '3/2/22', '23-02-2022', '23.02.2022'])('%s could be two dates', raw => {
    expect(why(date.read(raw))).toContain('must be written year first')
  })

  test.each(['2026-02-30', '2026-13-01', '2026', 'soon', 20260201, '2026-02-03T25:00:00Z'])(
    '%j is no date',
    raw => {
      expect(date.read(raw)).toBeInstanceOf(Refusal)
    },
  )

  test('a date goes out as midnight UTC on OneFile’s wire', () => {
    expect(midnight.write('2026-03-29')).toBe('2026-03-29T00:00:00.000Z')
  })

  test('a moment keeps its zone, and one without is UTC', () => {
    expect(moment.read('2026-03-01T10:00:00+01:00')).toBe(Date.parse('2026-03-01T09:00:00Z'))
    expect(moment.read('2026-03-01T10:00:00')).toBe(Date.parse('2026-03-01T10:00:00Z'))
    expect(moment.write(0)).toBe('1970-01-01T00:00:00.000Z')
  })

  test('asking how things were on a date asks for its last moment', () => {
    expect(asOf.read('2026-03-01')).toBe(Date.parse('2026-03-01T23:59:59.999Z'))
    expect(asOf.read('2026-03-01T10:00:00Z')).toBe(Date.parse('2026-03-01T10:00:00Z'))
  })

  test('numbers keep to their bounds', () => {
    expect(integer(1, 9).read('4')).toBe(4)
    expect(integer(1, 9).read(10)).toBeInstanceOf(Refusal)
    expect(decimal(0, 100).read('99.5')).toBe(99.5)
    expect(decimal(0, 100).read(Number.NaN)).toBeInstanceOf(Refusal)
  })

  test('text keeps to its length and holds no control characters', () => {
    expect(text(3).read('abc')).toBe('abc')
    expect(text(3).read('abcd')).toBeInstanceOf(Refusal)
    expect(text(30).read('a\u0000b')).toBeInstanceOf(Refusal)
    expect(text(30).read('line\r\nline')).toBe('line\r\nline')
    expect(text(30, { least: 1 }).read('  ')).toBeInstanceOf(Refusal)
    expect(text(30).read('\ud800')).toBeInstanceOf(Refusal)
  })

  test('words are told as themselves or as numbers', () => {
    expect(word(['aim', 'unit']).read('aim')).toBe('aim')
    expect(word(['aim', 'unit']).read('AIM')).toBeInstanceOf(Refusal)
    const level = numbered({ additional: 1, aim: 3 })
    expect([level.read('3'), level.read(1), level.write('aim')]).toEqual(['aim', 'additional', 3])
    expect(why(level.read(null))).toBe('must be one of: 1 (additional), 3 (aim)')
  })

  test('a list may come as an object with number keys, or as text with commas', () => {
    expect(list(id).read({ 0: 1, 2: '3' })).toEqual([1, 3])
    expect(list(id).read('1,2')).toEqual([1, 2])
    expect(list(id).read([1, 'x'])).toMatchObject({ at: '[1]' })
    expect(list(id, 1).read([1, 2])).toBeInstanceOf(Refusal)
    expect(list(id).read({ a: 1 })).toBeInstanceOf(Refusal)
  })
})

const CODECS = { id, unitId, truth, date, midnight, moment, asOf, text: text(50), integer: integer(0, 9) }

test.each(Object.entries(CODECS))(
  '%s reads anything at all without failing, and reads back what it wrote',
  (_name, codec) => {
    fc.assert(
      fc.property(fc.anything(), raw => {
        const value = codec.read(raw) as never
        if ((value as unknown) instanceof Refusal) return
        expect(codec.read(codec.write(value))).toEqual(value)
      }),
    )
  },
)

test.each([
  '\u001b]0;x\u0007',
  'a\u009b31m',
  '\u202eznarF',
  'a\u2066b',
  'line\u2028break',
  'x\u{e0041}',
  '\u007f',
  '\ud800',
])('text that would act where it is shown is refused: %j', given => {
  expect(text(100).read(given)).toMatchObject({
    why: expect.stringContaining('must not hold control characters'),
  })
  expect(unitId.read(given)).toBeInstanceOf(Refusal)
})

test.each(['Siân Ó Briain', 'Łukasz', 'עמית', 'two\r\nlines\tand a tab', 'a\u200fb', '👩‍🏫'])(
  'text in any writing is taken: %j',
  given => {
    expect(text(100).read(given)).toBe(given)
  },
)
