import { describe, expect, it } from 'vitest'
import { assignmentsIn, findingsIn, peopleIn, readBytes } from '../../../test/samples/sample.ts'
import { composeWorkbook, type SampleCell, type SampleWorkbook } from '../../../test/samples/workbook.ts'
import { composeZip } from '../../../test/samples/zip.ts'

const DATE = 1
const TEN_DIGITS = 2
const FORMATS = ['dd/mm/yyyy', '0000000000']

const read = (workbook: SampleWorkbook) =>
  readBytes(composeWorkbook({ formats: FORMATS, ...workbook }), 'a.xlsx')
const one = (...rows: SampleCell[][]) => read({ sheets: { Learners: rows } })

describe('numbers in the cells of a workbook', () => {
  it('reads ids that are numbers with all their digits', async () => {
    const reading = await one(
      ['Learner Ref', 'ULN'],
      [{ number: 100103 }, { number: 9901001012 }],
      ['FBW-1', { number: '9.901001152E9' }],
    )
    expect(peopleIn(reading).map(person => person.who.keys)).toEqual([
      { misId: '100103', isNumber: true, uln: '9901001012' },
      { misId: 'FBW-1', uln: '9901001152' },
    ])
  })

  it('reads the zeros that a number format shows', async () => {
    const reading = await one(['Learner Ref', 'ULN'], [{ number: 17, style: TEN_DIGITS }, ''])
    expect(peopleIn(reading)[0]!.who.keys).toEqual({ misId: '0000000017', isNumber: true })
  })

  it('reads the text that a number format shows, and holds a number whose look is not worked out', async () => {
    const formats = [...FORMATS, '"FBW-"00000000', '[<9]"A"0;"B"0']
    const rows = [['Learner Ref', 'DOB'], [{ number: 12345, style: 3 }], [{ number: 5, style: 4 }]]
    const reading = await read({ formats, sheets: { One: rows } })
    expect(peopleIn(reading).map(person => person.who.keys)).toEqual([{ misId: 'FBW-00012345' }])
    expect(findingsIn(reading)).toEqual(['number-format row One 3 A'])
  })

  it('holds a number of which the spreadsheet has dropped digits, with its cell', async () => {
    const reading = await one(['Learner Ref', 'Last name'], [{ number: '1.2345678901234568E+16' }, 'A'])
    expect(findingsIn(reading)).toEqual(['digits-lost row Learners 2 A'])
  })
})

