import { describe, expect, it } from 'vitest'
import {
  additionalSlot,
  aimSlot,
  BAKING,
  bryony,
  CARE,
  CAST,
  COMMUNICATION,
  caspian,
  caspianBaking,
  DOUGH,
  day,
  defaultSlot,
  dorcas,
  factsOf,
  fenwick,
  fenwickCare,
  held,
  hesper,
  isolde,
  lucan,
  marisol,
  NOBODY,
  NORTH,
  NOW,
  orlagh,
  orlaghBaking,
  orlaghCommBaking,
  orlaghCommCare,
  orlaghDough,
  perpetua,
  quill,
  rhodri,
  SAFETY,
  tobias,
  unitSlot,
  worldOf,
  zephyrine,
} from '../../test/cast.ts'
import type { Holding } from './assignment.ts'
import type { Holdings } from './change.ts'
import { judge, type Verdict } from './judge.ts'
import type { Person } from './person.ts'
import type { Problem } from './problem.ts'
import type { AssignRequest } from './request.ts'
import type { Slot } from './slot.ts'

const LONG_AGO = day('2026-01-01')

function ask(request: AssignRequest, world?: Holdings, people?: readonly Person[]): Verdict {
  return judge(request, factsOf(world, people), NOW)
}

function refusal(request: AssignRequest, world?: Holdings, people?: readonly Person[]): Problem {
  const verdict = ask(request, world, people)
  if (verdict.outcome !== 'refused') throw new Error(`Expected a refusal, got ${verdict.outcome}`)
  return verdict.problem
}

function done(...changes: { slot: Slot; before: Holding | null; after: Holding | null }[]): Verdict {
  return { outcome: 'done', changes: changes.map(one => ({ ...one, effectiveFrom: NOW })), findings: [] }
}

function newly(person: { id: number }): Holding {
  return { person: person.id, since: NOW }
}

function already(person: { id: number }): Holding {
  return { person: person.id, since: LONG_AGO }
}

describe('the default assessor', () => {
  const slot = defaultSlot(orlagh, 'assessor')
  const isoldeHolds = worldOf(held(slot, isolde))

  it('is put where nobody was, since the moment of asking', () => {
    expect(ask({ learner: orlagh.id, level: 'default', after: isolde.id })).toEqual(
      done({ slot, before: null, after: newly(isolde) }),
    )
  })

  it('is replaced', () => {
    expect(ask({ learner: orlagh.id, level: 'default', after: tobias.id }, isoldeHolds)).toEqual(
      done({ slot, before: already(isolde), after: newly(tobias) }),
    )
  })

  it('may be a trainee', () => {
    expect(ask({ learner: orlagh.id, level: 'default', after: hesper.id })).toEqual(
      done({ slot, before: null, after: newly(hesper) }),
    )
  })

  it('asked for again is already so', () => {
    expect(ask({ learner: orlagh.id, level: 'default', after: isolde.id }, isoldeHolds)).toEqual({
      outcome: 'already-so',
      slot,
      holder: isolde.id,
    })
  })

  it('may be cleared without saying who it is, and a finding says that the place is empty', () => {
    const request: AssignRequest = { learner: orlagh.id, level: 'default', role: 'assessor', after: null }
    expect(ask(request, isoldeHolds)).toEqual({
      outcome: 'done',
      changes: [{ slot, before: already(isolde), after: null, effectiveFrom: NOW }],
      findings: [
        {
          code: 'default-assessor-cleared',
          sentence: expect.stringContaining(`Learner ${orlagh.id} has no default assessor any more`),
        },
      ],
    })
  })

  it('cleared where there is none is already so', () => {
    const request: AssignRequest = { learner: orlagh.id, level: 'default', role: 'assessor', after: null }
    expect(ask(request)).toEqual({ outcome: 'already-so', slot, holder: null })
  })

  it('is one place only, whatever target the request names', () => {
    const request: AssignRequest = { learner: orlagh.id, level: 'default', target: 7, after: tobias.id }
    expect(ask(request, isoldeHolds)).toEqual(done({ slot, before: already(isolde), after: newly(tobias) }))
  })

  it('who is archived stays until replaced, and may be replaced', () => {
    const quillHolds = worldOf(held(slot, quill))
    expect(ask({ learner: orlagh.id, level: 'default', after: quill.id }, quillHolds).outcome).toBe(
      'already-so',
    )
    expect(ask({ learner: orlagh.id, level: 'default', after: tobias.id }, quillHolds)).toEqual(
      done({ slot, before: already(quill), after: newly(tobias) }),
    )
  })
})

