import { describe, expect, test } from 'vitest'
import { amended, heldIn, toldIn } from './plan.ts'
import { openProvider } from './provider.ts'

describe('a list of staff: who starts and who leaves', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')
  const HEADER = 'Employee No,Surname,Forename,Job Title,Work Email,Start Date,Leaving Date,Line Manager'
  const sheet = (...rows: readonly string[]) => provider.write('HR.csv', `${[HEADER, ...rows].join('\n')}\n`)

  test('names staff by its own columns, and says what they still hold', async () => {
    const before = provider.write('before.csv', 'Learner Ref,Assessor Ref\nD1,C11\nD2,C11\n')
    await provider.give('apply', before, '--yes')
    const plan = await provider.plan(
      sheet('C11,Stead,Ina,Skills Coach,,01/09/2021,30/06/2026,Petra Oak'),
      '--today',
      '2026-02-01',
    )
    expect(toldIn(plan, 'staff-leaving')).toEqual(['2 staff-leaving'])
    const told = plan.json.findings.find((one: { code: string }) => one.code === 'staff-leaving')
    expect(told.sentence).toContain(
      'Ina Stead (2001) leaves on 2026-06-30 and is beside 2 learners (2 default)',
    )
    expect(plan.json.rows).toEqual({ in: 1, planned: 0, unchanged: 1, held: 0 })
    expect(amended(plan)).toEqual({})
  })

  test('finds no learner by them, and holds a row that does not say what somebody is', async () => {
    const plan = await provider.plan(sheet('D1,Vane,Erin,,,,,', 'C99,New,Nora,Tutor,nora@example.org,,,'))
    expect(heldIn(plan)).toEqual(['2 role-missing', '3 person-unknown'])
  })

  test('a mapping may say both', async () => {
    const mapping = provider.write(
      'hr.yaml',
      'columns:\n  Employee No: Person Ref\n  Job Title: ignore\n  Work Email: Email\n  Leaving Date: Actual End Date\n  Line Manager: ignore\nconstants:\n  Account Type: Assessor\n',
    )
    const plan = await provider.plan(
      sheet('C11,Stead,Ina,Skills Coach,,01/09/2021,19/12/2025,'),
      ...['--mapping', mapping, '--today', '2026-02-01'],
    )
    expect(toldIn(plan, 'staff-leaving')).toHaveLength(1)
    expect(amended(plan)).toEqual({})
  })
})
