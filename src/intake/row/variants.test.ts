import { describe, expect, it } from 'vitest'
import { composeReturn, learner, programme } from '../../../test/samples/return.ts'
import { assignmentsIn, findingsIn, peopleIn, readBytes } from '../../../test/samples/sample.ts'
import { composeWorkbook, type SampleCell } from '../../../test/samples/workbook.ts'
import { composeZip } from '../../../test/samples/zip.ts'

// The same kinds of files as the samples, in the other shapes in which systems and people make them.

const lines = (...all: string[]) => all.join('\n')
const NAME = 'ILR-99999999-2526-20251006-120049-01.xml'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

describe('text that is damaged, or framed as reports are', () => {
  it.each([
    ['zero bytes after a crash', Buffer.from('Learner Ref,Main Assessor\nA1,Isolde\n\0\0\0\0')],
    ['UTF-32', Buffer.from([...'Learner Ref,ULN\nA1,'].flatMap(sign => [sign.charCodeAt(0), 0, 0, 0]))],
  ])('refuses a file with %s', async (_, bytes) => {
    const reading = await readBytes(bytes)
    expect(reading.refusals[0]).toMatchObject({ code: 'file-damaged', holds: 'file' })
    expect(reading.counts.stated).toBe(0)
  })

  it('passes over the end mark of old systems', async () => {
    const reading = await readBytes('Learner Ref,Main Assessor\r\nA1,Isolde\r\n\u001a')
    expect(reading.counts).toEqual({ rows: 2, stated: 1, held: 0, layout: 1 })
    expect(findingsIn(reading)).toEqual([])
  })

  it('takes no page number, count or date of print for a learner, and says so', async () => {
    const frame = [
      'Page 1 of 2',
      'Number of learners: 1',
      'Printed on 15/07/2026',
      '*** End of report ***',
      '(2 rows affected)',
    ]
    const text = lines(
      'Learner Ref,Learner,Main Assessor',
      'A1,Orlagh,Isolde',
      ...frame.map(one => `${one},,`),
    )
    const reading = await readBytes(text)
    expect(reading.counts).toEqual({ rows: 7, stated: 1, held: 0, layout: 6 })
    expect(findingsIn(reading)).toEqual([
      'end-of-report nothing 3',
      'total-line nothing 4',
      'end-of-report nothing 5',
      'end-of-report nothing 6',
      'total-line nothing 7',
      'total-differs nothing 7',
    ])
  })

  it('minds no comma at the end of the column names', async () => {
    const reading = await readBytes(lines('Learner Ref,Main Assessor,', 'A1,Isolde,,', 'A2,Isolde'))
    expect(reading.counts).toMatchObject({ stated: 2, held: 0 })
  })

  it.each([
    ['<!DOCTYPE html><table><tr><td>Learner Ref</td></tr></table>', /web page/],
    ['<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', /Excel 2003/],
  ])('says what to do with a table that only calls itself a spreadsheet', async (text, sentence) => {
    const [refusal, ...more] = (await readBytes(text, 'learners.xls')).findings
    expect(refusal).toMatchObject({ code: 'file-kind-unknown', sentence: expect.stringMatching(sentence) })
    expect(more).toEqual([])
  })
})

describe('column names in two lines', () => {
  it('puts a name over several columns together with those below it', async () => {
    const reading = await readBytes(
      lines(
        'Learner,,Assessor,,Aim 1,,,Aim 2,',
        'Ref,Name,Name,Email,Reference,Assessor,IQA,Reference,Assessor',
        'A1,Orlagh,Isolde,i@example.org,ST0005,Rhodri,Perpetua,60135547,Tobias',
      ),
    )
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default = i@example.org',
      'A1: hold assessor aim ST0005 = Rhodri',
      'A1: hold assessor aim 60135547 = Tobias',
      'A1: hold iqa aim ST0005 = Perpetua',
    ])
    expect(reading.counts).toEqual({ rows: 3, stated: 1, held: 0, layout: 2 })
  })

  it('does so where the learner stands in the lower line, and never reads an aim’s assessor as the main one', async () => {
    const reading = await readBytes(
      lines('Allocations', ',,Aim 1,', 'Learner Ref,Learner,Reference,Assessor', 'A1,Orlagh,ST0005,Rhodri'),
    )
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor aim ST0005 = Rhodri'])
  })

  it('reads names of the learner’s own below words for the learner', async () => {
    const reading = await readBytes(
      lines(
        'Learner details,,,Assessor,',
        'Learner Ref,First name,Last name,Name,Email',
        'A1,Orlagh,Wrenfold,Isolde,i@example.org',
      ),
    )
    expect(peopleIn(reading)[0]!.who.name).toEqual({ given: 'Orlagh', family: 'Wrenfold' })
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = i@example.org'])
  })

  it('does not take the address of somebody unknown for the learner’s', async () => {
    const reading = await readBytes(
      lines('Learner,,,Buddy,', 'Ref,Name,DOB,Name,Email', 'A1,Orlagh,13/02/2006,Hesper,h@example.org'),
    )
    expect(peopleIn(reading)[0]!.who.keys).toEqual({ misId: 'A1' })
    expect(findingsIn(reading)).toEqual(['columns-unused nothing 2'])
  })

  it('leaves a first row of data as it is', async () => {
    const reading = await readBytes(lines('Learner Ref,Unit,,Main Assessor', 'A1,1,,Isolde', 'A2,2,,Isolde'))
    expect(reading.counts).toEqual({ rows: 3, stated: 2, held: 0, layout: 1 })
  })
})

