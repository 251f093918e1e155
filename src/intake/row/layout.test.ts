import { describe, expect, it } from 'vitest'
import { assignmentsIn, callOf, findingsIn, peopleIn, readBytes } from '../../../test/samples/sample.ts'
import { composeWorkbook, type SampleCell } from '../../../test/samples/workbook.ts'
import { composeZip } from '../../../test/samples/zip.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { rowsLine } from './layout.ts'

const lines = (...all: string[]) => `${all.join('\n')}\n`
const book = (
  sheets: Record<string, readonly (readonly SampleCell[])[]>,
  mapping: Partial<Mapping> = {},
  name = 'a.xlsx',
) => readBytes(composeWorkbook({ sheets }), name, mapping)

describe('the row of the column names', () => {
  it('is the one with the most names that are known, and a group above it gives its name to what stands below', async () => {
    const reading = await book({
      One: [
        ['ALLOCATION MATRIX'],
        ['Netherby centre – last updated 14/10/2026'],
        ['LEARNER', '', 'PROGRAMME', '', 'ASSESSOR', '', 'QUALITY'],
        ['Learner Ref', 'Learner Name', 'Standard', 'Start Date', 'Name', 'Email', 'IV'],
        ['A1', 'WRENFOLD, Orlagh', 'ST0005', '08/09/2025', 'Isolde', 'i@example.org', 'Rhodri'],
      ],
    })
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default = i@example.org',
      'A1: hold iqa aim ST0005 = Rhodri',
    ])
    expect(peopleIn(reading)[0]!.who.keys).toEqual({ misId: 'A1' })
    expect(peopleIn(reading)[0]!.facts.start).toBe('2025-09-08')
    expect(reading.counts).toEqual({ rows: 5, stated: 1, held: 0, layout: 4 })
  })

  it('is taken from the mapping, for all sheets or for one', async () => {
    const sheets = {
      One: [
        ['Learner Ref', 'Main Assessor', 'IQA'],
        ['A0', 'Nobody', 'Noone'],
        ['Learner Ref', 'Main Assessor'],
        ['A1', 'Isolde'],
      ],
    }
    const refused = await book(sheets)
    expect(refused.refusals.map(one => one.code)).toEqual(['header-changes'])
    for (const header of [
      { all: 3, sheets: new Map() },
      { all: 1, sheets: new Map([['One', 3]]) },
    ]) {
      const reading = await book(sheets, { header })
      expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde'])
    }
  })

  it('of two tables on one sheet refuses the sheet, whichever has more names', async () => {
    const first = ['Learner Ref,Main Assessor', 'A1,Isolde']
    const second = ['Learner Ref,Main Assessor,IQA,Line Manager', 'A2,Isolde,Rhodri,Dorcas']
    for (const text of [lines(...first, ...second), lines(...second, ...first)]) {
      const reading = await readBytes(text)
      expect(reading.refusals.map(one => one.code)).toEqual(['header-changes'])
      expect(reading.counts.stated).toBe(0)
    }
  })
})

describe('headings over blocks', () => {
  const block = (heading: string, ...refs: string[]) => [
    heading,
    'Learner Ref,Learner',
    ...refs.map(ref => `${ref},Orlagh`),
  ]

  it.each([
    ['Assessor: Isolde', 'Isolde'],
    ['Assessor:,Isolde', 'Isolde'],
    ['Assessor,Isolde Marrowby', 'Isolde Marrowby'],
    ['Skills Coach,Isolde ap Marrow (2)', 'Isolde ap Marrow'],
    ['Assessor – Isolde', 'Isolde'],
    ['Tutor: Isolde (2)', 'Isolde'],
    ['Assessor: Isolde (2 learners)', 'Isolde'],
    ['Assessor: Marrowby\tIsolde', 'Marrowby Isolde'],
    ['Assessor: isolde@example.org', 'isolde@example.org'],
    ['Date: 14/10/26,,Assessor: Isolde', 'Isolde'],
  ])('%s is the assessor of the rows below it', async (heading, name) => {
    const reading = await readBytes(
      lines(...block(heading, 'A1', 'A2'), 'Total,2', ...block('Assessor: Tobias', 'A3')),
    )
    expect(assignmentsIn(reading)).toEqual([
      `A1: hold assessor default = ${name}`,
      `A2: hold assessor default = ${name}`,
      'A3: hold assessor default = Tobias',
    ])
    expect(findingsIn(reading).filter(one => !one.startsWith('spaces'))).toEqual([
      'total-line nothing 5',
      expect.stringMatching(/^heading-read nothing 1/),
    ])
  })

  it('is no row that gives a role and a person', async () => {
    const text = lines('Role,Person,Learner Ref', 'Assessor,Isolde Marrowby,A1', 'Assessor,Tobias Quill,')
    const reading = await readBytes(text)
    expect(reading.counts).toEqual({ rows: 3, stated: 0, held: 2, layout: 1 })
    expect(findingsIn(reading)).not.toContain('heading-read nothing 3')
  })

  it('counts for nobody where it names nobody', async () => {
    const reading = await readBytes(
      lines(...block('Assessor: Isolde', 'A1'), ...block('Assessor:', 'A2'), ...block('Assessor: TBC', 'A3')),
    )
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde'])
    expect(reading.counts.stated).toBe(3)
  })

  it('holds a row whose own cell says somebody else, and fills one whose cell is blank', async () => {
    const reading = await readBytes(
      lines(
        'Assessor: Isolde',
        'Learner Ref,Assessor,IQA',
        'A1,Tobias,Rhodri',
        'A2,,Rhodri',
        'A3,Isolde,Rhodri',
      ),
    )
    expect(assignmentsIn(reading).filter(one => one.includes('assessor'))).toEqual([
      'A2: hold assessor default = Isolde',
      'A3: hold assessor default = Isolde',
    ])
    expect(findingsIn(reading)).toContain('people-two row 3')
  })
})