describe('the default employer', () => {
  const slot = defaultSlot(orlagh, 'employer')
  const beside = additionalSlot(orlagh, 'employer', dorcas)
  const request: AssignRequest = { learner: orlagh.id, level: 'default', after: dorcas.id }

  it('also becomes an additional one', () => {
    expect(ask(request)).toEqual(
      done(
        { slot, before: null, after: newly(dorcas) },
        { slot: beside, before: null, after: newly(dorcas) },
      ),
    )
  })

  it('who is an additional one already gets no second link', () => {
    expect(ask(request, worldOf(held(beside, dorcas)))).toEqual(
      done({ slot, before: null, after: newly(dorcas) }),
    )
  })

  it('asked for again is already so when the link is there', () => {
    const world = worldOf(held(slot, dorcas), held(beside, dorcas))
    expect(ask(request, world)).toEqual({ outcome: 'already-so', slot, holder: dorcas.id })
  })

  it('asked for again gets the link back that somebody took away', () => {
    expect(ask(request, worldOf(held(slot, dorcas)))).toEqual(
      done({ slot: beside, before: null, after: newly(dorcas) }),
    )
  })

  it('who is archived meanwhile gets no new link when asked for again', () => {
    const people = CAST.map(one => (one === dorcas ? { ...dorcas, archived: true } : one))
    expect(ask(request, worldOf(held(slot, dorcas)), people).outcome).toBe('already-so')
  })

  it('is cleared without a finding, and the link stays', () => {
    const world = worldOf(held(slot, dorcas), held(beside, dorcas))
    const clear: AssignRequest = { learner: orlagh.id, level: 'default', role: 'employer', after: null }
    expect(ask(clear, world)).toEqual(done({ slot, before: already(dorcas), after: null }))
  })

  it('may come from another placement: that is for the cover to report', () => {
    expect(ask({ ...request, after: lucan.id }).outcome).toBe('done')
  })
})

describe('additional people', () => {
  const request: AssignRequest = { learner: orlagh.id, level: 'additional', after: tobias.id }
  const slot = additionalSlot(orlagh, 'assessor', tobias)

  it.each([
    ['an assessor', tobias, 'assessor'],
    ['a trainee assessor', hesper, 'assessor'],
    ['an IQA', perpetua, 'iqa'],
    ['an employer', lucan, 'employer'],
    ['an observer', zephyrine, 'observer'],
  ] as const)('may be %s', (_, person, role) => {
    const place = additionalSlot(orlagh, role, person)
    expect(ask({ ...request, after: person.id })).toEqual(
      done({ slot: place, before: null, after: newly(person) }),
    )
  })

  it('are added beside those who are there', () => {
    const world = worldOf(held(additionalSlot(orlagh, 'assessor', isolde), isolde))
    expect(ask(request, world)).toEqual(done({ slot, before: null, after: newly(tobias) }))
  })

  it('added again are already so', () => {
    expect(ask(request, worldOf(held(slot, tobias)))).toEqual({
      outcome: 'already-so',
      slot,
      holder: tobias.id,
    })
  })

  it('are added when the caller says that they were not there before', () => {
    expect(ask({ ...request, before: null }).outcome).toBe('done')
  })

  it('are removed by name, and only they', () => {
    const world = worldOf(held(slot, tobias), held(additionalSlot(orlagh, 'assessor', isolde), isolde))
    expect(ask({ ...request, before: tobias.id, after: null }, world)).toEqual(
      done({ slot, before: already(tobias), after: null }),
    )
  })

  it('removed again are already so', () => {
    expect(ask({ ...request, before: tobias.id, after: null })).toEqual({
      outcome: 'already-so',
      slot,
      holder: null,
    })
  })

  it('are not exchanged in one change', () => {
    expect(refusal({ ...request, before: isolde.id })).toMatchObject({
      code: 'additional-replacement',
      about: 'before',
    })
  })

  it('are not removed without saying who', () => {
    for (const nobody of [{}, { before: null }]) {
      expect(refusal({ ...request, ...nobody, after: null, role: 'assessor' })).toMatchObject({
        code: 'field-missing',
        about: 'before',
      })
    }
  })

  it('said to be there, and wanted there, but not there, have moved on', () => {
    expect(ask({ ...request, before: tobias.id })).toEqual({ outcome: 'moved-on', slot, holder: null })
  })
})

