/** What follows from a return or a sheet by the rules of `implied:` in the mapping: nothing that is not switched on. */
import { describe, expect, test } from 'vitest'
import { composeReturn, learner, programme, type SampleElement } from '../samples/return.ts'
import { heldIn } from './plan.ts'
import { type CasePlan, openProvider, type Provider } from './provider.ts'

const CASE = '34-what-a-return-implies'
const TODAY = '2026-10-20'

/** The changes of who is beside whom, each on one line with the day and the rule. */
function proposed({ json }: CasePlan): string[] {
  return json.changes
    .filter((one: { do: string }) => one.do === 'assign')
    .map(
      // biome-ignore lint/suspicious/noExplicitAny: plans are data as programs get them.
      ({ learner: id, level, role, target, before, after, effectiveFrom, implied }: any) => {
        const about = level === 'aim' || level === 'unit' ? ` ${target}` : ''
        const from = effectiveFrom ? ` from ${effectiveFrom}` : ''
        return `${id} ${level} ${role}${about}: ${before} to ${after}${from}, ${implied?.rule ?? 'stated'}`
      },
    )
}

const care = (more: SampleElement = {}): SampleElement =>
  programme({ StdCode: '91', LearnStartDate: '2025-09-08', LearnPlanEndDate: '2027-03-14', ...more })
const maths = (more: SampleElement = {}): SampleElement =>
  programme({
    ...{ LearnAimRef: '60135547', AimType: '3', AimSeqNumber: '2', StdCode: '91' },
    ...more,
  })
const withdrawn = (last = '2026-10-09') => ({ CompStatus: '3', Outcome: '3', LearnActEndDate: last })
const onBreak = (last = '2026-10-09') => ({ CompStatus: '6', Outcome: '3', LearnActEndDate: last })
const done = (last = '2026-10-09') => ({ CompStatus: '2', Outcome: '1', LearnActEndDate: last })
const restart = (from = '2026-10-12', more: SampleElement = {}) =>
  care({
    ...{ AimSeqNumber: '3', LearnStartDate: from, OrigLearnStartDate: '2025-09-08' },
    LearningDeliveryFAM: { LearnDelFAMType: 'RES', LearnDelFAMCode: '1' },
    ...more,
  })
const job = (employer: string, from: string, more: SampleElement = {}): SampleElement => ({
  EmpStat: '10',
  DateEmpStatApp: from,
  EmpId: employer,
  ...more,
})

/** A mapping with some rules switched on. */
function mappingWith(provider: Provider, rules: string, more = ''): string[] {
  const name = `implied-${rules.replace(/\W+/g, '-')}${more.length}.yaml`
  const limits = 'limits:\n  organisation: { count: 50 }\n  assessor: { count: 50 }\n  level: { count: 50 }\n'
  const text = `standards: { 91: 61242, 264: 61251 }\n${rules ? `implied: [${rules}]\n` : ''}${more || limits}`
  return ['--mapping', provider.write(name, text)]
}

const NAMES: Record<string, SampleElement> = {
  RT1: { FamilyName: 'Pennant', GivenNames: 'Aled' },
  RT2: { FamilyName: 'Quarrel', GivenNames: 'Bet' },
  RT3: { FamilyName: 'Rushworth', GivenNames: 'Cai' },
}

interface Asked {
  rules: string
  reference?: string
  today?: string
  employment?: SampleElement | readonly SampleElement[]
  more?: string
}

function planReturn(
  provider: Provider,
  deliveries: SampleElement | readonly SampleElement[],
  { rules, reference = 'RT1', today = TODAY, employment, more = '' }: Asked,
): Promise<CasePlan> {
  const one = learner(reference, {
    ...NAMES[reference],
    ULN: '9999999999',
    ...(employment ? { LearnerEmploymentStatus: employment } : {}),
    LearningDelivery: deliveries,
  })
  const file = provider.write('return.xml', composeReturn({ year: '2627', learners: [one] }))
  return provider.plan(file, '--today', today, ...mappingWith(provider, rules, more))
}

const CARE_SLOTS = [
  '1001 aim assessor 9001: 2002 to null',
  '1001 aim iqa 9001: 3001 to null',
  '1001 unit assessor 9101: 2001 to null',
]
const EVERYBODY = [
  ...['1001 default assessor: 2001 to null', '1001 default employer: 5001 to null'],
  '1001 additional employer: 5001 to null',
]
const by = (lines: readonly string[], rule: string, from = '2026-10-10') =>
  lines.map(line => `${line} from ${from}, ${rule}`).sort()
