import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

interface Held {
  code: string
  sentence: string
  until?: string
  place: { row: number }
}

describe('one learner and one person are kept apart', async () => {
  const provider = await openProvider('23-hold-one-learner-and-one-person-apart')
  const want = (...flags: string[]) => provider.plan('want.csv', ...flags)
  const keep = (...given: string[]) => provider.give('apart', 'add', 'S1', ...given)
  const end = (...given: string[]) => provider.give('apart', 'remove', 'S1', 'C11', ...given)

  test('three runs show it as held and write nothing; after the end it is planned again', async () => {
    const kept = await keep('C11', '--reason', 'taken off on purpose', '--until', '2099-12-31')
    expect(kept).toMatchObject({ code: 0, stdout: expect.stringContaining('Ada Rooke (1001)') })
    for (const day of ['2099-01-01', '2099-06-01', '2099-12-31']) {
      const { json, code } = await want('--today', day)
      expect({ code, changes: json.changes, rows: json.rows }).toEqual({
        code: 5,
        changes: [],
        rows: { in: 1, planned: 0, unchanged: 0, held: 1 },
      })
      const [held] = json.held as Held[]
      expect(held).toMatchObject({ code: 'kept-apart', until: '2099-12-31', place: { row: 2 } })
      expect(held!.sentence).toMatch(
        /^Ina Stead \(2001\) is kept apart from Ada Rooke \(1001\) until 2099-12-31: taken off on purpose\./,
      )
    }
    expect((await want('--today', '2100-01-01')).json.changes).toMatchObject([{ learner: 1001, after: 2001 }])
    const { stdout } = await provider.give('plan', provider.file('want.csv'))
    expect(stdout).toContain('taken off on purpose')
  })

  test('is listed with reason and end, and taken back', async () => {
    const { stdout } = await provider.give('apart', 'list')
    expect(stdout).toMatch(
      /Ada Rooke \(1001\) +Ina Stead \(2001\) +anything +2099-12-31 +taken off on purpose/,
    )
    expect(JSON.parse((await provider.give('apart', 'list', '--json')).stdout)).toHaveLength(1)
    expect((await end()).code).toBe(0)
    expect(await provider.give('apart', 'list')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('Nobody is kept apart.\n'),
    })
    expect((await want()).json.changes).toHaveLength(1)
    expect(await end()).toMatchObject({ code: 1, stderr: expect.stringContaining('apart list') })
  })

  test.each([
    [['--role', 'iqa'], 1],
    [['--level', 'additional'], 1],
    [['--role', 'assessor', '--level', 'additional'], 1],
    [['--role', 'assessor', '--level', 'default'], 0],
    [['--level', 'default'], 0],
    [[], 0],
  ])('%j leaves %i to plan', async (as, planned) => {
    await keep('ina.stead@example.org', ...as, '--reason', 'family')
    const { json } = await want()
    expect(json.changes).toHaveLength(planned)
    expect(json.rows.held).toBe(1 - planned)
    await end(...as)
  })
})
