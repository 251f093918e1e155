import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

interface Counts {
  changes: readonly { learner: number; after: number }[]
  rows: object
  held: readonly { code: string; place: { row: number } }[]
}

const placed = ({ changes }: Counts) => changes.map(({ learner, after }) => `${learner} ${after}`)
const heldIn = ({ held }: Counts) => held.map(({ place, code }) => `${place.row} ${code}`)
const heldRows = ({ held }: Counts) => held.map(({ place }) => place.row)

describe('two centres are seen, and nothing says which one a file is about', async () => {
  const provider = await openProvider('21-two-centres-and-nobody-says-which')
  const told =
    /Your token covers East \(90001\) and West \(90002\), and the file does not say which centre it is about\..*--organisation 90001.*mapping.*OrganisationID/s

  test.each(['plan', 'drift'])('%s refuses it with the three ways of naming one', async command => {
    const { code, stdout } = await provider.give(command, provider.file('east.csv'))
    expect(code).toBe(1)
    expect(stdout.replace(/\s+/g, ' ')).toMatch(told)
    expect(stdout).toContain('2 in all, 0 planned, 0 unchanged, 2 held')
  })

  test('apply changes nothing and ends with 1', async () => {
    const { code } = await provider.give('apply', provider.file('east.csv'), '--yes')
    expect(code).toBe(1)
    const { total } = await provider.client.listChanges({}).then(({ changes }) => ({ total: changes.length }))
    expect(total).toBe(0)
  })

  test('match says so in place of asking who is meant', async () => {
    const { code, stderr } = await provider.give('match', provider.file('east.csv'))
    expect(code).toBe(1)
    expect(stderr.replace(/\s+/g, ' ')).toMatch(told)
  })

  test.each([
    ['--organisation', ['--organisation', '90001'], undefined],
    ['the mapping', [], 'organisation: 90001\n'],
  ])('%s settles it: the newcomer is not the other centre’s learner', async (_way, flags, mapping) => {
    const more = mapping === undefined ? [] : ['--mapping', provider.write('mapping.yaml', mapping)]
    const { json, code } = await provider.plan('east.csv', ...flags, ...more)
    expect(placed(json)).toEqual(['1001 2001'])
    expect(new Set(heldRows(json))).toEqual(new Set([3]))
    expect({ code, rows: json.rows }).toEqual({
      code: 2,
      rows: { in: 2, planned: 1, unchanged: 0, held: 1 },
    })
  })

  test.each([
    ['OrganisationID', '90001', '90002'],
    ['Centre', 'East', 'west'],
    ['Centre name', 'EAST', 'West'],
  ])('a column %s counts for its row, and a row without is held', async (header, east, west) => {
    const rows = [`3001,C11,${east}`, `3002,C11,${west}`, '3001,C11,', '1001,C11,']
    const sheet = provider.write('both.csv', `Learner Ref,Assessor Ref,${header}\n${rows.join('\n')}\n`)
    const { json } = await provider.plan(sheet)
    expect(placed(json)).toEqual(['1001 2001', '1101 2101'])
    expect(heldIn(json)).toEqual(['4 organisation-missing', '5 organisation-missing'])
    expect(json.rows).toEqual({ in: 4, planned: 2, unchanged: 0, held: 2 })
  })

  test('a constant of the mapping names it for all rows', async () => {
    const mapping = provider.write('constant.yaml', 'constants:\n  OrganisationID: "90002"\n')
    const { json } = await provider.plan('east.csv', '--mapping', mapping)
    expect(json.changes.every((one: { organisation: number }) => one.organisation === 90002)).toBe(true)
  })

  test('an account number is the server’s own and needs no centre', async () => {
    const sheet = provider.write('ids.csv', 'User ID,Assessor Ref\n1001,C11\n1101,C11\n')
    const { json, code } = await provider.plan(sheet)
    expect({ code, placed: placed(json) }).toEqual({ code: 2, placed: ['1001 2001', '1101 2101'] })
  })

  test('a centre that this run does not see holds its rows', async () => {
    const sheet = provider.write(
      'third.csv',
      'Learner Ref,Assessor Ref,Centre\n3001,C11,North\n3001,C11,East\n',
    )
    const { json } = await provider.plan(sheet)
    expect(heldIn(json)).toEqual(['2 organisation-unknown'])
    expect(placed(json)).toEqual(['1001 2001'])
  })

  test.each([
    ['a reference', 'Learner Ref,Assessor Ref\n3001,C11\n'],
    ['a name', 'First name,Last name,Assessor Ref\nWil,Marsden,C11\n'],
    ['an address', 'Learner Email,Assessor Ref\nwil@example.org,C11\n'],
    ['staff by reference', 'Employee No,First name,Last name,Group\nC11,Ina,Stead,Assessor\n'],
    ['a number that nobody has', 'User ID,Assessor Ref\n4711,C11\n'],
  ])('%s alone says no centre', async (_what, text) => {
    const { json, code } = await provider.plan(provider.write('alone.csv', text))
    expect({ code, refused: json.refused, changes: json.changes }).toEqual({
      code: 1,
      refused: true,
      changes: [],
    })
    expect(json.findings.map((one: { code: string }) => one.code)).toContain('organisation-missing')
  })
})