describe('the people of a learning aim', () => {
  const request: AssignRequest = {
    learner: orlagh.id,
    level: 'aim',
    standard: BAKING.id,
    after: tobias.id,
  }
  const assessor = aimSlot(orlaghBaking, 'assessor')
  const iqa = aimSlot(orlaghBaking, 'iqa')
  const world = worldOf(held(assessor, isolde), held(iqa, perpetua))

  it('are replaced each on their own: a new assessor leaves the IQA', () => {
    expect(ask(request, world)).toEqual(
      done({ slot: assessor, before: already(isolde), after: newly(tobias) }),
    )
  })

  it('are replaced each on their own: a new IQA leaves the assessor', () => {
    expect(ask({ ...request, after: rhodri.id }, world)).toEqual(
      done({ slot: iqa, before: already(perpetua), after: newly(rhodri) }),
    )
  })

  it('are found by the aim itself as well as by its standard', () => {
    const { standard: _, ...byAim } = { ...request, target: orlaghBaking.id }
    expect(ask(byAim, world)).toEqual(ask(request, world))
  })

  it('belong to the aim of this learner, not to the standard', () => {
    expect(ask({ ...request, learner: caspian.id }, world)).toEqual(
      done({ slot: aimSlot(caspianBaking, 'assessor'), before: null, after: newly(tobias) }),
    )
  })

  it('may be the same person’s two accounts: that is for the cover to report', () => {
    expect(ask({ ...request, after: rhodri.id }, worldOf(held(assessor, rhodri))).outcome).toBe('done')
  })

  it('are taken away without a finding', () => {
    expect(ask({ ...request, role: 'iqa', after: null }, world)).toEqual(
      done({ slot: iqa, before: already(perpetua), after: null }),
    )
  })

  it('are taken away by naming them: the account tells the role', () => {
    expect(ask({ ...request, before: perpetua.id, after: null }, world)).toEqual(
      done({ slot: iqa, before: already(perpetua), after: null }),
    )
  })

  it('need a standard', () => {
    const { standard: _, ...without } = request
    expect(refusal(without)).toEqual({
      code: 'field-missing',
      sentence: 'The aim level needs the standard that it is about.',
      about: 'standard',
    })
  })

  it('need a standard that the learner holds', () => {
    expect(refusal({ ...request, learner: caspian.id, standard: CARE.id })).toMatchObject({
      code: 'standard-not-held',
      about: 'standard',
      sentence: expect.stringContaining('Learner 102 does not hold standard 52'),
    })
  })
})

describe('the people of a unit', () => {
  const request: AssignRequest = { learner: orlagh.id, level: 'unit', unit: DOUGH.id, after: tobias.id }
  const slot = unitSlot(orlaghDough, 'assessor')

  it('are found by the unit where only one standard brings it', () => {
    expect(ask(request)).toEqual(done({ slot, before: null, after: newly(tobias) }))
  })

  it('are replaced each on their own', () => {
    const world = worldOf(held(slot, isolde), held(unitSlot(orlaghDough, 'iqa'), perpetua))
    expect(ask({ ...request, after: rhodri.id }, world)).toEqual(
      done({ slot: unitSlot(orlaghDough, 'iqa'), before: already(perpetua), after: newly(rhodri) }),
    )
  })

  it('are found by the unit summary itself', () => {
    const { unit: _, ...bySummary } = { ...request, target: orlaghDough.id }
    expect(ask(bySummary)).toEqual(ask(request))
  })

  it('of a unit under two standards need the standard, and the refusal lists both', () => {
    expect(refusal({ ...request, unit: COMMUNICATION.id })).toMatchObject({
      code: 'unit-ambiguous',
      about: 'standard',
      sentence: expect.stringContaining('under the standards 51, 52; say which one'),
      candidates: [BAKING.id, CARE.id],
    })
  })

  it('of a unit under two standards are two places', () => {
    const communication = { ...request, unit: COMMUNICATION.id }
    expect(ask({ ...communication, standard: BAKING.id })).toEqual(
      done({ slot: unitSlot(orlaghCommBaking, 'assessor'), before: null, after: newly(tobias) }),
    )
    expect(ask({ ...communication, standard: CARE.id })).toEqual(
      done({ slot: unitSlot(orlaghCommCare, 'assessor'), before: null, after: newly(tobias) }),
    )
  })

  it('need no standard where the learner does the unit once', () => {
    expect(ask({ ...request, learner: caspian.id, unit: COMMUNICATION.id }).outcome).toBe('done')
  })

  it('need a unit', () => {
    const { unit: _, ...without } = request
    expect(refusal(without)).toEqual({
      code: 'field-missing',
      sentence: 'The unit level needs the unit that it is about.',
      about: 'unit',
    })
  })

  it('need a unit that the learner holds, under that standard if one is named', () => {
    expect(refusal({ ...request, unit: SAFETY.id })).toMatchObject({
      code: 'unit-not-held',
      about: 'unit',
      sentence: expect.stringContaining('does not hold unit CA_SAFE3; assign'),
    })
    expect(refusal({ ...request, standard: CARE.id })).toMatchObject({
      code: 'unit-not-held',
      sentence: expect.stringContaining('does not hold unit BK_DOUGH2 under standard 52; assign'),
    })
  })
})