const PAUSED = ['1001 default assessor: 2001 to null', ...CARE_SLOTS, '1001 aim assessor 9011: 2001 to null']
const GONE = [...EVERYBODY, ...CARE_SLOTS, '1001 aim assessor 9011: 2001 to null']

describe('what a return implies', async () => {
  const provider = await openProvider(CASE)

  interface Case {
    aims: SampleElement | readonly SampleElement[]
    rules: string
    gives: readonly string[]
    held?: readonly string[]
    today?: string
  }
  const ALL = 'break, restart, withdrawal, employer, aim-end'

  test.each<[string, Case]>([
    [
      'a withdrawal takes everybody away',
      { aims: [care(withdrawn()), maths(withdrawn())], rules: 'withdrawal', gives: by(GONE, 'withdrawal') },
    ],
    [
      'a withdrawal without the rule changes nothing',
      { aims: [care(withdrawn()), maths(withdrawn())], rules: '', gives: [] },
    ],
    [
      'a withdrawal with the other rules alone ends the aims',
      { aims: [care(withdrawn()), maths(withdrawn())], rules: 'break, restart, employer', gives: [] },
    ],
    [
      'a break takes those away who teach and assure',
      { aims: [care(onBreak()), maths(onBreak())], rules: 'break', gives: by(PAUSED, 'break') },
    ],
    [
      'a break without the rule changes nothing',
      { aims: [care(onBreak()), maths(onBreak())], rules: 'withdrawal, aim-end', gives: [] },
    ],
    [
      'an aim that ends takes away who is at it and at its units',
      { aims: [care(done()), maths()], rules: 'aim-end', gives: by(CARE_SLOTS, 'aim-end') },
    ],
    [
      'a part that ends leaves the programme alone',
      {
        aims: [care(), maths(done())],
        rules: ALL,
        gives: by(['1001 aim assessor 9011: 2001 to null'], 'aim-end'),
      },
    ],
    [
      'a part that is withdrawn ends too',
      {
        aims: [care(), maths(withdrawn())],
        rules: ALL,
        gives: by(['1001 aim assessor 9011: 2001 to null'], 'aim-end'),
      },
    ],
    [
      'a part on a break pauses by the rule for breaks',
      {
        aims: [care(), maths(onBreak())],
        rules: 'break',
        gives: by(['1001 aim assessor 9011: 2001 to null'], 'break'),
      },
    ],
    [
      'a part on a break is no end',
      { aims: [care(), maths(onBreak())], rules: 'aim-end, withdrawal', gives: [] },
    ],
    [
      'an end without the rule changes nothing',
      { aims: [care(done()), maths(done())], rules: 'withdrawal, break', gives: [] },
    ],
    [
      'a completed learner keeps the main people',
      {
        aims: [care(done()), maths(done())],
        rules: ALL,
        gives: by([...CARE_SLOTS, '1001 aim assessor 9011: 2001 to null'], 'aim-end'),
      },
    ],
    [
      'an outcome that is not known yet ends nothing',
      {
        aims: [care({ ...done(), Outcome: '8' }), maths({ ...done(), Outcome: '8' })],
        rules: ALL,
        gives: [],
      },
    ],
    ['what goes on implies nothing', { aims: [care(), maths()], rules: ALL, gives: [] }],
    [
      'a planned end that is past implies nothing',
      { aims: [care({ LearnPlanEndDate: '2026-09-30' }), maths()], rules: ALL, gives: [] },
    ],
    [
      'the programme says it, wherever it stands',
      {
        aims: [
          maths({ ...withdrawn('2026-09-30'), AimSeqNumber: '1' }),
          care({ ...withdrawn(), AimSeqNumber: '2' }),
        ],
        rules: 'withdrawal',
        gives: by(GONE, 'withdrawal'),
      },
    ],
    [
      'parts completed before the withdrawal',
      {
        aims: [care(withdrawn()), maths(done('2026-06-30'))],
        rules: 'withdrawal',
        gives: by(GONE, 'withdrawal'),
      },
    ],
    [
      'a break that became a withdrawal',
      {
        aims: [care(withdrawn('2026-06-30')), maths(withdrawn('2026-06-30'))],
        rules: 'withdrawal, break',
        gives: by(GONE, 'withdrawal', '2026-07-01'),
      },
    ],
    [
      'a zone behind the date',
      {
        aims: [care(withdrawn('2026-10-09Z')), maths(withdrawn('2026-10-09+01:00'))],
        rules: 'withdrawal',
        gives: by(GONE, 'withdrawal'),
      },
    ],
    [
      'given after the end: counts from today',
      {
        aims: [care(withdrawn('2026-02-27')), maths(withdrawn('2026-02-27'))],
        rules: 'withdrawal',
        gives: [
          ...by(
            GONE.filter(one => !one.includes(' unit ')),
            'withdrawal',
            '2026-02-28',
          ),
          '1001 unit assessor 9101: 2001 to null, withdrawal',
        ].sort(),
      },
    ],
    [
      'another programme goes on',
      {
        aims: [care(withdrawn()), care({ StdCode: '264', AimSeqNumber: '4' })],
        rules: 'withdrawal',
        gives: [],
      },
    ],
    [
      'another programme begins later',
      {
        aims: [care(withdrawn()), care({ StdCode: '264', AimSeqNumber: '4', LearnStartDate: '2026-11-02' })],
        rules: 'withdrawal',
        gives: [],
      },
    ],
    [
      'an aim beside the programme goes on',
      {
        aims: [care(withdrawn()), maths({ AimType: '4', ProgType: '', StdCode: '' })],
        rules: 'withdrawal',
        gives: [],
      },
    ],
    [
      'the end of its programme where another goes on',
      {
        aims: [care(withdrawn()), care({ StdCode: '264', AimSeqNumber: '4' })],
        rules: 'withdrawal, aim-end',
        gives: by(CARE_SLOTS, 'aim-end'),
      },
    ],
  ])('%s', async (_, { aims, rules, gives, today }) => {
    const plan = await planReturn(provider, aims, { rules, ...(today ? { today } : {}) })
    expect(
      proposed(plan)
        .filter(one => !one.endsWith('stated'))
        .sort(),
    ).toEqual(gives)
    expect(heldIn(plan).filter(one => one.includes('implied'))).toEqual([])
  })

  test.each<[string, SampleElement | readonly SampleElement[], string, RegExp]>([
    [
      'continuing with an actual end',
      care({ LearnActEndDate: '2026-10-09' }),
      'aim-end',
      /CompStatus 1 says that the aim goes on/,
    ],
    [
      'withdrawn without a day',
      care({ CompStatus: '3', Outcome: '3' }),
      'withdrawal',
      /no LearnActEndDate says when/,
    ],
    ['a break without a day', care({ CompStatus: '6' }), 'break', /no LearnActEndDate says when/],
    [
      'an end before the start',
      care(withdrawn('2025-08-01')),
      'withdrawal',
      /is before LearnStartDate 2025-09-08/,
    ],
    [
      'withdrawn and achieved',
      care({ ...withdrawn(), Outcome: '1' }),
      'withdrawal',
      /CompStatus 3 and Outcome 1 cannot both be right/,
    ],
    ['on a break and achieved', care({ ...onBreak(), Outcome: '1' }), 'break', /CompStatus 6 and Outcome 1/],
    [
      'a part goes on without the programme',
      [care(withdrawn()), maths()],
      'withdrawal',
      /its aim 60135547 goes on/,
    ],
    [
      'two programmes end on one day otherwise',
      [care(withdrawn()), care({ ...onBreak(), StdCode: '264', AimSeqNumber: '4' })],
      'withdrawal, break',
      /two programmes end on one day otherwise/,
    ],
    [
      'another programme waits for its outcome',
      [care(withdrawn()), care({ ...done(), Outcome: '8', StdCode: '264', AimSeqNumber: '4' })],
      'withdrawal',
      /outcome that is not known yet/,
    ],
    [
      'an end without a status',
      care({ LearnActEndDate: '2026-10-09', CompStatus: '' }),
      'aim-end',
      /no CompStatus says how it ended/,
    ],
  ])('is held where it contradicts itself: %s', async (_, aims, rules, why) => {
    const plan = await planReturn(provider, aims, { rules })
    expect(proposed(plan)).toEqual([])
    const held = plan.json.held.filter((one: { code: string }) => one.code === 'implied-unclear')
    expect(held[0]?.sentence).toMatch(why)
  })
})

