import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeReturn, learner, programme, type SampleElement } from '../samples/return.ts'
import { type CasePlan, openProvider, type Provider } from './provider.ts'

const CASES = join(import.meta.dirname, 'files')

const told = ({ json }: CasePlan): string[] =>
  json.findings.map((one: { code: string; sentence: string }) => `${one.code}: ${one.sentence}`)
const heldIn = ({ json }: CasePlan): string[] =>
  json.held.map((one: { code: string; sentence: string }) => `${one.code}: ${one.sentence}`)

/** The changes of a plan, each on one line. */
function linesOf({ json }: CasePlan): string[] {
  return json.changes.map(lineOf)
}

// biome-ignore lint/suspicious/noExplicitAny: plans are data as programs get them.
function lineOf(one: any): string {
  if (one.do === 'update-person') return `${one.person}: ${JSON.stringify(one.after)}`
  if (one.do !== 'assign') return `${one.do} ${one.person ?? `${one.learner} ${one.standard}`}`
  const from = one.effectiveFrom ? ` from ${one.effectiveFrom}` : ''
  return `${one.learner}: ${one.level} ${one.role} ${one.before} to ${one.after}${from}`
}

/** Plans a return of the test's own. */
function planReturn(
  provider: Provider,
  learners: readonly SampleElement[],
  today: string,
  ...flags: readonly string[]
): Promise<CasePlan> {
  return provider.plan(provider.write('own.xml', composeReturn({ learners })), '--today', today, ...flags)
}

const CODE = (code: string, field = 'A') => ({
  ProviderSpecDeliveryMonitoring: { ProvSpecDelMonOccur: field, ProvSpecDelMon: code },
})
const care = (more: SampleElement = {}) =>
  programme({ StdCode: '91', LearnPlanEndDate: '2027-07-31', LearnStartDate: '2024-10-07', ...more })

