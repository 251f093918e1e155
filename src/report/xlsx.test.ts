import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf, person, planText, WORLD, worldAfter } from '../../test/samples/provider.ts'
import { readWorkbook } from '../../test/workbook.ts'
import { kindOf } from '../intake/file/source.ts'
import { nameBook } from './names.ts'
import { planWorkbook } from './sheet.ts'
import { visibleCell } from './visible.ts'
import { type TextSheet, workbookOf } from './xlsx.ts'

type Table = readonly (readonly string[])[]

/** Blank cells at the end of a row are not stored. */
function trimmed(rows: Table): string[][] {
  return rows.map(row => row.slice(0, row.findLastIndex(cell => cell !== '') + 1))
}

/** What a terminal would obey is shown instead. */
function shown(rows: Table): string[][] {
  return rows.map(row => row.map(visibleCell))
}

describe('a sheet of text as a workbook', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'\'=+-@_x00DaF \t\r\n<&>"]'), maxLength: 12 }),
    fc.constantFrom('', '_x000D_', '_x000d_', '\ufeff', '\ud800', '\uffff', '0042', '9.9E+10', 'TRUE', ' a '),
  )
  const table = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 })

  it('is the same when it is read back, whatever stands in it that is not shown by its code', async () => {
    await fc.assert(
      fc.asyncProperty(table, table, async (one, two) => {
        const bytes = await workbookOf([
          { name: 'One', rows: one, headerRow: 1, columns: [{ width: 12 }, { width: 12, dates: true }] },
          { name: 'Two', rows: two },
        ])
        expect(await readWorkbook(bytes)).toEqual({ One: trimmed(shown(one)), Two: trimmed(shown(two)) })
      }),
      { numRuns: 300 },
    )
  })

  it('comes out the same, byte for byte, when it is written again', async () => {
    const sheet: TextSheet = { name: 'One', rows: [['a', 'b'], ['1']] }
    expect(await workbookOf([sheet])).toEqual(await workbookOf([sheet]))
  })

  it('holds numbers and days as such, and rows that come some at a time', async () => {
    async function* rows() {
      yield [['id', 'count', 'day'] as const]
      yield [
        ['007', 1234, { date: '2027-03-01' }] as const,
        ['=1', -5, { date: '1900-03-01' }] as const,
        ['', 0, { date: '1899-12-31' }] as const,
      ]
    }
    const { One } = await readWorkbook(await workbookOf([{ name: 'One', rows: rows(), headerRow: 1 }]))
    expect(One).toEqual([
      ['id', 'count', 'day'],
      ['007', '1234', '2027-03-01'],
      ['=1', '-5', '1900-03-01'],
      ['', '0', '1899-12-31'],
    ])
  })

  it('takes names of sheets that a spreadsheet would refuse, and columns beyond Z', async () => {
    const rows = [Array.from({ length: 30 }, (_, at) => `c${at}`)]
    const bytes = await workbookOf([{ name: 'North/South [a & b]: the whole of the year', rows }])
    expect(await readWorkbook(bytes)).toEqual({ 'North South  a & b   the whole ': rows })
  })

  it('ends a text that is too long for a cell in an ellipsis', async () => {
    const { One } = await readWorkbook(await workbookOf([{ name: 'One', rows: [['x'.repeat(40_000)]] }]))
    expect(One![0]![0]).toHaveLength(32_767)
    expect(One![0]![0]!.at(-1)).toBe('…')
  })
})

describe('a plan as a workbook', async () => {
  const world = {
    ...WORLD,
    people: [
      person(1, 'learner', 'Orla Fable', { misId: '000101' }),
      person(5, 'assessor', '=HYPERLINK Marrowby', { email: 'i@example.org' }),
      person(8, 'employer', '=1+1 Ltd', { email: 'e@example.org' }),
    ],
  }
  const text =
    'User ID,Assessor Email,Employer Contact Email,Aim 1,Aim 1 Assessor Email\n1,i@example.org,e@example.org,ST0005,i@example.org\n'
  const plan = await planText(text, { world })
  const bytes = await planWorkbook(plan, nameBook(world, plan.changes))

  it('read back gives the same plan', async () => {
    const again = await planText(bytes, { world })
    expect(linesOf(plan)).toHaveLength(4)
    expect(again.rows.held).toBe(0)
    expect(again.hash).toBe(plan.hash)
  })

  it('read back after it was applied plans nothing new', async () => {
    const after = worldAfter(plan, { world })
    const again = await planText(bytes, after)
    expect(again.changes).toEqual([])
    expect(again.rows).toMatchObject({ held: 0, planned: 0 })
  })

  it('holds text alone, none of which a spreadsheet would run', async () => {
    const { Plan } = await readWorkbook(bytes)
    expect(Plan!.flat()).toContain('Marrowby, =HYPERLINK')
    const kind = await kindOf({ name: 'a.xlsx', bytes })
    if (kind.kind !== 'xlsx') throw new Error('It is no workbook')
    const xml = (await (await kind.zip.open('xl/worksheets/sheet1.xml')).toArray()).join('')
    expect(xml).not.toMatch(/<f>|<v>|<t[^>]*>[=+@\t\r-]/)
    kind.zip.close()
  })
})