/** Applies a return, and gives what is planned from it afterwards. */
async function applyReturn(
  provider: Provider,
  deliveries: SampleElement | readonly SampleElement[],
  asked: Asked,
): Promise<CasePlan> {
  const before = await planReturn(provider, deliveries, asked)
  expect(before.json.changes.length).toBeGreaterThan(0)
  const file = `${provider.folder}/return.xml`
  const flags = ['--today', asked.today ?? TODAY, ...mappingWith(provider, asked.rules, asked.more)]
  const { code, stderr } = await provider.give('apply', file, ...flags, '--yes')
  expect([code, stderr]).toEqual([0, expect.anything()])
  return planReturn(provider, deliveries, asked)
}

describe('a break that was carried out, and the restart after it', async () => {
  const provider = await openProvider(CASE)
  const broken = [care(onBreak()), maths(onBreak())]
  const back = (from?: string) => [...broken, restart(from), maths({ LearnStartDate: from ?? '2026-10-12' })]

  test('leaves nothing to be planned again, and a restart brings back whoever was there before', async () => {
    const again = await applyReturn(provider, broken, { rules: 'break' })
    expect(proposed(again)).toEqual([])
    const asked = { rules: 'break, restart', today: '2026-11-03' }
    const plan = await planReturn(provider, back('2026-11-02'), asked)
    expect(proposed(plan).sort()).toEqual(
      [
        '1001 aim assessor 9001: null to 2002 from 2026-11-02, restart',
        '1001 aim assessor 9011: null to 2001 from 2026-11-02, restart',
        '1001 aim iqa 9001: null to 3001 from 2026-11-02, restart',
        '1001 default assessor: null to 2001 from 2026-11-02, restart',
        '1001 unit assessor 9101: null to 2001 from 2026-11-02, restart',
      ].sort(),
    )
    expect(plan.json.changes.find((one: { do: string }) => one.do === 'assign').implied.words).toBe(
      'LearnStartDate 2026-11-02, OrigLearnStartDate 2025-09-08, RES 1',
    )
  })

  test('brings nobody back without its rule, nor of whom a row says who is to be there', async () => {
    const asked = { rules: 'break', today: '2026-11-03' }
    expect(proposed(await planReturn(provider, back('2026-11-02'), asked))).toEqual([])
    const sheet = provider.write('who.csv', 'Learner Ref,Main Assessor Ref\nRT1,C12\n')
    const file = `${provider.folder}/return.xml`
    const flags = ['--today', '2026-11-03', ...mappingWith(provider, 'restart')]
    const plan = await provider.plan([file, sheet], ...flags)
    expect(proposed(plan)).toContain('1001 default assessor: null to 2002, stated')
    expect(proposed(plan).filter(one => one.includes('default'))).toHaveLength(1)
  })

  test('is held where the restart contradicts itself, or two programmes go on', async () => {
    const asked = { rules: 'restart', today: '2026-11-03' }
    const early = [...broken, restart('2026-09-14')]
    const odd = [...broken, restart('2026-11-02', { OrigLearnStartDate: '2026-12-01' })]
    const two = [...back('2026-11-02'), care({ StdCode: '264', AimSeqNumber: '7' })]
    for (const [deliveries, why] of [
      [early, /the break begins after 2026-10-09/],
      [odd, /OrigLearnStartDate 2026-12-01 is after LearnStartDate/],
      [two, /2 programmes go on/],
    ] as const) {
      const plan = await planReturn(provider, deliveries, asked)
      expect(proposed(plan).filter(one => one.endsWith('restart'))).toEqual([])
      expect(plan.json.held.map((one: { sentence: string }) => one.sentence).join()).toMatch(why)
    }
  })

  test('brings back by a return that has the restart alone', async () => {
    const plan = await planReturn(provider, [restart('2026-11-02')], {
      rules: 'restart',
      today: '2026-11-03',
    })
    expect(proposed(plan)).toContain('1001 default assessor: null to 2001 from 2026-11-02, restart')
  })

  test('brings back by a sheet that says that the learner is active again', async () => {
    const sheet = provider.write('status.csv', 'Learner Ref,Status\nRT1,Returned\n')
    const plan = await provider.plan(sheet, '--today', '2026-11-03', ...mappingWith(provider, 'restart'))
    expect(proposed(plan)).toContain('1001 default assessor: null to 2001, restart')
    const other = provider.write('status.csv', 'Learner Ref,Status\nRT2,Active\n')
    expect(
      (await provider.plan(other, '--today', '2026-11-03', ...mappingWith(provider, 'restart'))).json.changes,
    ).toEqual([])
  })

  test('holds whoever is archived by now, and brings the others back', async () => {
    await provider.client.archiveUser({ user: 2002 })
    const plan = await planReturn(provider, back('2026-11-02'), { rules: 'restart', today: '2026-11-03' })
    expect(proposed(plan)).not.toContain(expect.stringContaining('2002'))
    expect(heldIn(plan).join()).toContain('person-archived')
    expect(proposed(plan)).toHaveLength(4)
    await provider.client.unarchiveUser({ user: 2002 })
  })

  test('is done once, and taken back as a run', async () => {
    const asked = { rules: 'break, restart', today: '2026-11-03' }
    const again = await applyReturn(provider, back('2026-11-02'), asked)
    expect(proposed(again)).toEqual([])
    expect((await provider.give('undo', '--yes')).code).toBe(0)
    expect(proposed(await planReturn(provider, back('2026-11-02'), asked))).toHaveLength(5)
  })
})