describe('a change that says who is there now', () => {
  const slot = aimSlot(orlaghBaking, 'assessor')
  const request: AssignRequest = {
    learner: orlagh.id,
    level: 'aim',
    standard: BAKING.id,
    before: isolde.id,
    after: tobias.id,
  }

  it('is made when that is so', () => {
    expect(ask(request, worldOf(held(slot, isolde))).outcome).toBe('done')
    expect(ask({ ...request, before: null }).outcome).toBe('done')
  })

  it('has moved on when somebody else is there, or nobody, or somebody where nobody was expected', () => {
    expect(ask(request, worldOf(held(slot, hesper)))).toEqual({
      outcome: 'moved-on',
      slot,
      holder: hesper.id,
    })
    expect(ask(request)).toEqual({ outcome: 'moved-on', slot, holder: null })
    expect(ask({ ...request, before: null }, worldOf(held(slot, isolde)))).toEqual({
      outcome: 'moved-on',
      slot,
      holder: isolde.id,
    })
  })

  it('asks whether the new person may be there, not who leaves', () => {
    const quillHolds = worldOf(held(slot, quill))
    const isoldeHolds = worldOf(held(slot, isolde))
    expect(ask({ ...request, before: quill.id }, quillHolds).outcome).toBe('done')
    expect(refusal({ ...request, after: quill.id }, isoldeHolds).code).toBe('person-archived')
  })

  it('has moved on also where the new person would not fit the role', () => {
    const misfit = { ...request, role: 'iqa', before: perpetua.id } as const
    expect(ask(misfit, worldOf(held(aimSlot(orlaghBaking, 'iqa'), rhodri))).outcome).toBe('moved-on')
  })

  it('is already so when the wanted person is there, whoever was expected', () => {
    expect(ask(request, worldOf(held(slot, tobias)))).toEqual({
      outcome: 'already-so',
      slot,
      holder: tobias.id,
    })
  })
})

describe('a change that counts from a date', () => {
  const request: AssignRequest = { learner: orlagh.id, level: 'default', after: dorcas.id }

  it('in the past makes the person hold the slot, and the link beside it, since then', () => {
    const february = day('2026-02-02')
    const verdict = ask({ ...request, effectiveFrom: february })
    const after = { person: dorcas.id, since: february }
    expect(verdict).toEqual({
      outcome: 'done',
      changes: [
        { slot: defaultSlot(orlagh, 'employer'), before: null, after, effectiveFrom: february },
        { slot: additionalSlot(orlagh, 'employer', dorcas), before: null, after, effectiveFrom: february },
      ],
      findings: [],
    })
  })

  it('may count from this very moment', () => {
    expect(ask({ ...request, effectiveFrom: NOW }).outcome).toBe('done')
  })

  it('in the future is refused', () => {
    expect(refusal({ ...request, effectiveFrom: NOW + 1 })).toEqual({
      code: 'date-in-future',
      sentence: 'The effective date is in the future; send the change on the day, or leave the date out.',
      about: 'effectiveFrom',
    })
  })
})

