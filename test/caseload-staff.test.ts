import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('staff and their caseloads on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
  })
  afterEach(() => stage.close())

  /** Two default slots, three aims, one unit and one additional place, all Isolde's. */
  const giveIsolde = () =>
    caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'default', after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'default', after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id, after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'aim', standard: cast.BAKING.id, after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'unit', unit: cast.DOUGH.id, after: cast.isolde.id },
        { learner: cast.caspian.id, level: 'additional', after: cast.isolde.id },
      ],
    })

  const archive = (id: number) =>
    stage.services.writer.run({
      organisations: [],
      work: async tx => {
        const archived = { archived_at: stage.time.now }
        await tx.db.updateTable('users').set(archived).where('id', '=', id).execute()
      },
    })

  const ISOLDES = {
    learners: 2,
    archivedLearners: 0,
    slots: { default: 2, additional: 1, aim: 3, unit: 1 },
  }

  test('a caseload is grouped by learner and level, a page of whole learners at a time', async () => {
    await giveIsolde()
    const { body } = await caller.get(`/users/${cast.isolde.id}/caseload`)
    expect(body).toMatchObject({
      ...ISOLDES,
      user: { id: cast.isolde.id, archived: false },
      findings: [],
      next: null,
    })
    const [orlagh, caspian] = body.held
    expect(orlagh.learner).toMatchObject({ id: cast.orlagh.id, classroom: cast.AUTUMN.id })
    expect(orlagh.aim.map((one: { standard: object }) => one.standard)).toEqual([
      { id: cast.BAKING.id, title: cast.BAKING.title },
      { id: cast.CARE.id, title: cast.CARE.title },
    ])
    expect(orlagh.unit).toEqual([
      expect.objectContaining({ target: cast.orlaghDough.id, since: '2026-03-02T09:00:00.000Z' }),
    ])
    expect(caspian.additional).toHaveLength(1)
    const paged = await caller.all(`/users/${cast.isolde.id}/caseload?limit=1`, 'held')
    expect(paged).toEqual(body.held)
  })

  test('archived staff show what is left after them', async () => {
    await giveIsolde()
    await archive(cast.isolde.id)
    const { body } = await caller.get(`/users/${cast.isolde.id}/caseload`)
    expect(body).toMatchObject({ ...ISOLDES, user: { archived: true } })
    expect(body.held).toHaveLength(2)
    expect(body.findings).toEqual([
      { code: 'held-by-archived', sentence: expect.stringContaining('still holds 7 slots') },
    ])
    const idle = await caller.get(`/users/${cast.quill.id}/caseload`)
    expect(idle.body).toMatchObject({ held: [], findings: [], learners: 0 })
  })

  test('staff are listed with counts, whatever their target: none, 0 or 5', async () => {
    await giveIsolde()
    await archive(cast.caspian.id)
    for (const [user, target] of [
      [cast.tobias.id, 0],
      [cast.hesper.id, 5],
    ]) {
      expect((await caller.put(`/users/${user}/target`, { target })).status).toBe(204)
    }
    const rows = await caller.all('/caseloads?limit=3', 'caseloads')
    expect(rows.map(row => row.user.id)).toEqual([
      ...cast.STAFF.filter(one => one.organisation === cast.NORTH.id).map(one => one.id),
      cast.marisol.id,
    ])
    const row = (person: { id: number }) => rows.find(one => one.user.id === person.id)
    expect(row(cast.isolde)).toMatchObject({ ...ISOLDES, learners: 1, archivedLearners: 1, target: null })
    expect(row(cast.tobias)).toMatchObject({ target: 0, learners: 0 })
    expect(row(cast.hesper)).toMatchObject({ target: 5, user: { kind: 'trainee-assessor' } })
    expect(row(cast.quill)).toMatchObject({ user: { archived: true } })
    const south = await caller.all(`/caseloads?organisation=${cast.SOUTH.id}`, 'caseloads')
    expect(south).toEqual([row(cast.marisol)])
  })

  test('a target can be taken away, and a learner has none', async () => {
    await caller.put(`/users/${cast.isolde.id}/target`, { target: 30 })
    await caller.put(`/users/${cast.isolde.id}/target`, { target: null })
    const rows = await caller.all('/caseloads?limit=200', 'caseloads')
    expect(rows.find(one => one.user.id === cast.isolde.id).target).toBeNull()
    const learner = await caller.put(`/users/${cast.orlagh.id}/target`, { target: 1 })
    expect(learner.status).toBe(422)
    expect(learner.body.code).toBe('not-staff')
    expect((await caller.put(`/users/${cast.isolde.id}/target`, { target: -1 })).status).toBe(400)
  })

  test('accounts are linked as one person across organisations, and taken apart', async () => {
    await caller.put(`/users/${cast.isolde.id}/link`, { user: cast.marisol.id })
    await caller.put(`/users/${cast.perpetua.id}/link`, { user: cast.isolde.id })
    await caller.put(`/users/${cast.tobias.id}/link`, { user: cast.hesper.id })
    const links = async () => {
      const rows = await caller.all('/caseloads?limit=200', 'caseloads')
      return (person: { id: number }) => rows.find(one => one.user.id === person.id).link
    }
    const linked = await links()
    expect(linked(cast.isolde)).not.toBeNull()
    expect(linked(cast.isolde)).toBe(linked(cast.marisol))
    expect(linked(cast.perpetua)).toBe(linked(cast.marisol))
    expect(linked(cast.tobias)).toBe(linked(cast.hesper))
    expect(linked(cast.tobias)).not.toBe(linked(cast.isolde))
    await caller.put(`/users/${cast.isolde.id}/link`, { user: null })
    const apart = await links()
    expect(apart(cast.isolde)).toBeNull()
    expect(apart(cast.perpetua)).toBe(apart(cast.marisol))
  })

  test('nobody is linked with themselves or with somebody whom the token does not see', async () => {
    const north = callerWith(stage, await stage.session(['manage'], [cast.NORTH.id]))
    const self = await north.put(`/users/${cast.isolde.id}/link`, { user: cast.isolde.id })
    expect(self.status).toBe(400)
    for (const user of [cast.marisol.id, cast.NOBODY]) {
      const told = await north.put(`/users/${cast.isolde.id}/link`, { user })
      expect(told.status).toBe(422)
      expect(told.body).toMatchObject({ code: 'user-unknown', field: 'user' })
      expect((await north.put(`/users/${user}/link`, { user: cast.isolde.id })).status).toBe(404)
      expect((await north.put(`/users/${user}/target`, { target: 1 })).status).toBe(404)
    }
    const linked = await stage.storage.db
      .selectFrom('users')
      .where('link', 'is not', null)
      .selectAll()
      .execute()
    expect(linked).toEqual([])
  })

  test('learners with something amiss are found a few at a time, by finding', async () => {
    await giveIsolde()
    await caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id, after: cast.perpetua.id },
        { learner: cast.caspian.id, level: 'default', after: cast.lucan.id },
        { learner: cast.bryony.id, level: 'default', after: cast.marisol.id },
      ],
    })
    await archive(cast.isolde.id)
    const found = async (query: string) => {
      const rows = await caller.all(`/coverage?${query}`, 'learners')
      return rows.map(row => [
        row.learner.id,
        ...new Set(row.findings.map((one: { code: string }) => one.code)),
      ])
    }
    expect(await found('limit=1')).toEqual([
      [cast.orlagh.id, 'no-iqa', 'held-by-archived'],
      [cast.caspian.id, 'no-iqa', 'held-by-archived', 'employer-elsewhere'],
      [cast.bryony.id, 'no-iqa'],
    ])
    expect(await found('finding=employer-elsewhere')).toEqual([[cast.caspian.id, 'employer-elsewhere']])
    expect(await found(`organisation=${cast.SOUTH.id}&finding=no-assessor`)).toEqual([])
    expect((await caller.get('/coverage?finding=no-lunch')).status).toBe(400)
  })

  test('likely double accounts are those that share an address or an MIS id, until they are linked', async () => {
    await stage.services.writer.run({
      organisations: [],
      work: async tx => {
        const set = { mis_id: 'm112', mis_id_folded: 'm112' }
        await tx.db.updateTable('users').set(set).where('id', '=', cast.hesper.id).execute()
      },
    })
    const doubles = async () => {
      const rows = await caller.all('/coverage/doubles?limit=1', 'doubles')
      return rows.map(row => [row.by, ...row.accounts.map((one: { id: number }) => one.id)])
    }
    expect(await doubles()).toEqual([
      ['misId', cast.tobias.id, cast.hesper.id],
      ['email', cast.rhodriAsAssessor.id, cast.rhodri.id],
    ])
    await caller.put(`/users/${cast.rhodri.id}/link`, { user: cast.rhodriAsAssessor.id })
    expect(await doubles()).toEqual([['misId', cast.tobias.id, cast.hesper.id]])
  })
})