describe('a column Group', () => {
  it('is the kind of account in an extract, where a blank one is held and not taken for a learner', async () => {
    const reading = await readBytes(
      lines('UserID,LastName,FirstName,Group', '7,A,B,Archived Assessor', '8,A,B,Learner', '9,A,B,'),
    )
    expect(peopleIn(reading).map(one => [one.account, one.archived])).toEqual([
      ['assessor', true],
      ['learner', false],
    ])
    expect(findingsIn(reading)).toEqual(['role-missing row 4'])
  })

  it('is a class anywhere else', async () => {
    const reading = await readBytes(lines('Learner Ref,Group,Main Assessor', 'A1,L3AC-25A,Isolde'))
    expect(peopleIn(reading)[0]).toMatchObject({
      account: 'learner',
      facts: { classroom: { name: 'L3AC-25A' } },
    })
    expect(assignmentsIn(reading)).toHaveLength(1)
  })
})

describe('ids that a spreadsheet has made something else of', () => {
  const one = (...rows: SampleCell[][]) =>
    readBytes(composeWorkbook({ formats: ['dd/mm/yyyy', '0000000000'], sheets: { One: rows } }), 'a.xlsx')

  it.each<[string, SampleCell, string]>([
    ['a date', { number: 45918, style: 1 }, 'id-made-date'],
    ['a fraction', { number: '100103.25' }, 'number-unreadable'],
    ['a yes or no', { xml: '<c t="b"><v>1</v></c>' }, 'reference-odd'],
    ['a number that is none', { number: 'NaN' }, 'cell-error'],
  ])('holds a reference that is %s', async (_, cell, code) => {
    const reading = await one(['Learner Ref', 'Main Assessor'], [cell, 'Isolde'])
    expect(findingsIn(reading)).toEqual([`${code} row One 2 A`])
  })

  it('counts no date out of digits that were filled up with zeros', async () => {
    const reading = await one(['Learner Ref', 'DOB'], ['A1', { number: 38718, style: 2 }])
    expect(findingsIn(reading)).toEqual(['date-unreadable cell One 2 B'])
  })

  it('reads the 0 that a formula gives for a blank cell as blank', async () => {
    const reading = await one(['Learner Ref', 'Main Assessor'], ['A1', { xml: '<c><f>B9</f><v>0</v></c>' }])
    expect(assignmentsIn(reading)).toEqual([])
    expect(findingsIn(reading)).toEqual(['blank-word nothing One 2 B'])
  })

  it('reads formulas that cells share by the results that were saved', async () => {
    const reading = await one(
      ['Learner Ref', 'Main Assessor'],
      ['A1', { xml: '<c t="str"><f t="shared" ref="B2:B3" si="0">C2</f><v>Isolde</v></c>' }],
      ['A2', { xml: '<c t="str"><f t="shared" si="0"/><v>Tobias</v></c>' }],
      ['A3', { xml: '<c><f t="shared" si="0"/></c>' }],
    )
    expect(assignmentsIn(reading).map(line => line.slice(-6))).toEqual(['Isolde', 'Tobias'])
    expect(findingsIn(reading)).toEqual(['formula-without-value row One 4 B'])
  })
})

