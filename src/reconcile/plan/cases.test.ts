import { describe, expect, it } from 'vitest'
import {
  CENTRE,
  heldIn,
  linesOf,
  person,
  planText,
  WORLD,
  worldAfter,
} from '../../../test/samples/provider.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import { slotKey } from '../../domain/slot.ts'
import { planJson } from '../../report/json.ts'
import { nameBook } from '../../report/names.ts'
import { planSheet } from '../../report/sheet.ts'
import { planText as shown } from '../../report/text.ts'
import type { World, WorldAssignment } from '../world/world.ts'
import { NOTHING_OWNED, type Owned, type Ownership } from './ownership.ts'

const MAIL = 'isolde.marrowby@example.org'
const staff = [
  person(5, 'assessor', 'Isolde Marrowby', { email: MAIL }),
  person(6, 'assessor', 'Tobias Quillfeather', { email: 'tobias@example.org' }),
  person(7, 'iqa', 'Perpetua Oak', { email: 'perpetua@example.org' }),
  person(8, 'employer', 'Dorcas Pen', { email: 'dorcas@example.com', placement: 51301 }),
  person(9, 'observer', 'Zeph Lumb', { email: 'zeph@example.org' }),
]
const learners = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) =>
    person(100 + from + at, 'learner', `Given${from + at} Name${from + at}`, { misId: `A${from + at}` }),
  )

function beside(
  learner: number,
  role: Role,
  who: number,
  level: Level = 'default',
  target = 0,
): WorldAssignment {
  return { learner, level, role, target: level === 'additional' ? who : target, person: who, known: 'seen' }
}

function worldOf(count: number, assignments: readonly WorldAssignment[], more: Partial<World> = {}): World {
  const people = [...staff, ...learners(count)]
  const aims = learners(count).map(({ id }) => ({ id: id + 1000, learner: id, standard: 61242 }))
  return { ...WORLD, people, aims, assignments, ...more }
}

const managed = (assignments: readonly WorldAssignment[], as: Ownership['as'] = 'managed'): Owned => ({
  ...NOTHING_OWNED,
  assignments: new Map(assignments.map(one => [slotKey(one), { as, person: one.person }])),
})
const complete = (...kinds: readonly (Role | 'learner')[]) =>
  kinds.map(kind => ({ organisation: CENTRE, kind }))
const sheet = (from: number, to: number) =>
  `Learner Ref,Assessor Email\n${Array.from({ length: to - from }, (_, at) => `A${from + at},${MAIL}`).join('\n')}\n`
const codes = (plan: { findings: readonly { code: string }[] }) => plan.findings.map(one => one.code)

describe('a change of letter case that never sticks', () => {
  it('is not planned, of names, addresses or MIS ids', async () => {
    const people = [person(1, 'learner', 'orla fable', { misId: 'a1', email: 'orla@example.org' })]
    const text = 'Learner Ref,First name,Last name,Email\nA1,ORLA,Fable,ORLA@example.org\n'
    expect((await planText(text, { world: { ...WORLD, people } })).changes).toEqual([])
  })

  it('a name that is cut short, or has lost an accent, does not rename anybody; a new family name does', async () => {
    const people = [person(1, 'learner', 'Orlagh Wrenföld', { misId: 'A1' })]
    const text = (name: string) => `Learner Ref,First name,Last name\nA1,${name}\n`
    for (const name of ['Orla,Wrenföld', 'Orlagh,Wrenfold', 'Somebody,Else']) {
      expect((await planText(text(name), { world: { ...WORLD, people } })).changes, name).toEqual([])
    }
    const married = await planText(text('Orlagh,Thistle'), { world: { ...WORLD, people } })
    expect(linesOf(married)).toEqual(['~ 1 {"lastName":"Thistle"}'])
  })
})

describe('one file with and without BOM', () => {
  it('gives the same plan', async () => {
    const [plain, marked] = await Promise.all(
      ['', '\ufeff'].map(bom => planText(bom + sheet(0, 3), { world: worldOf(3, []) })),
    )
    expect(plain!.changes).toHaveLength(3)
    expect(marked!.hash).toBe(plain!.hash)
  })
})

