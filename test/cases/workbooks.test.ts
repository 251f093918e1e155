/** Workbooks and layouts as people keep them: what the sheet shows is what is planned, and what nobody sees is told. */
import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

interface Told {
  code: string
  sentence: string
  place?: { sheet?: string; row?: number; column?: string }
}

interface Planned {
  changes: readonly {
    do: string
    learner?: number
    person?: number
    after?: unknown
    effectiveFrom?: string
  }[]
  findings: readonly Told[]
  held: readonly Told[]
  questions: readonly { places: readonly { row?: number }[] }[]
  rows: { in: number; planned: number; unchanged: number; held: number }
}

const assigned = ({ changes }: Planned) =>
  changes.filter(one => one.do === 'assign').map(one => `${one.learner} ${one.after}`)
const placed = (told: readonly Told[]) => told.map(({ code, place }) => `${place?.row} ${code}`)
const toldIn = ({ findings }: Planned, ...codes: string[]) =>
  placed(findings.filter(one => codes.includes(one.code)))
const factsOf = ({ changes }: Planned) =>
  changes.filter(one => one.do === 'update-person').map(({ person, after }) => ({ person, after }))

describe('a workbook that counts from 1904, with plain numbers and zeros', async () => {
  const provider = await openProvider('09-workbook-1904-plain-numbers-and-zero')
  const { json } = await provider.plan('book.xlsx', '--today', '2026-02-01')

  test('row 2: born 2009-02-01 and started 2025-09-01, with a notice', () => {
    expect(factsOf(json)).toEqual([
      { person: 1001, after: { dateOfBirth: '2009-02-01', startOn: '2025-09-01' } },
    ])
    expect(toldIn(json, 'date-serial')).toEqual(['2 date-serial', '2 date-serial'])
  })

  test('row 3: 0 is no date, with a notice', () => {
    expect(toldIn(json, 'date-empty')).toEqual(['3 date-empty', '3 date-empty', '4 date-empty'])
  })

  test('row 4: it counts from today', () => {
    const [change] = json.changes.filter((one: { do: string }) => one.do === 'assign')
    expect(change).toMatchObject({ learner: 1003, after: 2001 })
    expect(change.effectiveFrom).toBeUndefined()
  })
})

describe('a reference that is a number, with zeros from its format', async () => {
  const provider = await openProvider('13-references-that-differ-by-zeros-decimals-case-or-braces')

  test('is held, and never taken for the text of somebody else', async () => {
    const { json } = await provider.plan('ids.xlsx')
    expect(json.changes).toEqual([])
    expect(json.rows).toMatchObject({ in: 1, held: 1 })
    expect(JSON.stringify(json.questions)).toContain('1003')
  })
})

describe('a footer', async () => {
  const provider = await openProvider('16-footer-without-a-line-end')

  test('without a line end is no row that was cut, and its number fits', async () => {
    const { json } = await provider.plan('report.csv')
    expect(assigned(json)).toEqual(['1001 2001', '1002 2001'])
    expect(json.rows).toEqual({ in: 2, planned: 2, unchanged: 0, held: 0 })
    expect(toldIn(json, 'total-line', 'total-differs')).toEqual(['8 total-line'])
  })

  test('with another number is told, and is no learner', async () => {
    const { json } = await provider.plan('report-with-line-end.csv')
    expect(assigned(json)).toEqual(['1001 2001', '1002 2001'])
    expect(json.rows).toEqual({ in: 2, planned: 2, unchanged: 0, held: 0 })
    expect(toldIn(json, 'total-line', 'total-differs')).toEqual(['7 total-line', '7 total-differs'])
  })

  test.each(['P3', 'P3,"Una', 'P3,Una'])('a row that stops at %s still refuses the file', async last => {
    const text = `Tutor list\n\nLearner Ref,Learner,Assessor Ref\nP1,Mali Dunster,C11\n${last}`
    const { code, json } = await provider.plan(provider.write('cut.csv', text))
    expect({ code, refused: json.refused, changes: json.changes }).toEqual({
      code: 1,
      refused: true,
      changes: [],
    })
    expect(json.rows.in).toBeLessThan(4)
  })
})

describe('sheets and rows that are not meant', async () => {
  const provider = await openProvider('24-sheets-and-rows-that-are-not-meant')

  test('the sheet of notes is told and not read, the other is named with its rows', async () => {
    const { json } = await provider.plan('book.xlsx')
    expect(assigned(json)).toEqual(['1001 2001'])
    const sentences = json.findings.map((one: Told) => one.sentence).join('\n')
    expect(sentences).toContain('Sheet Notes is not read')
    expect(sentences).toContain('Sheet Allocations: column names in row 1, 2 rows (rows 2 to 3).')
  })

  test('the hidden row is told by its number and held, and carried out where the mapping says so', async () => {
    const { json } = await provider.plan('book.xlsx')
    expect(placed(json.held)).toEqual(['3 row-hidden'])
    const mapping = provider.write('read.yaml', 'hidden: read\n')
    const read = await provider.plan('book.xlsx', '--mapping', mapping)
    expect(assigned(read.json)).toEqual(['1001 2001', '1002 2001'])
  })

  test('the notes are read where the mapping names them: the rows disagree and are held', async () => {
    const mapping = provider.write('both.yaml', 'sheets: [Notes, Allocations]\nhidden: read\n')
    const { json } = await provider.plan('book.xlsx', '--mapping', mapping)
    expect(assigned(json)).toEqual(['1002 2001'])
  })

  test('only: assignments changes nothing that is known of a person', async () => {
    const file = provider.write('facts.csv', 'Learner Ref,DOB,Assessor Ref\nL1,01/02/2006,C11\n')
    const both = await provider.plan(file)
    expect(factsOf(both.json)).toHaveLength(1)
    const only = await provider.plan(file, '--mapping', provider.write('only.yaml', 'only: assignments\n'))
    expect(factsOf(only.json)).toEqual([])
    expect(assigned(only.json)).toEqual(['1001 2001'])
  })
})
