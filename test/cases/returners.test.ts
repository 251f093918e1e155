import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

const TODAY = ['--today', '2026-01-13']

describe('learners who come back', async () => {
  const provider = await openProvider('22-learners-who-come-back')
  const held = ({ held }: { held: readonly { code: string; place: { row: number } }[] }) =>
    held.map(({ place, code }) => `${place.row} ${code}`)
  const kinds = ({ changes }: { changes: readonly { do: string }[] }) => changes.map(one => one.do)
  const plan = (text: string, ...flags: string[]) =>
    provider.plan(provider.write('back.csv', text), ...TODAY, ...flags)

  test('are brought back with a new start, then changed, then assigned', async () => {
    const { json, code } = await provider.plan('back.csv', ...TODAY)
    expect({ code, kinds: kinds(json) }).toEqual({
      code: 2,
      kinds: ['unarchive-person', 'update-person', 'assign'],
    })
    expect(json.rows).toEqual({ in: 1, planned: 1, unchanged: 0, held: 0 })
    const [unarchive, update, assign] = json.changes
    expect(unarchive).toMatchObject({ person: 1001, start: '2026-01-12', because: [{ row: 2 }] })
    expect(update).toMatchObject({
      before: { startOn: '2024-09-02' },
      after: { startOn: '2026-01-12' },
      needs: [unarchive.key],
    })
    expect(assign).toMatchObject({ learner: 1001, after: 2001, needs: [unarchive.key] })
    const { stdout } = await provider.give('plan', provider.file('back.csv'), ...TODAY)
    expect(stdout).toMatch(
      /~ unarchive the account, with its history \[row 2\]\n.*~ start: 2024-09-02 to 2026-01-12 \[row 2\]\n.*\+ default assessor: Ina Stead/,
    )
  })

  test('are brought back by a row with facts alone', async () => {
    const { json } = await provider.plan('back-facts.csv', ...TODAY)
    expect(kinds(json)).toEqual(['unarchive-person', 'update-person'])
  })

  test.each([
    ['named without a start', 'Learner Ref,First name,Last name\nB1,Yestin,Partlow\n'],
    ['named with an assessor alone', 'Learner Ref,Assessor Ref\nB1,C11\n'],
    ['the old start', 'Learner Ref,Start Date\nB1,02/09/2024\n'],
    ['the old start, corrected by a day', 'Learner Ref,Start Date\nB1,03/09/2024\n'],
    ['an earlier start', 'Learner Ref,Start Date\nB1,01/09/2023\n'],
    ['a start before the day of archiving', 'Learner Ref,Start Date\nB1,01/09/2025\n'],
    ['a start that has not come', 'Learner Ref,Start Date\nB1,01/02/2026\n'],
    [
      'a new start of one who has left again',
      'Learner Ref,Start Date,Learner Status\nB1,12/01/2026,Withdrawn\n',
    ],
    ['a new start with an end', 'Learner Ref,Start Date,Actual End Date\nB1,05/01/2026,12/01/2026\n'],
    ['two new starts', 'Learner Ref,Start Date\nB1,12/01/2026\nB1,05/01/2026\n'],
    ['a start that cannot be read', 'Learner Ref,Start Date\nB1,32/01/2026\n'],
    ['another fact', 'Learner Ref,Learner Email\nB1,yestin@example.org\n'],
  ])('%s: held, and nothing of the row is done', async (_what, text) => {
    const { json, code } = await plan(text)
    expect({ code, changes: json.changes, unchanged: json.rows.unchanged }).toEqual({
      code: 5,
      changes: [],
      unchanged: 0,
    })
    expect(json.rows.held).toBe(json.rows.in)
  })

  test('who has left and is archived is as the file says', async () => {
    const { json, code } = await plan('Learner Ref,Learner Status\nB1,Withdrawn\n')
    expect({ code, rows: json.rows }).toEqual({ code: 0, rows: { in: 1, planned: 0, unchanged: 1, held: 0 } })
  })

  test('the mapping may hold them', async () => {
    const mapping = provider.write('hold.yaml', 'returners: hold\n')
    const { json, code } = await provider.plan('back.csv', ...TODAY, '--mapping', mapping)
    expect({ code, changes: json.changes }).toEqual({ code: 5, changes: [] })
    expect(new Set(held(json))).toEqual(new Set(['2 learner-archived']))
    expect(json.held[0].sentence).toContain('the mapping holds returners')
  })

  test('come back on the server with what they held, nothing is left to do, and undo archives them again', async () => {
    const applied = await provider.give('apply', provider.file('back.csv'), ...TODAY, '--yes')
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('3 done') })
    const { accounts } = await provider.client.listAccounts({})
    expect(accounts.find(one => one.id === 1001)).toMatchObject({ archived: false, startOn: '2026-01-12' })
    expect((await provider.plan('back.csv', ...TODAY)).json.changes).toEqual([])
    const undone = await provider.give('undo', '--yes')
    expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('3 done') })
    const after = (await provider.client.listAccounts({})).accounts.find(one => one.id === 1001)
    expect(after).toMatchObject({ archived: true, startOn: '2024-09-02' })
  })

  test('who was archived by a rule about leavers comes back, and the rule does not archive them again', async () => {
    const mapping = provider.write(
      'leavers.yaml',
      'leavers:\n  - { when: withdrawn, after: 0, do: archive }\n',
    )
    const flags = ['--mapping', mapping, '--yes']
    // The server archives on the day that it is there, so that all days of this test come after it.
    const apply = async (text: string, today: string) => {
      const { stdout } = await provider.give(
        'apply',
        provider.write('years.csv', `Learner Ref,Start Date,Learner Status\n${text}\n`),
        ...['--today', today],
        ...flags,
      )
      return /(\d+) done/.exec(stdout)?.[1]
    }
    expect(await apply('B2,01/03/2036,Active', '2036-03-02')).toBe('2')
    expect(await apply('B2,,Withdrawn', '2036-04-01')).toBe('1')
    expect(await apply('B2,01/10/2037,Active', '2037-10-02')).toBe('2')
    expect(await apply('B2,,', '2037-10-03')).toBe('0')
    expect(await apply('B1,02/09/2024,', '2037-10-04')).toBe('0')
  })
})

describe('a learner whom somebody has flagged for deletion', async () => {
  const provider = await openProvider('22-learners-who-come-back')
  for (const user of [1001, 1002]) await provider.client.deleteUser({ user })

  test.each(['back.csv', 'back-facts.csv'])(
    'is not brought back, and no second account is made (%s)',
    async file => {
      const { json, code } = await provider.plan(file, ...TODAY)
      expect({ code, changes: json.changes, held: json.rows.held }).toEqual({ code: 5, changes: [], held: 1 })
      expect(JSON.stringify(json)).toContain('flagged for deletion')
    },
  )
})