describe('an employer of the return', async () => {
  const provider = await openProvider(CASE)
  const by = (employment: SampleElement | readonly SampleElement[], rules = 'employer', reference = 'RT1') =>
    planReturn(provider, care(), { rules, employment, reference })
  const OLD = job('154549452', '2025-09-08')

  test('makes the one contact the default employer from its day', async () => {
    const plan = await by([OLD, job('900271388', '2026-10-05')])
    expect(proposed(plan)).toEqual(['1001 default employer: 5001 to 5002 from 2026-10-05, employer'])
    expect(plan.json.changes.at(-1).implied.words).toBe('EmpId 900271388, DateEmpStatApp 2026-10-05')
    expect(proposed(await by([job('900271388', '2026-10-05'), OLD]))).toHaveLength(1)
  })

  test('changes nobody without its rule, of the same employer, or of whom a row says who it is', async () => {
    expect(proposed(await by([OLD, job('900271388', '2026-10-05')], 'break, aim-end'))).toEqual([])
    expect(proposed(await by(OLD))).toEqual([])
    const sheet = provider.write('who.csv', 'Learner Ref,Line Manager Ref\nRT1,E13\n')
    await by([OLD, job('900271388', '2026-10-05')])
    const flags = ['--today', TODAY, ...mappingWith(provider, 'employer')]
    const plan = await provider.plan([`${provider.folder}/return.xml`, sheet], ...flags)
    expect(proposed(plan).filter(one => one.includes('default employer'))).toEqual([
      '1001 default employer: 5001 to 5003, stated',
    ])
  })

  test('is held where the contact is not certain, or the record contradicts itself', async () => {
    const codes = async (employment: SampleElement | readonly SampleElement[]) => {
      const plan = await by(employment)
      expect(proposed(plan).filter(one => one.endsWith('employer'))).toEqual([])
      return heldIn(plan)
        .map(one => one.split(' ').at(-1))
        .filter(one => one !== 'standard-unknown')
    }
    expect(await codes([OLD, job('907173756', '2026-10-05')])).toEqual(['employer-contact'])
    expect(await codes([OLD, job('900271388', '2026-10-05', { EmpStat: '11' })])).toEqual(['implied-unclear'])
    expect(await codes([job('154549452', '2026-10-05'), job('900271388', '2026-10-05')])).toEqual([
      'employers-several',
    ])
    expect(await codes([OLD, { EmpStat: '11', DateEmpStatApp: '2026-10-05' }])).toEqual([])
    expect(await codes([OLD, job('999999999', '2026-10-05')])).toEqual([])
  })

  test('fills an empty place, and leaves a learner who has left alone', async () => {
    expect(proposed(await by(job('900271388', '2026-10-05'), 'employer', 'RT3'))).toEqual([
      '1003 default employer: null to 5002 from 2026-10-05, employer',
    ])
    const left = await planReturn(provider, care(withdrawn()), {
      ...{ rules: 'employer', reference: 'RT1', employment: [OLD, job('900271388', '2026-10-05')] },
    })
    expect(proposed(left)).toEqual([])
  })

  test('is done once', async () => {
    const employment = [OLD, job('900271388', '2026-10-05')]
    const again = await applyReturn(provider, care(), { rules: 'employer', employment })
    expect(proposed(again)).toEqual([])
  })
})

