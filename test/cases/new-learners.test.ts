import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

describe('a learner who would have to be created has no e-mail address', async () => {
  const provider = await openProvider('32-new-learners-without-an-address')
  const mapping = ['--mapping', provider.file('mapping.yaml')]
  const header = 'Learner Ref,First name,Last name,Email,Assessor Ref,Classroom,PlacementID'
  const plan = (...rows: string[]) =>
    provider.plan(provider.write('rows.csv', `${header}\n${rows.join('\n')}\n`), ...mapping)

  test('is held with what is missing', async () => {
    const { json, code } = await provider.plan('new.csv', ...mapping)
    expect({ code, changes: json.changes, rows: json.rows }).toEqual({
      code: 5,
      changes: [],
      rows: { in: 1, planned: 0, unchanged: 0, held: 1 },
    })
    expect(json.held[0]).toMatchObject({
      code: 'cannot-create',
      sentence: 'Dot Usk cannot be created: A learner needs an e-mail address.',
      place: { row: 2 },
    })
  })

  test('in a file without a column for addresses is made on a server of ours', async () => {
    const text =
      'Learner Ref,First name,Last name,Assessor Ref,Classroom,PlacementID\nNE9,Eve,Usk,C11,Autumn,51301\n'
    const { json } = await provider.plan(provider.write('no-column.csv', text), ...mapping)
    expect(json.changes).toMatchObject([{ do: 'create-person', fields: { misId: 'NE9' } }])
  })

  test('is held against OneFile, whether the file has a column for addresses or not', async () => {
    const text =
      'Learner Ref,First name,Last name,Assessor Ref,Classroom,PlacementID\nNE9,Eve,Usk,C11,Autumn,51301\n'
    const file = provider.write('no-column.csv', text)
    const { json } = await provider.plan(file, ...mapping, '--target', 'onefile')
    expect(json.changes).toEqual([])
    expect(json.held[0].sentence).toContain('A learner needs an e-mail address')
  })

  test.each(['n/a', 'TBC', '-', 'dot.usk', 'none'])('"%s" is no address', async text => {
    const { json } = await plan(`NE1,Dot,Usk,${text},C11,Autumn,51301`)
    expect({ changes: json.changes, held: json.rows.held }).toEqual({ changes: [], held: 1 })
  })

  test('the others of the file are created', async () => {
    const { json } = await plan(
      'NE1,Dot,Usk,,C11,Autumn,51301',
      'NE2,Eve,Vale,eve@example.org,C11,Autumn,51301',
    )
    expect(json.changes).toMatchObject([
      { do: 'create-person', fields: { misId: 'NE2', email: 'eve@example.org' } },
    ])
    expect(json.rows).toEqual({ in: 2, planned: 1, unchanged: 0, held: 1 })
  })

  test('where the learner exists the blank says nothing', async () => {
    const sheet = provider.write('there.csv', `${header}\nNE3,Fay,Wick,fay@example.org,C11,Autumn,51301\n`)
    expect((await provider.give('apply', sheet, ...mapping, '--yes')).code).toBe(0)
    const { json, code } = await plan('NE3,Fay,Wick,,C11,Autumn,51301')
    expect({ code, rows: json.rows }).toEqual({ code: 0, rows: { in: 1, planned: 0, unchanged: 1, held: 0 } })
  })
})