describe('restarts after a break, deliveries to come, aims that are over', async () => {
  const provider = await openProvider('08-ilr-restarts-ended-aims-and-starts-to-come')
  const mapping = ['--mapping', provider.file('mapping.yaml')]
  const own = (deliveries: SampleElement | readonly SampleElement[], today = '2026-07-01', more = {}) =>
    planReturn(
      provider,
      [
        learner('RS1', {
          FamilyName: 'Pennant',
          GivenNames: 'Aled',
          ULN: '9999999999',
          LearningDelivery: deliveries,
          ...more,
        }),
      ],
      today,
      ...mapping,
    )
  const planned = '1001: {"plannedEndDate":"2027-07-31"}'

  test('are read as a whole: the original start stays, what is to come is shown, what is over asks for nobody', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-07-01', ...mapping)
    expect(plan.code).toBe(2)
    expect(linesOf(plan)).toEqual([
      planned,
      planned.replace('1001', '1002'),
      '1001: aim assessor 2001 to 2002',
    ])
    expect(told(plan)).toContainEqual(
      expect.stringMatching(
        /^aim-to-come: To come: aim 91 begins on 2026-09-07, with assessor C12\. Nothing changes today/,
      ),
    )
    expect(told(plan)).toContainEqual(expect.stringMatching(/^aim-over: /))
    expect(plan.json.rows).toEqual({ in: 3, planned: 2, unchanged: 1, held: 0 })
  })

  test('are planned once the day has come', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-09-07', ...mapping)
    expect(linesOf(plan)).toContain('1002: aim assessor 2001 to 2002')
    expect(told(plan).filter(one => one.startsWith('aim-to-come'))).toEqual([])
  })

  const broken = care({ CompStatus: '6', LearnActEndDate: '2025-12-19', ...CODE('C11') })
  const back = care({ AimSeqNumber: '2', LearnStartDate: '2026-02-02', ...CODE('C12') })
  const restart = { LearningDeliveryFAM: { LearnDelFAMType: 'RES', LearnDelFAMCode: '1' } }

  test.each([
    ['the restart says so', [broken, { ...back, ...restart }]],
    ['the restart gives the original start', [broken, { ...back, OrigLearnStartDate: '2024-10-07' }]],
    ['the break says so', [broken, back]],
    ['the restart stands first', [back, broken]],
    [
      'the numbers have zeros before them',
      [broken, { ...back, StdCode: '091', ProgType: '025', AimSeqNumber: '02' }],
    ],
    [
      'there were two breaks',
      [
        care({ CompStatus: '6', LearnActEndDate: '2025-01-10' }),
        care({ LearnStartDate: '2025-03-03', CompStatus: '6', LearnActEndDate: '2025-12-19' }),
        back,
      ],
    ],
    [
      'a withdrawal and the restart meet on one day',
      [care({ CompStatus: '3', LearnActEndDate: '2026-02-02' }), back],
    ],
    ['the former delivery was never closed', [care(), back]],
  ])('keeps the original start where %s', async (_, deliveries) => {
    expect(linesOf(await own(deliveries as SampleElement[]))).toEqual([
      planned,
      '1001: aim assessor 2001 to 2002',
    ])
  })

  test('takes a programme begun again after a withdrawal for a new start', async () => {
    const plan = await own([care({ CompStatus: '3', LearnActEndDate: '2025-01-10' }), back])
    expect(linesOf(plan)[0]).toBe('1001: {"startOn":"2026-02-02","plannedEndDate":"2027-07-31"}')
  })

  test('leaves the start where a restart does not say when the learner began at first', async () => {
    expect(linesOf(await own({ ...back, ...restart }))).toEqual([planned, '1001: aim assessor 2001 to 2002'])
  })

  test('takes the start of the new standard after a transfer', async () => {
    const out = care({ CompStatus: '3', WithdrawReason: '40', LearnActEndDate: '2026-02-01', StdCode: '118' })
    const plan = await own([out, back])
    expect(linesOf(plan)[0]).toBe('1001: {"startOn":"2026-02-02","plannedEndDate":"2027-07-31"}')
  })

  test.each([
    ['completed', '2'],
    ['withdrawn', '3'],
    ['on a break', '6'],
  ])('plans nothing for a learner who is %s, and keeps who is there', async (_, CompStatus) => {
    const plan = await own(care({ CompStatus, LearnActEndDate: '2026-03-27', ...CODE('C12') }))
    expect(linesOf(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^aim-over: /))
  })

  test('holds two deliveries of one aim that both go on from one day and name different people', async () => {
    for (const codes of [
      ['C11', 'C12'],
      ['C12', 'C11'],
    ]) {
      const plan = await own(codes.map((code, at) => care({ AimSeqNumber: String(at + 1), ...CODE(code) })))
      expect(linesOf(plan)).toEqual([planned])
      expect(heldIn(plan)).toContainEqual(
        expect.stringMatching(/^slot-contested: .*(Stead|Tarn).*(Stead|Tarn)/),
      )
    }
  })

  test('believes the delivery that goes on where another ended on the day on which it began', async () => {
    const gone = care({
      LearnStartDate: '2026-02-02',
      CompStatus: '3',
      LearnActEndDate: '2026-02-02',
      ...CODE('C11'),
    })
    for (const deliveries of [
      [gone, back],
      [back, gone],
    ])
      expect(linesOf(await own(deliveries))).toContain('1001: aim assessor 2001 to 2002')
  })

  test('changes nothing for a learner who only begins later, and says who and when', async () => {
    const plan = await own(care({ LearnStartDate: '2026-09-07', ...CODE('C12') }))
    expect(linesOf(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^aim-to-come: .*2026-09-07, with assessor C12/))
  })

  test('takes nobody for a leaver who begins again later', async () => {
    const rules = provider.write(
      'leavers.yaml',
      'standards: { 91: 61242 }\nleavers:\n  - { when: completed, after: 1, do: archive }\n',
    )
    const done = care({ CompStatus: '2', LearnActEndDate: '2026-03-27' })
    const next = care({ StdCode: '118', LearnStartDate: '2026-09-07', AimSeqNumber: '2' })
    const at = [
      learner('RS1', {
        FamilyName: 'Pennant',
        GivenNames: 'Aled',
        ULN: '9999999999',
        LearningDelivery: [done, next],
      }),
    ]
    expect(linesOf(await planReturn(provider, at, '2026-07-01', '--mapping', rules))).toEqual([])
    const alone = [
      learner('RS1', {
        FamilyName: 'Pennant',
        GivenNames: 'Aled',
        ULN: '9999999999',
        LearningDelivery: done,
      }),
    ]
    expect(linesOf(await planReturn(provider, alone, '2026-07-01', '--mapping', rules))).toEqual([
      'archive-person 1001',
    ])
  })

  test('goes on with an aim that ends on a day to come, and tells that day', async () => {
    const plan = await own(care({ CompStatus: '2', LearnActEndDate: '2026-08-31', ...CODE('C12') }))
    expect(linesOf(plan)).toContain('1001: aim assessor 2001 to 2002')
    expect(told(plan)).toContainEqual(expect.stringMatching(/^end-to-come: .*2026-08-31/))
  })

  test('takes a learner without any aim as one who is only named', async () => {
    const plan = await planReturn(
      provider,
      [learner('RS1', { FamilyName: 'Pennant', GivenNames: 'Aled', ULN: '9999999999' })],
      '2026-07-01',
      ...mapping,
    )
    expect(linesOf(plan)).toEqual([])
    expect(plan.json.rows).toEqual({ in: 1, planned: 0, unchanged: 1, held: 0 })
  })

  test.each(['2526', '2627'])('of the year %s read the same', async year => {
    const text = composeReturn({
      year,
      learners: [
        learner('RS1', {
          FamilyName: 'Pennant',
          GivenNames: 'Aled',
          ULN: '9999999999',
          LearningDelivery: [broken, back],
        }),
      ],
    })
    for (const namespace of [
      `ESFA/ILR/20${year.slice(0, 2)}-${year.slice(2)}`,
      `ILR/20${year.slice(0, 2)}-${year.slice(2)}`,
    ]) {
      const path = provider.write('year.xml', text.replace(/xmlns="[^"]*"/, `xmlns="${namespace}"`))
      const plan = await provider.plan(path, '--today', '2026-07-01', ...mapping)
      expect(linesOf(plan)).toEqual([planned, '1001: aim assessor 2001 to 2002'])
      expect(told(plan).filter(one => one.startsWith('ilr'))).toEqual([])
    }
  })

  test('with one reference for two records of different facts hold both', async () => {
    const one = learner('RS1', {
      FamilyName: 'Pennant',
      GivenNames: 'Aled',
      ULN: '9999999999',
      LearningDelivery: back,
    })
    const two = learner('rs1', {
      FamilyName: 'Pennant',
      GivenNames: 'Aled',
      ULN: '9999999999',
      LearningDelivery: care(),
    })
    for (const learners of [
      [one, two],
      [two, one],
    ]) {
      const plan = await planReturn(provider, learners, '2026-07-01', ...mapping)
      expect(linesOf(plan)).toEqual([])
      expect(plan.json.rows).toEqual({ in: 2, planned: 0, unchanged: 0, held: 2 })
      expect(heldIn(plan)[0]).toMatch(
        /^record-repeated: .*2 records with different facts, in lines \d+ and \d+/,
      )
    }
    const twice = { ...one, LearningDelivery: [broken, back] }
    const same = await planReturn(provider, [twice, twice], '2026-07-01', ...mapping)
    expect(linesOf(same)).toEqual([planned, '1001: aim assessor 2001 to 2002'])
    expect(told(same)).toContainEqual(expect.stringMatching(/^record-repeated: /))
  })

  test('with two different ULNs or names for one learner hold the learner', async () => {
    for (const more of [{ ULN: ['9990201001', '9901001012'] }, { FamilyName: ['Pennant', 'Lumb'] }]) {
      const plan = await own(back, '2026-07-01', more)
      expect(linesOf(plan)).toEqual([])
      expect(plan.json.rows.held).toBe(1)
      expect(heldIn(plan)[0]).toMatch(/^element-repeated: /)
    }
  })
})

