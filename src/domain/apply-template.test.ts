import { describe, expect, it } from 'vitest'
import { BAKING, CARE, COMMUNICATION, DOUGH, NORTH, orlagh, SAFETY } from '../../test/cast.ts'
import { type LearningAim, newAim, newSummary, type UnitSummary } from './aim.ts'
import { applyTemplate, type TemplateCase, whyNotOffered } from './apply-template.ts'
import type { TemplateItem } from './catalogue.ts'

const START = '2026-01-31'

const baking: TemplateItem = {
  standard: BAKING.id,
  startDay: 0,
  endDay: 28,
  units: [
    { unit: DOUGH.id, weighting: 60, startDay: 1, endDay: null },
    { unit: COMMUNICATION.id, weighting: null, startDay: null, endDay: null },
  ],
}
const care: TemplateItem = {
  standard: CARE.id,
  startDay: null,
  endDay: 10,
  units: [{ unit: SAFETY.id, weighting: 100, startDay: null, endDay: null }],
}
const bakingAim: LearningAim = {
  ...newAim(orlagh, BAKING.id),
  id: 1,
  status: 46,
  progress: 40,
  startDate: '2025-01-01',
  registrationNumber: 'RN1',
}
const doughSummary: UnitSummary = {
  ...newSummary(orlagh, BAKING.id, DOUGH.id),
  id: 2,
  aim: 1,
  weighting: 10,
  progress: 80,
  plannedEnd: '2025-06-01',
  signedOffOn: '2025-05-01',
}

function give(items: TemplateItem[], rest: Partial<TemplateCase> = {}) {
  const template = { id: 61, customer: 1, title: 'A year', organisations: null, items }
  return applyTemplate({
    ...{ template, learner: orlagh, start: START, onlyChangeAssigned: false, aims: [], summaries: [] },
    ...rest,
  })
}

describe('a framework template', () => {
  it('gives a learner without aims all of it, with dates counted from the start', () => {
    const effect = give([baking, care])
    expect(effect.newAims).toEqual([
      { ...newAim(orlagh, BAKING.id), startDate: '2026-01-31', plannedEnd: '2026-02-28' },
      { ...newAim(orlagh, CARE.id), plannedEnd: '2026-02-10' },
    ])
    expect(effect.newSummaries).toEqual([
      { ...newSummary(orlagh, BAKING.id, DOUGH.id), startDate: '2026-02-01', weighting: 60 },
      newSummary(orlagh, BAKING.id, COMMUNICATION.id),
      { ...newSummary(orlagh, CARE.id, SAFETY.id), weighting: 100 },
    ])
    expect([effect.changedAims, effect.changedSummaries]).toEqual([[], []])
    expect(effect.newAims.every(aim => aim.organisation === NORTH.id)).toBe(true)
  })

  it('overrides dates and weightings of what is held, and leaves the rest of it', () => {
    const effect = give([baking], { aims: [bakingAim], summaries: [doughSummary] })
    expect(effect.newAims).toEqual([])
    expect(effect.changedAims).toEqual([{ ...bakingAim, startDate: '2026-01-31', plannedEnd: '2026-02-28' }])
    expect(effect.changedSummaries).toEqual([{ ...doughSummary, startDate: '2026-02-01', weighting: 60 }])
    expect(effect.newSummaries.map(one => one.unit)).toEqual([COMMUNICATION.id])
  })

  it('leaves dates and weightings alone where it says nothing of them', () => {
    const unit = { unit: DOUGH.id, weighting: null, startDay: null, endDay: null }
    const silent = { ...baking, startDay: null, endDay: null, units: [unit] }
    const effect = give([silent], { aims: [bakingAim], summaries: [doughSummary] })
    expect([effect.changedAims, effect.changedSummaries]).toEqual([[], []])
  })

  it('changes nothing when it is given again', () => {
    const first = give([baking])
    const aims = first.newAims.map(aim => ({ ...aim, id: 1 }))
    const summaries = first.newSummaries.map((one, at) => ({ ...one, id: at + 1, aim: 1 }))
    expect(give([baking], { aims, summaries })).toEqual({
      ...{ newAims: [], changedAims: [], newSummaries: [], changedSummaries: [] },
    })
  })

  it('touches only aims that are held when told so, and adds their units', () => {
    const effect = give([baking, care], { onlyChangeAssigned: true, aims: [bakingAim] })
    expect(effect.newAims).toEqual([])
    expect(effect.changedAims.map(aim => aim.id)).toEqual([1])
    expect(effect.newSummaries.map(one => one.unit)).toEqual([DOUGH.id, COMMUNICATION.id])
  })

  it('does nothing for a learner without aims when told to touch only those held', () => {
    expect(give([baking, care], { onlyChangeAssigned: true })).toMatchObject({
      newAims: [],
      newSummaries: [],
    })
  })

  it('gives a standard and a unit that stand in it twice only once, the last word counting', () => {
    const effect = give([baking, { ...baking, startDay: 5 }])
    expect(effect.newAims.map(aim => aim.startDate)).toEqual(['2026-02-05'])
    expect(effect.newSummaries).toHaveLength(2)
  })

  it('is refused when it gives what the organisation does not have, and only then', () => {
    const template = { id: 61, customer: 1, title: 'A year', organisations: null, items: [baking] }
    const all = { standards: new Set([BAKING.id]), units: new Set([DOUGH.id, COMMUNICATION.id]) }
    const fresh = give([baking])
    expect(whyNotOffered(template, fresh, all)).toBeUndefined()
    expect(whyNotOffered(template, fresh, { ...all, standards: new Set() })).toEqual({
      code: 'standard-unknown',
      sentence:
        "Template 61 holds standard 51, which the learner's organisation does not have; give it to the organisation or take it out of the template.",
    })
    expect(whyNotOffered(template, fresh, { ...all, units: new Set([DOUGH.id]) })).toMatchObject({
      code: 'unit-unknown',
      sentence: expect.stringContaining('Template 61 holds unit KS_COMM1, which'),
    })
    const held = give([{ ...baking, units: [] }], { aims: [bakingAim] })
    expect(whyNotOffered(template, held, { standards: new Set(), units: new Set() })).toBeUndefined()
  })
})
