import { describe, expect, it } from 'vitest'
import { composeReturn, learner, namespaceOf, programme } from '../../../test/samples/return.ts'
import {
  assignmentsIn,
  findingsIn,
  peopleIn,
  publishedPath,
  readBytes,
  readPath,
} from '../../../test/samples/sample.ts'
import { composeZip } from '../../../test/samples/zip.ts'
import type { WholeReading } from '../read.ts'
import type { AimStatement } from '../statement/statement.ts'

const NAME = 'ILR-99999999-2526-20251006-120049-01.xml'
const aimsIn = ({ statements }: WholeReading) => statements.filter(one => one.says === 'aim')
const shortly = ({ aim, part, state }: AimStatement) =>
  [aim.words, aim.kind, part, state].filter(Boolean).join(' ')

describe('returns of every year', () => {
  const years = ['1718', '1819', '1920', '2021', '2122', '2223', '2324', '2425', '2526', '2627']

  it.each(years)('reads %s by the names of elements, whatever the namespace', async year => {
    const learners = [learner('A1', { NoSuchElementYet: { Deep: 'x' }, LearningDelivery: programme() })]
    const reading = await readBytes(
      composeReturn({ year, learners }),
      `ILR-99999999-${year}-20251006-120049-01.xml`,
    )
    expect(reading).toMatchObject({ kind: 'ilr', refusals: [], ilr: { year, ukprn: '99999999' } })
    expect(aimsIn(reading).map(shortly)).toEqual(['118 lars-standard programme continuing'])
    expect(findingsIn(reading)).toEqual([])
  })

  it('believes the header where the name or the namespace says another year', async () => {
    const text = composeReturn({ year: '1718', namespace: namespaceOf('1819'), learners: [learner('A1')] })
    const reading = await readBytes(text, 'ILR-1234567-1920-01.xml')
    expect(reading.ilr!.year).toBe('1718')
    expect(findingsIn(reading)).toEqual(['ilr-names-disagree nothing'])
    expect(reading.findings[0]!.sentence).toMatch(/provider 1234567.*year 1920.*namespace says year 1819/)
  })
})

