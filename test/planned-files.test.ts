/** A file with days to come, from the sheet to the day and back, on a real server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { carryOutDue } from '../src/app/carry-out-due.ts'
import type { ImportRunner } from '../src/importing/runner.ts'
import type { Client, Import } from '../src/sdk/client.ts'
import * as cast from './cast.ts'
import { bring, clientOn, importingOn } from './importing.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const { orlagh, isolde, tobias, hesper } = cast

describe.each(ENGINES)('a sheet with a first and a last day, on %s', engine => {
  let stage: Stage
  let runner: ImportRunner
  let client: Client

  beforeEach(async () => {
    stage = await setStage(engine)
    ;({ runner } = importingOn(stage))
    client = clientOn(stage, await stage.session())
    await client.requestChanges({
      changes: [{ learner: orlagh.id, level: 'default', role: 'assessor', after: isolde.id }],
    })
  })
  afterEach(async () => {
    await runner.close()
    await stage.close()
  })

  /** Reads and plans a sheet that puts somebody beside Orlagh for some days. */
  async function planned(person: cast.Member, from: string, to: string): Promise<Import> {
    const sheet = `User ID,Centre,Assessor ID,From,To\n${orlagh.id},Fellside North,${person.id},${from},${to}\n`
    const id = await bring(client, [{ name: 'cover.csv', bytes: sheet }])
    await client.planImport({ import: id })
    await runner.settled()
    return client.readImport({ import: id })
  }

  async function applied(one: Import): Promise<Import> {
    await client.applyImport({ import: one.id, plan: String(one.plan?.hash), approveRemovals: true })
    await runner.settled()
    return client.readImport({ import: one.id })
  }

  /** Moves the clock to a day, as a server would see it, and has done what is due; gives who holds the slot then. */
  async function holderOn(day: string): Promise<number | null> {
    stage.time.now = Date.parse(`${day}T06:00:00Z`)
    await carryOutDue(stage.services)
    client = clientOn(stage, await stage.session())
    const { assignments } = await client.listAssignments()
    const held = assignments.find(
      one => one.learner === orlagh.id && one.level === 'default' && one.role === 'assessor',
    )
    return held?.person ?? null
  }

  const openRuns = async () =>
    (await client.listPlannedRuns()).plannedRuns.filter(({ states }) => states.planned > 0).length

  test('is planned, recognised, carried out on its days, and nothing of it is planned twice', async () => {
    expect((await applied(await planned(tobias, '01/04/2026', '30/06/2026'))).applied).toMatchObject({
      done: 1,
      whole: true,
    })
    expect(await openRuns()).toBe(1)
    expect((await planned(tobias, '01/04/2026', '30/06/2026')).plan?.verdict).toBe('nothing')
    expect(await holderOn('2026-03-31')).toBe(isolde.id)
    expect(await holderOn('2026-04-01')).toBe(tobias.id)
    expect((await planned(tobias, '01/04/2026', '30/06/2026')).plan?.verdict).toBe('nothing')
    expect(await holderOn('2026-07-01')).toBe(isolde.id)
    expect((await planned(tobias, '01/04/2026', '30/06/2026')).plan?.verdict).toBe('nothing')
  })

  test('that has changed its mind takes back what it had planned, and plans anew', async () => {
    await applied(await planned(tobias, '01/04/2026', '30/06/2026'))
    const other = await planned(hesper, '08/04/2026', '30/06/2026')
    expect(other.plan).toMatchObject({ changed: 1, removed: 1 })
    await applied(other)
    expect(await openRuns()).toBe(1)
    expect(await holderOn('2026-04-07')).toBe(isolde.id)
    expect(await holderOn('2026-04-08')).toBe(hesper.id)
  })

  test('is taken back with the import that brought it', async () => {
    const one = await applied(await planned(tobias, '01/04/2026', ''))
    await client.undoImport({ import: one.id })
    await runner.settled()
    expect((await client.readImport({ import: one.id })).undone).toMatchObject({ done: 1, whole: true })
    expect(await openRuns()).toBe(0)
    expect(await holderOn('2026-04-02')).toBe(isolde.id)
  })
})
