import { describe, expect, it } from 'vitest'
import { caspian, day, defaultSlot, held, isolde, NOW, orlagh, tobias, worldOf } from '../../test/cast.ts'
import { applyChange, type Change, inverse, stillHolds } from './change.ts'

const slot = defaultSlot(orlagh, 'assessor')
const fromIsoldeToTobias: Change = {
  slot,
  before: { person: isolde.id, since: day('2026-01-10') },
  after: { person: tobias.id, since: day('2026-02-20') },
  effectiveFrom: day('2026-02-20'),
}
const isoldeHolds = worldOf(held(slot, isolde, day('2026-01-10')))
const tobiasHolds = worldOf(held(slot, tobias, day('2026-02-20')))

describe('applying a change', () => {
  it('puts the new person in the slot', () => {
    expect(applyChange(isoldeHolds, fromIsoldeToTobias)).toEqual(tobiasHolds)
  })

  it('empties the slot when nobody is to hold it afterwards', () => {
    expect(applyChange(isoldeHolds, { ...fromIsoldeToTobias, after: null })).toEqual(worldOf())
  })

  it('fills a slot that nobody held', () => {
    expect(applyChange(worldOf(), { ...fromIsoldeToTobias, before: null })).toEqual(tobiasHolds)
  })

  it('leaves every other slot, and the world it was given, as they were', () => {
    const caspians = held(defaultSlot(caspian, 'assessor'), isolde)
    const world = worldOf(held(slot, isolde, day('2026-01-10')), caspians)
    const next = applyChange(world, fromIsoldeToTobias)
    expect(next).toEqual(worldOf(held(slot, tobias, day('2026-02-20')), caspians))
    expect(world).toEqual(worldOf(held(slot, isolde, day('2026-01-10')), caspians))
  })

  it('is a bug, and says which slot, when the slot has moved on', () => {
    expect(() => applyChange(tobiasHolds, fromIsoldeToTobias)).toThrow('101/default/assessor/0 has moved on')
    expect(() => applyChange(worldOf(), fromIsoldeToTobias)).toThrow('has moved on')
  })
})

it('a change still holds only while the slot is exactly as it was', () => {
  expect(stillHolds(fromIsoldeToTobias, { person: isolde.id, since: day('2026-01-10') })).toBe(true)
  expect(stillHolds(fromIsoldeToTobias, { person: isolde.id, since: day('2026-01-11') })).toBe(false)
  expect(stillHolds(fromIsoldeToTobias, null)).toBe(false)
})

it('the inverse of a change puts back who was there, since when they were, counting from now', () => {
  const back = inverse(fromIsoldeToTobias, NOW)
  expect(back.effectiveFrom).toBe(NOW)
  expect(applyChange(tobiasHolds, back)).toEqual(isoldeHolds)
})