describe('employers that begin on one day', async () => {
  const provider = await openProvider('07-ilr-two-employers-from-one-day')
  const at = (...records: readonly (readonly [date: string, employer?: string])[]) => ({
    LearnerEmploymentStatus: records.map(([DateEmpStatApp, EmpId]) => ({
      EmpStat: EmpId ? '10' : '11',
      DateEmpStatApp,
      ...(EmpId ? { EmpId } : {}),
    })),
  })
  const own = (employment: SampleElement, today = '2026-03-01') =>
    planReturn(
      provider,
      [learner('EM1', { FamilyName: 'Yardley', GivenNames: 'Glyn', ULN: '9999999999', ...employment })],
      today,
    )

  test('are held with both numbers and placements, whatever their order; the placement stays', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-03-01')
    expect(plan.code).toBe(5)
    expect(linesOf(plan)).toEqual([])
    expect(plan.json.rows).toEqual({ in: 2, planned: 0, unchanged: 0, held: 2 })
    for (const sentence of heldIn(plan))
      expect(sentence).toMatch(
        /^employers-several: 2 employers from 2026-01-05: 154549452 \(Fernley Care\) and 900271388 \(Gorse Joinery\)/,
      )
  })

  test('hold only the employer: all else of the learner goes on', async () => {
    const plan = await own({
      ...at(['2026-01-05', '154549452'], ['2026-01-05', '900271388']),
      LearningDelivery: care(),
      DateOfBirth: '2006-02-03',
    })
    expect(linesOf(plan)[0]).toContain('"dateOfBirth":"2006-02-03"')
    expect(linesOf(plan)[0]).not.toContain('placement')
    expect(heldIn(plan)).toContainEqual(expect.stringMatching(/^employers-several: /))
  })

  test.each([
    [
      'one employer twice',
      [
        ['2026-01-05', '900271388'],
        ['2026-01-05', '0900271388'],
      ],
      51302,
    ],
    [
      'an older one beside it',
      [
        ['2025-01-05', '154549452'],
        ['2026-01-05', '900271388'],
      ],
      51302,
    ],
    [
      'one to come',
      [
        ['2026-01-05', '900271388'],
        ['2026-09-05', '154549452'],
      ],
      51302,
    ],
    [
      'a record without a date',
      [
        ['', '154549452'],
        ['2026-01-05', '900271388'],
      ],
      51302,
    ],
  ])('are one where there is %s', async (_, records, placement) => {
    const plan = await own(at(...(records as [string, string][])))
    expect(linesOf(plan)).toEqual([`1001: {"placement":${placement}}`])
  })

  test.each([
    ['an employer and none', [['2026-01-05', '900271388'], ['2026-01-05']]],
    [
      'an employer and one not known yet',
      [
        ['2026-01-05', '900271388'],
        ['2026-01-05', '999999999'],
      ],
    ],
    [
      'an employer and a wrong number',
      [
        ['2026-01-05', '900271388'],
        ['2026-01-05', '900271389'],
      ],
    ],
  ])('are held where they are %s', async (_, records) => {
    const plan = await own(at(...(records as [string, string][])))
    expect(linesOf(plan)).toEqual([])
    expect(heldIn(plan)).toContainEqual(expect.stringMatching(/^employers-several: .*900271388/))
  })

  test.each([
    ['two employers', { DateEmpStatApp: '2026-01-05', EmpId: ['900271388', '154549452'] }],
    ['two first days', { DateEmpStatApp: ['2026-01-05', '2026-09-05'], EmpId: '900271388' }],
  ])('hold the learner where one record has %s', async (_, record) => {
    const plan = await own({ LearnerEmploymentStatus: { EmpStat: '10', ...record } })
    expect(linesOf(plan)).toEqual([])
    expect(heldIn(plan)).toContainEqual(expect.stringMatching(/^element-repeated: /))
  })

  test.each([
    ['no employer', [['2026-01-05']]],
    ['an employer whose number is not known yet', [['2026-01-05', '999999999']]],
    ['an employer of last year and none since', [['2025-01-05', '900271388'], ['2026-01-05']]],
  ])('leave the placement where there is %s', async (_, records) => {
    const plan = await own(at(...(records as [string, string][])))
    expect(linesOf(plan)).toEqual([])
    expect(plan.json.rows).toEqual({ in: 1, planned: 0, unchanged: 1, held: 0 })
  })
})

