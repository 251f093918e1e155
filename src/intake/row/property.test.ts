import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBytes, TODAY } from '../../../test/samples/sample.ts'
import { composeWorkbook, type SampleCell } from '../../../test/samples/workbook.ts'
import { composeZip } from '../../../test/samples/zip.ts'
import { COLUMNS } from '../column/columns.ts'
import { openReading, type WholeReading } from '../read.ts'

/** What must hold of any reading: every row is in one place, whatever is held says why, whatever is refused states nothing. */
function addsUp(reading: WholeReading): void {
  const { rows, stated, held, layout } = reading.counts
  expect(stated + held + layout).toBe(rows)
  if (stated === 0) expect(reading.statements).toEqual([])
  if (stated > 0) expect(reading.statements.length).toBeGreaterThanOrEqual(stated)
  if (held > 0)
    expect(reading.findings.some(one => one.holds !== 'nothing' && one.holds !== 'cell')).toBe(true)
  if (reading.refusals.length > 0) expect(stated).toBe(0)
  for (const finding of reading.findings) expect(finding.place?.file).toBeTruthy()
}

const names = COLUMNS.flatMap(column => [column.name.replace('#', '1'), ...column.synonyms.slice(0, 2)])
const header = fc.constantFrom(...names)
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...COLUMNS.map(column => column.example)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', 'none', 'n/a', '9.87E+09', '08/09/2025', '02/28/2025', 'L2 ', '0'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)
const table = fc
  .uniqueArray(header, { minLength: 2, maxLength: 8 })
  .chain(headers =>
    fc.tuple(
      fc.constant(headers),
      fc.array(fc.array(value, { minLength: 0, maxLength: headers.length + 1 }), { maxLength: 8 }),
    ),
  )

function csvOf(rows: readonly (readonly string[])[], delimiter: string, end: string): string {
  const quote = (cell: string) => (/[",;\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map(row => row.map(quote).join(delimiter)).join(end)
}

describe('in = stated + held, for any file', () => {
  it('of bytes at random, and nothing is ever thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async bytes => addsUp(await readBytes(bytes, 'x'))),
      { numRuns: 400 },
    )
  })

  it('of text at random under any name', async () => {
    const name = fc.constantFrom('a.csv', 'a.json', 'a.xml', 'a.xlsx')
    const start = fc.constantFrom(
      '',
      '[',
      '{"a":[',
      '<Message>',
      '<?xml version="1.0"?><Message>',
      'PK\u0003\u0004',
    )
    const text = fc.string({ unit: 'grapheme', maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(name, start, text, async (file, begin, rest) =>
        addsUp(await readBytes(begin + rest, file)),
      ),
      { numRuns: 300 },
    )
  })

  it('of tables with known columns and any values, in any dialect of CSV', async () => {
    const dialect = fc.tuple(fc.constantFrom(',', ';', '\t'), fc.constantFrom('\r\n', '\n'))
    await fc.assert(
      fc.asyncProperty(table, dialect, async ([headers, rows], [delimiter, end]) => {
        const reading = await readBytes(csvOf([headers, ...rows], delimiter, end))
        addsUp(reading)
      }),
      { numRuns: 400 },
    )
  })

  it('row by row: what is held says why, what is stated says something, what is layout says nothing', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ([headers, rows]) => {
        const bytes = Buffer.from(csvOf([headers, ...rows], ',', '\n'))
        const { items } = await openReading({ name: 'a.csv', bytes }, { today: TODAY })
        for await (const item of items) {
          if (item.outcome === 'note') continue
          expect(item.statements.length > 0).toBe(item.outcome === 'stated')
          const holding = item.findings.filter(one => one.holds !== 'nothing' && one.holds !== 'cell')
          expect(holding.length > 0).toBe(item.outcome === 'held')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of the same tables cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.nat(), async ([headers, rows], cut) => {
        const whole = Buffer.from(csvOf([headers, ...rows], ',', '\n'))
        addsUp(await readBytes(whole.subarray(0, cut % (whole.length + 1))))
      }),
      { numRuns: 200 },
    )
  })

  it('of the same tables as a workbook, whole or damaged', async () => {
    const odd = fc.constantFrom<SampleCell>(
      null,
      { xml: '<c><f>SUM(A1)</f></c>' },
      { xml: '<c t="e"><v>#N/A</v></c>' },
      { xml: '<c t="s"><v>9999</v></c>' },
    )
    const cell: fc.Arbitrary<SampleCell> = fc.oneof(value, fc.record({ number: fc.double() }), odd)
    const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(table, rows, fc.nat(), fc.nat(255), async ([headers], cells, at, byte) => {
        const clean = cells.map(row =>
          row.map(one => (typeof one === 'string' ? one.replace(/[^ -~]/g, '?') : one)),
        )
        const bytes = composeWorkbook({ sheets: { One: [headers, ...clean], Two: clean } })
        addsUp(await readBytes(bytes, 'a.xlsx'))
        bytes[at % bytes.length] = byte
        addsUp(await readBytes(bytes, 'a.xlsx'))
      }),
      { numRuns: 150 },
    )
  })

  it('of a return cut off anywhere, as it is or in a ZIP', async () => {
    const learner = '<Learner><LearnRefNumber>A1</LearnRefNumber><ULN>9901001012</ULN></Learner>'
    const xml = `<Message xmlns="ESFA/ILR/2025-26"><Header><CollectionDetails><Year>2526</Year></CollectionDetails></Header>${learner.repeat(3)}</Message>`
    await fc.assert(
      fc.asyncProperty(fc.nat(xml.length), async cut => {
        const reading = await readBytes(xml.slice(0, cut), 'a.xml')
        addsUp(reading)
        if (cut < xml.length) expect(reading.counts.stated).toBe(0)
        addsUp(await readBytes(composeZip({ 'a.xml': xml.slice(0, cut) }), 'a.zip'))
      }),
      { numRuns: 150 },
    )
  })
})

describe('a reading depends on nothing but the file', () => {
  it('and is the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ([headers, rows]) => {
        const text = csvOf([headers, ...rows], ',', '\n')
        expect(await readBytes(text)).toEqual(await readBytes(text))
      }),
      { numRuns: 60 },
    )
  })
})
