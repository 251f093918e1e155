/** Each sheet as officers keep it, from the file to the applied plan and back, by the lines of docs/sync.md. */
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { command } from '../command.ts'
import { openDemo, type Provider } from './provider.ts'

/** The day on which the sheets are planned; the reallocations count from it. */
const TODAY = new Date('2026-12-01T12:00:00Z')
vi.useFakeTimers({ now: TODAY, toFake: ['Date'] })
afterAll(() => {
  vi.useRealTimers()
})

interface Outcome {
  /** How many changes are planned, and what becomes of the rows. */
  changes: number
  rows: { in: number; planned: number; unchanged: number; held: number }
  /** The rows that are held or to be confirmed, with the code of why. */
  left: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: a plan as programs see it, of which these parts are looked at
function outcomeOf({ changes, rows, held, questions }: any): Outcome {
  const reasons = [...held.filter((one: { question?: string }) => !one.question), ...questions]
  const left = reasons.flatMap(({ code, place, places = [place] }) =>
    places.map(({ sheet, row }: { sheet?: string; row: number }) =>
      [sheet, row, code].filter(Boolean).join(' '),
    ),
  )
  return { changes: changes.length, rows, left: [...new Set<string>(left)].sort() }
}

const rows = (planned: number, unchanged: number, held: number) => ({
  in: planned + unchanged + held,
  planned,
  unchanged,
  held,
})

/** Confirms what is certain, plans, applies, finds nothing left to do, and takes the run back. */
async function carryThrough(demo: Provider, file: string, flags: readonly string[]) {
  await demo.give('match', file, ...flags, '--accept-all')
  const { json } = await demo.plan(file, ...flags)
  const applied = await demo.give('apply', file, ...flags, '--yes')
  const again = await demo.plan(file, ...flags)
  return { outcome: outcomeOf(json), applied, again: outcomeOf(again.json) }
}

describe('from the file to the applied plan, and back', async () => {
  const demo = await openDemo()
  const NETHERBY = ['--organisation', '1']
  const QUAY_LANE = ['--organisation', '2']
  const THISTLE_ROW = ['--organisation', '3']

  test.each<[file: string, flags: string[], outcome: Outcome]>([
    ['Caseload list by assessor.xlsx', NETHERBY, { changes: 0, rows: rows(0, 18, 0), left: [] }],
    ['Reallocation requests.xlsx', NETHERBY, { changes: 6, rows: rows(6, 0, 0), left: [] }],
    ['Realloc2.xlsx', NETHERBY, { changes: 6, rows: rows(6, 0, 0), left: [] }],
    // The assessor of the twins has an account in another centre only.
    [
      'twins.csv',
      QUAY_LANE,
      { changes: 0, rows: rows(0, 0, 2), left: ['2 person-unknown', '3 person-unknown'] },
    ],
    ['twins2.csv', QUAY_LANE, { changes: 1, rows: rows(1, 0, 1), left: ['2 person-unknown'] }],
    ['dob.csv', THISTLE_ROW, { changes: 1, rows: rows(1, 0, 1), left: ['3 birth-near'] }],
    [
      'typos2.csv',
      NETHERBY,
      {
        changes: 2,
        rows: rows(1, 0, 5),
        left: [
          '2 name-alone',
          '3 person-unknown',
          '4 slot-contested',
          '6 standard-unknown',
          '7 slot-contested',
        ],
      },
    ],
    [
      'hidden-rows.xlsx',
      NETHERBY,
      {
        changes: 2,
        rows: rows(2, 0, 3),
        left: ['Alloc 3 row-hidden', 'Alloc 4 row-struck', 'Alloc 6 cell-error'],
      },
    ],
    ['x6.csv', NETHERBY, { changes: 1, rows: rows(1, 0, 1), left: ['3 person-unknown'] }],
  ])('%s', async (name, flags, expected) => {
    const { outcome, applied, again } = await carryThrough(demo, demo.file(name), flags)
    expect(outcome).toEqual(expected)
    const isHeld = expected.rows.held > 0
    const code = expected.changes === 0 ? (isHeld ? 5 : 0) : isHeld ? 4 : 0
    expect(applied.code, applied.stderr).toBe(code)
    expect(again.changes).toBe(0)
    expect(again.rows.held).toBe(expected.rows.held)
    if (expected.changes > 0) expect((await demo.give('undo', '--yes')).stderr).not.toContain('Rows: 0')
  })

  test('typos.csv: the misspelt header holds its rows, and init puts it right', async () => {
    const file = demo.file('typos.csv')
    expect(outcomeOf((await demo.plan(file, ...NETHERBY)).json)).toMatchObject({ rows: rows(0, 0, 6) })
    const mapping = `${demo.folder}/typos.yaml`
    await command('init', file, '--yes', '--out', mapping)
    const { outcome } = await carryThrough(demo, file, [...NETHERBY, '--mapping', mapping])
    // The standard of row 5 was given with typos2.csv, and is never taken back.
    expect(outcome).toMatchObject({ changes: 1, rows: rows(1, 0, 5) })
    await demo.give('undo', '--yes')
  })

  test('HR starters and leavers.csv: the starter is created, the leavers are named with their caseloads', async () => {
    const file = demo.file('HR starters and leavers.csv')
    const { json } = await demo.plan(file, '--mapping', demo.file('hr.yaml'))
    expect(outcomeOf(json)).toEqual({ changes: 1, rows: rows(1, 4, 0), left: [] })
    const leaving = json.findings.filter((one: { code: string }) => one.code === 'staff-leaving')
    expect(leaving.map((one: { place: { row: number } }) => one.place.row)).toEqual([2, 3])
  })

  test('Caseloads by centre.xlsx: the course is offered as the aim of the IQAs, once for all rows', async () => {
    const file = demo.file('Caseloads by centre.xlsx')
    const { stderr } = await demo.give('match', file, '--accept-all')
    expect(stderr).toMatch(/Your answers lead to \d+ more questions?\./)
    expect(stderr).toContain(`Plan again with: caseload plan "${file}"`)
    const before = await demo.give('plan', file)
    expect(before.stdout.match(/The row names an IQA but no aim/g)).toHaveLength(1)
    expect(before.stdout).toContain('Column Course holds standards')
    const mapping = `${demo.folder}/centres.yaml`
    await command('init', file, '--yes', '--out', mapping)
    expect(readFileSync(mapping, 'utf8')).toContain('Course: Standard')
    const { outcome } = await carryThrough(demo, file, ['--mapping', mapping])
    expect(outcome).toEqual({
      changes: 82,
      rows: rows(38, 2, 5),
      left: [4, 9, 10, 13, 16].map(row => `Quay Lane ${row} name-alone`).sort(),
    })
  })

  test('Allocations Oct 26.xlsx', async () => {
    const { outcome } = await carryThrough(demo, demo.file('Allocations Oct 26.xlsx'), NETHERBY)
    const struck = [10, 15, 20, 25].map(row => `Allocations Oct 26 ${row} row-struck`)
    expect(outcome).toEqual({
      changes: 44,
      rows: rows(17, 2, 5),
      left: [...struck, 'Allocations Oct 26 13 row-hidden'].sort(),
    })
  })

  test('the return, with the standard of the agency’s code in the mapping', async () => {
    const mapping = demo.write('ilr.yaml', 'organisation: 1\nstandards: { 118: 1 }\n')
    const { outcome, applied } = await carryThrough(
      demo,
      demo.file('ILR-99999999-2627-20261120-100000-01.XML'),
      ['--mapping', mapping],
    )
    expect(outcome).toEqual({
      changes: 1,
      rows: rows(1, 1, 1),
      left: ['12 row-says-another', '8 row-says-another'],
    })
    expect(applied.code).toBe(4)
  })
})
