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
      { misId: '100103', uln: '9901001012' },
      { misId: 'FBW-1', uln: '9901001152' },
    ])
  })

  it('reads the zeros that a number format shows', async () => {
    const reading = await one(['Learner Ref', 'ULN'], [{ number: 17, style: TEN_DIGITS }, ''])
    expect(peopleIn(reading)[0]!.who.keys.misId).toBe('0000000017')
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

  it('takes day 0 and 1 January 1900 for no date', async () => {
    const cells = [0, 1].map((number, index) => [`A${index}`, { number, style: DATE }])
    const reading = await one(['Learner Ref', 'DOB'], ...cells)
    expect(peopleIn(reading).map(person => person.facts.birth)).toEqual([undefined, undefined])
    expect(findingsIn(reading)).toEqual([])
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
    expect(findingsIn(reading)).toEqual(['sheet-left-out nothing Old'])
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

  it('holds the rows of a sheet without column names, and reads the others', async () => {
    const reading = await read({ sheets: { Now: rows, Notes: [['Ask Isolde'], ['and Tobias']] } })
    expect(reading.counts).toEqual({ rows: 4, stated: 1, held: 2, layout: 1 })
    expect(findingsIn(reading)).toEqual(['header-missing sheet Notes'])
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
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Learner Ref</t></is></c></row><row'
    const bytes = composeZip({
      'xl/workbook.xml': '<workbook><sheets><sheet name="One" id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>',
      'xl/worksheets/sheet1.xml': sheet,
    })
    const reading = await readBytes(bytes, 'a.xlsx')
    expect(reading.refusals[0]).toMatchObject({ code: 'xml-broken', holds: 'file' })
    expect(reading.counts).toMatchObject({ rows: 1, held: 1 })
  })

  it('refuses a workbook with a DOCTYPE', async () => {
    const bytes = composeZip({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' })
    expect((await readBytes(bytes, 'a.xlsx')).refusals[0]!.code).toBe('xml-doctype')
  })
})