describe('what a return says of a learner', () => {
  it('reads keys and facts by the same rules as any sheet, at the line where each stands', async () => {
    const reading = await readBytes(
      composeReturn({
        learners: [
          learner('0ALB01', {
            PrevLearnRefNumber: 'OLD1',
            DateOfBirth: '2006-02-28+01:00',
            NINumber: 'lj000000a',
            Email: 'Orlagh.Wrenfold@EXAMPLE.org',
            GivenNames: 'Orlagh ',
          }),
          learner('A2', { ULN: '9999999999', FamilyName: 'Lumb' }),
          learner('A3', { ULN: '1111111111', FamilyName: 'Lumb' }),
        ],
      }),
      NAME,
    )
    const [first] = peopleIn(reading)
    expect(first!.who.keys).toEqual({
      misId: '0ALB01',
      otherMisIds: ['OLD1'],
      uln: '9901001012',
      email: 'orlagh.wrenfold@example.org',
    })
    expect(first!.facts).toMatchObject({ birth: '2006-02-28', nino: 'LJ000000A' })
    expect(peopleIn(reading).map(one => one.who.keys.uln)).toEqual(['9901001012', undefined, undefined])
    expect(findingsIn(reading).map(one => one.split(' ').at(-1))).toEqual(['ULN', 'GivenNames', 'ULN'])
  })

  it('takes the latest employment that has begun, whatever the order, and of no learner who has none', async () => {
    const employment = [
      { EmpStat: '10', DateEmpStatApp: '2025-09-08', EmpId: '154549452', AgreemId: 'ABC123' },
      { EmpStat: '11', DateEmpStatApp: '2020-01-01' },
      { EmpStat: '10', DateEmpStatApp: '2026-12-01', EmpId: '900271388' },
    ]
    const learners = [learner('A1', { LearnerEmploymentStatus: employment }), learner('A2')]
    const reading = await readBytes(composeReturn({ learners }), NAME)
    expect(peopleIn(reading).map(one => one.facts.workplace)).toEqual([
      { employerId: '154549452', agreementId: 'ABC123' },
      undefined,
    ])
  })

  it('says nothing of an employer where the latest record is of no work, or of an id that is not known yet', async () => {
    const learners = [
      learner('A1', {
        LearnerEmploymentStatus: [
          { EmpStat: '10', DateEmpStatApp: '2020-01-01', EmpId: '154549452' },
          { EmpStat: '11', DateEmpStatApp: '2025-01-01' },
        ],
      }),
      learner('A2', {
        LearnerEmploymentStatus: { EmpStat: '10', DateEmpStatApp: '2020-01-01', EmpId: '999999999' },
      }),
    ]
    const reading = await readBytes(composeReturn({ learners }), NAME)
    expect(peopleIn(reading).map(one => one.facts.workplace)).toEqual([undefined, undefined])
  })

  it('finds the programme by its type, not its place, and the standard only of an apprentice', async () => {
    const reading = await readBytes(
      composeReturn({
        learners: [
          learner('A1', {
            LearningDelivery: [
              programme({ LearnAimRef: '6004813x', AimType: '3', AimSeqNumber: '1' }),
              programme({ AimSeqNumber: '2' }),
            ],
          }),
          learner('A2', { LearningDelivery: programme({ ProgType: '2', StdCode: '1' }) }),
        ],
      }),
      NAME,
    )
    expect(aimsIn(reading).map(shortly)).toEqual([
      '6004813X aim-reference component continuing',
      '118 lars-standard programme continuing',
      'ZPROG001 aim-reference programme continuing',
    ])
  })

  it('sees that a learner has come back after a break, left, or completed', async () => {
    const broken = programme({ CompStatus: '6', LearnActEndDate: '2026-01-10' })
    const back = programme({
      LearnStartDate: '2026-03-02',
      OrigLearnStartDate: '2025-09-08',
      AimSeqNumber: '2',
      LearningDeliveryFAM: { LearnDelFAMType: 'RES', LearnDelFAMCode: '1' },
    })
    const learners = [
      learner('Back', { LearningDelivery: [back, broken] }),
      learner('Away', { LearningDelivery: broken }),
      learner('Left', {
        LearningDelivery: programme({ CompStatus: '3', WithdrawReason: '98', LearnActEndDate: '2026-01-10' }),
      }),
      learner('Done', { LearningDelivery: programme({ CompStatus: '2', LearnActEndDate: '2026-06-30' }) }),
    ]
    const reading = await readBytes(composeReturn({ learners }), NAME)
    expect(peopleIn(reading).map(one => [one.who.keys.misId, one.facts.state, one.facts.actualEnd])).toEqual([
      ['Back', 'active', undefined],
      ['Away', 'break', '2026-01-10'],
      ['Left', 'withdrawn', '2026-01-10'],
      ['Done', 'completed', '2026-06-30'],
    ])
    expect(aimsIn(reading)[0]).toMatchObject({
      restarted: true,
      start: '2026-03-02',
      firstStart: '2025-09-08',
    })
  })

  it('tells aims apart by their references where two carry one number', async () => {
    const aims = ['60068802', '60145353'].map(LearnAimRef => programme({ LearnAimRef, AimType: '4' }))
    const reading = await readBytes(
      composeReturn({ learners: [learner('A1', { LearningDelivery: aims })] }),
      NAME,
    )
    expect(aimsIn(reading)).toHaveLength(2)
    expect(findingsIn(reading).map(one => one.split(' ')[0])).toEqual(['aim-number-repeated'])
  })
})

describe('who assesses is never in a return, unless the mapping says where', () => {
  const learners = [
    learner('A1', {
      ProviderSpecLearnerMonitoring: [
        { ProvSpecLearnMonOccur: 'A', ProvSpecLearnMon: 'IM01' },
        { ProvSpecLearnMonOccur: 'B', ProvSpecLearnMon: 'North' },
      ],
      LearningDelivery: programme({
        ProviderSpecDeliveryMonitoring: { ProvSpecDelMonOccur: 'C', ProvSpecDelMon: 'PO07' },
      }),
    }),
  ]

  it('assigns nobody by itself', async () => {
    expect(assignmentsIn(await readBytes(composeReturn({ learners }), NAME))).toEqual([])
  })

  it('assigns by the codes in the fields that the mapping names', async () => {
    const reading = await readBytes(composeReturn({ learners }), NAME, {
      ilr: [
        { of: 'learner', field: 'A', role: 'assessor', level: 'default' },
        { of: 'aim', field: 'C', role: 'iqa', level: 'aim' },
      ],
    })
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default = IM01',
      'A1: hold iqa aim 118 from 2025-09-08 = PO07',
    ])
  })
})