describe('a person fails and everything of theirs fails with it', () => {
  it('one root is told, in one row or several, and the rest is blocked by it', async () => {
    const row = (aim: string) => `X9,,${aim},${MAIL}`
    const text = `Learner Ref,First name,Aim 1,Aim 1 Assessor Email\n${['ST0384', 'ST0005', '60135547'].map(row).join('\n')}\n`
    const plan = await planText(text, { world: worldOf(1, []), mapping: { create: ['learner'] } })
    const roots = plan.held.filter(one => !one.blockedBy)
    expect(roots.map(one => one.place.row)).toEqual([2])
    expect(plan.held.filter(one => one.blockedBy).every(one => one.blockedBy!.row === 2)).toBe(true)
    expect(plan.questions).toHaveLength(1)
    expect(plan.rows).toEqual({ in: 3, planned: 0, unchanged: 0, held: 3 })
  })

  it('a standard that is not known blocks those who were to be placed at it, and nobody else', async () => {
    const text = `Learner Ref,Assessor Email,Aim 1,Aim 1 Assessor Email,Aim 1 IQA Email\nA0,${MAIL},ST9999,${MAIL},perpetua@example.org\n`
    const plan = await planText(text, { world: worldOf(1, []) })
    expect(linesOf(plan)).toEqual(['100 default assessor : nobody > 5'])
    expect(heldIn(plan)).toEqual([
      '2 standard-unknown',
      '2 standard-unknown blocked by 2',
      '2 standard-unknown blocked by 2',
    ])
  })

  it('somebody new who lacks what an account needs is held with the reason', async () => {
    const text = `Learner Ref,First name,Last name,Assessor Email\nX9,Ann,Oak,${MAIL}\n`
    const plan = await planText(text, { world: worldOf(1, []), mapping: { create: ['learner'] } })
    expect(heldIn(plan)).toEqual(['2 cannot-create', '2 cannot-create blocked by 2'])
    expect(plan.held[0]!.sentence).toMatch(/a class|a placement/)
  })
})

describe('part of one centre vanishes', () => {
  const all = learners(15).map(one => beside(one.id, 'assessor', 5))
  const others = Array.from({ length: 400 }, (_, at) =>
    person(5000 + at, 'learner', `Else${at} Where${at}`, { misId: `B${at}`, organisation: 90002 }),
  )
  const away = person(50, 'assessor', 'Away Teacher', { email: 'away@example.org', organisation: 90002 })
  const world = worldOf(15, [...all, ...others.map(one => beside(one.id, 'assessor', 50))], {
    organisations: [
      { id: CENTRE, name: 'One' },
      { id: 90002, name: 'Two' },
    ],
  })
  const both = { ...world, people: [...world.people, ...others, away] }
  const rows = (from: number) =>
    `Learner Ref,OrganisationID,Assessor Email\n${[
      ...learners(15)
        .slice(from)
        .map(one => `${one.misId},${CENTRE},${MAIL}`),
      ...others.map((one, at) => `${one.misId},90002,${at === 0 ? 'away@example.org' : 'away@example.org'}`),
    ].join('\n')}\nA14,${CENTRE},\n`
  const mapping = { complete: [...complete('assessor'), { organisation: 90002, kind: 'assessor' as const }] }

  it('12 of 15 wait, though they are few among all rows, and the reason has the numbers', async () => {
    const plan = await planText(rows(12), { world: both, owned: managed(both.assignments), mapping })
    expect(plan.changes).toHaveLength(12)
    expect(plan.waits).toHaveLength(12)
    expect(plan.verdict).toBe('stopped')
    expect(plan.breaches.map(one => [one.part, one.removals, one.of])).toEqual([
      ['organisation', 12, 15],
      ['assessor', 12, 15],
      ['level', 12, 15],
    ])
    expect(plan.findings.find(one => one.code === 'removals-wait')!.sentence).toMatch(/12 of 15 \(80%\)/)
  })

  it('two of 15 go', async () => {
    const plan = await planText(rows(2), { world: both, owned: managed(both.assignments), mapping })
    expect([plan.changes.length, plan.waits.length, plan.verdict]).toEqual([2, 0, 'changes'])
  })

  it('additions go on while removals wait', async () => {
    const text = rows(12).replace(
      `${others[0]!.misId},90002,away@example.org`,
      `${others[0]!.misId},90002,away@example.org`,
    )
    const lacking = { ...both, assignments: both.assignments.filter(one => one.learner !== others[0]!.id) }
    const plan = await planText(text, { world: lacking, owned: managed(both.assignments), mapping })
    const going = plan.changes.filter(one => !plan.waits.includes(one.key))
    expect(going.map(one => one.key)).toEqual([`assign/${others[0]!.id}/default/assessor/0`])
  })
})

