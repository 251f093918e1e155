import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { carryOutDue } from '../src/app/carry-out-due.ts'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('shares and leavers on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
    await caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'default', after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'aim', standard: cast.BAKING.id, after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'default', after: cast.dorcas.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.rhodri.id },
      ],
    })
  })
  afterEach(() => stage.close())

  const ALL = { competence: true, independent: true, placement: true, classroom: true, employer: true }
  const competent = (person: { id: number }, ...standards: { id: number }[]) =>
    caller.put(`/users/${person.id}/competences`, { standards: standards.map(one => one.id) })

  test('what somebody may assess is said, read, replaced, and only of staff and known standards', async () => {
    expect((await competent(cast.tobias, cast.CARE, cast.BAKING)).status).toBe(204)
    const read = async () => (await caller.get(`/users/${cast.tobias.id}/competences`)).body.standards
    expect(await read()).toEqual([cast.BAKING.id, cast.CARE.id])
    await competent(cast.tobias, cast.CARE)
    expect(await read()).toEqual([cast.CARE.id])
    expect((await competent(cast.orlagh, cast.CARE)).body.code).toBe('not-staff')
    expect((await competent(cast.tobias, { id: cast.NOBODY })).body).toMatchObject({
      ...{ code: 'standard-unknown', field: 'standards' },
    })
  })

  test('learners go to those who may assess them, with the reason in words, and a learner whom nobody may take stays', async () => {
    await competent(cast.tobias, cast.CARE, cast.BAKING)
    await caller.put(`/users/${cast.tobias.id}/target`, { target: 20 })
    const to = [cast.tobias.id, cast.rhodriAsAssessor.id]
    const asked = { from: cast.isolde.id, moves: [{ to, share: ALL }], dryRun: true }
    const { shares, leftOut } = (await caller.post('/transfers', asked)).body
    expect(leftOut).toEqual([])
    expect(shares).toMatchObject([
      {
        ...{ learner: cast.orlagh.id, to: cast.tobias.id },
        sentence:
          'to Tobias Ferrier: under target (0 of 20), assesses XB0051, XC0052, same workplace as 1 of theirs',
      },
      { learner: cast.caspian.id, to: cast.tobias.id },
    ])
    await competent(cast.tobias, cast.BAKING)
    const again = (await caller.post('/transfers', asked)).body
    expect(again.shares.map((one: { learner: number }) => one.learner)).toEqual([cast.caspian.id])
    const codes = again.leftOut.map((one: { code: string }) => one.code)
    expect(codes).toEqual(['nobody-competent', 'nobody-competent'])
  })

  test('nobody is put on both sides of one assessment, not with another account of theirs either', async () => {
    const to = [cast.rhodriAsAssessor.id]
    const moves = [{ to, share: { independent: true } }]
    const { shares, leftOut } = (
      await caller.post('/transfers', { from: cast.isolde.id, moves, dryRun: true })
    ).body
    expect(shares.map((one: { learner: number }) => one.learner)).toEqual([cast.caspian.id])
    expect(leftOut[0]).toMatchObject({ learner: cast.orlagh.id, code: 'nobody-independent' })
  })

  test('who is kept apart from a learner does not take them over, whatever the rules, and that is said', async () => {
    const leave = { on: '2026-03-10', dryRun: true, share: {} }
    const asked = (more: object) => caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, ...more })
    const apart = [{ learner: cast.orlagh.id, person: cast.tobias.id }]
    const to = [cast.tobias.id, cast.hesper.id]
    const other = (await asked({ to, apart })).body
    expect(other.shares.find((one: { learner: number }) => one.learner === cast.orlagh.id).to).toBe(
      cast.hesper.id,
    )
    const { leftOut, shares } = (await asked({ to: [cast.tobias.id], apart })).body
    expect(shares.map((one: { learner: number }) => one.learner)).toEqual([cast.caspian.id])
    expect(leftOut[0]).toMatchObject({ learner: cast.orlagh.id, code: 'nobody-but-apart' })
  })

  test('learners who come to somebody by other proposals count, and a settled proposal is made as it was', async () => {
    const to = [cast.tobias.id, cast.hesper.id]
    const leave = { on: '2026-03-10', to, share: {} }
    const asked = (more: object) => caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, ...more })
    const learners = [cast.orlagh.id, cast.caspian.id]
    const besides = cast.CAST.filter(one => one.kind === 'learner' && !learners.includes(one.id)).map(
      ({ id }) => ({ learner: id, person: cast.hesper.id }),
    )
    const counted = (await asked({ dryRun: true, besides })).body
    expect(counted.shares.map((one: { to: number }) => one.to)).toContain(cast.tobias.id)
    const settled = learners.map(learner => ({ learner, person: cast.hesper.id }))
    const { preview, moves } = (await asked({ dryRun: true, settled })).body
    expect(moves.map((one: { to: number }) => one.to)).toEqual(moves.map(() => cast.hesper.id))
    expect((await asked({ settled, preview })).body).toMatchObject({
      applied: true,
      plannedRun: expect.any(Number),
    })
  })

  test('a leaver is planned with a preview, carried out on the day, and archived', async () => {
    const leave = { on: '2026-03-10', reason: 'leaves for another provider' }
    const { preview, shares, people } = (
      await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, dryRun: true })
    ).body
    expect(shares).toHaveLength(2)
    expect(people.find((one: { person: { id: number } }) => one.person.id === cast.isolde.id)).toMatchObject({
      ...{ before: { learners: 2 }, after: { learners: 0 } },
    })
    const planned = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, preview })).body
    expect(planned).toMatchObject({ applied: true, run: null, plannedRun: expect.any(Number) })
    const { caseloads } = (await caller.get(`/caseloads?organisation=${cast.NORTH.id}`)).body
    const isolde = caseloads.find((one: { user: { id: number } }) => one.user.id === cast.isolde.id)
    expect(isolde).toMatchObject({
      ...{ learners: 2, ahead: [{ from: '2026-03-10T00:00:00.000Z', learners: 0, slots: 0 }] },
    })
    stage.time.now = Date.parse('2026-03-10T00:00:05Z')
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 3, waiting: 0, archived: 1 })
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
    const held = (await assignmentsTable(stage)).map(row => (row as { person_id: number }).person_id)
    expect(held).not.toContain(cast.isolde.id)
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
    expect((await caller.get(`/users/${cast.isolde.id}/caseload`)).body.user.archived).toBe(true)
  })

  test('a leaver whose slot has moved on is archived when nothing waits any more', async () => {
    const leave = { on: '2026-03-10', to: [cast.tobias.id] }
    const { preview } = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, dryRun: true })).body
    const { plannedRun } = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, preview })).body
    await caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'default', after: cast.hesper.id }],
    })
    stage.time.now = Date.parse('2026-03-10T00:00:05Z')
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 2, waiting: 1, archived: 0 })
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
    await caller.post(`/planned-runs/${plannedRun}/take-back`, { numbers: [1] })
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 0, waiting: 0, archived: 1 })
  })

  test('a leaver who is taken back stays, and one without the scope cannot be archived', async () => {
    const leave = { on: '2026-03-10', to: [cast.tobias.id] }
    const { preview } = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, dryRun: true })).body
    const { plannedRun } = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, preview })).body
    await caller.post(`/planned-runs/${plannedRun}/take-back`, {})
    stage.time.now = Date.parse('2026-03-10T00:00:05Z')
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
    const limited = callerWith(stage, await stage.session(['read', 'assign']))
    const told = await limited.post(`/users/${cast.isolde.id}/leave`, { ...leave, dryRun: true })
    expect(told.body).toMatchObject({ code: 'field-beyond-scope', field: 'archive' })
  })

  test('what was carried out for a leaver is taken back with the account, and the slots are as before', async () => {
    const before = await assignmentsTable(stage)
    const leave = { on: '2026-03-10', to: [cast.tobias.id] }
    const { preview } = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, dryRun: true })).body
    const { plannedRun } = (await caller.post(`/users/${cast.isolde.id}/leave`, { ...leave, preview })).body
    stage.time.now = Date.parse('2026-03-10T00:00:05Z')
    await carryOutDue(stage.services)
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
    const asked = { carriedOut: true, dryRun: true }
    const seen = (await caller.post(`/planned-runs/${plannedRun}/take-back`, asked)).body
    expect(seen).toMatchObject({ applied: false, run: null, outcomes: [{}, {}, { outcome: 'done' }] })
    expect((await caller.get(`/users/${cast.isolde.id}/caseload`)).body.user.archived).toBe(true)
    const taken = (await caller.post(`/planned-runs/${plannedRun}/take-back`, { carriedOut: true })).body
    expect(taken.outcomes.map((one: { outcome: string }) => one.outcome)).toEqual(['done', 'done', 'done'])
    expect(await assignmentsTable(stage)).toEqual(before)
    const { user } = (await caller.get(`/users/${cast.isolde.id}/caseload`)).body
    expect(user.archived).toBe(false)
    const again = (await caller.post(`/planned-runs/${plannedRun}/take-back`, { carriedOut: true })).body
    expect(again).toMatchObject({ changes: [], run: null })
  })

  test('coverage of a day to come finds what the plan leaves open, and the learner’s page shows it', async () => {
    await caller.post('/changes', {
      changes: [
        {
          learner: cast.caspian.id,
          level: 'aim',
          standard: cast.BAKING.id,
          role: 'assessor',
          after: null,
          effectiveFrom: '2026-03-10',
        },
      ],
    })
    const codes = async (query: string) =>
      (await caller.all(`/coverage?finding=no-assessor${query}`, 'learners')).map(one => one.learner.id)
    const [now, then] = [await codes(''), await codes('&at=2026-03-10')]
    expect(then.filter(id => !now.includes(id))).toEqual([cast.caspian.id])
    const { planned, assignments } = (await caller.get(`/learners/${cast.caspian.id}/assignments`)).body
    expect(planned).toMatchObject([
      { before: { id: cast.isolde.id, firstName: 'Isolde' }, after: null, state: 'planned', expected: true },
    ])
    expect(assignments[0].person.id).toBe(cast.isolde.id)
    const at = (await caller.get(`/assignments?learner=${cast.caspian.id}&at=2026-03-10`)).body
    expect(at.assignments[0].person).toBe(cast.isolde.id)
    expect(at.planned).toMatchObject([{ after: null, due: '2026-03-10T00:00:00.000Z' }])
    expect((await caller.get(`/assignments?learner=${cast.caspian.id}&at=2026-03-09`)).body.planned).toEqual(
      [],
    )
  })
})
