import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'
import { wishes } from './wishes.ts'

const MINUTE = 60_000

describe.each(ENGINES)('runs on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign']))
  })
  afterEach(() => stage.close())

  const request = async (...changes: object[]): Promise<number> =>
    (await caller.post('/changes', { changes })).body.run

  const defaultAssessor = (learner: { id: number }, after: { id: number } | null) => ({
    learner: learner.id,
    level: 'default',
    role: 'assessor',
    after: after?.id ?? null,
  })

  const outcomesOf = (told: { body: { outcomes: { outcome: string }[] } }) =>
    told.body.outcomes.map(one => one.outcome)

  test('any run taken back leaves the assignments exactly as before, and taken forth again as after', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, wishes, async (earlier, changes) => {
        await caller.post('/changes', { changes: earlier })
        stage.time.now += MINUTE
        const before = await assignmentsTable(stage)
        const run = await request(...changes)
        const after = await assignmentsTable(stage)
        if (run === null) {
          expect(after).toEqual(before)
          return
        }
        stage.time.now += MINUTE
        const dry = await caller.post(`/runs/${run}/undo`, { dryRun: true })
        expect(await assignmentsTable(stage)).toEqual(after)
        const undone = await caller.post(`/runs/${run}/undo`, {})
        expect(undone.body.outcomes).toEqual(dry.body.outcomes)
        expect(await assignmentsTable(stage)).toEqual(before)
        const again = await caller.post(`/runs/${run}/undo`, {})
        expect(again.body.run).toBeNull()
        expect(new Set(outcomesOf(again))).toEqual(new Set(['already-so']))
        if (undone.body.run === null) return
        await caller.post(`/runs/${undone.body.run}/undo`, {})
        expect(await assignmentsTable(stage)).toEqual(after)
      }),
      { numRuns: 25 },
    )
  })

  test('an undo is a run of its own that says what it takes back', async () => {
    const run = await request(
      defaultAssessor(cast.orlagh, cast.isolde),
      defaultAssessor(cast.orlagh, cast.tobias),
    )
    const { body } = await caller.post(`/runs/${run}/undo`, { reason: 'Wrong file' })
    expect(body.applied).toBe(true)
    expect(body.outcomes).toEqual([
      { organisation: cast.NORTH.id, position: 2, outcome: 'done', holder: cast.isolde.id },
      { organisation: cast.NORTH.id, position: 1, outcome: 'done', holder: null },
    ])
    const undo = (await caller.get(`/runs/${body.run}`)).body
    expect(undo.parts).toEqual([
      expect.objectContaining({ kind: 'undo', undoes: run, reason: 'Wrong file', first: 3, last: 4 }),
    ])
    expect(undo.changes.map((one: { undoes: number }) => one.undoes)).toEqual([2, 1])
  })

  test('what has moved on is told one by one, and the rest is taken back', async () => {
    const run = await request(
      defaultAssessor(cast.orlagh, cast.isolde),
      defaultAssessor(cast.caspian, cast.isolde),
      { learner: cast.orlagh.id, level: 'additional', after: cast.perpetua.id },
    )
    await request(defaultAssessor(cast.caspian, cast.tobias))
    const told = await caller.post(`/runs/${run}/undo`, {})
    expect(outcomesOf(told)).toEqual(['done', 'moved-on', 'done'])
    expect(told.body.outcomes[1]).toMatchObject({
      position: 2,
      holder: cast.tobias.id,
      code: 'moved-on',
      sentence: expect.stringContaining(`User ${cast.tobias.id}`),
    })
    expect(await assignmentsTable(stage)).toEqual([
      expect.objectContaining({ learner_id: cast.caspian.id, person_id: cast.tobias.id }),
    ])
  })

  test('somebody archived since is not put back', async () => {
    await request(defaultAssessor(cast.orlagh, cast.isolde))
    const run = await request(defaultAssessor(cast.orlagh, cast.tobias))
    await stage.services.writer.run({
      organisations: [],
      work: async tx => {
        const archived = { archived_at: stage.time.now }
        await tx.db.updateTable('users').set(archived).where('id', '=', cast.isolde.id).execute()
      },
    })
    const told = await caller.post(`/runs/${run}/undo`, {})
    expect(told.body).toMatchObject({
      run: null,
      outcomes: [{ outcome: 'refused', code: 'person-archived' }],
    })
  })

  test('a run over two organisations has a row for each, and one undo takes back both', async () => {
    const run = await request(
      defaultAssessor(cast.orlagh, cast.isolde),
      defaultAssessor(cast.bryony, cast.marisol),
    )
    const read = (await caller.get(`/runs/${run}?limit=1`)).body
    expect(read.parts.map((one: { organisation: number }) => one.organisation)).toEqual([11, 12])
    const changes = await caller.all(`/runs/${run}?limit=1`, 'changes')
    expect(changes.map(one => one.learner)).toEqual([cast.orlagh.id, cast.bryony.id])
    const north = callerWith(stage, await stage.session(['read', 'assign'], [cast.NORTH.id]))
    expect((await north.get(`/runs/${run}`)).body.parts).toHaveLength(1)
    const told = await caller.post(`/runs/${run}/undo`, {})
    expect(outcomesOf(told)).toEqual(['done', 'done'])
    expect(await assignmentsTable(stage)).toEqual([])
  })

  test('a token takes back only what is in its organisations', async () => {
    const run = await request(
      defaultAssessor(cast.orlagh, cast.isolde),
      defaultAssessor(cast.bryony, cast.marisol),
    )
    const north = callerWith(stage, await stage.session(['read', 'assign'], [cast.NORTH.id]))
    expect(outcomesOf(await north.post(`/runs/${run}/undo`, {}))).toEqual(['done'])
    expect(await assignmentsTable(stage)).toEqual([expect.objectContaining({ learner_id: cast.bryony.id })])
    const southern = await request(defaultAssessor(cast.bryony, null))
    expect((await north.post(`/runs/${southern}/undo`, {})).status).toBe(404)
  })

  test('runs are listed newest first, page by page, by kind, organisation and time', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [north, south] = turn % 2 === 0 ? [cast.isolde, cast.marisol] : [cast.tobias, null]
      await request(defaultAssessor(cast.orlagh, north), defaultAssessor(cast.bryony, south))
      if (turn !== 2) stage.time.now += MINUTE
    }
    const all = await caller.all('/runs?limit=200', 'runs')
    expect(all).toHaveLength(10)
    const times = all.map(run => run.recordedAt)
    expect(times).toEqual(times.toSorted().reverse())
    for (const limit of [1, 2, 3]) expect(await caller.all(`/runs?limit=${limit}`, 'runs')).toEqual(all)
    const south = await caller.all(`/runs?organisation=${cast.SOUTH.id}&limit=2`, 'runs')
    expect(south).toEqual(all.filter(run => run.organisation === cast.SOUTH.id))
    expect(await caller.all('/runs?kind=transfer', 'runs')).toEqual([])
    expect(await caller.all('/runs?kind=bulk&from=2026-03-02T09:02:00Z', 'runs')).toEqual(
      all.filter(run => run.recordedAt >= '2026-03-02T09:02:00.000Z'),
    )
  })

  test('a run that is not there is not found', async () => {
    expect((await caller.get('/runs/999')).body.code).toBe('run-unknown')
    expect((await caller.post('/runs/999/undo', {})).status).toBe(404)
  })
})
