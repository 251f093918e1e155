import { describe, expect, it } from 'vitest'
import {
  assignmentsIn,
  callOf,
  findingsIn,
  peopleIn,
  publishedPath,
  readPath,
  readSample,
} from '../../test/samples/sample.ts'
import { readMapping } from './mapping/mapping.ts'

const codes = (findings: readonly string[]) => findings.map(one => one.split(' ')[0])

describe('the allocation matrix that MIS officers keep by hand', async () => {
  const reading = await readSample('mis/allocation-matrix.csv')

  it('says everybody beside each learner, with the day it counts from', () => {
    expect(assignmentsIn(reading)).toEqual([
      'P2526-0417-000101: hold assessor default from 2025-09-08 = isolde.marrowby@example.org',
      'P2526-0417-000101: hold employer default from 2025-09-08 = dorcas.penhallock@example.com',
      'P2526-0417-000101: hold observer additional from 2025-09-08 = Zephyrine Lumb',
      'P2526-0417-000101: hold assessor aim ST0005 from 2025-09-08 = Isolde Marrowby',
      'P2526-0417-000101: hold assessor aim 60135547 from 2025-09-08 = Rhodri ap Celyn',
      'P2526-0417-000101: hold iqa aim ST0005 from 2025-09-08 = Perpetua Oakenshaw-Bligh',
      'P2526-0417-000101: hold iqa aim 60135547 from 2025-09-08 = Perpetua Oakenshaw-Bligh',
      'P2526-0417-000101: hold assessor additional from 2025-09-08 = Hesper Nightjar',
      'P2526-0417-000101: hold assessor additional from 2025-09-08 = Tobias Quillfeather',
      'FBW-000102: hold assessor default from 2026-08-01 = t.quillfeather@example.org',
      'FBW-000102: hold employer default from 2026-08-01 = dorcas.penhallock@example.com',
      'FBW-000102: hold iqa aim ST0005 from 2026-08-01 = Perpetua Oakenshaw-Bligh',
      'FBW-000110: hold assessor default = Rhodri ap Celyn',
      'FBW-000110: hold assessor aim ST0384 = Rhodri ap Celyn',
      'FBW-000110: hold iqa aim ST0384 = Rhodri ap Celyn',
    ])
    expect(reading.counts).toEqual({ rows: 4, stated: 3, held: 0, layout: 1 })
  })

  it('splits "Surname, Given" and keeps the typographic apostrophe as it was written', () => {
    expect(peopleIn(reading).map(one => one.who.name)).toEqual([
      { given: 'Orlagh', family: 'Wrenfold' },
      { given: 'Caspian', family: 'Thistlewane' },
      { given: 'D’Shaun', family: 'Oyelaran-Smythe-Featherington' },
    ])
  })

  it('states the aims that the learners need first', () => {
    const aims = reading.statements.flatMap(one =>
      one.says === 'aim' ? [`${one.place.row} ${one.aim.words}`] : [],
    )
    expect(aims).toEqual(['2 ST0005', '2 60135547', '3 ST0005', '4 ST0384'])
  })

  it('reads n/a and TBC as blank, says so, and says that no date proves its order', () => {
    expect(findingsIn(reading)).toEqual([
      'date-order-assumed nothing 1 O',
      'blank-word nothing 4 K',
      'blank-word nothing 4 L',
    ])
  })
})