describe('returns that cannot be believed', () => {
  it.each([
    [
      'has a DOCTYPE',
      composeReturn({ learners: [learner('A1')], prolog: '<!DOCTYPE Message>' }),
      'xml-doctype',
    ],
    ['is no return', '<Users><Learner/></Users>', 'file-kind-unknown'],
    [
      'has no header',
      '<Message><Learner><LearnRefNumber>A1</LearnRefNumber></Learner></Message>',
      'ilr-header',
    ],
    ['is cut short', composeReturn({ learners: [learner('A1'), learner('A2')] }).slice(0, -60), 'xml-broken'],
    ['uses an entity of its own', composeReturn({ learners: [learner('&lol;')] }), 'xml-broken'],
  ])('refuses one that %s, and states nothing of it', async (_, text, code) => {
    const reading = await readBytes(text, NAME)
    expect(reading.refusals.map(one => one.code)).toEqual([code])
    expect(reading.statements).toEqual([])
    expect(reading.counts.held).toBe(reading.counts.rows)
  })

  it('says of a return without learners that it is empty, which removes nobody', async () => {
    const reading = await readBytes(composeReturn({ learners: [] }), NAME)
    expect(findingsIn(reading)).toEqual(['sheet-empty nothing'])
  })

  it('reads a return in UTF-16', async () => {
    const text = composeReturn({ learners: [learner('A1', { GivenNames: 'Zoë' })] }).replace(
      'utf-8',
      'utf-16',
    )
    const reading = await readBytes(Buffer.from(`\ufeff${text}`, 'utf16le'), NAME)
    expect(peopleIn(reading)[0]!.who.name.given).toBe('Zoë')
  })

  it('holds a learner without anything to be found by', async () => {
    const reading = await readBytes(composeReturn({ learners: [{ Sex: 'F' }, learner('A2')] }), NAME)
    expect(reading.counts).toEqual({ rows: 2, stated: 1, held: 1, layout: 0 })
    expect(findingsIn(reading)[0]).toMatch(/^nobody-named row/)
  })

  it('reads the one file of a ZIP, and remarks on another name', async () => {
    const xml = composeReturn({ learners: [learner('A1')] })
    expect(findingsIn(await readBytes(composeZip({ [NAME]: xml }), NAME.replace('.xml', '.ZIP')))).toEqual([])
    expect(findingsIn(await readBytes(composeZip({ [NAME]: xml }), 'july.zip'))).toEqual([
      'ilr-names-disagree nothing',
    ])
  })

  it('refuses a ZIP with a password', async () => {
    const bytes = composeZip({ [NAME]: composeReturn({ learners: [learner('A1')] }) })
    const entry = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes[entry + 8] = 1
    const [refusal] = (await readBytes(bytes, 'a.zip')).refusals
    expect(refusal).toMatchObject({ code: 'zip-contents', holds: 'file' })
    expect(refusal!.sentence).toContain('password')
  })

  it('refuses a ZIP with two files, or with none', async () => {
    const two = composeZip({ 'a.xml': '<Message/>', 'b.xml': '<Message/>' })
    for (const bytes of [two, composeZip({})]) {
      expect((await readBytes(bytes, 'a.zip')).refusals[0]!.code).toBe('zip-contents')
    }
  })
})

const at = publishedPath('ilr')
const published = (name: string) => readPath(`${at}/${name}`, name)

