import { describe, expect, it } from 'vitest'
import {
  AIMS,
  additionalSlot,
  aimSlot,
  CAST,
  caspian,
  caspianBaking,
  caspianComm,
  caspianDough,
  day,
  defaultSlot,
  dorcas,
  fenwick,
  held,
  hesper,
  isolde,
  lucan,
  NOBODY,
  perpetua,
  quill,
  rhodri,
  rhodriAsAssessor,
  SUMMARIES,
  tobias,
  unitSlot,
} from '../../test/cast.ts'
import type { Assignment } from './assignment.ts'
import { coverOf, type LearnerCover, type Portfolio } from './cover.ts'
import type { Person } from './person.ts'

const isoldeDefault = held(defaultSlot(caspian, 'assessor'), isolde)
const perpetuaBeside = held(additionalSlot(caspian, 'iqa', perpetua), perpetua)

function cover(learner: Person, assignments: Assignment[], people: readonly Person[] = CAST): LearnerCover {
  return coverOf(portfolio(learner, assignments, people))
}

function portfolio(learner: Person, assignments: Assignment[], people: readonly Person[] = CAST): Portfolio {
  return {
    learner,
    aims: AIMS.filter(aim => aim.learner === learner.id),
    units: SUMMARIES.filter(unit => unit.learner === learner.id),
    assignments,
    people: new Map(people.map(one => [one.id, one])),
  }
}

function findings(learner: Person, assignments: Assignment[], people?: readonly Person[]) {
  return cover(learner, assignments, people).findings
}

function codes(learner: Person, assignments: Assignment[], people?: readonly Person[]): string[] {
  return findings(learner, assignments, people).map(one => one.code)
}

describe('the cover of a learner', () => {
  const assignments = [
    isoldeDefault,
    perpetuaBeside,
    held(aimSlot(caspianBaking, 'assessor'), tobias),
    held(unitSlot(caspianComm, 'iqa'), rhodri),
    held(defaultSlot(caspian, 'employer'), dorcas),
  ]

  it('names for each aim who answers, and why', () => {
    expect([...cover(caspian, assignments).aims]).toEqual([
      [
        caspianBaking.id,
        {
          assessor: { person: tobias.id, because: 'aim' },
          iqa: { person: perpetua.id, because: 'additional' },
        },
      ],
    ])
  })

  it('names for each unit who answers, through its aim where it has nobody of its own', () => {
    const assessor = { person: tobias.id, because: 'aim' }
    expect(cover(caspian, assignments).units.get(caspianDough.id)).toEqual({
      assessor,
      iqa: { person: perpetua.id, because: 'additional' },
    })
    expect(cover(caspian, assignments).units.get(caspianComm.id)).toEqual({
      assessor,
      iqa: { person: rhodri.id, because: 'unit' },
    })
  })

  it('names the employer', () => {
    expect(cover(caspian, assignments).employer).toEqual({ person: dorcas.id, because: 'default' })
  })

  it('has nothing to find when everybody is there and fits', () => {
    expect(cover(caspian, assignments).findings).toEqual([])
  })
})

describe('gaps', () => {
  it('are each aim and unit without assessor, and each without IQA', () => {
    expect(findings(caspian, []).map(one => one.sentence)).toEqual([
      'Nobody is assessor for standard 51 of learner 102.',
      'Nobody is IQA for standard 51 of learner 102.',
      'Nobody is assessor for unit BK_DOUGH2 of learner 102.',
      'Nobody is IQA for unit BK_DOUGH2 of learner 102.',
      'Nobody is assessor for unit KS_COMM1 of learner 102.',
      'Nobody is IQA for unit KS_COMM1 of learner 102.',
    ])
  })

  it('are closed by a default assessor and an additional IQA', () => {
    expect(codes(caspian, [isoldeDefault])).toEqual(['no-iqa', 'no-iqa', 'no-iqa'])
    expect(codes(caspian, [isoldeDefault, perpetuaBeside])).toEqual([])
  })

  it('of a learner with nothing to assess yet are only the missing assessor', () => {
    const newcomer = { ...caspian, id: NOBODY }
    const isoldes = held(defaultSlot(newcomer, 'assessor'), isolde)
    expect(findings(newcomer, [])).toEqual([
      {
        code: 'no-assessor',
        sentence: 'Learner 999 has no assessor.',
        slot: { level: 'default', role: 'assessor', target: 0, standard: null, unit: null, person: null },
      },
    ])
    expect(findings(newcomer, [isoldes])).toEqual([])
  })
})

it('somebody archived who still holds a slot is found at every slot', () => {
  const assignments = [held(defaultSlot(caspian, 'assessor'), quill), perpetuaBeside]
  expect(findings(caspian, assignments)).toEqual([
    {
      code: 'held-by-archived',
      sentence: expect.stringContaining('default assessor of learner 102 is user 114, who is archived'),
      candidates: [quill.id],
      slot: { level: 'default', role: 'assessor', target: 0, standard: null, unit: null, person: quill.id },
    },
  ])
  const beside = held(additionalSlot(caspian, 'assessor', quill), quill)
  expect(codes(caspian, [...assignments, beside])).toEqual(['held-by-archived', 'held-by-archived'])
})

