/** Leavers of a list of staff: for each the same as `caseload leaver`, in the plan, where the mapping says so. */
import { describe, expect, test } from 'vitest'
import { heldIn, toldIn } from './plan.ts'
import { type CasePlan, openProvider } from './provider.ts'

interface PlannedLeaver {
  do: string
  person: number
  on: string
  moves: { learner: number; level: string; role: string; to: number }[]
  shares: { learner: number; to: number; because: string }[]
}

const leaversIn = ({ json }: CasePlan): PlannedLeaver[] =>
  json.changes.filter((one: PlannedLeaver) => one.do === 'plan-leaver')

const DAY = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

describe('a list of staff that says who leaves', async () => {
  const provider = await openProvider('34-what-a-return-implies')
  const HEADER = 'Employee No,Surname,Forename,Job Title,Leaving Date,Work Email'
  const sheet = (...rows: readonly string[]) => provider.write('HR.csv', `${[HEADER, ...rows].join('\n')}\n`)
  const on = provider.write('on.yaml', 'implied: [staff-leaver]\n')
  const plan = (file: string, mapping = on, today = DAY(0)) =>
    provider.plan(file, '--mapping', mapping, '--today', today)
  const ina = (day: string) => `C11,Stead,Ina,Skills Coach,${day}`
  const later = DAY(20)
  const first = DAY(21)

  test('is only told where the rule is off', async () => {
    const made = await plan(sheet(ina(later)), provider.write('off.yaml', 'implied: [break]\n'))
    expect(made.json.changes).toEqual([])
    expect(toldIn(made, 'staff-leaving')).toEqual(['2 staff-leaving'])
  })

  test('proposes everything that they hold, shared out, from the day after the last one', async () => {
    const made = await plan(sheet(ina(later)))
    const [leaver, ...others] = leaversIn(made)
    expect(others).toEqual([])
    expect(leaver).toMatchObject({ person: 2001, on: first })
    expect(leaver?.moves.map(one => `${one.learner} ${one.level} ${one.to}`).sort()).toEqual([
      '1001 aim 2002',
      '1001 default 2002',
      '1001 unit 2002',
      '1002 default 2002',
    ])
    expect(leaver?.shares[0]?.because).toMatch(/^most room \(has \d\)/)
    expect(JSON.stringify(made.json.changes)).not.toContain('Tarn')
    expect(made.json.rows).toEqual({ in: 1, planned: 1, unchanged: 0, held: 0 })
    expect(toldIn(made, 'staff-leaving')).toEqual([])
    const { stdout } = await provider.give('plan', sheet(ina(later)), '--mapping', on)
    expect(stdout).toContain(`leaves, first day without them ${first} (staff-leaver: Leaving Date ${later})`)
    expect(stdout).toContain('hands over 4 assignments of 2 learners on that day')
    expect(stdout).toContain('Bet Quarrel (1002) to Joss Tarn (2002)')
  })

  test('shares nothing out to others who leave too, and holds whom nobody can follow', async () => {
    const made = await plan(sheet(ina(later), `C12,Tarn,Joss,Skills Coach,${later}`))
    expect(leaversIn(made)).toEqual([])
    expect(heldIn(made).map(one => one.replace(/[A-Z]+ /, ' ').trim())).toEqual(
      expect.arrayContaining([expect.stringContaining('leaver-nobody')]),
    )
  })

  test('holds rows that give one person two days, and says nothing of who has no day', async () => {
    const two = await plan(sheet(ina(later), ina(DAY(30))))
    expect(leaversIn(two)).toEqual([])
    expect(heldIn(two).join()).toContain('implied-unclear')
    expect((await plan(sheet(ina('')))).json.changes).toEqual([])
  })

  test('lets a learner who is kept apart from who takes over stay, and hands the others over', async () => {
    await provider.give('apart', 'add', '1002', '2002', '--reason', 'asked')
    const [leaver] = leaversIn(await plan(sheet(ina(later))))
    expect(leaver?.moves.map(one => one.learner)).not.toContain(1002)
    expect(leaver).toMatchObject({ stay: 1 })
    const { stdout, code } = await provider.give('leaver', '2001', '--on', first, '--dry-run')
    expect(code).toBe(2)
    expect(stdout).toContain('is kept apart from the learner')
    expect(stdout).toContain('3 to hand over, 1 left out.')
    await provider.give('apart', 'remove', '1002', '2002')
  })

  test('is planned once as one run, that says who is archived after it, and is taken back', async () => {
    const file = sheet(ina(later))
    expect(await provider.give('apply', file, '--mapping', on, '--yes')).toMatchObject({ code: 0 })
    const { plannedRuns } = await provider.client.listPlannedRuns({})
    expect(plannedRuns).toMatchObject([{ archives: 2001, states: { planned: 4 } }])
    const again = await plan(file)
    expect(again.json.changes).toEqual([])
    expect(again.json.rows).toMatchObject({ held: 0 })
    const earlier = await plan(sheet(ina(DAY(10))))
    expect(heldIn(earlier).join()).toContain('leaver-planned')
    expect(await provider.give('undo', '--yes')).toMatchObject({ code: 0 })
    const after = await provider.client.listPlannedRuns({})
    expect(after.plannedRuns).toMatchObject([{ states: { planned: 0, takenBack: 4 } }])
    expect(leaversIn(await plan(sheet(ina(later))))).toHaveLength(1)
  })

  test('starters are made beside leavers, who take over nothing before they are there', async () => {
    const mapping = provider.write(
      'both.yaml',
      'implied: [staff-leaver]\ncreate: [assessor, iqa]\nconstants:\n  Account Type: IQA\n',
    )
    const made = await plan(
      sheet('Q12,Neve,Nora,,,nora.neve@example.org', `Q11,Umber,Kit,,${later}`),
      mapping,
    )
    expect(made.json.changes.map((one: { do: string }) => one.do)).toContain('create-person')
    expect(heldIn(made).join()).toContain('leaver-nobody')
  })
})