describe('a sheet for each assessor', () => {
  const rows = [
    ['Learner Ref', 'Learner'],
    ['A1', 'Orlagh'],
  ]

  it('has its name or its title as the assessor of its rows, where the file is about caseloads', async () => {
    const titled = [['Caseload – Tobias Quillfeather'], ...rows]
    const reading = await book({ 'Isolde Marrowby': rows, 'Sheet 2': titled }, {}, 'Caseloads.xlsx')
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default = Isolde Marrowby',
      'A1: hold assessor default = Tobias Quillfeather',
    ])
    expect(findingsIn(reading).filter(one => one.startsWith('sheet-name'))).toHaveLength(2)
  })

  it('is not guessed where nothing speaks of caseloads, where a column says who is wanted, or against the mapping', async () => {
    const sheets = { 'Isolde Marrowby': rows }
    expect(assignmentsIn(await book(sheets, {}, 'learners.xlsx'))).toEqual([])
    const withColumn = {
      ...sheets,
      Other: [
        ['Learner Ref', 'IQA'],
        ['A2', 'Rhodri'],
      ],
    }
    expect(assignmentsIn(await book(withColumn, {}, 'caseload.xlsx'))).toEqual([
      'A2: hold iqa additional = Rhodri',
    ])
    expect(assignmentsIn(await book(sheets, { sheet: 'ignore' }, 'caseload.xlsx'))).toEqual([])
    expect(assignmentsIn(await book({ 'Quay Lane': rows }, {}, 'caseload.xlsx'))).toEqual([])
  })

  it('is what the mapping says it is', async () => {
    const reading = await book({ 'Isolde Marrowby': rows }, { sheet: 'IQA' })
    expect(assignmentsIn(reading)).toEqual(['A1: hold iqa additional = Isolde Marrowby'])
  })
})

describe('sheets that are not meant', () => {
  const rows = [
    ['Learner Ref', 'Main Assessor', 'DOB'],
    ['A1', 'Isolde', ''],
  ]
  const like = [
    ['Learner Ref', 'Main Assessor'],
    ['A2', 'Tobias'],
  ]

  it.each([
    'Notes',
    'READ ME',
    'Lookups',
    'Example',
    'Template',
    'Old',
    'Leavers',
    'Copy of Allocations',
    'Archive 2024',
  ])('%s is told and not read', async name => {
    const reading = await book({ [name]: like, Allocations: rows })
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde'])
    expect(findingsIn(reading)).toEqual([
      `sheet-doubtful nothing ${name}`,
      'sheet-read nothing Allocations 1',
    ])
  })

  it('are those with instructions above the table, and those of which few names are known', async () => {
    const instructed = [['How to fill this in'], ...like]
    const poor = [
      ['Learner Ref', 'Learner', 'Colour', 'Shape', 'Size'],
      ['A3', 'Orlagh', 'b', 'c', 'd'],
    ]
    const reading = await book({ First: instructed, Second: poor, Allocations: rows })
    expect(peopleIn(reading).map(({ who }) => callOf(who))).toEqual(['A1'])
    expect(findingsIn(reading)).toEqual([
      'sheet-doubtful nothing First',
      'sheet-doubtful nothing Second',
      'sheet-read nothing Allocations 1',
    ])
  })

  it('are lists of staff without a learner, and summaries without column names', async () => {
    const staff = [
      ['Assessor', 'Email'],
      ['Isolde', 'isolde@provider.example'],
    ]
    const summary = [
      ['Team', 'Learners'],
      ['North', '12'],
    ]
    const reading = await book({ Staff: staff, Summary: summary, Allocations: rows })
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde'])
    expect(reading.counts).toMatchObject({ stated: 1, held: 0 })
    expect(findingsIn(reading)).toEqual([
      'sheet-doubtful nothing Staff',
      'sheet-left-out nothing Summary',
      'sheet-read nothing Allocations 1',
    ])
  })

  it('are read where the mapping names them, or where there is no other', async () => {
    const both = await book({ Notes: like, Allocations: rows }, { sheets: ['Notes', 'Allocations'] })
    expect(assignmentsIn(both)).toHaveLength(2)
    expect(assignmentsIn(await book({ Notes: like }))).toHaveLength(1)
    const unclear = await book({ Old: like, Draft: rows })
    expect(unclear.refusals.map(one => one.code)).toEqual(['sheet-doubtful'])
    expect(assignmentsIn(unclear)).toEqual([])
  })

  it('are not those of other centres or subjects: each is read and named with its rows', async () => {
    const reading = await book({ Allocations: rows, 'Maths and English': like })
    expect(assignmentsIn(reading)).toHaveLength(2)
    expect(findingsIn(reading)).toEqual([
      'sheet-read nothing Allocations 1',
      'sheet-read nothing Maths and English 1',
    ])
  })
})