describe('one person who assesses and quality-assures the same work', () => {
  const rhodriIqa = held(aimSlot(caspianBaking, 'iqa'), rhodri)
  const rhodriAssesses = held(unitSlot(caspianDough, 'assessor'), rhodriAsAssessor)

  it('is found by the e-mail address of the two accounts, as likely, for that work alone', () => {
    expect(findings(caspian, [isoldeDefault, rhodriIqa, rhodriAssesses])).toEqual([
      {
        code: 'assesses-and-assures',
        sentence:
          'The assessor (user 115) and the IQA (user 122) for unit BK_DOUGH2 of learner 102 are likely one person (same e-mail address).',
        candidates: [rhodriAsAssessor.id, rhodri.id],
        slot: {
          level: 'unit',
          role: 'iqa',
          target: caspianDough.id,
          standard: 51,
          unit: 'BK_DOUGH2',
          person: rhodri.id,
        },
      },
    ])
  })

  it('is found as certain when the accounts are linked', () => {
    const linked = CAST.map(one => (one === rhodri || one === rhodriAsAssessor ? { ...one, link: 7 } : one))
    expect(findings(caspian, [isoldeDefault, rhodriIqa, rhodriAssesses], linked)[0]?.sentence).toMatch(
      /learner 102 are one person\.$/,
    )
  })

  it('is no conflict where the two answer for different work', () => {
    const perpetuaOnDough = held(unitSlot(caspianDough, 'iqa'), perpetua)
    expect(codes(caspian, [isoldeDefault, rhodriIqa, rhodriAssesses, perpetuaOnDough])).toEqual([])
  })

  it('is not looked for in people that the portfolio does not know', () => {
    expect(codes(caspian, [isoldeDefault, rhodriIqa, rhodriAssesses], [])).toEqual([])
  })
})

describe('an employer', () => {
  const covered = [isoldeDefault, perpetuaBeside]

  it('of another placement than the learner’s is found', () => {
    const lucanBeside = held(additionalSlot(caspian, 'employer', lucan), lucan)
    expect(findings(caspian, [...covered, lucanBeside])).toEqual([
      {
        code: 'employer-elsewhere',
        sentence: 'Employer 132 (additional) belongs to another placement than learner 102.',
        candidates: [lucan.id],
        slot: {
          level: 'additional',
          role: 'employer',
          target: lucan.id,
          standard: null,
          unit: null,
          person: lucan.id,
        },
      },
    ])
  })

  it('of a learner without placement is not elsewhere', () => {
    const unplaced = { ...caspian, placement: null }
    const lucanDefault = held(defaultSlot(unplaced, 'employer'), lucan)
    expect(codes(unplaced, [...covered, lucanDefault])).toEqual([])
  })

  it('whom the portfolio does not know is not elsewhere', () => {
    const lucanDefault = held(defaultSlot(caspian, 'employer'), lucan)
    expect(codes(caspian, [...covered, lucanDefault], [])).toEqual([])
  })
})

it('a trainee assessor is marked wherever one stands', () => {
  const assignments = [isoldeDefault, perpetuaBeside, held(unitSlot(caspianDough, 'assessor'), hesper)]
  expect(findings(caspian, assignments)).toEqual([
    {
      code: 'trainee',
      sentence: 'The unit assessor of learner 102, user 113, is a trainee assessor.',
      candidates: [hesper.id],
      slot: {
        level: 'unit',
        role: 'assessor',
        target: caspianDough.id,
        standard: 51,
        unit: 'BK_DOUGH2',
        person: hesper.id,
      },
    },
  ])
})

it('whoever was the default and kept something else is found, and not whoever came to it later', () => {
  const beside = held(additionalSlot(caspian, 'assessor', tobias), tobias, 100)
  const found = (until: number) => {
    const former = [{ role: 'assessor' as const, person: tobias.id, until }]
    const assignments = [isoldeDefault, perpetuaBeside, beside]
    return coverOf({ ...portfolio(caspian, assignments), former }).findings
  }
  expect(found(200)).toEqual([
    {
      code: 'residual-access',
      sentence: expect.stringContaining('User 112 is no longer the default assessor of learner 102'),
      candidates: [tobias.id],
      slot: {
        level: 'additional',
        role: 'assessor',
        target: tobias.id,
        standard: null,
        unit: null,
        person: tobias.id,
      },
    },
  ])
  expect(found(99)).toEqual([])
})

it('an archived learner has cover but needs none', () => {
  const result = cover(fenwick, [held(defaultSlot(fenwick, 'assessor'), quill, day('2025-09-01'))])
  expect(result.findings).toEqual([])
  expect([...result.aims.values()][0]?.assessor).toEqual({ person: quill.id, because: 'default' })
})