describe('a source stops sending those who have finished', () => {
  it('they are remembered as finished and not missing: nothing is taken away, nobody archived', async () => {
    const all = learners(4).map(one => beside(one.id, 'assessor', 5))
    const world = worldOf(4, all)
    const mapping = {
      complete: complete('assessor', 'learner'),
      leavers: [{ when: 'missing' as const, after: 0, do: 'archive' as const }],
    }
    const first = `Learner Ref,Assessor Email,Actual End Date\nA0,${MAIL},30/06/2026\nA1,${MAIL},30/06/2026\nA2,${MAIL},\nA3,${MAIL},\n`
    const seen = await planText(first, { world, owned: managed(all), mapping })
    expect(seen.changes).toEqual([])
    const then = worldAfter(seen, { world, owned: managed(all) })
    const second = await planText(sheet(2, 4), { ...then, mapping })
    expect(second.changes).toEqual([])
  })

  it('nor are those past their planned end, on a break, or shown as finished by the server', async () => {
    const all = learners(4).map(one => beside(one.id, 'assessor', 5))
    const world = worldOf(4, all)
    const states = [
      { plannedEndDate: '2026-01-01' },
      { state: 'completed' as const },
      { state: 'break' as const },
    ]
    const people = world.people.map(one => ({ ...one, ...(states[one.id - 100] ?? {}) }))
    const plan = await planText(sheet(3, 4), {
      world: { ...world, people },
      owned: managed(all),
      mapping: { complete: complete('assessor') },
    })
    expect(plan.changes).toEqual([])
  })
})

describe('a file with assessors only', () => {
  const all = learners(3).flatMap(({ id }) => [
    beside(id, 'assessor', 5),
    beside(id, 'assessor', 6, 'aim', id + 1000),
    beside(id, 'iqa', 7, 'aim', id + 1000),
    beside(id, 'employer', 8),
    beside(id, 'observer', 9, 'additional'),
  ])

  it('changes no IQA, employer or observer, nor a level of which it does not speak', async () => {
    const mapping = { complete: complete('assessor', 'iqa', 'employer', 'observer') }
    const plan = await planText(sheet(0, 2), { world: worldOf(3, all), owned: managed(all), mapping })
    expect(linesOf(plan)).toEqual(['102 default assessor : 5 > nobody'])
    expect(codes(plan).filter(code => code === 'kind-not-spoken')).toHaveLength(3)
  })
})