describe('what a sheet implies', async () => {
  const provider = await openProvider(CASE)
  const sheet = (header: string, ...rows: readonly string[]) =>
    provider.write('sheet.csv', `${[header, ...rows].join('\n')}\n`)
  const planSheet = (rules: string, header: string, ...rows: readonly string[]) =>
    provider.plan(sheet(header, ...rows), '--today', TODAY, ...mappingWith(provider, rules))
  const assessor = (rest: string) => `1002 default assessor: 2001 to null${rest}`
  const employer = (rest: string) => `1002 default employer: 5001 to null${rest}`
  const linked = (rest: string) => `1002 additional employer: 5001 to null${rest}`

  test.each([['Withdrawn'], ['withdrew'], ['Left'], ['Leaver'], ['Early leaver'], ['3']])(
    'a status %s takes everybody away, from today where no day is given',
    async status => {
      const plan = await planSheet('withdrawal', 'Learner Ref,Status', `RT2,${status}`)
      const rest = ', withdrawal'
      expect(proposed(plan).filter(one => !one.includes('additional'))).toEqual([
        assessor(rest),
        employer(rest),
      ])
    },
  )

  test.each([
    ['Break in Learning'],
    ['BIL'],
    ['On Break'],
    ['On a break'],
    ['Temporarily withdrawn'],
    ['Suspended'],
    ['6'],
  ])('a status %s pauses who teaches', async status => {
    const plan = await planSheet(
      'break, withdrawal',
      'Learner Ref,Learner Status,Date Left',
      `RT2,${status},09/10/2026`,
    )
    expect(proposed(plan)).toEqual([assessor(' from 2026-10-10, break')])
  })

  test('the assessor of the same row is who it was; another row that asks for one contradicts', async () => {
    const header = 'Learner Ref,Main Assessor Ref,Status,Date Left'
    const plan = await planSheet('break', header, 'RT2,C11,On Break,09/10/2026', 'RT3,C12,Active,')
    expect(proposed(plan)).toEqual([assessor(' from 2026-10-10, break')])
    const two = await planSheet('break', header, 'RT2,,On Break,09/10/2026', 'RT2,C12,,')
    expect(proposed(two).filter(one => one.endsWith('break'))).toEqual([])
    expect(heldIn(two)).toEqual(['2 implied-unclear'])
  })

  test('rows that disagree, and an end of somebody who goes on, are held', async () => {
    const rows = await planSheet('withdrawal', 'Learner Ref,Status', 'RT2,Withdrawn', 'RT2,Active')
    expect(proposed(rows)).toEqual([])
    expect(heldIn(rows)).toContain('2 implied-unclear')
    const active = await planSheet('restart', 'Learner Ref,Status,Date Left', 'RT2,Active,09/10/2026')
    expect(active.json.changes.filter((one: { do: string }) => one.do === 'assign')).toEqual([])
  })

  test('nothing follows without a rule, and of words that nobody knows', async () => {
    expect((await planSheet('', 'Learner Ref,Status', 'RT2,Withdrawn')).json.changes).toEqual([])
    expect((await planSheet('withdrawal, break', 'Learner Ref,Status', 'RT2,Pending')).json.changes).toEqual(
      [],
    )
    expect(
      (await planSheet('withdrawal, break', 'Learner Ref,Status', 'RT2,Completed')).json.changes,
    ).toEqual([])
  })

  test('stands under the limits, and together with a rule about leavers', async () => {
    const limits = 'limits:\n  organisation: { count: 1, share: 1% }\n'
    const flags = ['--today', TODAY, ...mappingWith(provider, 'withdrawal', limits)]
    const file = sheet('Learner Ref,Status', 'RT2,Withdrawn', 'RT1,Withdrawn')
    const plan = await provider.plan(file, ...flags)
    expect(plan.json.waits.length).toBe(proposed(plan).length)
    const leavers = 'leavers:\n  - { when: withdrawn, after: 0, do: archive }\n'
    const one = sheet('Learner Ref,Status', 'RT2,Withdrawn')
    const both = await provider.plan(one, '--today', TODAY, ...mappingWith(provider, 'withdrawal', leavers))
    expect(both.json.changes.map((change: { do: string }) => change.do).at(-1)).toBe('archive-person')
    expect(both.json.changes.at(-1).leaves).toEqual([])
    void linked
  })

  test('says the row, the field, its value and the rule in words', async () => {
    const file = sheet('Learner Ref,Status,Date Left', 'RT2,Break in Learning,09/10/2026')
    const { stdout } = await provider.give('plan', file, '--today', TODAY, ...mappingWith(provider, 'break'))
    expect(stdout).toContain(
      '- default assessor: Ina Stead (2001) is taken away, from 2026-10-10 (break: Learner Status break, Actual End Date 2026-10-09) [row 2]',
    )
  })
})
