import { describe, expect, it } from 'vitest'
import { CENTRE, heldIn, linesOf, person, planText, WORLD } from '../../../test/samples/provider.ts'
import type { World, WorldPerson } from '../world/world.ts'
import { ledgerOf } from './ledger.ts'

/** The centre with these people in place of its own. */
const world = (...people: WorldPerson[]): World => ({ ...WORLD, people })
const isolde = person(5, 'assessor', 'Isolde Marrowby', {
  email: 'isolde.marrowby@example.org',
  misId: 'T100',
})
const codes = (plan: { findings: readonly { code: string }[] }) => plan.findings.map(one => one.code)

describe('learners matched by name from a full download', () => {
  const three = world(
    person(1, 'learner', 'Orla Fable', { misId: 'A1' }),
    person(2, 'learner', 'Sam Twin', { misId: 'A2' }),
    person(3, 'learner', 'Sam Twin', { misId: 'A3' }),
    isolde,
  )
  const rows =
    'Learner Ref,First name,Last name,Assessor Email\nA1,Orla,Fable,isolde.marrowby@example.org\n,Sam,Twin,isolde.marrowby@example.org\n,Nobody,Known,isolde.marrowby@example.org\n'

  it('the first of the list is found, two of one name are asked about, and no row is skipped in silence', async () => {
    const plan = await planText(rows, { world: three })
    expect(linesOf(plan)).toEqual(['1 default assessor : nobody > 5'])
    expect(plan.rows).toEqual({ in: 3, planned: 1, unchanged: 0, held: 2 })
    expect(plan.questions.map(one => [one.code, one.suggestions.map(each => each.account)])).toEqual([
      ['name-alone', [2, 3]],
      ['person-unknown', []],
    ])
  })
})

describe('spellings of one name', () => {
  it.each(['Orla,O’Fable', "ORLA,O'FABLE", 'Orla , O`Fable '])(
    'the kind of apostrophe, case and space suggest the same person: %s',
    async name => {
      const there = world(person(1, 'learner', "Orla O'Fable", { misId: 'A1' }), isolde)
      const plan = await planText(`First name,Last name,Assessor Email\n${name},${isolde.email}\n`, {
        world: there,
      })
      expect(plan.questions[0]!.suggestions).toMatchObject([
        { account: 1, why: 'same-name', archived: false },
      ])
    },
  )

  it('an accent that was dropped goes to a person and is never merged, nor made anew', async () => {
    const there = world(person(1, 'learner', 'Zoë Frühwald', { misId: 'B1' }), isolde)
    const text = `Learner Ref,First name,Last name,Assessor Email\nB2,Zoe,Fruhwald,${isolde.email}\n`
    const plan = await planText(text, { world: there, mapping: { create: ['learner'] } })
    expect(plan.changes).toEqual([])
    expect(plan.questions[0]!.suggestions).toMatchObject([
      { account: 1, why: 'near-name', archived: false, differs: ['misId'] },
    ])
  })

  it('the apostrophe makes no difference where a key settles who it is, and the name stays as it is stored', async () => {
    const there = world(person(1, 'learner', 'Orla O’Fable', { misId: 'A1' }), isolde)
    const plan = await planText(`Learner Ref,First name,Last name\nA1,Orla,O'Fable\n`, { world: there })
    expect([plan.changes, plan.rows.unchanged]).toEqual([[], 1])
  })
})

describe('siblings share one mailbox', () => {
  const text =
    'ULN,First name,Last name,Email,Assessor Email\n9901001012,Ann,Shared,family@example.org,isolde.marrowby@example.org\n9276308686,Bea,Shared,family@example.org,isolde.marrowby@example.org\n'

  it('both are planned, with one warning', async () => {
    const there = world(
      person(1, 'learner', 'Ann Shared', { uln: '9901001012', email: 'family@example.org' }),
      person(2, 'learner', 'Bea Shared', { uln: '9276308686' }),
      isolde,
    )
    const plan = await planText(text, { world: there })
    expect(plan.rows).toMatchObject({ planned: 2, held: 0 })
    expect(codes(plan).filter(code => code === 'email-shared')).toHaveLength(1)
  })

  it('the second is made although the first has the address already', async () => {
    const there = world(
      person(1, 'learner', 'Ann Shared', { uln: '9901001012', email: 'family@example.org' }),
      isolde,
    )
    const more = text
      .replace('Assessor Email', 'Assessor Email,PlacementID,ClassroomID')
      .replace(/example.org\n(?=\d|$)/g, 'example.org,51301,41201\n')
    const plan = await planText(more, { world: there, mapping: { create: ['learner'] } })
    expect(linesOf(plan)).toContain('+ learner Bea Shared')
    expect(linesOf(plan).filter(one => one.startsWith('+'))).toHaveLength(1)
  })

  it('an address alone never says which learner is meant', async () => {
    const there = world(person(1, 'learner', 'Ann Shared', { email: 'family@example.org' }), isolde)
    const plan = await planText(`Email,Assessor Email\nfamily@example.org,${isolde.email}\n`, {
      world: there,
    })
    expect(plan.questions.map(one => one.code)).toEqual(['email-alone'])
  })
})