describe('dates in the cells of a workbook', () => {
  it.each([
    ['1900', false, 38718],
    ['1904', true, 38718 - 1462],
  ])('reads days as counted from %s', async (_, epoch1904, number) => {
    const rows = [
      ['Learner Ref', 'DOB'],
      ['A1', { number, style: DATE }],
    ] as const
    const reading = await read({ epoch1904, sheets: { Learners: rows } })
    expect(peopleIn(reading)[0]!.facts.birth).toBe('2006-01-01')
    expect(findingsIn(reading)).toEqual([])
  })

  it('drops the time of day, and never moves to the day before', async () => {
    const reading = await one(['Learner Ref', 'DOB'], ['A1', { number: 38718.9999, style: DATE }])
    expect(peopleIn(reading)[0]!.facts.birth).toBe('2006-01-01')
  })

  it('counts out a date that stands as a plain number, with a remark, and refuses one that never was', async () => {
    const reading = await one(
      ['Learner Ref', 'DOB'],
      ['A1', { number: 38718 }],
      ['A2', { number: 60, style: DATE }],
    )
    expect(peopleIn(reading).map(person => person.facts.birth)).toEqual(['2006-01-01', undefined])
    expect(findingsIn(reading)).toEqual(['cell-error cell Learners 3 B', 'date-serial nothing Learners 2 B'])
  })

  it.each([
    ['1900', false],
    ['1904', true],
  ])(
    'takes days 0 to 2 for no date and says so, with a date format and without, counted from %s',
    async (_, epoch1904) => {
      const cells = [0, 1, 2, 0.5].flatMap((number, index) => [
        [`A${index}`, { number, style: DATE }],
        [`B${index}`, { number }],
      ])
      const reading = await read({ epoch1904, sheets: { Learners: [['Learner Ref', 'DOB'], ...cells] } })
      expect(peopleIn(reading).map(person => person.facts.birth)).toEqual(cells.map(() => undefined))
      expect(findingsIn(reading)).toEqual(['date-empty nothing Learners 2 B'])
    },
  )

  it('counts plain numbers as the workbook counts, and holds digits in text that may have come from another', async () => {
    const rows = [
      ['Learner Ref', 'DOB'],
      ['A1', { number: 38383 }],
      ['A2', '38383'],
    ] as const
    const reading = await read({ epoch1904: true, sheets: { Learners: rows } })
    expect(peopleIn(reading).map(person => person.facts.birth)).toEqual(['2009-02-01', undefined])
    expect(findingsIn(reading)).toEqual([
      'date-two-ways cell Learners 3 B',
      'date-serial nothing Learners 2 B',
    ])
  })

  it('reads midnight that is not exact as the day that begins', async () => {
    const reading = await one(['Learner Ref', 'DOB'], ['A1', { number: 38717.9999999999, style: DATE }])
    expect(peopleIn(reading)[0]!.facts.birth).toBe('2006-01-01')
  })

  it.each([
    ['2006-06-30', '2006-06-30'],
    ['2006-06-30T00:00:00', '2006-06-30'],
    ['2006-06-30T23:30:00', '2006-06-30'],
    ['2006-06-30T23:00:00.000Z', '2006-07-01'],
    ['2006-12-31T00:00:00Z', '2006-12-31'],
    ['2006-06-30T23:30:00Z', undefined],
    ['2006-06-30T09:00:00+01:00', '2006-06-30'],
    ['2006-02-30', undefined],
    ['08:30', undefined],
  ])('reads the ISO cell %s as a CSV file with the same text', async (text, birth) => {
    const cell = { xml: `<c t="d"><v>${text}</v></c>` }
    const reading = await one(['Learner Ref', 'DOB'], ['A1', cell])
    const csv = await readBytes(`Learner Ref,DOB\nA1,${text}\n`)
    expect(peopleIn(reading)[0]!.facts.birth).toBe(birth)
    expect(peopleIn(csv)[0]!.facts.birth).toBe(birth)
  })
})

describe('cells without a value', () => {
  const learner = ['none', 'Learner Ref', 'Main Assessor'] as const
  it.each([
    '<c t="s"/>',
    '<c t="s"><v></v></c>',
    '<c t="s"><v> </v></c>',
    '<c t="s"><v>-1</v></c>',
    '<c t="n"><v> </v></c>',
    '<c t="b"/>',
    '<c t="d"><v/></c>',
    '<c t="str"><v></v></c>',
    '<c t="inlineStr"><is><t></t></is></c>',
    '<c t="inlineStr"/>',
    '<c/>',
  ])('%s is blank, and never the first text of the workbook', async xml => {
    const reading = await read({ sheets: { One: [learner, ['', 'A1', { xml }]] } })
    expect(assignmentsIn(reading)).toEqual([])
    expect(findingsIn(reading)).toEqual(['columns-unused nothing One 1'])
  })

  it.each([
    '<c t="s"><v>1.0</v></c>',
    '<c t="s"><v>900</v></c>',
    '<c t="s"><v>1e0</v></c>',
    '<c t="n"><v>0x10</v></c>',
    '<c t="n"><v>NaN</v></c>',
  ])('%s is damage and holds its row', async xml => {
    const reading = await read({ sheets: { One: [learner, ['', 'A1', { xml }]] } })
    expect(assignmentsIn(reading)).toEqual([])
    expect(findingsIn(reading)).toEqual(['columns-unused nothing One 1', 'cell-error row One 2 C'])
  })
})

