/** Workbooks as programs write them and sheets as officers keep them, against the sample and the demo provider. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { command, start, stopCommands } from '../command.ts'

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

const placed = (told: readonly Told[]) => told.map(({ code, place }) => `${place?.row} ${code}`)
const toldIn = ({ findings }: Planned, ...codes: string[]) =>
  placed(findings.filter(one => codes.includes(one.code)))
/** A server of the demo provider, and of the sample of the documentation. */
async function serving(how: string, data: string) {
  const server = start(how, '--data', data, '--port', '0', '--log', 'silent')
  const [, address] = await server.heard(/answers at (http:\/\/[^\s/]+)[\s\S]*\n$/)
  const customer = how === 'serve' ? ['--customer', '1', '--name', 't'] : []
  const made = await command(
    'token',
    'create',
    ...customer,
    '--preset',
    'all',
    '--limit',
    '1000000',
    '--data',
    data,
  )
  const token = join(data, 'token')
  writeFileSync(token, made.stdout)
  const flags = ['--server', address!, '--token-file', token, '--calls', '1000000', '--today', '2026-12-01']
  return async (folder: string, name: string, ...more: string[]): Promise<Planned> => {
    const file = join(import.meta.dirname, folder, name)
    const { stdout } = await command('plan', file, '--json', ...flags, ...more)
    return JSON.parse(stdout)
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'caseload-workbooks-'))
afterAll(() => {
  stopCommands()
  rmSync(scratch, { recursive: true, force: true })
})

describe('workbooks as programs write them', async () => {
  const data = join(scratch, 'sample')
  await command('import', join(import.meta.dirname, '../../docs/sample.jsonl'), '--data', data)
  const plan = await serving('serve', data)
  const FELLSIDE = ['--organisation', '11']

  test('a blank cell is not the first text of the workbook: nobody is taken away', async () => {
    const { changes, rows } = await plan('reports', '01-blank-cell-removes.xlsx', ...FELLSIDE)
    expect({ changes, rows }).toEqual({ changes: [], rows: { in: 2, planned: 0, unchanged: 2, held: 0 } })
  })

  test('an element that Excel 2013 adds does not change how days are counted', async () => {
    const from = async (name: string) =>
      (await plan('reports', name, ...FELLSIDE)).changes.map(one => one.effectiveFrom)
    expect(await from('02-1904-excel2013.xlsx')).toEqual(['2025-09-08'])
    expect(await from('02-1904-control.xlsx')).toEqual(['2025-09-08'])
  })

  test('a number format with text is read as it is shown, and hits nobody else', async () => {
    const { changes, questions } = await plan('reports', '08-number-format.xlsx', ...FELLSIDE)
    expect(changes).toEqual([])
    expect(questions[0]).toMatchObject({ sentence: expect.stringContaining('FBW-00012345') })
  })

  test('an ISO date cell is read as the same text in a CSV file', async () => {
    const { changes } = await plan('reports', '09-iso-date-cell.xlsx', ...FELLSIDE)
    expect(changes.map(one => one.effectiveFrom)).toEqual(['2026-07-01'])
  })

  test('a firm called Total Care Ltd is no line of totals', async () => {
    expect((await plan('reports', '11-total-care.csv', ...FELLSIDE)).rows.in).toBe(2)
  })

  test('a row that a filter hides is told and held', async () => {
    const { changes, held } = await plan('reports', '18-filtered-row.xlsx', ...FELLSIDE)
    expect(changes.every(one => one.learner === 101)).toBe(true)
    expect(placed(held)).toEqual(['3 row-hidden'])
  })
})

describe('sheets as officers keep them', async () => {
  const plan = await serving('demo', join(scratch, 'demo'))
  const NETHERBY = ['--organisation', '1']

  test('Allocations: 24 learners, of whom four are crossed out and one is hidden', async () => {
    const { rows, held } = await plan('sheets', 'Allocations Oct 26.xlsx', ...NETHERBY)
    expect(rows.in).toBe(24)
    const unseen = placed(held.filter(one => one.code.startsWith('row-')))
    expect(unseen).toEqual([
      '10 row-struck',
      '13 row-hidden',
      '15 row-struck',
      '20 row-struck',
      '25 row-struck',
    ])
  })

  test('Caseloads by centre: 45 learners of three sheets, and no READ ME, look-up or total among them', async () => {
    const { rows, findings } = await plan('sheets', 'Caseloads by centre.xlsx')
    expect(rows.in).toBe(45)
    const sheets = (code: string) => findings.filter(one => one.code === code).map(one => one.place?.sheet)
    expect(sheets('sheet-read')).toEqual(['Netherby', 'Quay Lane', 'Thistle Row'])
    expect(sheets('sheet-left-out').sort()).toEqual(['Lookups', 'READ ME'])
  })

  test('Caseload list by assessor: the heading is the assessor of the rows below it', async () => {
    const { rows, findings, questions } = await plan('sheets', 'Caseload list by assessor.xlsx', ...NETHERBY)
    expect(rows.in).toBe(18)
    expect(toldIn({ findings } as Planned, 'total-differs', 'nobody-named')).toEqual([])
    const asked = questions.flatMap(one => one.places.map(place => place.row!))
    expect(asked).toEqual(expect.arrayContaining([5, 15, 25]))
  })

  test('hidden-rows: the hidden row and the one struck through are held, the error too', async () => {
    const { rows, held } = await plan('sheets', 'hidden-rows.xlsx', ...NETHERBY)
    expect(rows.in).toBe(5)
    expect(placed(held)).toEqual(expect.arrayContaining(['3 row-hidden', '4 row-struck', '6 cell-error']))
    expect(rows.held).toBe(3)
  })
})