describe('absence', () => {
  const all = learners(3).map(one => beside(one.id, 'assessor', 5))
  const world = worldOf(3, all)

  it('removes nothing where the mapping does not declare the file complete', async () => {
    expect((await planText(sheet(0, 1), { world, owned: managed(all) })).changes).toEqual([])
  })

  it.each([
    ['nobody has taken on', NOTHING_OWNED],
    ['was made by hand', managed(all, 'manual')],
    ['somebody has since put another person into', managed(all.map(one => ({ ...one, person: 6 })))],
  ])('removes nothing that %s', async (_what, owned) => {
    const plan = await planText(sheet(0, 1), { world, owned, mapping: { complete: complete('assessor') } })
    expect(plan.changes).toEqual([])
  })

  it('removes what was adopted: there already when a complete file named it', async () => {
    const mapping = { complete: complete('assessor') }
    const first = await planText(sheet(0, 3), { world, mapping })
    expect(first.adopts).toHaveLength(3)
    const second = await planText(sheet(0, 2), { ...worldAfter(first, { world }), mapping })
    expect(linesOf(second)).toEqual(['102 default assessor : 5 > nobody'])
  })

  it('a blank cell says nothing, also in a complete file', async () => {
    const plan = await planText(`${sheet(0, 2)}A2,\n`, {
      world,
      owned: managed(all),
      mapping: { complete: complete('assessor') },
    })
    expect(plan.changes).toEqual([])
  })

  it('a removal that is written needs no ownership', async () => {
    const plan = await planText('Learner Ref,Main Assessor\nA0,none\n', { world })
    expect(linesOf(plan)).toEqual(['100 default assessor : 5 > nobody'])
  })

  it('concludes nothing while a held row may be about whoever seems missing', async () => {
    const plan = await planText(`${sheet(0, 2)}9.87E+09,${MAIL}\n`, {
      world,
      owned: managed(all),
      mapping: { complete: complete('assessor') },
    })
    expect(plan.rows.held).toBe(1)
    expect(plan.waits).toEqual(['assign/102/default/assessor/0'])
  })
})

describe('a short or empty list', () => {
  const all = learners(30).map(one => beside(one.id, 'assessor', 5))
  const given = {
    owned: managed(all),
    mapping: {
      complete: complete('assessor', 'learner'),
      leavers: [{ when: 'missing' as const, after: 0, do: 'archive' as const }],
    },
  }

  it.each([
    ['headers only', 'Learner Ref,Assessor Email\n'],
    ['nothing', ''],
    ['no column that is known', 'a,b\n1,2\n'],
  ])('%s removes nobody and says so', async (_what, text) => {
    const plan = await planText(text, { world: worldOf(30, all), ...given })
    expect(plan.changes).toEqual([])
    expect(plan.refusedRemovals).toBe(30)
    expect(['stopped', 'refused']).toContain(plan.verdict)
    expect(codes(plan)).toContain('removals-refused')
  })

  it('a footer that counts other rows than there are: nobody is taken away, and the rest goes on', async () => {
    const text = (count: number) => `${sheet(0, 20)}\nTotal learners: ${count}\n`
    const world = worldOf(30, all.slice(1))
    const plan = await planText(text(30), { world, ...given })
    expect(linesOf(plan)).toEqual(['100 default assessor : nobody > 5'])
    expect([plan.refusedRemovals > 0, plan.verdict]).toEqual([true, 'stopped'])
    expect(codes(plan)).toEqual(expect.arrayContaining(['total-differs', 'removals-refused']))
    const whole = await planText(text(20), { world, ...given })
    expect(whole.changes.length).toBeGreaterThan(1)
  })

  it('a target that was not read whole is not taken from, and additions go on', async () => {
    const shortReads = [{ organisation: CENTRE, what: 'people' as const, read: 50, expected: 101 }]
    const world = worldOf(30, all.slice(1), { shortReads })
    const plan = await planText(`${sheet(0, 5)}A6,none\n`, { world, ...given })
    expect(linesOf(plan)).toEqual(['100 default assessor : nobody > 5'])
    expect(plan.refusedRemovals).toBeGreaterThan(0)
    expect(plan.verdict).toBe('stopped')
  })
})

