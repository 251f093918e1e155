import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUp, axisFor } from './months.ts'

const row = (month: string, learners: number, withoutIqa: number) => ({
  ...{ organisation: 11, month, at: 0, learners, unknown: 1 },
  counts: { withoutAssessor: 0, withoutIqa, heldByArchived: 0, assessesAndAssures: 2 },
})

test('rows of one month are added up, and months come in their order', () => {
  const months = addUp([row('2026-11', 5, 1), row('2026-10', 7, 2), row('2026-11', 3, 4)])
  expect(
    months.map(({ month, learners, unknown, counts }) => [month, learners, unknown, counts.withoutIqa]),
  ).toEqual([
    ['2026-10', 7, 1, 2],
    ['2026-11', 8, 2, 5],
  ])
})

test('an axis begins at nothing, rises evenly by whole learners, and holds the largest value', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000 }), largest => {
      const ticks = axisFor(largest)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks.every(Number.isInteger)).toBe(true)
    }),
  )
})