describe('exports of other systems', () => {
  it('reads the user import of Aptem: case owner, employer id, NI number of an example', async () => {
    const reading = await readSample('mis/aptem-user-import.csv')
    expect(assignmentsIn(reading)).toEqual([
      'P2526-0417-000101: hold assessor default = Isolde Marrowby',
      'FBW-000102: hold assessor default = Tobias Quillfeather',
      'FBW-000111: hold assessor default = I. Marrowby',
    ])
    expect(peopleIn(reading)[0]!.facts).toEqual({
      birth: '2006-02-28',
      classroom: { name: 'Adult Care L3 Sept 25' },
      workplace: { name: 'Fable & Thistle Care Ltd', employerId: '154549452' },
    })
    expect(codes(findingsIn(reading))).toEqual(['columns-unused', 'nino-invalid'])
  })

  it('reads learners of PICS with their officers, two references each, and references that begin with zeros', async () => {
    const reading = await readSample('mis/pics-learner-import.csv')
    expect(peopleIn(reading).map(one => one.who.keys)).toEqual([
      { misId: 'WREN000101', otherMisIds: ['0005Z'], uln: '9901001012' },
      { misId: 'THIS000102', otherMisIds: ['00060'], uln: '9901001152' },
      { misId: 'FERC000104', otherMisIds: ['0006A'] },
    ])
    const officers = reading.statements.flatMap(one => (one.says === 'assignment' ? [one.who] : []))
    expect(officers.map(who => ({ ...who?.keys, ...who?.name }))).toEqual([
      { misId: 'IM01', email: 'isolde.marrowby@example.org', given: 'Isolde', family: 'Marrowby' },
      { full: 'Tobias Quillfeather' },
      { misId: 'XX99', email: 't.quillfeather@example.org', given: 'Tobias', family: 'Quillfeather' },
    ])
    expect(peopleIn(reading)[0]!.who.name.knownAs).toBe('Orla')
  })

  it('reads firms of PICS as places of work, and takes 999999999 for no employer id', async () => {
    const reading = await readSample('mis/pics-organisation-import.csv')
    expect(reading.statements.map(one => one.says === 'workplace' && one.workplace)).toEqual([
      { name: 'Fable & Thistle Care Ltd', employerId: '154549452' },
      { name: 'FABLE AND THISTLE CARE LIMITED', employerId: '154549452' },
      { name: 'Kettlewick Joinery' },
    ])
    expect(findingsIn(reading)).toContain('employer-id-temporary nothing 4 N')
  })

  it('reads the upload of the apprenticeship service and invents no day for an end that is a month', async () => {
    const reading = await readSample('mis/apprenticeship-service-upload.csv')
    expect(peopleIn(reading).map(one => [callOf(one.who), one.facts])).toEqual([
      [
        'P2526-0417-000101',
        { birth: '2006-02-28', start: '2025-09-08', workplace: { agreementId: 'ABC123' } },
      ],
      ['FBW-000102', { birth: '2005-11-09', start: '2025-09-08', workplace: { agreementId: 'ABC123' } }],
    ])
    expect(findingsIn(reading).slice(1)).toEqual(['date-month-only cell 2 J', 'date-month-only cell 3 J'])
    const standards = reading.statements.flatMap(one => (one.says === 'aim' ? [one.aim] : []))
    expect(standards[0]).toEqual({ words: '118', kind: 'lars-standard' })
  })

  it('reads the same upload as one MIS really writes it: a cell too many, and semicolons for commas', async () => {
    const reading = await readSample('mis/apprenticeship-service-upload.ragged.csv')
    expect(reading.counts).toEqual({ rows: 3, stated: 2, held: 0, layout: 1 })
    expect(peopleIn(reading).map(one => one.who.name.family)).toEqual(['Wrenfold', 'Thistlewane; Jr'])
    expect(peopleIn(reading).map(one => one.facts.birth)).toEqual(['2006-02-28', '2005-11-09'])
    expect(findingsIn(reading)).toContain('name-semicolon nothing 3 D')
  })

  it('reads dates such as 8-9-25 with the day first where another column of the sheet proves it', async () => {
    const reading = await readSample('mis/ebs-style-learners.csv')
    expect(peopleIn(reading).map(one => [one.facts.start, one.facts.plannedEnd])).toEqual([
      ['2025-09-08', '2027-03-14'],
      ['2025-09-08', '2027-03-14'],
    ])
    expect(findingsIn(reading)).toEqual([])
  })

  it('refuses a table that is about no people, with every row accounted for', async () => {
    const reading = await readSample('mis/onefile-field-map.csv')
    expect(reading.refusals.map(one => one.code)).toEqual(['header-missing'])
    expect(reading.counts).toEqual({ rows: 26, stated: 0, held: 26, layout: 0 })
    expect(reading.statements).toEqual([])
  })
})