describe('text in cells', () => {
  it.each([
    ['<c t="inlineStr"><is><t>Isolde</t></is><v>Tobias</v></c>', 'Isolde'],
    ['<c t="inlineStr"><v>Isolde</v></c>', 'Isolde'],
    ['<c><is><t>Isolde</t></is></c>', 'Isolde'],
    [
      '<c t="inlineStr"><is><r><t>Iso</t></r><r><t>lde</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></is></c>',
      'Isolde',
    ],
    ['<c t="str"><f>B9&amp;C9</f><v>Isolde</v></c>', 'Isolde'],
    ['<c t="str"><f>"Tobias"</f><v>Isolde</v><is><t>Rhodri</t></is></c>', 'Isolde'],
    ['<c t="str"><x:v xmlns:x="urn:other">Tobias</x:v><v>Isolde</v></c>', 'Isolde'],
    ['<c t="inlineStr"><is><t>Isolde</t></is><x:is xmlns:x="urn:other"><t>Tobias</t></x:is></c>', 'Isolde'],
    ['<c t="inlineStr"><is><t>Iso<!-- no -->l<![CDATA[de]]></t></is></c>', 'Isolde'],
  ])('%s reads %s', async (xml, name) => {
    const reading = await one(['Learner Ref', 'Main Assessor'], ['A1', { xml }])
    expect(assignmentsIn(reading)).toEqual([`A1: hold assessor default = ${name}`])
  })

  it('is refused while it is read where it is longer than a cell can be', async () => {
    const long = (t: string) => one(['Learner Ref'], [{ xml: `<c t="inlineStr"><is>${t}</is></c>` }])
    const texts = [
      `<t>${'A'.repeat(32_768)}</t>`,
      `<t>${'A'.repeat(3_000_000)}</t>`,
      `<r><t>${'A'.repeat(20_000)}</t></r>`.repeat(20),
    ]
    for (const text of texts)
      expect((await long(text)).refusals.map(one => one.code)).toEqual(['cell-too-long'])
    expect((await long(`<t>${'A'.repeat(32_767)}</t>`)).refusals).toEqual([])
    const shared = await one(['Learner Ref'], ['A'.repeat(32_768)])
    expect(shared.refusals.map(one => one.code)).toEqual(['cell-too-long'])
  })
})

describe('elements of other namespaces', () => {
  const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
  const parts = (main: string, relations: string, more = '') => ({
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}" xmlns:o="urn:other"><workbookPr date1904="1"/><sheets><sheet name="One" o:id="no" r:id="r1"/></sheets>${more}</workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t" Target="s.xml"/></Relationships>',
    'xl/s.xml': `<worksheet xmlns="${main}"><sheetData><row><c t="str"><v>Learner Ref</v></c><c t="str"><v>DOB</v></c></row><row><c t="str"><v>A1</v></c><c><v>38383</v></c></row></sheetData></worksheet>`,
  })
  const X15 =
    '<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/><x15:sheets><x15:sheet name="Two"/></x15:sheets></ext></extLst>'

  it.each([
    ['as Excel 2013 adds them', MAIN, 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'],
    ['in a strict workbook', STRICT, 'http://purl.oclc.org/ooxml/officeDocument/relationships'],
  ])('are passed over, %s', async (_, main, relations) => {
    const reading = await readBytes(composeZip(parts(main, relations, X15)), 'a.xlsx')
    expect(peopleIn(reading)[0]!.facts.birth).toBe('2009-02-01')
  })

  it('refuse the workbook where a whole part is of another language', async () => {
    const reading = await readBytes(composeZip(parts('urn:other', 'urn:other')), 'a.xlsx')
    expect(reading.refusals.map(one => one.code)).toEqual(['zip-broken'])
  })
})

describe('cells that hold no plain value', () => {
  it('finds errors, and formulas whose result was not saved; reads a result that was', async () => {
    const reading = await one(
      ['Learner Ref', 'Main Assessor'],
      ['A1', { xml: '<c t="e"><v>#REF!</v></c>' }],
      ['A2', { xml: '<c><f>B1</f></c>' }],
      ['A3', { xml: '<c t="str"><f>B1</f><v>Isolde Marrowby</v></c>' }],
      [null, { xml: '<c><f>SUM(B2:B5)</f></c>' }],
      ['A4', { xml: '<c t="inlineStr"><is><t>Isolde </t><r><t>Marrowby</t></r></is></c>' }],
    )
    expect(findingsIn(reading)).toEqual([
      'cell-error row Learners 2 B',
      'formula-without-value row Learners 3 B',
      'formula-without-value row Learners 5 B',
      'nobody-named row Learners 5',
    ])
    expect(assignmentsIn(reading)).toEqual([
      'A3: hold assessor default = Isolde Marrowby',
      'A4: hold assessor default = Isolde Marrowby',
    ])
  })
})

