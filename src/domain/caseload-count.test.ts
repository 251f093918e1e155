import { describe, expect, test } from 'vitest'
import * as cast from '../../test/cast.ts'
import { countHeld, heldAfter } from './caseload-count.ts'

const { orlagh, caspian, fenwick, isolde, tobias } = cast
const holding = { person: isolde.id, since: 1 }

describe('how much somebody holds', () => {
  const held = [
    { ...cast.held(cast.defaultSlot(orlagh, 'assessor'), isolde), archived: false },
    { ...cast.held(cast.aimSlot(cast.orlaghBaking, 'assessor'), isolde), archived: false },
    { ...cast.held(cast.defaultSlot(fenwick, 'assessor'), isolde), archived: true },
  ]

  test('is counted by learner once and by level', () => {
    expect(countHeld(held)).toEqual({
      learners: 1,
      archivedLearners: 1,
      slots: { default: 2, additional: 0, aim: 1, unit: 0 },
    })
  })

  test('after changes is what was kept and what came', () => {
    const changes = [
      { slot: cast.defaultSlot(orlagh, 'assessor'), before: holding, after: { person: tobias.id, since: 2 } },
      { slot: cast.defaultSlot(caspian, 'assessor'), before: null, after: { person: isolde.id, since: 2 } },
    ]
    expect(countHeld(heldAfter(isolde.id, held, changes))).toMatchObject({
      learners: 2,
      slots: { default: 2, aim: 1 },
    })
    expect(countHeld(heldAfter(tobias.id, [], changes))).toMatchObject({ learners: 1, slots: { default: 1 } })
  })
})