describe('the code of an aim for the default assessor', async () => {
  const provider = await openProvider('18-ilr-code-of-the-aim-for-the-default-assessor')
  const mapping = ['--mapping', provider.file('mapping.yaml')]
  const own = (deliveries: readonly SampleElement[], today = '2026-02-01') =>
    planReturn(
      provider,
      [
        learner('DA1', {
          FamilyName: 'Ickford',
          GivenNames: 'Saran',
          ULN: '9999999999',
          LearningDelivery: deliveries,
        }),
      ],
      today,
      ...mapping,
    )
  const assigns = (plan: CasePlan) => linesOf(plan).filter(one => one.includes('assessor'))
  const begun = care({ LearnStartDate: '2026-01-12', ...CODE('C12') })
  const maths = (code: string, LearnStartDate = '2026-01-20') =>
    care({ LearnAimRef: '60135547', AimType: '3', AimSeqNumber: '3', LearnStartDate, ...CODE(code) })

  test('is that of the newest aim that goes on, from its start', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-02-01', ...mapping)
    expect(assigns(plan)).toEqual(['1001: default assessor 2001 to 2002 from 2026-01-12'])
  })

  test('counts once where aims agree, from the first of their starts, in any order', async () => {
    for (const aims of [
      [begun, maths('C12')],
      [maths('C12'), begun],
    ])
      expect(assigns(await own(aims))).toEqual(['1001: default assessor 2001 to 2002 from 2026-01-12'])
  })

  test('is held where aims disagree, with both people', async () => {
    for (const aims of [
      [begun, maths('C11')],
      [maths('C11'), begun],
    ]) {
      const plan = await own(aims)
      expect(assigns(plan)).toEqual([])
      expect(heldIn(plan)).toContainEqual(
        expect.stringMatching(/^slot-contested: .*(Stead|Tarn).*(Stead|Tarn)/),
      )
    }
  })

  test('of an aim that is over, or a blank one, does not count', async () => {
    const over = maths('C11', '2025-09-01')
    const plan = await own([begun, { ...over, CompStatus: '2', LearnActEndDate: '2026-01-30' }])
    expect(assigns(plan)).toEqual(['1001: default assessor 2001 to 2002 from 2026-01-12'])
    expect(assigns(await own([begun, maths('')]))).toEqual([
      '1001: default assessor 2001 to 2002 from 2026-01-12',
    ])
  })

  test('of a start older than what is there counts from today', async () => {
    const plan = await own([care({ LearnStartDate: '2024-01-08', ...CODE('C12') })])
    expect(assigns(plan)).toEqual(['1001: default assessor 2001 to 2002'])
  })

  test('of a start to come changes nothing', async () => {
    const plan = await own([care({ LearnStartDate: '2026-06-01', ...CODE('C12') })])
    expect(assigns(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^aim-to-come: .*2026-06-01, with assessor C12/))
  })

  test('leaves the former stay closed on that day, once it is carried out', async () => {
    const flags = ['--today', '2026-02-01', ...mapping]
    const { code, stderr } = await provider.give('apply', provider.file('return.xml'), '--yes', ...flags)
    expect(code, stderr).toBe(0)
    const on = async (at: string) => {
      const { assignments } = await provider.client.listAssignmentsAt({
        learner: 1001,
        at: Date.parse(`${at}T12:00:00Z`),
      })
      return assignments.filter(one => one.level === 'default').map(one => one.person)
    }
    expect(await on('2025-11-01')).toEqual([2001])
    expect(await on('2026-01-20')).toEqual([2002])
  })
})

