import { expect, it } from 'vitest'
import {
  additionalSlot,
  aimSlot,
  caspian,
  defaultSlot,
  isolde,
  orlagh,
  orlaghBaking,
  orlaghCommBaking,
  orlaghCommCare,
  tobias,
  unitSlot,
} from '../../test/cast.ts'
import { slotKey } from './slot.ts'

it('gives every place beside the learners its own key', () => {
  const slots = [
    defaultSlot(orlagh, 'assessor'),
    defaultSlot(orlagh, 'employer'),
    defaultSlot(caspian, 'assessor'),
    additionalSlot(orlagh, 'assessor', isolde),
    additionalSlot(orlagh, 'assessor', tobias),
    aimSlot(orlaghBaking, 'assessor'),
    aimSlot(orlaghBaking, 'iqa'),
    unitSlot(orlaghCommBaking, 'assessor'),
    unitSlot(orlaghCommCare, 'assessor'),
  ]
  expect(new Set(slots.map(slotKey)).size).toBe(slots.length)
})

it('gives the same place the same key', () => {
  expect(slotKey(aimSlot(orlaghBaking, 'iqa'))).toBe(slotKey({ ...aimSlot(orlaghBaking, 'iqa') }))
})