describe('an address in capitals', () => {
  it('finds the account it is, and makes no second one', async () => {
    const there = world(
      person(1, 'learner', 'Asha Test', { email: 'asha.test@example.org' }),
      person(2, 'assessor', 'Asha Tutor', { email: 'asha.tutor@example.org' }),
    )
    const text =
      'First name,Last name,Email,Assessor Email\nAsha,Test,ASHA.TEST@EXAMPLE.ORG,ASHA.TUTOR@EXAMPLE.ORG\n'
    const plan = await planText(text, { world: there, mapping: { create: ['learner', 'assessor'] } })
    expect(linesOf(plan)).toEqual(['1 default assessor : nobody > 2'])
  })
})

describe('an active and an archived assessor share a MIS id', () => {
  const text = 'Learner Ref,Assessor Ref\nA1,T100\n'
  const learner = person(1, 'learner', 'Orla Fable', { misId: 'A1' })
  const former = person(6, 'assessor', 'Isolde Marrowby', { misId: 't100', archived: true })

  it('the live one is taken, with a remark that names both', async () => {
    const plan = await planText(text, { world: world(learner, isolde, former) })
    expect(linesOf(plan)).toEqual(['1 default assessor : nobody > 5'])
    expect(plan.findings.find(one => one.code === 'archived-twin')?.candidates).toEqual([5, 6])
  })

  it('two live ones are held, and both are named', async () => {
    const plan = await planText(text, {
      world: world(learner, isolde, { ...former, misId: 'T100', archived: false }),
    })
    expect(plan.changes).toEqual([])
    expect(plan.questions[0]).toMatchObject({
      code: 'several-live',
      sentence: expect.stringMatching(/\(5\) and .*\(6\)/),
    })
  })

  it('an archived one alone is given nothing new, and may be taken away', async () => {
    const gone = world(learner, former)
    expect(heldIn(await planText(text, { world: gone }))).toEqual(['2 person-archived'])
    const held = {
      learner: 1,
      level: 'default',
      role: 'assessor',
      target: 0,
      person: 6,
      known: 'seen',
    } as const
    const there = { ...gone, assignments: [held] }
    expect((await planText(text, { world: there })).rows.unchanged).toBe(1)
    const away = 'Learner Ref,Assessor Ref,Action\nA1,T100,remove\n'
    expect(linesOf(await planText(away, { world: there }))).toEqual(['1 default assessor : 6 > nobody'])
  })
})

describe('somebody who is not known', () => {
  const learner = person(1, 'learner', 'Orla Fable', { misId: 'A1' })
  const employer = person(8, 'employer', 'Dorcas Penhallock', {
    email: 'dorcas@example.com',
    placement: 51301,
  })

  it.each([
    ['Assessor Email', 'isolde.marowby@example.org', 5],
    ['Assessor Email', 'isolde.marrowby@exmaple.org', 5],
    ['Assessor Ref', 'T10', 5],
    ['Employer Contact Email', 'dorcsa@example.com', 8],
  ])('a slip in %s %s holds the row, names the nearest and makes nobody', async (header, value, nearest) => {
    const text = `Learner Ref,${header}\nA1,${value}\n`
    const plan = await planText(text, {
      world: world(learner, isolde, employer),
      mapping: { create: ['assessor', 'employer'] },
    })
    expect(plan.changes).toEqual([])
    expect(plan.rows.held).toBe(1)
    expect(plan.questions[0]).toMatchObject({ code: 'person-unknown', suggestions: [{ account: nearest }] })
  })

  it('one who may be made is looked up by every key first, and made once for all rows', async () => {
    const many = [learner, { ...learner, id: 2, misId: 'A2' }].map(one => ({ ...one, placement: 51301 }))
    const text =
      'Learner Ref,EmployerFirst,EmployerLast,Employer Contact Email\nA1,Ambrose,Kettlewick,ambrose@example.com\nA2,Ambrose,Kettlewick,AMBROSE@example.com\n'
    const given = { world: world(...many, employer), mapping: { create: ['employer'] as const } }
    expect(linesOf(await planText(text, given))).toEqual([
      '+ employer Ambrose Kettlewick',
      '1 default employer : nobody > -1',
      '2 default employer : nobody > -1',
    ])
    const plain = await planText(text, { world: given.world })
    expect([plain.changes, plain.rows.held]).toEqual([[], 2])
  })

  it('one in another organisation is told without a name', async () => {
    const away = { ...isolde, organisation: 90002, misId: 'T777', firstName: 'Secret', lastName: 'Person' }
    const organisations = [...WORLD.organisations, { id: 90002, name: 'Elsewhere' }]
    const there = { ...world(learner, away), organisations }
    const plan = await planText('Learner Ref,Assessor Ref\nA1,T777\n', {
      world: there,
      mapping: { organisation: CENTRE },
    })
    expect(plan.questions[0]).toMatchObject({ code: 'other-organisation', suggestions: [] })
    expect(JSON.stringify(plan)).not.toMatch(/Secret|isolde/)
  })
})