describe('numbers with zeros, spaces or a sign before them', async () => {
  const provider = await openProvider('25-employer-numbers-with-a-leading-zero')
  const source = readFileSync(join(CASES, '25-employer-numbers-with-a-leading-zero/return.xml'), 'utf8')

  test.each(['00900271388', '0900271388', ' 900271388 ', '+900271388', '900271388.0', '900 271 388'])(
    'mean the same employer: "%s"',
    async number => {
      const path = provider.write('own.xml', source.replace('00900271388', number))
      const plan = await provider.plan(path, '--today', '2026-02-01')
      expect(linesOf(plan)).toEqual(['1001: {"placement":51302}'])
    },
  )

  test.each(['00900271389', '90027138', '-900271388', '9002713880'])(
    'do not hide a number that is wrong: "%s"',
    async number => {
      const path = provider.write('own.xml', source.replace('00900271388', number))
      const plan = await provider.plan(path, '--today', '2026-02-01')
      expect(linesOf(plan)).toEqual([])
      expect(told(plan)).toContainEqual(expect.stringMatching(/^employer-id-invalid: /))
    },
  )

  test('mean the same ULN and the same provider', async () => {
    const text = composeReturn({
      ukprn: '099999999',
      learners: [learner('Z1', { FamilyName: 'Upjohn', GivenNames: 'Dai', ULN: '09901001012' })],
    })
    const plan = await provider.plan(
      provider.write('ILR-99999999-2526-20251006-120000-01.xml', text),
      '--today',
      '2026-02-01',
    )
    expect(linesOf(plan)).toEqual(['1001: {"uln":"9901001012"}'])
    expect(told(plan).filter(one => one.startsWith('ilr'))).toEqual([])
  })
})