describe('people leave, and come back', () => {
  const all = [beside(100, 'assessor', 5), beside(100, 'observer', 9, 'additional')]
  const world = worldOf(3, all)
  const mapping = {
    complete: complete('learner'),
    leavers: [
      { when: 'missing' as const, after: 14, do: 'archive' as const },
      { when: 'withdrawn' as const, after: 30, do: 'archive' as const },
    ],
  }

  it('gone for one run and back again changes nothing', async () => {
    const first = await planText(sheet(1, 3), { world, mapping, today: '2026-07-01' })
    const gone = worldAfter({ ...first, changes: [] }, { world })
    expect(gone.owned.learners.get(100)).toEqual({ learner: 100, missingSince: '2026-07-01' })
    const back = await planText(sheet(0, 3), { ...gone, mapping, today: '2026-07-02' })
    expect(linesOf(back).filter(one => one.startsWith('archive'))).toEqual([])
    expect(back.remember).toEqual([{ learner: 100 }])
  })

  it('who stays away longer than the rule says is archived, and those left beside them are listed', async () => {
    const learnt = {
      ...NOTHING_OWNED,
      learners: new Map([[100, { learner: 100, missingSince: '2026-07-01' }]]),
    }
    const plan = await planText(sheet(1, 3), { world, owned: learnt, mapping, today: '2026-07-15' })
    const archive = plan.changes.find(one => one.do === 'archive-person')!
    expect(archive).toMatchObject({ person: 100, rule: 'missing', leaves: [{ person: 5 }, { person: 9 }] })
    expect(shown(plan, nameBook(world, plan.changes), { colour: false })).toMatch(
      /still assigned to the learner: Isolde Marrowby \(5\), Zeph Lumb \(9\)/,
    )
  })

  it('who has withdrawn is archived after the days of the rule, and staff never are', async () => {
    const text = `Learner Ref,Learner Status,Actual End Date\nA0,Withdrawn,01/06/2026\nA1,Withdrawn,10/07/2026\nA2,Active,\n`
    expect(linesOf(await planText(text, { world, mapping }))).toEqual(['archive 100 withdrawn'])
  })

  it('without a rule nobody is', async () => {
    const text = 'Learner Ref,Learner Status,Actual End Date\nA0,Withdrawn,01/06/2020\nA1,Active,\n'
    expect((await planText(text, { world })).changes).toEqual([])
  })
})

describe('rows that disagree', () => {
  it('on one place are all held, and nobody is chosen', async () => {
    const text = `Learner Ref,Assessor Email\nA0,${MAIL}\nA0,tobias@example.org\nA1,${MAIL}\n`
    const plan = await planText(text, { world: worldOf(2, []) })
    expect(linesOf(plan)).toEqual(['101 default assessor : nobody > 5'])
    expect(heldIn(plan)).toEqual(['2 slot-contested', '3 slot-contested'])
  })

  it('and those that agree are one change because of both', async () => {
    const plan = await planText(`Learner Ref,Assessor Email\nA0,${MAIL}\nA0,${MAIL}\n`, {
      world: worldOf(1, []),
    })
    expect(plan.changes.map(one => one.because.map(place => place.row))).toEqual([[2, 3]])
    expect(plan.rows).toMatchObject({ in: 2, planned: 2 })
  })

  it('on who a learner is are held when both fit one account', async () => {
    const people = [...staff, person(100, 'learner', 'Ann Oak', { uln: '9901001012', email: null })]
    const text = `Learner Ref,ULN,First name,Last name,Assessor Email\nP1,9901001012,Ann,Oak,${MAIL}\nP2,9901001012,Ann,Oak,${MAIL}\n`
    const plan = await planText(text, { world: { ...WORLD, people } })
    expect(plan.changes).toEqual([])
    expect(plan.rows.held).toBeGreaterThan(0)
  })
})

