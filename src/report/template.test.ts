import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { assignmentsIn, findingsIn, readBytes } from '../../test/samples/sample.ts'
import { foldHeader } from '../intake/column/header.ts'
import { plainCell } from './cell.ts'
import { emptyTemplate, TEMPLATE_HEADER_ROW, templateCsv, templateWorkbook } from './template.ts'
import { workbookOf } from './xlsx.ts'

const ROW: Record<string, string> = {
  'Learner Ref': 'FBW-000102',
  ULN: '9901001012',
  'First name': 'Caspian',
  'Last name': 'Thistlewane',
  Email: 'c.thistlewane@example.com',
  Standard: 'ST0005',
  Level: 'aim',
  Role: 'assessor',
  From: '28/09/2025',
  Action: 'assign',
  'Person Email': 't.quillfeather@example.org',
}
const { headers, example, help } = emptyTemplate()
const cellsOf = (csv: string): string[][] => parse(csv, { bom: true, relax_column_count: true })
const filledIn = headers.map(header => ROW[header] ?? '')
const stated = ['FBW-000102: hold assessor aim ST0005 from 2025-09-28 = t.quillfeather@example.org']

describe('the empty template', () => {
  it('has one column for each entry marked so, with example and help beside it', () => {
    expect(headers).toContain('Learner Ref')
    expect(new Set(headers.map(foldHeader)).size).toBe(headers.length)
    expect([example.length, help.length]).toEqual([headers.length, headers.length])
  })

  it('is read as a file without rows, as text and as a workbook', async () => {
    for (const [content, name] of [
      [templateCsv(), 'template.csv'],
      [await templateWorkbook(), 'template.xlsx'],
    ] as const) {
      const reading = await readBytes(content, name)
      expect(reading.counts).toEqual({ rows: 3, stated: 0, held: 0, layout: 3 })
      expect(reading.findings.map(one => one.code)).toEqual(['sheet-empty'])
    }
  })

  it.each([',', ';', '\t'])(
    'filled in with one row is read without findings, with "%s" between',
    async mark => {
      const row = filledIn.join(',')
      const rows = cellsOf(`${templateCsv()}${row}\r\n`)
      const text = rows
        .map(cells => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(mark))
        .join('\r\n')
      const reading = await readBytes(text)
      expect(findingsIn(reading)).toEqual([])
      expect(assignmentsIn(reading)).toEqual(stated)
    },
  )

  it('filled in as a workbook is read without findings', async () => {
    const above = cellsOf(templateCsv())
    const rows = [...above.map(cells => cells.map(plainCell)), filledIn]
    const bytes = await workbookOf([{ name: 'Assignments', rows, headerRow: TEMPLATE_HEADER_ROW }])
    const reading = await readBytes(bytes, 'filled.xlsx')
    expect(findingsIn(reading)).toEqual([])
    expect(assignmentsIn(reading)).toEqual(stated)
  })

  it('says in each column what it is for', () => {
    const [title, words, names] = cellsOf(templateCsv())
    expect(title).toHaveLength(1)
    expect(names).toEqual(headers)
    expect(words!.map(one => one.includes('Example: '))).toEqual(headers.map(() => true))
  })
})
