import { expect, it } from 'vitest'
import { aimSlot, BAKING, defaultSlot, orlagh, orlaghBaking } from '../../test/cast.ts'
import { targetKey, withSubject } from './target.ts'

it('slots on one aim are about one thing, whatever their role', () => {
  expect(targetKey(aimSlot(orlaghBaking, 'iqa'))).toBe(targetKey(aimSlot(orlaghBaking, 'assessor')))
})

it('each slot gets what it is about, and the others nothing', () => {
  const subject = { standard: { id: BAKING.id, title: BAKING.title }, unit: null }
  const aim = aimSlot(orlaghBaking, 'assessor')
  const wide = defaultSlot(orlagh, 'assessor')
  expect(withSubject([aim, wide], new Map([[targetKey(aim), subject]]))).toEqual([
    { ...aim, ...subject },
    { ...wide, standard: null, unit: null },
  ])
})