describe('several sheets', () => {
  const rows = [
    ['Learner Ref', 'Main Assessor'],
    ['A1', 'Isolde Marrowby'],
  ] as const

  it('leaves out hidden sheets and says so', async () => {
    const reading = await read({ sheets: { Now: rows, Old: rows }, hidden: ['Old'] })
    expect(assignmentsIn(reading)).toHaveLength(1)
    expect(findingsIn(reading)).toEqual(['sheet-left-out nothing Old', 'sheet-read nothing Now 1'])
  })

  it('reads only those that the mapping names', async () => {
    const bytes = composeWorkbook({ sheets: { Now: rows, Draft: rows } })
    const reading = await readBytes(bytes, 'a.xlsx', { sheets: ['Now'] })
    expect(peopleIn(reading).map(person => person.place.sheet)).toEqual(['Now'])
  })

  it('refuses a workbook that lacks a sheet of the mapping, for all on it would seem to be gone', async () => {
    const bytes = composeWorkbook({ sheets: { Now: rows } })
    const reading = await readBytes(bytes, 'a.xlsx', { sheets: ['Now', 'North'] })
    expect(findingsIn(reading)).toEqual(['sheet-missing file'])
    expect(reading.counts.stated).toBe(0)
  })

  it('tells of values in a column without a name, and reads the rest', async () => {
    const reading = await read({ sheets: { Now: [...rows, ['A2', 'Isolde Marrowby', 'on leave']] } })
    expect(findingsIn(reading)).toEqual(['columns-unused nothing Now 1'])
    expect(reading.findings[0]!.sentence).toContain('C (without a name)')
    expect(reading.counts.stated).toBe(2)
  })

  it('holds the rows of a table without column names, and reads the others', async () => {
    const table = [
      ['Isolde', 'Tobias'],
      ['A1', 'A2'],
    ]
    const reading = await read({ sheets: { Now: rows, More: table } })
    expect(reading.counts).toEqual({ rows: 4, stated: 1, held: 2, layout: 1 })
    expect(findingsIn(reading)).toEqual(['sheet-read nothing Now 1', 'header-missing sheet More'])
  })

  it('passes over a sheet of text', async () => {
    const reading = await read({ sheets: { 'READ ME': [['Ask Isolde'], ['and Tobias']], Now: rows } })
    expect(reading.counts).toEqual({ rows: 2, stated: 1, held: 0, layout: 1 })
    expect(findingsIn(reading)).toEqual(['sheet-left-out nothing READ ME', 'sheet-read nothing Now 1'])
  })
})

describe('workbooks that cannot be believed', () => {
  it('refuses one that is cut short, whatever could be read of it', async () => {
    const whole = composeWorkbook({
      sheets: {
        Learners: [
          ['Learner Ref', 'ULN'],
          ['A1', ''],
        ],
      },
    })
    expect((await readBytes(whole.subarray(0, whole.length - 40), 'a.xlsx')).refusals[0]!.code).toBe(
      'zip-broken',
    )
  })

  it('refuses one with a damaged sheet, and holds the rows before the damage', async () => {
    const cell = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`
    const sheet = `<worksheet><sheetData>${cell('Learner Ref')}${cell('A1')}<row`
    const bytes = composeZip({
      'xl/workbook.xml': '<workbook><sheets><sheet name="One" id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>',
      'xl/worksheets/sheet1.xml': sheet,
    })
    const reading = await readBytes(bytes, 'a.xlsx')
    expect(reading.refusals[0]).toMatchObject({ code: 'xml-broken', holds: 'file' })
    expect(reading.counts).toMatchObject({ rows: 2, held: 1 })
  })

  it('refuses a workbook with a DOCTYPE', async () => {
    const bytes = composeZip({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' })
    expect((await readBytes(bytes, 'a.xlsx')).refusals[0]!.code).toBe('xml-doctype')
  })
})
