import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateOf } from './time.ts'
import { dateIn, endIn, isTimeZone, startIn } from './zone.ts'

const ZONES = [
  'Europe/London',
  'America/New_York',
  'Asia/Tokyo',
  'Africa/Cairo',
  'Pacific/Apia',
  'UTC',
] as const

describe('the beginning of a day', () => {
  it.each([
    ['Europe/London', '2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['Europe/London', '2026-03-30', '2026-03-29T23:00:00.000Z'],
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['Europe/London', '2026-10-26', '2026-10-26T00:00:00.000Z'],
    ['America/New_York', '2026-12-01', '2026-12-01T05:00:00.000Z'],
    // In Cairo the clocks go from midnight to one o'clock.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('in %s of %s is %s', (zone, date, moment) => {
    expect(new Date(startIn(zone, date)).toISOString()).toBe(moment)
  })

  it('is the first moment that shows the date, in any zone, on any day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: new Date('2024-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
        (zone, day) => {
          const date = dateOf(day.getTime())
          const start = startIn(zone, date)
          expect(dateIn(zone, start)).toBe(date)
          expect(dateIn(zone, start - 1)).toBe(addDays(date, -1))
          expect(endIn(zone, date)).toBe(startIn(zone, addDays(date, 1)))
        },
      ),
    )
  })
})

describe('a time zone', () => {
  it('is known by its name', () => {
    expect(['Europe/London', 'Europe/Nowhere', ''].map(isTimeZone)).toEqual([true, false, false])
  })
})