describe('ULNs that stand for nobody', () => {
  it('9999999999 on three learners makes three people, not one', async () => {
    const text = `ULN,Learner Ref,First name,Last name,Email,Assessor Email,PlacementID,ClassroomID\n${['Ann Oak', 'Bea Fir', 'Cal Elm'].map((name, at) => `9999999999,N${at},${name.replace(' ', ',')},n${at}@example.org,${isolde.email},51301,41201`).join('\n')}\n`
    const there = world(isolde, person(1, 'learner', 'Dot Ash', { uln: '9999999999' }))
    const plan = await planText(text, { world: there, mapping: { create: ['learner'] } })
    expect(linesOf(plan)).toEqual(['+ learner Ann Oak', '+ learner Bea Fir', '+ learner Cal Elm'])
  })

  it('a wrong check digit is told and finds nobody, not even an account that carries it', async () => {
    const there = world(isolde, person(1, 'learner', 'Dot Ash', { uln: '1061484935' }))
    const plan = await planText(
      `ULN,First name,Last name,Assessor Email\n1061484935,Eve,Yew,${isolde.email}\n`,
      { world: there },
    )
    expect(plan.changes).toEqual([])
    expect(plan.rows.held).toBe(1)
    expect(codes(plan)).toContain('uln-invalid')
  })
})

describe('keys that point at different people', () => {
  const learners = [
    person(1, 'learner', 'Orla Fable', { misId: 'A1', uln: '9901001012' }),
    person(2, 'learner', 'Sam Twin', { misId: 'A2', uln: '9276308686' }),
  ]

  it('are held with both people named', async () => {
    const text = `Learner Ref,ULN,Assessor Email\nA1,9276308686,${isolde.email}\n`
    const plan = await planText(text, { world: world(...learners, isolde) })
    expect(plan.changes).toEqual([])
    expect(plan.questions[0]!.code).toBe('keys-conflict')
    expect(plan.questions[0]!.sentence).toMatch(/Orla Fable \(1\).*Sam Twin \(2\)/)
  })

  it('one ULN on two differently named learners of a file touches neither twice', async () => {
    const text = `Learner Ref,ULN,First name,Last name,Assessor Email\nA1,9901001012,Orla,Fable,${isolde.email}\nZ9,9901001012,Somebody,Else,${isolde.email}\n`
    const plan = await planText(text, { world: world(...learners, isolde) })
    expect(linesOf(plan)).toEqual(['1 default assessor : nobody > 5'])
    expect(plan.questions.map(one => one.code)).toEqual(['uln-other-person'])
  })

  it('the same name is another person unless an id agrees', async () => {
    const there = world(person(1, 'learner', 'Orlagh Wrenfold', { misId: 'A1', uln: '9901001012' }), isolde)
    const text = `Learner Ref,ULN,First name,Last name,Email,Assessor Email,PlacementID,ClassroomID\nA2,9276308686,Orlagh,Wrenfold,o@example.org,${isolde.email},51301,41201\n`
    const plan = await planText(text, { world: there, mapping: { create: ['learner'] } })
    expect(linesOf(plan)).toEqual(['+ learner Orlagh Wrenfold'])
  })
})

describe('what somebody has settled', () => {
  const learner = person(1, 'learner', 'Orla Fable', { misId: 'A1' })
  const there = world(learner, isolde)
  const text = 'Learner Ref,Main Assessor\nA1,I. Marrowby\n'
  const who = '90001 assessor name:i. marrowby'
  const by = { by: 'Mo', on: '2026-07-01' }

  it('is a link for ever', async () => {
    const ledger = ledgerOf([{ says: 'link', who, account: 5, ...by }])
    expect(linesOf(await planText(text, { world: there, ledger }))).toEqual([
      '1 default assessor : nobody > 5',
    ])
  })

  it('is asked again where the account is gone', async () => {
    const ledger = ledgerOf([{ says: 'link', who, account: 99, ...by }])
    expect((await planText(text, { world: there, ledger })).questions[0]!.code).toBe('link-broken')
  })

  it('is not suggested again once rejected, and waits until the day it was put off to', async () => {
    const rejected = ledgerOf([{ says: 'reject', who, accounts: [5], ...by }])
    expect((await planText(text, { world: there, ledger: rejected })).questions[0]!.suggestions).toEqual([])
    const held = ledgerOf([{ says: 'hold', who, reason: 'on leave', until: '2026-08-01', ...by }])
    expect((await planText(text, { world: there, ledger: held })).questions[0]!.code).toBe('on-hold')
    const later = await planText(text, { world: there, ledger: held, today: '2026-08-02' })
    expect(later.questions[0]!.code).toBe('name-alone')
  })
})
