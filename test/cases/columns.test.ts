import { describe, expect, test } from 'vitest'
import { type CasePlan, openProvider } from './provider.ts'

/** What a plan changes, in short: the learner, the place and the people before and after. */
function assigned({ json }: CasePlan): string[] {
  return json.changes
    .filter((one: { do: string }) => one.do === 'assign')
    .map(
      // biome-ignore lint/suspicious/noExplicitAny: a plan as JSON.
      ({ learner, level, role, before, after }: any) => `${learner} ${level} ${role}: ${before} to ${after}`,
    )
}

/** Rows that are held, with why. */
function heldIn({ json }: CasePlan): string[] {
  return json.held.map(
    // biome-ignore lint/suspicious/noExplicitAny: a plan as JSON.
    ({ place, code }: any) => `${place.row}${place.column ? ` ${place.column}` : ''} ${code}`,
  )
}

describe('a second column Email stands behind the tutor', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')

  test('is the tutor’s: nobody’s address changes, and the tutor is found by it', async () => {
    const plan = await provider.plan('list.csv')
    expect(plan.json.rows).toEqual({ in: 2, planned: 2, unchanged: 0, held: 0 })
    expect(assigned(plan)).toEqual([
      '1001 default assessor: null to 2001',
      '1002 default assessor: null to 2001',
    ])
  })
})

describe('a column Level beside a column that stands for one level', async () => {
  const provider = await openProvider('12-level-column-against-the-persons-column')

  test('holds the row where the two disagree, with both', async () => {
    const plan = await provider.plan('sheet-1.csv')
    expect(heldIn(plan)).toEqual(['2 level-unknown'])
    expect(plan.json.held[0].sentence).toBe('The row says aim and its column additional; make them agree.')
    expect(assigned(plan)).toEqual(['1003 additional assessor: null to 2001'])
    const other = await provider.plan('sheet-2.csv')
    expect(heldIn(other)).toEqual(['2 level-unknown'])
    expect(assigned(other)).toEqual([])
  })
})

describe('an assignment with a last day', async () => {
  const provider = await openProvider('17-assignments-with-a-last-day')

  test('to come is held, past asks for nobody, before the first day is held', async () => {
    const plan = await provider.plan('cover.csv', '--today', '2026-02-01')
    expect(heldIn(plan)).toEqual(['2 D end-to-come', '4 D ends-before-start'])
    expect(assigned(plan)).toEqual([])
  })
})
