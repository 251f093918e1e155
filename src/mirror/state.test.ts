import { describe, expect, test } from 'vitest'
import { emptyState, markOf, type PullState, roundOf } from './state.ts'

const NOW = Date.parse('2026-03-02T09:00:00.000Z')
const AT_NINE = '2026-03-02T09:00:00.000Z'

const read: PullState = {
  ...emptyState('http://caseload.test'),
  kinds: { users: { readAt: AT_NINE, rows: 2, gone: 0 } },
}
const round = { startedAt: AT_NINE, whole: false, sensitive: false }

describe('a round', () => {
  test('reads all the first time, and what changed after that', () => {
    expect(roundOf(emptyState('x'), {}, NOW).round.whole).toBe(true)
    expect(roundOf(read, {}, NOW).round.whole).toBe(false)
    expect(roundOf(read, { fresh: true }, NOW).round.whole).toBe(true)
  })

  test('reads all where sensitive fields are wanted that were left out before', () => {
    expect(roundOf(read, { sensitive: true }, NOW).round).toMatchObject({ whole: true, sensitive: true })
    expect(roundOf({ ...read, sensitive: true }, { sensitive: true }, NOW).round.whole).toBe(false)
  })

  test('that was stopped goes on, unless it has read less than is wanted now', () => {
    expect(roundOf({ ...read, round }, {}, NOW + 1)).toEqual({ round, resumed: true })
    expect(roundOf({ ...read, round }, { fresh: true }, NOW + 1).resumed).toBe(false)
    expect(roundOf({ ...read, round }, { sensitive: true }, NOW + 1).resumed).toBe(false)
    const more = { ...round, whole: true, sensitive: true }
    expect(roundOf({ ...read, round: more }, {}, NOW)).toEqual({
      round: { ...more, sensitive: false },
      resumed: true,
    })
  })
})

describe('where the next pull goes on', () => {
  test('is the last change that was seen', () => {
    expect(markOf(['2026-03-01T12:00:00.000Z', '2026-02-01T12:00:00.000Z'], AT_NINE)).toBe(
      '2026-03-01T12:00:00.000Z',
    )
  })

  test.each([
    [
      'a change during the reading, which may hide another one',
      ['2026-03-01T12:00:00.000Z', '2026-03-02T09:01:00.000Z'],
    ],
    ['a change shortly before it, since clocks differ', ['2026-03-02T08:59:00.000Z']],
    ['nobody telling when anything changed', []],
  ])('is ten minutes before the round after %s', (_, moments) => {
    expect(markOf(moments, AT_NINE)).toBe('2026-03-02T08:50:00.000Z')
  })
})
