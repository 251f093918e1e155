import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, countsFrom, dateOf, endOf, isCalendarDate, londonDate, startOf } from './time.ts'

describe('a calendar date', () => {
  it.each(['2026-03-02', '2024-02-29', '2000-02-29', '1999-12-31'])('%s exists', text => {
    expect(isCalendarDate(text)).toBe(true)
  })

  it.each([
    ['02/03/2026', 'the British order'],
    ['2026-3-2', 'without zeros'],
    ['2026-02-30', 'no such day'],
    ['2025-02-29', 'not a leap year'],
    ['2026-13-01', 'no such month'],
    ['2026-00-10', 'month nought'],
    ['2026-03-02T00:00:00Z', 'with a clock'],
    ['2026-03-02\n', 'with a line end'],
    ['x2026-03-02', 'with something before it'],
    ['+012026-01', 'the month of a year of five digits'],
    ['-000026-01', 'the month of a year before the year 0'],
    ['12026-03-02', 'a year of five digits'],
    ['2026-W10-1', 'by the week'],
    ['2026-061', 'by the day of the year'],
    ['2 Mar 2026', 'in words'],
    ['', 'nothing'],
  ])('%j is refused: %s', text => {
    expect(isCalendarDate(text)).toBe(false)
  })
})

it('a date begins at midnight and ends a millisecond before the next one', () => {
  expect(startOf('2026-03-02')).toBe(Date.UTC(2026, 2, 2))
  expect(endOf('2026-03-02')).toBe(startOf('2026-03-03') - 1)
})

it('days are added across months, leap days and the end of the year, and taken away', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect(addDays('2026-03-02', 0)).toBe('2026-03-02')
})

it('clocks going forward or back lose and add no day', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
})

it('every moment of a day is on that day, and adding days can be taken back', () => {
  const anyMoment = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) })
  fc.assert(
    fc.property(anyMoment, fc.integer({ min: -20_000, max: 20_000 }), (moment, days) => {
      const date = dateOf(moment)
      expect(isCalendarDate(date)).toBe(true)
      expect(startOf(date) <= moment && moment <= endOf(date)).toBe(true)
      expect(addDays(addDays(date, days), -days)).toBe(date)
    }),
    { seed: 20260302 },
  )
})

describe('today', () => {
  const afterMidnight = Date.parse('2027-06-30T23:20:00Z')

  it('is the date in London, also in the hour in which UTC has the day before', () => {
    expect(londonDate(afterMidnight)).toBe('2027-07-01')
    expect(londonDate(Date.parse('2027-01-01T00:00:00Z'))).toBe('2027-01-01')
  })

  it('counts from now, and tomorrow has not come', () => {
    expect(countsFrom(startOf('2027-07-01'), afterMidnight)).toBe(afterMidnight)
    expect(countsFrom(startOf('2027-07-02'), afterMidnight)).toBeUndefined()
    expect(countsFrom(startOf('2027-06-30'), afterMidnight)).toBe(startOf('2027-06-30'))
    expect(countsFrom(undefined, afterMidnight)).toBe(afterMidnight)
  })

  it('is no reason to believe in a moment to come', () => {
    expect(countsFrom(afterMidnight + 1, afterMidnight)).toBeUndefined()
  })
})
