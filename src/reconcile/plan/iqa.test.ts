import { describe, expect, it } from 'vitest'
import { heldIn, linesOf, person, planText, WORLD } from '../../../test/samples/provider.ts'
import { NO_MAPPING } from '../../intake/mapping/mapping.ts'
import type { World } from '../world/world.ts'

const people = [
  person(1, 'learner', 'Orla Fable', { misId: 'A1' }),
  person(7, 'iqa', 'Perpetua Oak', { misId: 'Q7' }),
]

/** A centre whose one learner has these standards. */
function worldWith(...standards: readonly number[]): World {
  const aims = standards.map(standard => ({ id: standard + 1000, learner: 1, standard }))
  return { ...WORLD, people, aims }
}

const SHEET = 'Learner Ref,IQA Ref\nA1,Q7\n'

describe('an IQA in a row that names no aim', () => {
  it('is that of the learner’s only aim', async () => {
    const plan = await planText(SHEET, { world: worldWith(61242) })
    expect(plan.changes).toMatchObject([
      { do: 'assign', level: 'aim', role: 'iqa', standard: 61242, after: 7 },
    ])
    expect(plan.rows).toEqual({ in: 1, planned: 1, unchanged: 0, held: 0 })
  })

  it('is held where the learner has several', async () => {
    const plan = await planText(SHEET, { world: worldWith(61242, 61250) })
    expect(plan.changes).toEqual([])
    expect(heldIn(plan)).toEqual([expect.stringContaining('iqa-without-aim')])
  })

  it('is an additional one where there is none, and where the mapping says so', async () => {
    const none = await planText(SHEET, { world: worldWith() })
    expect(none.changes).toMatchObject([{ level: 'additional', role: 'iqa', after: 7 }])
    const mapping = { ...NO_MAPPING, iqa: 'additional' as const }
    const told = await planText(SHEET, { world: worldWith(61242, 61250), mapping })
    expect(told.changes).toMatchObject([{ level: 'additional', role: 'iqa', after: 7 }])
    expect(linesOf(told)).toHaveLength(1)
  })
})