describe('totals, keys and footers', () => {
  const HEADER = 'Learner Ref,Learner,Main Assessor'
  const ROWS = ['A1,Orlagh,Isolde', 'A2,Caspian,Isolde']

  it.each([
    'Records: 2',
    'Rows 2',
    'Total learners: 2',
    'Count 2',
    'Total,2',
    'Total: 2',
    'Total learners:,2',
    'Grand Total,,2',
    'Number of records: 2',
    '2 records selected',
    '(2 rows affected)',
    'Learners listed = 2',
    'Record count:,2',
    'Learners (2)',
    'Total: 2 learners',
    'TRAILER,2',
  ])('%s is no row, with a line end and without', async footer => {
    for (const end of ['', '\n']) {
      const reading = await readBytes([HEADER, ...ROWS, '', footer].join('\n') + end)
      expect(reading.refusals).toEqual([])
      expect(assignmentsIn(reading)).toHaveLength(2)
      expect(findingsIn(reading)).toEqual(['total-line nothing 5'])
      const short = await readBytes([HEADER, ROWS[0], '', footer].join('\n') + end)
      expect(findingsIn(short)).toEqual(['total-line nothing 4', 'total-differs nothing 4'])
    }
  })

  it.each([
    'Printed on 02/02/2026',
    'Printed: 02/02/2026 07:00',
    'End of report',
    '*** END ***',
    'Page 1 of 3',
    'Run date: 1 July',
    'KEY: strike-through = leaver',
    'Note: do not sort!',
    '--------',
    'EOF',
    'End',
    'Last updated: 02/02/2026 by J Smith',
    'Data as at 1 July',
    '02/02/2026 07:00',
  ])('%s is part of the frame, with a line end and without', async footer => {
    for (const end of ['', '\n']) {
      const reading = await readBytes([HEADER, ...ROWS, footer].join('\n') + end)
      expect(reading.refusals).toEqual([])
      expect(findingsIn(reading)).toEqual(['end-of-report nothing 4'])
    }
  })

  it.each([
    'Employer name,Learner Ref,Main Assessor\nTotal Care Ltd,M101,Isolde\n',
    'Learner,Learner Ref,Main Assessor\nTotal,M101,Isolde\n',
    'Learner,Learner Ref\nCount,10123\n',
    'Learner,Email,Main Assessor\nTotal,t@example.org,Isolde\n',
    'Learner,ULN\nTotal,9901001012\n',
    'Learner,Learner Ref\nBasil Count,123\n',
    'Learner,User ID\nTotal,71001\n',
    'Last name,First name\nEnd,Mali\n',
    'Start Date,Learner\n02/02/2026,Mali\n',
  ])('a row with a key is never a line of totals: %s', async text => {
    expect((await readBytes(text)).counts).toMatchObject({ stated: 1, held: 0, layout: 1 })
  })

  it('a row that stops in the middle refuses the file, and so does a quotation mark that is open', async () => {
    for (const last of ['A3,Nia', 'A3', 'Reco', 'A3,"Nia']) {
      const reading = await readBytes([HEADER, ...ROWS, last].join('\n'))
      expect(reading.refusals, last).toHaveLength(1)
      expect(reading.counts.stated).toBe(0)
    }
  })

  it('titles and column names are no rows of a file that is refused', async () => {
    const reading = await readBytes(['Tutor list', '', HEADER, ...ROWS, 'A3'].join('\n'))
    expect(reading.counts).toEqual({ rows: 6, stated: 0, held: 3, layout: 3 })
  })
})

