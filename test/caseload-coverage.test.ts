/** Coverage says enough to mend what is amiss; caseloads can be narrowed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

/** What is counted over time, by the finding that it counts. */
const FINDINGS = {
  withoutAssessor: 'no-assessor',
  withoutIqa: 'no-iqa',
  heldByArchived: 'held-by-archived',
  assessesAndAssures: 'assesses-and-assures',
}

describe.each(ENGINES)('coverage on %s', engine => {
  let stage: Stage
  let caller: Caller
  const { orlagh, caspian, isolde, tobias, dorcas, lucan } = cast

  beforeAll(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session())
  })
  afterAll(() => stage.close())

  const change = async (...changes: object[]) => {
    const { body } = await caller.post('/changes', { changes })
    expect(body.outcomes.map((one: { outcome: string }) => one.outcome)).toEqual(changes.map(() => 'done'))
    stage.time.now += 60_000
  }
  const amiss = async (finding: string) =>
    (await caller.all(`/coverage?organisation=${cast.NORTH.id}&finding=${finding}`, 'learners')).flatMap(
      ({ learner, findings }) =>
        findings.map(({ slot }: { slot?: object }) => ({ learner: learner.id, ...slot })),
    )

  test('each gap names the slot that fills it', async () => {
    await change({ learner: orlagh.id, level: 'default', after: isolde.id })
    const gaps = await amiss('no-assessor')
    expect(gaps).toContainEqual({
      ...{ learner: caspian.id, level: 'aim', role: 'assessor', target: cast.caspianBaking.id },
      ...{ standard: cast.BAKING.id, unit: null, person: null },
    })
    const fills = gaps.map(({ learner, level, standard, unit }) => ({
      ...{ learner, level, standard, after: isolde.id },
      ...(unit !== null && { unit }),
    }))
    await change(...fills)
    expect(await amiss('no-assessor')).toEqual([])
  })

  test('whoever was the default and keeps what they held besides is reported until it is taken away', async () => {
    await change({ learner: orlagh.id, level: 'aim', standard: cast.BAKING.id, after: isolde.id })
    expect(await amiss('residual-access')).toEqual([])
    await change({ learner: orlagh.id, level: 'default', after: tobias.id })
    const [residual, ...others] = await amiss('residual-access')
    expect(others).toEqual([])
    expect(residual).toMatchObject({ learner: orlagh.id, level: 'aim', role: 'assessor', person: isolde.id })
    await change({ learner: orlagh.id, level: 'aim', standard: cast.BAKING.id, after: tobias.id })
    expect(await amiss('residual-access')).toEqual([])
  })

  test('whoever is given something after they ceased to be the default is meant to have it', async () => {
    await change({ learner: orlagh.id, level: 'aim', standard: cast.CARE.id, after: isolde.id })
    expect(await amiss('residual-access')).toEqual([])
  })

  test('an employer who stays as an additional one is reported too', async () => {
    await change({ learner: caspian.id, level: 'default', after: dorcas.id })
    await change({ learner: caspian.id, level: 'default', after: lucan.id })
    expect(await amiss('residual-access')).toMatchObject([
      { learner: caspian.id, level: 'additional', role: 'employer', person: dorcas.id },
    ])
  })

  const caseloads = async (query: string) => {
    const rows = await caller.all(`/caseloads?${query}`, 'caseloads')
    return rows.map(({ user, learners }) => [user.id, learners])
  }

  test('caseloads are narrowed to a role, a name, and to learners of a placement or class', async () => {
    expect(await caseloads('role=assessor&organisation=11')).toEqual([
      ...[
        [111, 2],
        [112, 1],
        [113, 0],
        [114, 0],
        [115, 0],
      ],
    ])
    expect(await caseloads('name=ferr')).toEqual([[112, 1]])
    expect(await caseloads(`placement=${cast.BAKERY.id}&role=assessor`)).toEqual([
      [111, 2],
      [112, 1],
    ])
    expect(await caseloads(`classroom=${cast.SPRING.id}`)).toEqual([
      [111, 1],
      [131, 1],
      [132, 1],
    ])
    const [row] = await caller.all(`/caseloads?classroom=${cast.SPRING.id}&role=assessor`, 'caseloads')
    expect(row.slots).toEqual({ default: 0, additional: 0, aim: 1, unit: 2 })
    expect((await caller.get('/caseloads?classroom=999')).body.code).toBe('classroom-unknown')
  })

  test('coverage over time ends with what coverage says now, and adds up part by part', async () => {
    const { body } = await caller.get('/coverage/months?from=2026-02-01&to=2026-03-31')
    const now = body.months.filter((one: { month: string }) => one.month === '2026-03')
    expect(now.map((one: { organisation: number }) => one.organisation)).toEqual([11, 12])
    for (const { organisation, counts } of now) {
      for (const [count, finding] of Object.entries(FINDINGS)) {
        const rows = await caller.all(`/coverage?organisation=${organisation}&finding=${finding}`, 'learners')
        expect([finding, counts[count]]).toEqual([finding, organisation === 11 ? rows.length : 0])
      }
    }
    const before = body.months.find((one: { month: string }) => one.month === '2026-02')
    expect(before).toMatchObject({ organisation: 11, learners: 2, unknown: 2 })
    expect((await caller.get('/coverage/months?from=2020-01-01')).body).toMatchObject({ field: 'from' })
  })
})