describe('what a learner needs first', () => {
  const world = { ...worldOf(1, []), aims: [] }

  it('comes before who is placed: the standard, then the unit under it', async () => {
    const text = `Learner Ref,Standard,Unit,Level,Role,Person Email\nA0,ST0005,U1,unit,assessor,${MAIL}\n`
    const plan = await planText(text, { world })
    expect(linesOf(plan)).toEqual([
      '+ standard 61242 for 100',
      '+ unit U1 for 100',
      '100 unit assessor U1: nobody > 5',
    ])
    expect(plan.changes.map(one => one.needs)).toEqual([
      [],
      ['give-standard/100/61242'],
      [plan.changes[1]!.key],
    ])
    expect((await planText(text, worldAfter(plan, { world }))).changes).toEqual([])
  })

  it('a unit that two standards bring is held until one is named', async () => {
    const text = `Learner Ref,Unit,Level,Role,Person Email\nA0,U2,unit,assessor,${MAIL}\n`
    const plan = await planText(text, { world })
    expect(heldIn(plan)).toContain('2 unit-several')
  })

  it('a template is given once where it is named, and not again', async () => {
    const item = {
      standard: 61242,
      startDay: null,
      endDay: null,
      units: [{ unit: 'U1', weighting: null, startDay: null, endDay: null }],
    }
    const templates = [{ id: 3, title: 'Care programme', items: [item], organisations: null }]
    const text = `Learner Ref,Standard,Level,Role,Person Email\nA0,Care programme,aim,assessor,${MAIL}\n`
    const plan = await planText(text, { world: { ...world, templates } })
    expect(linesOf(plan)).toEqual(['+ template 3 for 100', '100 aim assessor 61242: nobody > 5'])
    expect(plan.changes[1]!.needs).toEqual(['give-template/100/3'])
    expect((await planText(text, worldAfter(plan, { world: { ...world, templates } }))).changes).toEqual([])
  })

  it('an aim that has ended is not given any more', async () => {
    const plan = await planText('Learner Ref,Standard\nA0,ST0005\n', { world: worldOf(1, []) })
    expect(plan.rows.unchanged).toBe(1)
  })
})

describe('warnings', () => {
  it('a trainee, and an employer of another placement, are told and not stopped', async () => {
    const people = [
      person(1, 'learner', 'Ann Oak', { misId: 'A0', placement: 777 }),
      person(4, 'trainee-assessor', 'New Tutor', { email: 'new@example.org' }),
      ...staff,
    ]
    const text = 'Learner Ref,Assessor Email,Employer Contact Email\nA0,new@example.org,dorcas@example.com\n'
    const plan = await planText(text, { world: { ...WORLD, people } })
    expect(plan.changes).toHaveLength(2)
    expect(codes(plan)).toEqual(expect.arrayContaining(['trainee', 'employer-elsewhere']))
  })

  it('a default employer stays linked as an additional one', async () => {
    const world = worldOf(1, [beside(100, 'employer', 8), beside(100, 'employer', 8, 'additional')])
    const plan = await planText('Learner Ref,Additional Employers\nA0,remove dorcas@example.com\n', { world })
    expect(heldIn(plan)).toEqual(['2 default-employer-linked'])
  })
})

describe('what is given and cannot be taken back', () => {
  const world = worldOf(2, [])
  const given = async (text: string) => {
    const plan = await planText(text, { world })
    const names = nameBook(world, plan.changes)
    return { plan, names, text: shown(plan, names, { colour: false }) }
  }

  it('is marked in the text, the sheet and the JSON, and what the learner has already is named', async () => {
    const { plan, names, text } = await given('Learner Ref,Standard\nA0,ST0384\n')
    const mark = 'cannot be taken back; the learner already has ST0005 Adult Care Worker'
    expect(text).toContain(`+ standard ST0384 Commis Chef (${mark}) [row 2]`)
    expect(planSheet(plan, names)).toContain(mark)
    expect(planJson(plan, names).changes).toMatchObject([
      { do: 'give-standard', irreversible: true, beside: [61242] },
    ])
  })

  it('also of a unit, and of what an assignment needs; an assignment is not', async () => {
    const { plan, names, text } = await given(
      `Learner Ref,Unit,Level,Role,Person Email\nA0,Unit 1,unit,assessor,${MAIL}\n`,
    )
    expect(text).toMatch(/\+ unit U1 Unit 1 under ST0005 Adult Care Worker \(cannot be taken back\)/)
    const marks = planJson(plan, names).changes.map(one => [one.do, one.irreversible ?? false])
    expect(marks).toEqual([
      ['give-unit', true],
      ['assign', false],
    ])
  })
})