describe('what nobody sees, or is crossed out', () => {
  const STRUCK =
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>'
  const cell = (text: string, style = 0) => `<c s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`
  const row = (cells: string, attributes = '') => `<row ${attributes}>${cells}</row>`
  const sheet = (rows: string[], before = '', after = '') =>
    composeZip({
      'xl/workbook.xml': '<workbook><sheets><sheet name="One" id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<R><Relationship Id="r1" Target="s.xml"/><Relationship Id="r2" Type="styles" Target="styles.xml"/></R>',
      'xl/styles.xml': STRUCK,
      'xl/s.xml': `<worksheet>${before}<sheetData>${rows.join('')}</sheetData>${after}</worksheet>`,
    })
  const HEADER = row(cell('Learner Ref') + cell('Main Assessor') + cell('Comments'))
  const read = (bytes: Buffer, mapping: Partial<Mapping> = {}) => readBytes(bytes, 'a.xlsx', mapping)
  const RUN = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>Isolde</t></r><r><t> Tobias</t></r></is></c>'

  it.each([
    ['hidden', row(cell('A2') + cell('Tobias'), 'hidden="1"'), 'row-hidden'],
    ['filtered out', row(cell('A2') + cell('Tobias'), 'hidden="true"'), 'row-hidden'],
    ['of no height', row(cell('A2') + cell('Tobias'), 'ht="0" customHeight="1"'), 'row-hidden'],
    ['struck through', row(cell('A2', 1) + cell('Tobias', 1)), 'row-struck'],
    ['struck through in the name', row(cell('A2') + cell('Tobias', 1)), 'row-struck'],
    ['struck through in part of a cell', row(cell('A2') + RUN), 'row-struck'],
  ])(
    'a row that is %s is held and told, and read or left out where the mapping says so',
    async (_, second, code) => {
      const bytes = sheet([HEADER, row(cell('A1') + cell('Isolde')), second])
      const held = await read(bytes)
      expect(assignmentsIn(held)).toEqual(['A1: hold assessor default = Isolde'])
      expect(findingsIn(held).filter(one => one.startsWith('row'))).toEqual([`${code} row One 3`])
      expect((await read(bytes, { hidden: 'read', struck: 'read' })).counts).toMatchObject({
        stated: 2,
        held: 0,
      })
      const left = await read(bytes, { hidden: 'ignore', struck: 'ignore' })
      expect(left.counts).toMatchObject({ stated: 1, held: 0, layout: 2 })
      expect(findingsIn(left).filter(one => one.startsWith('row'))).toEqual(['row-hidden nothing One 3'])
    },
  )

  it('a strike that is switched off, or in a column that is not read, holds nothing', async () => {
    const rows = [row(cell('A1', 2) + cell('Isolde', 2)), row(cell('A2') + cell('Isolde') + cell('left', 1))]
    expect((await read(sheet([HEADER, ...rows]))).counts).toMatchObject({ stated: 2, held: 0 })
  })

  it('a hidden column is told and not read, unless the mapping names it or says to read it', async () => {
    const bytes = sheet(
      [HEADER, row(cell('A1') + cell('Isolde'))],
      '<cols><col min="2" max="2" hidden="1"/></cols>',
    )
    const reading = await read(bytes)
    expect(assignmentsIn(reading)).toEqual([])
    expect(reading.findings[0]!.sentence).toContain('B (Main Assessor)')
    expect(assignmentsIn(await read(bytes, { hidden: 'read' }))).toHaveLength(1)
    const columns = new Map([['Main Assessor', 'Main Assessor']])
    expect(assignmentsIn(await read(bytes, { columns }))).toHaveLength(1)
    const all = sheet(
      [HEADER, row(cell('A1') + cell('Isolde'))],
      '<cols><col min="1" max="3" hidden="1"/></cols>',
    )
    expect((await read(all)).refusals.map(one => one.code)).toEqual(['columns-hidden'])
  })

  it('a value under merged cells is told and not read', async () => {
    const rows = [
      HEADER,
      row(cell('A1') + cell('Isolde')),
      row(cell('A2') + cell('Tobias')),
      row(cell('A3') + cell('Rhodri') + cell('x')),
    ]
    const merges = `<mergeCells><mergeCell ref='B2:B3'/><mergeCell ref="B4:C4"/></mergeCells>`
    const reading = await read(sheet(rows, '', merges))
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default = Isolde',
      'A2: hold assessor default = Isolde',
      'A3: hold assessor default = Rhodri',
    ])
    expect(findingsIn(reading).filter(one => one.startsWith('merge'))).toEqual([
      'merge-hidden nothing One 3 B',
      'merge-hidden nothing One 4 C',
    ])
  })
})

describe('row numbers in a sentence', () => {
  it.each([
    [[3], 'row 3'],
    [[3, 4], 'rows 3 and 4'],
    [[3, 5, 9, 10, 11, 12], 'rows 3, 5 and 9 to 12'],
  ])('%j are %s', (rows, line) => {
    expect(rowsLine(rows)).toBe(line)
  })
})