describe('the nightly extract of OneFile', () => {
  it('reads 76 columns with line breaks of both kinds inside addresses', async () => {
    const reading = await readSample('onefile/user-export.csv')
    expect(reading.counts).toEqual({ rows: 11, stated: 10, held: 0, layout: 1 })
    const [first, second] = peopleIn(reading)
    expect(first!.who.keys).toEqual({
      onefileId: 7100101,
      misId: 'P2526-0417-000101',
      uln: '9901001012',
      email: 'orlagh.wrenfold@example.org',
    })
    expect(first!.facts).toEqual({
      birth: '2006-02-28',
      start: '2025-09-08',
      state: 'active',
      organisation: 90001,
      lastSeen: '2026-07-13',
      classroom: { id: 41201 },
      workplace: { id: 51301, name: 'Fablewick Main Site' },
    })
    expect(second!.facts.birth, '1900-01-01 means no date').toBeUndefined()
  })

  it('tells live from archived accounts, states, and the assessor who is only a name', async () => {
    const reading = await readSample('onefile/user-export.csv')
    const people = peopleIn(reading)
    expect(people.filter(one => one.archived).map(one => one.who.keys.onefileId)).toEqual([7100107])
    expect(people.map(one => one.facts.state)).toEqual([
      'active',
      'active',
      'active',
      undefined,
      'break',
      'completed',
      'archived',
      'withdrawn',
      'active',
      'active',
    ])
    expect(assignmentsIn(reading)).toHaveLength(9)
    expect(assignmentsIn(reading)[0]).toBe('7100101: hold assessor default = Isolde Marrowby')
    const references = people.map(one => one.who.keys.misId)
    expect(references).toContain('FBW-')
    expect(references[3]).toBeUndefined()
  })

  it('reads all accounts by the phrase for their kind; one person may have three', async () => {
    const reading = await readSample('onefile/alluser-export.csv')
    const kinds = peopleIn(reading).map(one => [one.account, one.archived])
    expect(kinds.filter(([kind]) => kind === 'learner')).toHaveLength(10)
    expect(kinds.slice(13)).toEqual([
      ['assessor', true],
      ['trainee-assessor', false],
      ['iqa', false],
      ['iqa', false],
      ['iqa', true],
      ['other', false],
      ['other', false],
      ['observer', false],
      ['employer', false],
      ['other', false],
    ])
    const marrowby = peopleIn(reading).filter(one => one.who.name.family === 'Marrowby')
    expect(marrowby.map(one => one.who.keys.misId)).toEqual(['marrowby', 'marrowby', undefined])
    expect(codes(findingsIn(reading)).filter(code => code === 'role-outside')).toHaveLength(3)
    expect(assignmentsIn(reading)).toEqual([])
  })

  it('reads reviews, with AssessorID 0 for nobody and no line end at the end of the file', async () => {
    const reading = await readSample('onefile/review-export.csv')
    const reviews = reading.statements.flatMap(one => (one.says === 'review' ? [one] : []))
    expect(
      reviews.map(one => [
        callOf(one.learner),
        one.assessor && callOf(one.assessor),
        one.scheduled,
        one.status,
      ]),
    ).toEqual([
      ['7100101', '7200101', '2026-03-27', 'Learner Signed'],
      ['7100102', '7200102', '2026-03-30', 'Assessor Signed'],
      ['7100104', undefined, '2026-10-26', 'Scheduled'],
    ])
    expect(assignmentsIn(reading)).toEqual([])
    expect(reading.refusals).toEqual([])
  })

  it('takes the rows of a report on assessors for assessors', async () => {
    const reading = await readSample('onefile/assessors-report.csv')
    expect(peopleIn(reading).map(one => [one.account, callOf(one.who), one.who.name.family])).toEqual([
      ['assessor', '7200101', 'Marrowby'],
      ['assessor', '7200102', 'Quillfeather'],
      ['assessor', '7200103', 'ap Celyn'],
      ['assessor', '7200105', 'nightjar'],
    ])
  })
})

describe('sheets that go round between people', () => {
  it('reads a form with a merged title, four sheets and one of them empty', async () => {
    const reading = await readSample('onefile/employer-details.xlsx')
    expect(reading.counts).toEqual({ rows: 13, stated: 5, held: 0, layout: 8 })
    expect(assignmentsIn(reading).filter(one => one.includes('employer'))).toEqual([
      'Orlagh Wrenfold: hold employer default = dorcas.penhallock@example.com',
      'Caspian Thistlewane: hold employer default = dorcas.penhallock@example.com',
      'Mairi-Anne MacFennimore: hold employer default = jem@example.net',
      'Suharta Suharta: hold employer default = ambrose.kettlewick@example.invalid',
      'Nerys Gwyddfold: hold employer default = ambrose.kettlewick@example.com',
    ])
    expect(findingsIn(reading)).toContain('sheet-empty nothing Errors')
    expect(peopleIn(reading)[0]!.place).toEqual({ file: 'employer-details.xlsx', sheet: 'Worksheet', row: 5 })
  })

  it('reads a list with "Surname, Given" where 01/01/1900 is no birth', async () => {
    const reading = await readSample('onefile/mis-employer-list.csv')
    expect(
      peopleIn(reading).map(one => [one.who.name.family, one.facts.birth, one.facts.plannedEnd]),
    ).toEqual([
      ['Wrenfold', '2006-02-28', '2026-09-26'],
      ['Thistlewane', undefined, '2026-07-31'],
      ['Brackenfrost', undefined, undefined],
      ['ferch Ithel', undefined, '2026-09-26'],
      ['MacFennimore', '2002-06-01', '2026-07-31'],
      ['Suharta', undefined, undefined],
    ])
    expect(findingsIn(reading)).toEqual([])
  })
})