describe('workbooks as other programs make them', () => {
  const relations = (...targets: [id: string, type: string, target: string][]) =>
    `<Relationships>${targets.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://example.org/${type}" Target="${target}"/>`).join('')}</Relationships>`
  const book = (...names: string[]) =>
    `<x:workbook xmlns:x="${MAIN}" xmlns:r="${RELATIONS}"><x:sheets>${names.map((name, at) => `<x:sheet name="${name}" r:id="r${at + 1}"/>`).join('')}</x:sheets></x:workbook>`
  const text = (value: string) =>
    `<x:c t="inlineStr"><x:is><x:t>${value}</x:t><x:rPh><x:t>aid</x:t></x:rPh></x:is></x:c>`
  const sheet = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row>${text('Learner Ref')}${text('Main Assessor')}</x:row><x:row>${text('A1')}${text('Isolde')}</x:row></x:sheetData></x:worksheet>`
  const stated = ['A1: hold assessor default = Isolde']

  it.each([
    ['in another folder', 'book/wb.xml', 'book/_rels/wb.xml.rels', 'sheets/One.xml', 'book/sheets/one.xml'],
    ['at the top', 'wb.xml', '_rels/wb.xml.rels', '/s/one%20two.xml', 's/one two.xml'],
    ['named by a way round', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', '../xl/./s.xml', 'xl/s.xml'],
  ])('reads parts that lie %s, without addresses and with prefixes', async (_, main, list, target, entry) => {
    const bytes = composeZip({
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels': relations(['r1', 'officeDocument', main]),
      [main]: book('One'),
      [list]: relations(['r1', 'worksheet', target]),
      [entry]: sheet,
    })
    expect(assignmentsIn(await readBytes(bytes, 'a.xlsx'))).toEqual(stated)
  })

  it('refuses one that lists a sheet and does not hold it, and passes over charts', async () => {
    const made = (type: string) =>
      composeZip({
        'xl/workbook.xml': book('One', 'Two'),
        'xl/_rels/workbook.xml.rels': relations(['r1', 'worksheet', 'one.xml'], ['r2', type, 'two.xml']),
        'xl/one.xml': sheet,
      })
    const lost = await readBytes(made('worksheet'), 'a.xlsx')
    expect(lost.refusals).toMatchObject([{ code: 'zip-broken', place: { sheet: 'Two' } }])
    expect(lost.counts.stated).toBe(0)
    expect(assignmentsIn(await readBytes(made('chartsheet'), 'a.xlsx'))).toEqual(stated)
  })

  it.each([
    [
      'a binary workbook',
      { '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.bin']), 'xl/workbook.bin': 'x' },
      'file-kind-unknown',
    ],
    [
      'a letter',
      { '_rels/.rels': relations(['r1', 'officeDocument', 'word/d.xml']), 'word/d.xml': '<document/>' },
      'file-kind-unknown',
    ],
    [
      'an OpenDocument table',
      { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' },
      'zip-contents',
    ],
    ['a ZIP with a CSV file', { 'a.csv': 'Learner Ref\nA1\n' }, 'zip-contents'],
    ['a ZIP with two returns', { 'a.xml': '<Message/>', 'b.xml': '<Message/>' }, 'zip-contents'],
  ])('says what to do with %s', async (_, files, code) => {
    const { refusals } = await readBytes(composeZip(files as Record<string, string>), 'a.xlsx')
    expect(refusals.map(one => one.code)).toEqual([code])
    expect(refusals[0]!.sentence).toMatch(/save|unpack/)
  })

  it('reads what cells merged downwards show over all their rows', async () => {
    const rows = [
      '<row r="1"><c r="A1" t="str"><v>Learner Ref</v></c><c r="B1" t="str"><v>Standard</v></c><c r="C1" t="str"><v>Level</v></c><c r="D1" t="str"><v>Role</v></c><c r="E1" t="str"><v>Person</v></c></row>',
      '<row r="2"><c r="A2" t="str"><v>A1</v></c><c r="B2" t="str"><v>ST0005</v></c><c r="C2" t="str"><v>aim</v></c><c r="D2" t="str"><v>assessor</v></c><c r="E2" t="str"><v>Isolde</v></c></row>',
      '<row r="3"><c r="B3" t="str"><v>60135547</v></c><c r="C3" t="str"><v>aim</v></c><c r="E3" t="str"><v>Rhodri</v></c></row>',
      '<row r="4"/>',
      '<row r="5"><c r="A5" t="str"><v>A2</v></c></row>',
    ]
    const bytes = composeZip({
      'xl/workbook.xml': book('One'),
      'xl/_rels/workbook.xml.rels': relations(['r1', 'worksheet', 'one.xml']),
      'xl/one.xml': `<worksheet><sheetData>${rows.join('')}</sheetData><mergeCells count="3"><mergeCell ref="A2:A4"/><mergeCell ref="D2:D3"/><mergeCell ref="B5:C5"/></mergeCells></worksheet>`,
    })
    const reading = await readBytes(bytes, 'a.xlsx')
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor aim ST0005 = Isolde',
      'A1: hold assessor aim 60135547 = Rhodri',
    ])
    expect(reading.counts).toEqual({ rows: 5, stated: 3, held: 0, layout: 2 })
  })
})