describe.skipIf(!at)('published samples (skipped where they are not at hand)', () => {
  it('2025-26: one ULN on two learners, a wrong check digit, six without ULN, fifteen with one address', async () => {
    const reading = await published('ILR-99999999-2526-20250108-094401.xml')
    expect(reading.counts).toEqual({ rows: 19, stated: 19, held: 0, layout: 0 })
    expect(aimsIn(reading)).toHaveLength(35)
    const found = reading.findings.map(({ code, sentence }) => `${code}: ${sentence}`).join('\n')
    expect(found).toMatch(/uln-shared: The ULN 1061485810/)
    expect(found).toMatch(/uln-invalid: The ULN 1061484935/)
    expect(found).toMatch(/uln-temporary: .* 6 cells/)
    expect(found).toMatch(/email-shared: 15 learners/)
    expect(found).toMatch(/aim-number-repeated/)
    expect(peopleIn(reading).filter(one => one.facts.nino === 'NW123891C')).toHaveLength(4)
    const levy = aimsIn(reading).filter(one => one.learner.keys.misId === 'Levy')
    expect(levy.map(one => one.part)).toEqual([
      'component',
      'programme',
      'component',
      'component',
      'component',
    ])
  })

  it('2025-26: five people called Jason Smith and four called Jane Smith stay nine people', async () => {
    const reading = await published('ILR-99999999-2526-20250108-094401.xml')
    const named = (given: string) =>
      peopleIn(reading).filter(one => one.who.name.given === given && one.who.name.family === 'Smith')
    expect([named('Jason').length, named('Jane').length]).toEqual([5, 4])
    expect(new Set(peopleIn(reading).map(one => one.who.keys.misId)).size).toBe(19)
  })

  it('2019-20: elements that are not in its own schema are passed over', async () => {
    const reading = await published('ILR-99999999-1920-20190626-144401-01.xml')
    expect(reading.counts).toMatchObject({ rows: 18, stated: 18 })
    const levy = peopleIn(reading).find(one => one.who.keys.misId === 'Levy')
    expect(levy!.facts.workplace).toEqual({ employerId: '907173756', agreementId: '123ABC' })
  })

  it('2019-20: two programmes one after the other, from unemployed to employed, a work placement', async () => {
    const reading = await published('ILR-10000275-1920-20190613-112424-01.xml')
    const programmes = aimsIn(reading).filter(one => one.part === 'programme')
    expect(programmes.map(one => [one.state, one.start])).toEqual([
      ['completed', '2015-01-14'],
      ['continuing', '2015-06-09'],
    ])
    expect(peopleIn(reading)[0]!.facts).toMatchObject({
      state: 'active',
      workplace: { employerId: '123456789' },
    })
    expect(aimsIn(reading)[1]!.workplaces).toEqual(['123456789'])
  })

  it('2019-20: a BOM, a trailing space, an impossible ULN and NI number', async () => {
    const reading = await published('ILR-10000001-1920-20190624-141555-01.xml')
    expect(peopleIn(reading)[0]!.who).toMatchObject({
      keys: { misId: '12323234234A', otherMisIds: ['a21321321321'] },
      name: { given: 'Joe', family: 'Bloggs' },
    })
    expect(reading.findings.map(one => one.code)).toEqual(['uln-invalid', 'nino-invalid', 'spaces-trimmed'])
  })

  it('named like 2019-20 and being 2017-18: the header is believed', async () => {
    const reading = await published('ILR-1234567-1920-01.xml')
    expect(reading.ilr).toMatchObject({ year: '1718', ukprn: '99999999' })
    expect(reading.findings.map(one => one.code)).toContain('ilr-names-disagree')
    expect(reading.counts.held).toBe(0)
  })

  it('2018-19 in a ZIP: 669 learners who differ only in references and ULNs stay 669', async () => {
    const reading = await published('ILR-99999999-1819-20180704-120055-03.zip')
    expect(reading.counts).toMatchObject({ rows: 669, stated: 669 })
    expect(new Set(peopleIn(reading).map(one => one.who.keys.misId)).size).toBe(669)
    const ulns = peopleIn(reading).flatMap(one => one.who.keys.uln ?? [])
    expect(new Set(ulns).size).toBe(ulns.length)
    const found = reading.findings.map(({ code, sentence }) => `${code}: ${sentence}`).join('\n')
    expect(found).toMatch(/uln-temporary: .* 20 cells/)
    expect(found).toMatch(/email-shared: 669 learners/)
    expect(aimsIn(reading).some(one => /^0/.test(one.aim.words))).toBe(true)
  })
})