describe('a request is refused', () => {
  const request: AssignRequest = { learner: orlagh.id, level: 'default', after: isolde.id }

  it('when there is no such learner', () => {
    expect(refusal({ ...request, learner: NOBODY })).toMatchObject({
      code: 'learner-unknown',
      about: 'learner',
      sentence: expect.stringContaining('no learner 999'),
    })
  })

  it('when the learner named is not one', () => {
    expect(refusal({ ...request, learner: tobias.id })).toMatchObject({
      code: 'not-a-learner',
      about: 'learner',
      sentence: expect.stringContaining('User 112 is not a learner'),
    })
  })

  it('when there is no such person, to be put there or to be removed', () => {
    expect(refusal({ ...request, after: NOBODY })).toMatchObject({ code: 'user-unknown', about: 'person' })
    expect(refusal({ ...request, after: null, before: NOBODY })).toMatchObject({ code: 'user-unknown' })
  })

  it('in the same words when the person exists where the caller may not look', () => {
    const north = CAST.filter(one => one.organisation === NORTH.id)
    expect(refusal({ ...request, after: marisol.id }, undefined, north)).toEqual({
      ...refusal({ ...request, after: NOBODY }),
      sentence: 'There is no user 116 that this token may see.',
    })
    expect(refusal({ ...request, learner: bryony.id }, undefined, north).code).toBe('learner-unknown')
  })

  it('when the person is of another organisation', () => {
    expect(refusal({ ...request, after: marisol.id })).toMatchObject({ code: 'organisations-differ' })
  })

  it('when the person is archived', () => {
    expect(refusal({ ...request, after: quill.id })).toMatchObject({ code: 'person-archived' })
  })

  it('when a learner is to be assigned to a learner', () => {
    expect(refusal({ ...request, after: caspian.id })).toMatchObject({
      code: 'role-mismatch',
      about: 'person',
      sentence: expect.stringContaining('User 102 is a learner'),
    })
  })

  it('when the role cannot be told, since nobody is named', () => {
    expect(refusal({ ...request, after: null })).toEqual({
      code: 'role-missing',
      sentence: 'Name the role of the slot, since no person is named.',
      about: 'role',
    })
  })

  it('when the person named does not fit the role named, to be put there or to be removed', () => {
    expect(refusal({ ...request, role: 'employer' })).toMatchObject({ code: 'role-mismatch' })
    expect(refusal({ ...request, role: 'employer', after: null, before: isolde.id })).toMatchObject({
      code: 'role-mismatch',
    })
  })

  it.each([
    ['an IQA as default', 'default', perpetua, 'assessor, employer'],
    ['an observer as default', 'default', zephyrine, 'assessor, employer'],
    ['an employer of an aim', 'aim', dorcas, 'assessor, IQA'],
    ['an observer of a unit', 'unit', zephyrine, 'assessor, IQA'],
  ] as const)('for %s, and says who may be', (_, level, person, takes) => {
    const asked = { ...request, level, after: person.id, standard: BAKING.id, unit: DOUGH.id }
    expect(refusal(asked)).toMatchObject({
      code: 'role-not-at-level',
      about: 'level',
      sentence: expect.stringContaining(`that level takes: ${takes}.`),
    })
  })
})

describe('the slots of an archived learner', () => {
  const slot = aimSlot(fenwickCare, 'assessor')
  const request: AssignRequest = {
    learner: fenwick.id,
    level: 'aim',
    standard: CARE.id,
    after: isolde.id,
  }

  it('accept nobody new', () => {
    for (const world of [worldOf(), worldOf(held(slot, tobias))]) {
      expect(refusal(request, world)).toMatchObject({
        code: 'learner-archived',
        about: 'learner',
        sentence: expect.stringContaining('Learner 104 is archived'),
      })
    }
  })

  it('accept removal', () => {
    expect(ask({ ...request, before: isolde.id, after: null }, worldOf(held(slot, isolde)))).toEqual(
      done({ slot, before: already(isolde), after: null }),
    )
  })

  it('answer a repeat as already so, and add no employer’s link', () => {
    const employed = worldOf(held(defaultSlot(fenwick, 'employer'), dorcas))
    expect(ask(request, worldOf(held(slot, isolde))).outcome).toBe('already-so')
    expect(ask({ learner: fenwick.id, level: 'default', after: dorcas.id }, employed).outcome).toBe(
      'already-so',
    )
  })
})
