import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'
import { wishes } from './wishes.ts'

interface Moved {
  learner: number
  level: string
  to: number | null
  code?: string
}

interface Row {
  learner_id: number
  target: number
  person_id: number
}

describe.each(ENGINES)('transfers on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
    await caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'default', after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'unit', unit: cast.DOUGH.id, after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'default', after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'additional', after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'additional', after: cast.tobias.id },
      ],
    })
  })
  afterEach(() => stage.close())

  const preview = async (body: object) => (await caller.post('/transfers', { ...body, dryRun: true })).body
  const brief = (rows: Moved[]) => rows.map(one => [one.learner, one.level, one.code ?? one.to])

  const archive = (id: number) =>
    stage.services.writer.run({
      organisations: [],
      work: async tx => {
        const archived = { archived_at: stage.time.now }
        await tx.db.updateTable('users').set(archived).where('id', '=', id).execute()
      },
    })

  test('a preview tells all and changes nothing; applying it moves everything in one run', async () => {
    const asked = {
      from: cast.isolde.id,
      moves: [{ to: [cast.tobias.id] }],
      reason: 'Isolde leaves on Friday',
    }
    const before = await assignmentsTable(stage)
    const previewed = await preview(asked)
    expect(previewed).toMatchObject({ applied: false, run: null, leftOut: [], residual: [] })
    expect(brief(previewed.moves)).toEqual([
      [cast.orlagh.id, 'default', cast.tobias.id],
      [cast.orlagh.id, 'unit', cast.tobias.id],
      [cast.caspian.id, 'default', cast.tobias.id],
      [cast.caspian.id, 'additional', cast.tobias.id],
    ])
    expect(previewed.moves[1].unit).toEqual({ id: cast.DOUGH.id, title: cast.DOUGH.title })
    expect(await assignmentsTable(stage)).toEqual(before)
    stage.time.now += 60_000
    const done = await caller.post('/transfers', { ...asked, preview: previewed.preview })
    expect(done.body).toMatchObject({ applied: true, moves: previewed.moves, preview: previewed.preview })
    const after = await assignmentsTable(stage)
    expect(after.map(row => (row as { person_id: number }).person_id)).toEqual(Array(4).fill(cast.tobias.id))
    const { parts } = (await caller.get(`/runs/${done.body.run}`)).body
    expect(parts).toEqual([
      expect.objectContaining({ kind: 'transfer', reason: asked.reason, first: 6, last: 9 }),
    ])
    await caller.post(`/runs/${done.body.run}/undo`, {})
    expect(await assignmentsTable(stage)).toEqual(before)
  })

  test('without a preview, or with one of another world, nothing is done', async () => {
    const asked = { from: cast.isolde.id, moves: [{ to: [cast.tobias.id] }] }
    const blind = await caller.post('/transfers', asked)
    expect(blind.status).toBe(400)
    expect(blind.body).toMatchObject({ code: 'field-missing', field: 'preview' })
    const seen = (await preview(asked)).preview
    await caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.isolde.id }],
    })
    const before = await assignmentsTable(stage)
    const stale = await caller.post('/transfers', { ...asked, preview: seen })
    expect(stale.status).toBe(409)
    expect(stale.body.code).toBe('preview-stale')
    expect(await assignmentsTable(stage)).toEqual(before)
  })

  test('the same person put there again is another world: since when counts', async () => {
    const asked = { from: cast.isolde.id, moves: [{ to: [cast.hesper.id], learners: [cast.orlagh.id] }] }
    const seen = (await preview(asked)).preview
    stage.time.now += 60_000
    const slot = { learner: cast.orlagh.id, level: 'default', role: 'assessor' }
    await caller.post('/changes', {
      changes: [
        { ...slot, after: null },
        { ...slot, after: cast.isolde.id },
      ],
    })
    expect((await caller.post('/transfers', { ...asked, preview: seen })).body.code).toBe('preview-stale')
  })

  test('a selection of mixed standing gets one reason for each row that stays', async () => {
    await caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.isolde.id }],
    })
    await archive(cast.caspian.id)
    const previewed = await preview({
      from: cast.isolde.id,
      moves: [
        { to: [cast.quill.id], levels: ['unit'] },
        { to: [cast.hesper.id], levels: ['default', 'additional'] },
      ],
    })
    expect(brief(previewed.moves)).toEqual([[cast.orlagh.id, 'default', cast.hesper.id]])
    expect(brief(previewed.leftOut)).toEqual([
      [cast.orlagh.id, 'unit', 'person-archived'],
      [cast.caspian.id, 'default', 'learner-archived'],
      [cast.caspian.id, 'additional', 'learner-archived'],
      [cast.orlagh.id, 'aim', 'not-selected'],
    ])
    for (const row of previewed.leftOut) expect(row.sentence).toMatch(/\.$/)
  })

  test('who takes over must fit the slot', async () => {
    const previewed = await preview({
      from: cast.isolde.id,
      moves: [{ to: [cast.perpetua.id], levels: ['unit'] }, { to: [cast.marisol.id] }],
    })
    expect(previewed.moves).toEqual([])
    expect(brief(previewed.leftOut).map(row => row[2])).toEqual([
      'organisations-differ',
      'role-mismatch',
      'organisations-differ',
      'organisations-differ',
    ])
    const asked = { from: cast.isolde.id, moves: [{ to: [cast.marisol.id] }] }
    const nothing = await caller.post('/transfers', { ...asked, preview: (await preview(asked)).preview })
    expect(nothing.status).toBe(422)
    expect(nothing.body.code).toBe('nothing-selected')
  })

  test('what the old assessor can still reach is told, on linked accounts too', async () => {
    await caller.put(`/users/${cast.rhodri.id}/link`, { user: cast.isolde.id })
    await caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id, after: cast.rhodri.id }],
    })
    const { residual } = await preview({
      from: cast.isolde.id,
      moves: [{ to: [cast.tobias.id], levels: ['default'], learners: [cast.orlagh.id] }],
    })
    expect(residual).toEqual([
      expect.objectContaining({ person: cast.isolde.id, learner: cast.orlagh.id, level: 'unit' }),
      expect.objectContaining({ person: cast.rhodri.id, learner: cast.orlagh.id, level: 'aim', role: 'iqa' }),
    ])
  })

  test('several people share the learners out, each learner whole, by class and placement', async () => {
    const shared = await preview({ from: cast.isolde.id, moves: [{ to: [cast.tobias.id, cast.hesper.id] }] })
    expect(brief(shared.moves)).toEqual([
      [cast.orlagh.id, 'default', cast.tobias.id],
      [cast.orlagh.id, 'unit', cast.tobias.id],
      [cast.caspian.id, 'default', cast.hesper.id],
      [cast.caspian.id, 'additional', cast.hesper.id],
    ])
    const spring = { to: [cast.tobias.id], classrooms: [cast.SPRING.id], levels: ['default'] }
    const classes = await preview({ from: cast.isolde.id, moves: [spring] })
    expect(brief(classes.moves)).toEqual([[cast.caspian.id, 'default', cast.tobias.id]])
    const mill = await preview({
      from: cast.isolde.id,
      moves: [{ to: [cast.tobias.id], placements: [cast.MILL.id] }],
    })
    expect(mill.moves).toEqual([])
  })

  test('a default employer hands over the place beside it too', async () => {
    await caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'default', after: cast.dorcas.id }],
    })
    const asked = { from: cast.dorcas.id, moves: [{ to: [cast.lucan.id] }] }
    const done = await caller.post('/transfers', { ...asked, preview: (await preview(asked)).preview })
    expect(brief(done.body.moves)).toHaveLength(2)
    const employers = (await assignmentsTable(stage)).filter(row => (row as { role: number }).role === 2)
    expect(employers.map(row => (row as { person_id: number }).person_id)).toEqual(
      Array(2).fill(cast.lucan.id),
    )
  })

  test('applying a preview moves exactly what it says, whatever the world, and undo brings all back', async () => {
    const people = fc.constantFrom(cast.isolde, cast.tobias, cast.perpetua, cast.dorcas, cast.lucan)
    await fc.assert(
      fc.asyncProperty(wishes, people, fc.array(people, { minLength: 1 }), async (changes, from, to) => {
        await caller.post('/changes', { changes })
        stage.time.now += 60_000
        const before = (await assignmentsTable(stage)) as Row[]
        const asked = { from: from.id, moves: [{ to: to.map(one => one.id) }] }
        const seen = await preview(asked)
        const own = before.filter(row => row.person_id === from.id)
        expect(seen.moves.length + seen.leftOut.length).toBe(own.length)
        const done = await caller.post('/transfers', { ...asked, preview: seen.preview })
        const after = (await assignmentsTable(stage)) as Row[]
        if (seen.moves.length === 0) {
          expect(done.body.code).toBe('nothing-selected')
          expect(after).toEqual(before)
          return
        }
        expect(done.body.moves).toEqual(seen.moves)
        const left = after.filter(row => row.person_id === from.id)
        expect(left.map(row => [row.learner_id, row.target]).sort()).toEqual(
          seen.leftOut.map((row: Row & Moved) => [row.learner, row.target]).sort(),
        )
        for (const move of seen.moves as (Row & Moved)[]) {
          expect(after.some(row => row.learner_id === move.learner && row.person_id === move.to)).toBe(true)
        }
        await caller.post(`/runs/${done.body.run}/undo`, {})
        expect(await assignmentsTable(stage)).toEqual(before)
      }),
      { numRuns: 25 },
    )
  })

  test('people whom the token does not see are not there', async () => {
    const north = callerWith(stage, await stage.session(['assign'], [cast.NORTH.id]))
    const unseen = { from: cast.marisol.id, moves: [{ to: [cast.tobias.id] }], dryRun: true }
    expect((await north.post('/transfers', unseen)).body).toMatchObject({ status: 422, field: 'from' })
    const taker = { from: cast.isolde.id, moves: [{ to: [cast.marisol.id] }], dryRun: true }
    expect((await north.post('/transfers', taker)).body).toMatchObject({ status: 422, code: 'user-unknown' })
    const nobody = { from: cast.isolde.id, moves: [{ to: [] }], dryRun: true }
    expect((await north.post('/transfers', nobody)).status).toBe(400)
    const future = { ...taker, effectiveFrom: '2027-01-01', moves: [{ to: [cast.tobias.id] }] }
    expect((await north.post('/transfers', future)).body).toMatchObject({ run: null, plannedRun: null })
  })
})
