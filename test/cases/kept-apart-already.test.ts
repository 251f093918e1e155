/** As in kept-apart.test.ts: a token may make 300 calls in a minute, so that each half has a server of its own. */
import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

describe('kept apart, and already together', async () => {
  const provider = await openProvider('23-hold-one-learner-and-one-person-apart')
  const want = (...flags: string[]) => provider.plan('want.csv', ...flags)
  const keep = (...given: string[]) => provider.give('apart', 'add', 'S1', ...given)
  const end = (...given: string[]) => provider.give('apart', 'remove', 'S1', 'C11', ...given)

  test('another person of the same row, and another learner, are planned', async () => {
    await keep('C11', '--level', 'additional', '--reason', 'family')
    const sheet = provider.write(
      'both.csv',
      'Learner Ref,Assessor Ref,Additional Assessors\nS1,C11,ina.stead@example.org\n',
    )
    const { json, code } = await provider.plan(sheet)
    expect({ code, rows: json.rows }).toEqual({ code: 2, rows: { in: 1, planned: 0, unchanged: 0, held: 1 } })
    expect(json.changes).toMatchObject([{ level: 'default', after: 2001 }])
    await end()
  })

  test('a plan made before is not carried out for the pair', async () => {
    await provider.give('plan', provider.file('want.csv'))
    await keep('C11', '--reason', 'family')
    const applied = await provider.give('apply')
    expect(applied).toMatchObject({ code: 4, stdout: expect.stringContaining('kept-apart') })
    await end()
  })

  test('who is there already is told and left there', async () => {
    await provider.give('apply', provider.file('want.csv'), '--yes')
    await keep('C11', '--reason', 'family')
    const { json, code } = await want()
    expect({ code, changes: json.changes, held: json.rows.held }).toEqual({ code: 5, changes: [], held: 1 })
  })

  test('a transfer leaves the learner where they are', async () => {
    const una = { firstName: 'Una', lastName: 'Vale', email: 'una@example.org' }
    const { id } = await provider.client.createUser({ ...una, kind: 'assessor', organisation: 90001 })
    await keep(String(id), '--role', 'assessor', '--reason', 'neighbours', '--until', '2099-01-31')
    const given = ['transfer', '--from', '2001', '--to', String(id), '--yes'] as const
    const moved = await provider.give(...given)
    expect(moved.stdout).toMatch(
      new RegExp(
        `Ada Rooke \\(1001\\) stays\\. Kept apart from account ${id} as assessor until 2099-01-31: neighbours`,
      ),
    )
    expect(moved).toMatchObject({ code: 0, stdout: expect.stringContaining('0 to move') })
    await provider.give('apart', 'remove', 'S1', String(id))
    expect((await provider.give(...given)).stdout).toContain('1 to move')
  })

  test.each([
    [['S1', 'C11', '--reason', ' '], '--reason must say why'],
    [['S1', 'C11', '--reason', 'x', '--until', '2020-01-01'], 'is over already'],
    [['S1', 'C11', '--reason', 'x', '--until', 'soon'], '--until must be a date'],
    [['S1', 'C11', '--reason', 'x', '--role', 'tutor'], '--role must be one of'],
    [['S1', 'C11', '--reason', 'x', '--role', 'observer', '--level', 'aim'], 'There is no aim level'],
    [['S9', 'C11', '--reason', 'x'], 'The learner "S9"'],
    [['S1', 'C99', '--reason', 'x'], 'The person "C99"'],
  ])('%j is refused in a sentence', async (given, told) => {
    const ended = await provider.give('apart', 'add', ...given)
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(told) })
  })
})
