/** Setting the same people on many learners: looked at first, then done as one run. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('an allocation on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session())
  })
  afterEach(() => stage.close())

  const give = (wish: object) => caller.post('/allocations', wish)
  const { orlagh, caspian, bryony, fenwick, isolde, tobias, perpetua, dorcas, hesper } = cast

  test('is looked at first, changes nothing then, and does exactly what was looked at', async () => {
    const wish = { where: { organisation: cast.NORTH.id }, give: [{ level: 'default', to: [isolde.id] }] }
    const { body: looked } = await give({ ...wish, dryRun: true })
    expect(looked).toMatchObject({ applied: false, run: null, chosen: 2, leftOut: [] })
    expect(looked.changes.map((one: { learner: number }) => one.learner)).toEqual([orlagh.id, caspian.id])
    expect(looked.learners).toMatchObject([{ lastName: 'Tarn' }, { lastName: 'Rooke' }])
    expect(looked.people).toMatchObject([
      { person: { id: isolde.id }, before: { learners: 0 }, after: { learners: 2, slots: { default: 2 } } },
    ])
    expect(await assignmentsTable(stage)).toEqual([])

    const { body: done } = await give({ ...wish, preview: looked.preview })
    expect(done).toMatchObject({ applied: true, preview: looked.preview, people: looked.people })
    expect(await assignmentsTable(stage)).toHaveLength(2)
    const { body: run } = await caller.get(`/runs/${done.run}`)
    expect(run.parts).toMatchObject([{ kind: 'bulk', organisation: cast.NORTH.id }])
  })

  test('is refused where the world has changed since, where it says nothing, or says it twice', async () => {
    const wish = { learners: [orlagh.id, caspian.id], give: [{ level: 'default', to: [isolde.id] }] }
    const { body: looked } = await give({ ...wish, dryRun: true })
    await caller.post('/changes', { changes: [{ learner: orlagh.id, level: 'default', after: tobias.id }] })
    expect((await give({ ...wish, preview: looked.preview })).body.code).toBe('preview-stale')
    expect((await give(wish)).body).toMatchObject({ code: 'field-missing', field: 'preview' })
    expect((await give({ give: wish.give, dryRun: true })).body).toMatchObject({ field: 'learners' })
    expect((await give({ ...wish, where: {}, dryRun: true })).body).toMatchObject({ field: 'learners' })
    expect((await give({ ...wish, give: [], dryRun: true })).body).toMatchObject({ field: 'give' })
    const nobody = { ...wish, give: [{ level: 'default', to: [cast.NOBODY] }], dryRun: true }
    expect((await give(nobody)).body).toMatchObject({ code: 'user-unknown', field: 'give' })
    expect(await assignmentsTable(stage)).toHaveLength(1)
  })

  test('sets any role at any level, and says of each learner what was left out and why', async () => {
    const wish = {
      learners: [orlagh.id, caspian.id, fenwick.id, bryony.id],
      give: [
        { level: 'default', to: [dorcas.id] },
        { level: 'aim', standard: cast.CARE.id, to: [perpetua.id] },
        { level: 'additional', to: [isolde.id] },
      ],
      dryRun: true,
    }
    const { body } = await give(wish)
    const left = body.leftOut.map(({ learner, give, code }: Record<string, unknown>) => [learner, give, code])
    expect(left).toEqual([
      [caspian.id, 1, 'standard-not-held'],
      [fenwick.id, 0, 'learner-archived'],
      [fenwick.id, 1, 'learner-archived'],
      [fenwick.id, 2, 'learner-archived'],
      [bryony.id, 0, 'organisations-differ'],
      [bryony.id, 1, 'organisations-differ'],
      [bryony.id, 2, 'organisations-differ'],
    ])
    expect(body.changes.filter((one: { role: string }) => one.role === 'employer')).toHaveLength(4)
  })

  test('shares learners out in turn, leaves filled slots alone where told, and takes away', async () => {
    await caller.post('/changes', { changes: [{ learner: orlagh.id, level: 'default', after: hesper.id }] })
    const learners = [orlagh.id, caspian.id]
    const shared = await give({
      learners,
      give: [{ level: 'default', to: [isolde.id, tobias.id], onlyEmpty: true }],
      dryRun: true,
    })
    expect(shared.body.changes).toMatchObject([{ learner: caspian.id, before: null, after: tobias.id }])
    expect(shared.body.leftOut).toMatchObject([{ learner: orlagh.id, code: 'moved-on' }])

    const emptied = { learners, give: [{ level: 'default', role: 'assessor', to: [] }] }
    const { body: looked } = await give({ ...emptied, dryRun: true })
    expect(looked.changes).toMatchObject([{ learner: orlagh.id, before: hesper.id, after: null }])
    expect(looked.people).toMatchObject([{ person: { id: hesper.id }, after: { learners: 0 } }])
    expect((await give({ ...emptied, preview: looked.preview })).body.applied).toBe(true)
    expect(await assignmentsTable(stage)).toEqual([])
  })
})