describe('returns with what no schema allows', () => {
  const read = (...learners: Parameters<typeof learner>[]) =>
    readBytes(composeReturn({ learners: learners.map(one => learner(...one)) }), NAME)
  const spots = (findings: string[]) =>
    findings.map(one =>
      one
        .split(' ')
        .filter((_, at) => at !== 2)
        .join(' '),
    )

  it('leaves out dates and states that cannot be read, each with its element', async () => {
    const aim = programme({ LearnStartDate: '2025-02-31', LearnPlanEndDate: '08/09/2025', CompStatus: '9' })
    const reading = await read(['A1', { LearningDelivery: aim }])
    expect(peopleIn(reading)[0]!.facts).toEqual({})
    expect(spots(findingsIn(reading))).toEqual([
      'date-unreadable cell LearnStartDate',
      'date-unreadable cell LearnPlanEndDate',
      'word-unknown cell CompStatus',
    ])
  })

  it('tells of employment without a date, of odd references and of two records for one learner', async () => {
    const reading = await read(
      ['AB-123', { ULN: '9999999999', LearnerEmploymentStatus: { EmpStat: '10', EmpId: '154549452' } }],
      ['A1', {}],
      ['A1', {}],
    )
    expect(peopleIn(reading)).toHaveLength(3)
    expect(spots(findingsIn(reading))).toEqual([
      'date-unreadable cell LearnerEmploymentStatus',
      'record-repeated nothing',
      'uln-temporary nothing ULN',
      'reference-odd nothing LearnRefNumber',
    ])
  })

  it('names every programme to a standard by the agency’s number, whatever its type, and no framework', async () => {
    const aims = (ProgType: string) => ({ LearningDelivery: programme({ ProgType }) })
    const reading = await read(['A1', aims('25')], ['A2', aims('30')], ['A3', aims('34')], ['A4', aims('3')])
    const words = reading.statements.flatMap(one => (one.says === 'aim' ? [one.aim.words] : []))
    expect(words).toEqual(['118', '118', '118', 'ZPROG001'])
  })

  it('reads blank words, removals and codes of letters in a monitoring field, and no two codes in one', async () => {
    const field = (...codes: string[]) => ({
      ProviderSpecLearnerMonitoring: codes.map(code => ({
        ProvSpecLearnMonOccur: 'A',
        ProvSpecLearnMon: code,
      })),
    })
    const learners = [
      ['A1', 'TBC'],
      ['A2', 'none'],
      ['A3', 'marrowby'],
      ['A4', 'IM01', 'TQ02'],
    ].map(([reference, ...codes]) => learner(reference!, { ULN: '9999999999', ...field(...codes) }))
    const reading = await readBytes(composeReturn({ learners }), NAME, {
      ilr: [{ of: 'learner', field: 'A', role: 'assessor', level: 'default' }],
    })
    expect(assignmentsIn(reading)).toEqual([
      'A2: remove assessor default = anybody',
      'A3: hold assessor default = marrowby',
    ])
    expect(spots(findingsIn(reading))).toContain('people-two cell ProvSpecLearnMon')
  })

  it('reads the one return of a ZIP that a Mac has packed', async () => {
    const bytes = composeZip({
      [NAME]: composeReturn({ learners: [learner('A1')] }),
      [`__MACOSX/._${NAME}`]: 'x',
    })
    expect((await readBytes(bytes, NAME.replace('.xml', '.zip'))).counts.stated).toBe(1)
  })
})

describe('JSON in other shapes', () => {
  it.each([
    [
      'one object on each line',
      '{"Learner Ref":"A1","Main Assessor":"Isolde"}\n{"Learner Ref":"A2","Main Assessor":null}\n',
    ],
    ['a list of lists', '[["Learner Ref","Main Assessor"],["A1","Isolde"],["A2",null]]'],
  ])('reads %s', async (_, text) => {
    const reading = await readBytes(text, 'a.json')
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde'])
    expect(peopleIn(reading)).toHaveLength(2)
  })

  it('refuses lines of which the last is cut off', async () => {
    const text = '{"Learner Ref":"A1","Main Assessor":"Isolde"}\n{"Learner Ref":"A2","Main'
    expect((await readBytes(text, 'a.jsonl')).refusals.map(one => one.code)).toEqual(['json-broken'])
  })
})
