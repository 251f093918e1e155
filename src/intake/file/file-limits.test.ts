import { describe, expect, it } from 'vitest'
import { composeReturn } from '../../../test/samples/return.ts'
import { findingsIn, readBytes } from '../../../test/samples/sample.ts'
import { composeZip } from '../../../test/samples/zip.ts'
import { bounded, FILE_LIMITS } from './file-limits.ts'
import { SharedStrings } from './shared-strings.ts'
import { type Break, isBreak, type Line, type Sheet, textCell } from './sheet.ts'
import { Refusal, XmlReader } from './xml.ts'
import { openZip } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook of one sheet with these rows, and what stands behind them. */
function workbookWith(rows: string, behind = ''): Buffer {
  return composeZip(partsOf(rows, behind))
}

function partsOf(
  rows: string,
  behind: string,
  sheets = 1,
  part = (at: number) => at,
): Record<string, string> {
  const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Learner Ref</t></is></c></row>'
  const list = Array.from(
    { length: sheets },
    (_, at) => `<sheet name="S${at + 1}" sheetId="${at + 1}" r:id="r${at + 1}"/>`,
  )
  const relations = Array.from(
    { length: sheets },
    (_, at) =>
      `<Relationship Id="r${at + 1}" Type="t/worksheet" Target="worksheets/sheet${part(at + 1)}.xml"/>`,
  )
  return {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${head}${rows}</sheetData>${behind}</worksheet>`,
  }
}

async function refusalOf(bytes: Buffer | string, name: string): Promise<string | undefined> {
  const reading = await readBytes(bytes, name)
  expect(reading.counts.stated).toBe(0)
  return reading.refusals[0]?.sentence
}

describe('a workbook of a few kilobytes that would fill the memory', () => {
  it('with a cell in the last column of each row is read no further than its cells may go', async () => {
    const rows = '<row><c r="XFD1" t="b"><v>1</v></c></row>'.repeat(1_400)
    expect(await refusalOf(workbookWith(rows), 'a.xlsx')).toContain('more than 20,000,000 cells')
  })

  it('with more merged cells than any has is refused', async () => {
    const merges = Array.from({ length: 50_001 }, (_, at) => `<mergeCell ref="A${at + 2}:B${at + 2}"/>`)
    const bytes = workbookWith('', `<mergeCells>${merges.join('')}</mergeCells>`)
    expect(await refusalOf(bytes, 'a.xlsx')).toContain('more than 50,000 merged cells')
  })

  it('with more sheets than any has is refused, and so is one whose sheets are one part', async () => {
    const many = composeZip(partsOf('', '', 1_001))
    expect(await refusalOf(many, 'a.xlsx')).toContain('more than 1,000 sheets')
    const same = composeZip(partsOf('', '', 2, () => 1))
    expect(await refusalOf(same, 'a.xlsx')).toContain('one and the same part')
  })

  it('with more formats than any has is refused', async () => {
    const styles = `<styleSheet xmlns="${MAIN}"><cellXfs>${'<xf/>'.repeat(70_002)}</cellXfs></styleSheet>`
    const bytes = composeZip({ ...partsOf('', ''), 'xl/styles.xml': styles })
    expect(await refusalOf(bytes, 'a.xlsx')).toContain('more than 70,000 formats')
  })

  it('holds no more shared texts than there may be', () => {
    const strings = new SharedStrings()
    const empty = { text: '', struck: false }
    for (let at = 0; at < FILE_LIMITS.sharedTexts; at += 1) strings.add(empty)
    expect(() => strings.add(empty)).toThrow(Refusal)
  })

  it('whose merged cells lie on one another shows the first of them', async () => {
    const sheet = (merges: string) =>
      workbookWith(
        `<row r="2"><c r="A2" t="inlineStr"><is><t>A1</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>A2</t></is></c></row>`,
        `<mergeCells>${merges}</mergeCells>`,
      )
    const whole = await readBytes(sheet('<mergeCell ref="A2:A3"/>'), 'a.xlsx')
    const twice = await readBytes(sheet('<mergeCell ref="A2:A3"/>'.repeat(500)), 'a.xlsx')
    expect(findingsIn(twice)).toEqual(findingsIn(whole))
    expect(twice.counts).toEqual(whole.counts)
  })
})

describe('a ZIP', () => {
  const refusal = async (bytes: Uint8Array) => {
    const zip = await openZip({ name: 'a.zip', bytes })
    return 'code' in zip ? zip.sentence : undefined
  }

  it('that unpacks to a thousand times its length is refused before anything is unpacked', async () => {
    expect(await refusal(composeZip({ 'a.xml': Buffer.alloc(65 * 2 ** 20) }))).toContain(
      'bytes for each that is packed',
    )
    expect(await refusal(composeZip({ 'a.xml': Buffer.alloc(2 ** 20) }))).toBeUndefined()
  })

  it('that says of a file that it is longer than the memory is refused', async () => {
    const bytes = composeZip({ 'a.xml': 'x' })
    bytes.writeUInt32LE(2 ** 31 + 1, bytes.indexOf('PK\u0001\u0002') + 24)
    expect(await refusal(bytes)).toContain('2.0 GB when it is unpacked')
  })

  it('with more files than any has is refused', async () => {
    const files = Array.from({ length: 10_001 }, (_, at) => [`${at}.xml`, ''] as const)
    expect(await refusal(composeZip(Object.fromEntries(files)))).toContain('more than 10,000 files')
  })

  it('with one file twice, or two in one place, is refused', async () => {
    const twice = composeZip({ 'aa.xml': 'x', 'ab.xml': 'y' })
    for (let at = twice.indexOf('ab.xml'); at >= 0; at = twice.indexOf('ab.xml')) twice.write('aa.xml', at)
    expect(await refusal(twice)).toContain('a file twice')
    const together = composeZip({ 'aa.xml': 'x', 'ab.xml': 'y' })
    together.writeUInt32LE(0, together.lastIndexOf('PK\u0001\u0002') + 42)
    expect(await refusal(together)).toContain('two files in one place')
  })
})

describe('XML', () => {
  it('nested deeper than any part of any file is stopped where it is', () => {
    const reader = new XmlReader({})
    reader.write('<a>'.repeat(100))
    expect(reader.broken).toBeUndefined()
    reader.write('<a>')
    expect(reader.broken?.sentence).toContain('more than 100 elements inside each other')
  })

  it.each([
    ['elements', '<GivenNames/>'.repeat(20_001)],
    ['characters', `<GivenNames>${'x'.repeat(900_000)}</GivenNames>`.repeat(6)],
  ])('of a return with a learner of more %s than any has is refused', async (what, inside) => {
    const learner = `<Learner><LearnRefNumber>A1</LearnRefNumber>${inside}</Learner>`
    const xml = composeReturn({ year: '2526', learners: [] }).replace('</Message>', `${learner}</Message>`)
    expect(await refusalOf(xml, 'ILR-99999999-2526-20251006-120049-01.xml')).toContain(
      `${what} of one learner`,
    )
  })
})

describe('JSON', () => {
  it('of objects that have a name of their own each is refused', async () => {
    const objects = Array.from({ length: 16_385 }, (_, at) => `{"Learner Ref":"A${at}","k${at}":1}`)
    expect(await refusalOf(`[${objects.join()}]`, 'a.json')).toContain('more than 16,384 columns')
  })
})

it('JSON of more objects than rows may be read is refused before they are made', async () => {
  expect(await refusalOf(`[${'{},'.repeat(1_000_001)}{}]`, 'a.json')).toContain('more than 1,000,000 objects')
})

describe('any file', () => {
  const sheetOf = (length: number, cells: Line['cells']): Sheet => ({
    shifts: true,
    async *lines() {
      for (let row = 1; row <= length; row += 1) yield { row, cells }
    },
  })
  const lastOf = async (sheet: Sheet | undefined): Promise<Line | Break | undefined> => {
    let last: Line | Break | undefined
    if (sheet) for await (const line of sheet.lines()) last = line
    return last
  }
  const sentence = (line: Line | Break | undefined) =>
    line && isBreak(line) ? line.broken.sentence : undefined

  it('is read to half a million rows, of all its sheets together, as often as it is asked for', async () => {
    const [first, second] = bounded([sheetOf(300_000, [textCell('x')]), sheetOf(200_001, [textCell('x')])])
    expect(sentence(await lastOf(first))).toBeUndefined()
    expect(sentence(await lastOf(first))).toBeUndefined()
    expect(await lastOf(second)).toMatchObject({ row: 200_001, broken: { code: 'file-too-large' } })
  })

  it('is not read to the end of blank lines without end, nor of a row without end', async () => {
    const [blank] = bounded([sheetOf(2_200_000, [])])
    expect(sentence(await lastOf(blank))).toContain('more than 2,100,000 lines')
    const [wide] = bounded([sheetOf(1, Array(16_385).fill(textCell('')))])
    expect(sentence(await lastOf(wide))).toContain('more than 16,384 columns')
  })
})
