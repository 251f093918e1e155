import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

describe('a row of which something cannot be read', async () => {
  const provider = await openProvider('19-a-quiet-night')

  test.each([
    ['31/09/2025', 'date-unreadable'],
    ['#REF!', 'date-unreadable'],
    ['Sept 2025', 'date-month-only'],
    ['next Tuesday', 'date-unreadable'],
  ])('its only fact, %s: the row is held and the plan ends with 5', async (text, finding) => {
    const sheet = provider.write('night.csv', `Learner Ref,Start Date\nH1,${text}\n`)
    const { json, code } = await provider.plan(sheet)
    expect({ code, rows: json.rows }).toEqual({ code: 5, rows: { in: 1, planned: 0, unchanged: 0, held: 1 } })
    expect(json.held).toMatchObject([{ code: finding, place: { file: 'night.csv', row: 2, column: 'B' } }])
  })

  test('one fact of two: the other is planned, and the row counts once, as held', async () => {
    const sheet = provider.write(
      'part.csv',
      'Learner Ref,Start Date,Assessor Ref\nH1,31/09/2025,C11\nH2,,C11\n',
    )
    const { json, code } = await provider.plan(sheet)
    expect({ code, rows: json.rows }).toEqual({ code: 2, rows: { in: 2, planned: 1, unchanged: 0, held: 1 } })
    expect(json.changes).toHaveLength(2)
  })

  test('nothing is concluded from what such a row does not name', async () => {
    const mapping = provider.write(
      'complete.yaml',
      'complete:\n  - { organisation: 90001, kind: assessor }\n',
    )
    const both = provider.write(
      'both.csv',
      'Learner Ref,Additional Assessors\nH1,Ina Stead <ina.stead@example.org>\n',
    )
    await provider.give('apply', both, '--mapping', mapping, '--yes')
    const spoilt = provider.write(
      'spoilt.csv',
      'Learner Ref,Additional Assessors,Start Date\nH1,#REF!,\nH2,ina.stead@example.org,\n',
    )
    const { json } = await provider.plan(spoilt, '--mapping', mapping)
    expect(json.changes.filter((one: { after: unknown }) => one.after === null)).toEqual([])
    expect(json.rows).toMatchObject({ in: 2, held: 1 })
  })
})