describe('constants of the mapping', async () => {
  const provider = await openProvider('29-constants-of-the-mapping-and-returns')
  const plan = (...yaml: readonly string[]) =>
    provider.plan(
      'return.xml',
      '--today',
      '2026-02-01',
      '--mapping',
      yaml[0] ? provider.write('own.yaml', yaml[0]) : provider.file('mapping.yaml'),
    )

  test('hold for returns too: a newcomer has class and assessor', async () => {
    const made = await plan()
    expect(made.code).toBe(2)
    expect(made.json.changes[0]).toMatchObject({
      do: 'create-person',
      kind: 'learner',
      defaultAssessor: 2001,
      fields: { classroom: 41201, placement: 51301, startOn: '2025-09-01', email: 'val.lyle@example.org' },
    })
  })

  test('stand in only for what the return does not say', async () => {
    const yaml =
      'organisation: 90001\ncreate: [learner]\nstandards: { 91: 61242 }\nconstants: { Classroom: Autumn, Assessor Ref: C99, Learner Ref: X9, Last name: Nobody }\nilr:\n  - { of: learner, field: A, role: assessor, level: default }\n'
    const source = readFileSync(join(CASES, '29-constants-of-the-mapping-and-returns/return.xml'), 'utf8')
    const field =
      '<ProviderSpecLearnerMonitoring><ProvSpecLearnMonOccur>A</ProvSpecLearnMonOccur><ProvSpecLearnMon>C11</ProvSpecLearnMon></ProviderSpecLearnerMonitoring><LearnerEmploymentStatus>'
    const path = provider.write('own.xml', source.replace('<LearnerEmploymentStatus>', field))
    const made = await provider.plan(
      path,
      '--today',
      '2026-02-01',
      '--mapping',
      provider.write('own.yaml', yaml),
    )
    expect(made.json.changes[0]).toMatchObject({
      do: 'create-person',
      defaultAssessor: 2001,
      fields: { misId: 'CN1', lastName: 'Lyle' },
    })
  })
})

describe('a learner who moves to another employer', async () => {
  const provider = await openProvider('33-employers-of-the-learner-and-their-contact')

  test('leaves the default employer behind, which is told with the one contact of the new placement', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-02-01')
    expect(linesOf(plan)).toEqual(['1001: {"placement":51302}'])
    expect(told(plan)).toContainEqual(
      expect.stringMatching(
        /^employer-elsewhere: Dora Veck \(5001\) belongs to another placement than Eli Wray \(1001\), who moves to Gorse Joinery.*Gus Yelland \(5002\)/,
      ),
    )
  })

  test('has an employer to come, who is told with the day', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-02-01')
    expect(told(plan)).toContainEqual(
      expect.stringMatching(
        /^employer-to-come: To come: from 2026-09-01 Eli Wray \(1001\) is with 907173756 \(Heath Garage\)\. Nothing changes today/,
      ),
    )
  })

  test('is moved to the later employer once the day has come, which has no contact', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-09-01')
    expect(linesOf(plan)).toEqual(['1001: {"placement":51303}'])
    expect(told(plan)).toContainEqual(
      expect.stringMatching(
        /^employer-elsewhere: Dora Veck \(5001\) .*Heath Garage.*Name the default employer/,
      ),
    )
  })

  test('and is given the new contact in a sheet with the return is not warned of', async () => {
    const sheet = provider.write('e.csv', 'Learner Ref,Default Employer\nEC1,Gus Yelland\n')
    const plan = await provider.plan([provider.file('return.xml'), sheet], '--today', '2026-02-01')
    expect(told(plan).filter(one => one.includes('Gus Yelland (5002) belongs'))).toEqual([])
  })
})