describe('files fed to scripts that call the API', () => {
  it('reads levels as the API numbers them, and holds an aim level that does not say which aim', async () => {
    const reading = await readSample('onefile/imports/assign_assessors.csv')
    expect(assignmentsIn(reading)).toEqual(['Orlagh Wrenfold: hold assessor additional = 7200101'])
    expect(findingsIn(reading)).toEqual(['aim-missing row 3 C', 'level-number nothing 2 F'])
  })

  it('reads that row too with one line of mapping', async () => {
    const result = readMapping('constants: { Standard: ST0005 }')
    if (!('mapping' in result)) throw new Error('The mapping is wrong')
    const reading = await readSample('onefile/imports/assign_assessors.csv', result.mapping)
    expect(assignmentsIn(reading)[1]).toBe('Caspian Thistlewane: hold assessor aim ST0005 = 7200102')
    expect(reading.counts.held).toBe(0)
  })

  it('reads employers with a BOM, a nameless ninth column, padded names and a family name that is missing', async () => {
    const reading = await readSample('onefile/imports/assign_employers.csv')
    expect(reading.counts).toEqual({ rows: 4, stated: 3, held: 0, layout: 1 })
    expect(assignmentsIn(reading).filter(one => one.includes('employer'))).toEqual([
      'Orlagh Wrenfold: hold employer default = dorcas.penhallock@example.com',
      'Caspian Thistlewane: hold employer default = dorcas.penhallock@example.com',
      'Mairi-Anne MacFennimore: hold employer default = jem@example.net',
    ])
    expect(new Set(codes(findingsIn(reading)))).toEqual(new Set(['spaces-trimmed']))
  })

  it('reads one column per aim with a level in it, "L2 " and NA included', async () => {
    const reading = await readSample('onefile/imports/assign_learning_aims.csv')
    expect(assignmentsIn(reading)).toEqual([
      'ORLAGH WRENFOLD: hold assessor aim Communication L2 = 7200103',
      'ORLAGH WRENFOLD: hold assessor aim DL L2 = 7200103',
      'CASPIAN THISTLEWANE: hold assessor aim AON L1 = 7200103',
      'Zoë Brackenfrost: hold assessor aim AON L2 = 7200101',
      'Zoë Brackenfrost: hold assessor aim DL L2 = 7200101',
    ])
    expect(findingsIn(reading)).toContain('blank-word nothing 4 C')
  })

  it('reads observers, for whom there is only one level', async () => {
    const reading = await readSample('onefile/imports/assign_observers.csv')
    expect(assignmentsIn(reading)).toEqual([
      'Orlagh Wrenfold: hold observer additional = 7200501',
      "Siân D'Arbleigh: hold observer additional = 7200501",
      'D’Shaun Oyelaran-Smythe-Featherington: hold observer additional = 7200501',
    ])
  })

  it('reads standards by their number, and leaves out a birth with a three-digit year', async () => {
    const reading = await readSample('onefile/imports/assign_standards.csv')
    expect(peopleIn(reading).map(one => one.facts.birth)).toEqual(['2006-02-28', '2005-11-09', undefined])
    expect(findingsIn(reading)).toContain('date-unreadable cell 4 D')
    const aims = reading.statements.flatMap(one => (one.says === 'aim' ? [one.aim] : []))
    expect(aims).toEqual(Array(3).fill({ words: '61242', kind: 'onefile-id' }))
  })

  it('reads new learners and new employers', async () => {
    const learners = await readSample('onefile/imports/create_learners.csv')
    expect(peopleIn(learners).map(one => one.facts)).toEqual([
      { birth: '2007-06-01', classroom: { id: 41202 }, workplace: { id: 51301 } },
      { birth: '2006-10-13', classroom: { id: 41202 }, workplace: { id: 51301 } },
    ])
    const employers = await readSample('onefile/imports/create_employers.csv')
    expect(assignmentsIn(employers)).toEqual([
      'Nerys Gwyddfold: hold employer default = ambrose.kettlewick@example.com',
    ])
  })

  it('does not choose silently where a birth is written as a moment that falls on two days', async () => {
    const reading = await readSample('onefile/imports/learners-iso-dob.csv')
    expect(peopleIn(reading).map(one => one.facts.birth)).toEqual(['2007-06-01', undefined, '2006-12-31'])
    expect(findingsIn(reading)).toEqual(['date-two-days cell 3 D'])
  })
})

describe.skipIf(!publishedPath('reference'))(
  'published lists of standards (skipped where they are not at hand)',
  () => {
    it.each([
      ['apprenticeship-standards-2018-excerpt.utf16le.csv', 72],
      ['standard-codes-2018.tsv', 235],
    ])(
      '%s is not taken for a list of people: every row is held, and none says anything',
      async (name, held) => {
        const { counts, statements } = await readPath(publishedPath(`reference/${name}`)!, name)
        expect(counts).toMatchObject({ stated: 0, held })
        expect(statements).toEqual([])
      },
    )
  },
)
