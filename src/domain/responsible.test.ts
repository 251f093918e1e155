import { describe, expect, it } from 'vitest'
import {
  additionalSlot,
  aimSlot,
  day,
  defaultSlot,
  dorcas,
  held,
  hesper,
  isolde,
  lucan,
  orlagh,
  orlaghBaking,
  orlaghCare,
  orlaghCommBaking,
  orlaghCommCare,
  orlaghDough,
  perpetua,
  rhodri,
  tobias,
  unitSlot,
  zephyrine,
} from '../../test/cast.ts'
import { type ResponsibleFor, responsible } from './responsible.ts'

const learnerAsAWhole: ResponsibleFor = {}
const baking: ResponsibleFor = { aim: orlaghBaking.id }
const care: ResponsibleFor = { aim: orlaghCare.id }
const commInBaking: ResponsibleFor = { aim: orlaghBaking.id, unitSummary: orlaghCommBaking.id }
const commInCare: ResponsibleFor = { aim: orlaghCare.id, unitSummary: orlaghCommCare.id }
const dough: ResponsibleFor = { aim: orlaghBaking.id, unitSummary: orlaghDough.id }

describe('the assessor', () => {
  const assignments = [
    held(defaultSlot(orlagh, 'assessor'), isolde),
    held(aimSlot(orlaghBaking, 'assessor'), tobias),
    held(unitSlot(orlaghCommBaking, 'assessor'), hesper),
  ]

  it('of a unit is the unit’s own', () => {
    expect(responsible('assessor', assignments, commInBaking)).toEqual({ person: hesper.id, because: 'unit' })
  })

  it('of a unit without its own is the aim’s', () => {
    expect(responsible('assessor', assignments, dough)).toEqual({ person: tobias.id, because: 'aim' })
  })

  it('of a unit under an aim without its own is the learner’s default', () => {
    expect(responsible('assessor', assignments, commInCare)).toEqual({
      person: isolde.id,
      because: 'default',
    })
  })

  it('of an aim is the aim’s own, else the default, and never that of another aim', () => {
    expect(responsible('assessor', assignments, baking)).toEqual({ person: tobias.id, because: 'aim' })
    expect(responsible('assessor', assignments, care)).toEqual({ person: isolde.id, because: 'default' })
  })

  it('of the learner as a whole is the default', () => {
    expect(responsible('assessor', assignments, learnerAsAWhole)).toEqual({
      person: isolde.id,
      because: 'default',
    })
  })

  it('is nobody when only additional assessors are there', () => {
    const additional = [held(additionalSlot(orlagh, 'assessor', tobias), tobias)]
    expect(responsible('assessor', additional, baking)).toBeNull()
  })
})

describe('the IQA', () => {
  const perpetuaBeside = held(additionalSlot(orlagh, 'iqa', perpetua), perpetua, day('2026-01-20'))
  const rhodriBeside = held(additionalSlot(orlagh, 'iqa', rhodri), rhodri, day('2026-01-05'))

  it('of a unit is the unit’s own, else the aim’s, else an additional one', () => {
    const unitIqa = held(unitSlot(orlaghCommBaking, 'iqa'), rhodri)
    const aimIqa = held(aimSlot(orlaghBaking, 'iqa'), rhodri)
    expect(responsible('iqa', [perpetuaBeside, aimIqa, unitIqa], commInBaking)?.because).toBe('unit')
    expect(responsible('iqa', [perpetuaBeside, aimIqa], commInBaking)?.because).toBe('aim')
    expect(responsible('iqa', [perpetuaBeside], commInBaking)?.because).toBe('additional')
  })

  it('among additional ones is who has been there longest', () => {
    expect(responsible('iqa', [perpetuaBeside, rhodriBeside], care)).toEqual({
      person: rhodri.id,
      because: 'additional',
    })
  })

  it('among additional ones of the same moment is the one with the lowest id', () => {
    const both = [{ ...rhodriBeside, since: perpetuaBeside.since }, perpetuaBeside]
    expect(responsible('iqa', both, care)?.person).toBe(perpetua.id)
  })

  it('is nobody where nobody was named, whoever assesses', () => {
    expect(responsible('iqa', [held(aimSlot(orlaghBaking, 'assessor'), tobias)], baking)).toBeNull()
  })
})

describe('the employer', () => {
  const lucanBeside = held(additionalSlot(orlagh, 'employer', lucan), lucan)

  it('is the default, else an additional one, else nobody', () => {
    const dorcasDefault = held(defaultSlot(orlagh, 'employer'), dorcas)
    expect(responsible('employer', [lucanBeside, dorcasDefault], learnerAsAWhole)).toEqual({
      person: dorcas.id,
      because: 'default',
    })
    expect(responsible('employer', [lucanBeside], learnerAsAWhole)).toEqual({
      person: lucan.id,
      because: 'additional',
    })
    expect(responsible('employer', [], learnerAsAWhole)).toBeNull()
  })
})

it('an observer watches and answers for nothing', () => {
  const watching = [held(additionalSlot(orlagh, 'observer', zephyrine), zephyrine)]
  expect(responsible('observer', watching, learnerAsAWhole)).toBeNull()
})
