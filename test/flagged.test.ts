/** Users flagged for deletion: given nothing and to nobody, shown as what they are, and brought back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('whoever is flagged for deletion, on %s', engine => {
  let stage: Stage
  let session: string
  let caller: Caller
  let onefile: OnefileClient

  beforeEach(async () => {
    stage = await setStage(engine)
    session = await stage.session()
    caller = callerWith(stage, session)
    onefile = onefileClient(stage, session)
    await change(orlagh, cast.isolde.id)
    await change(caspian, cast.isolde.id)
    await flag(cast.isolde.id)
    await flag(cast.caspian.id)
  })
  afterEach(() => stage.close())

  const orlagh = { learner: cast.orlagh.id, level: 'default' }
  const caspian = { learner: cast.caspian.id, level: 'default' }
  const change = async (slot: object, after: number | null, more: object = {}) => {
    const { body } = await caller.post('/changes', { changes: [{ ...slot, after, ...more }] })
    return body.outcomes[0]
  }
  const flag = async (id: number) => {
    const url = `/api/v2.1/User/${id}`
    const answer = await stage.server.inject({ method: 'DELETE', url, headers: { 'x-tokenid': session } })
    expect(answer.statusCode).toBe(204)
  }
  const unflag = async (id: number) => {
    const url = `/api/caseload/v1/users/${id}/deletion`
    return stage.server.inject({ method: 'DELETE', url, headers: { 'x-tokenid': session } })
  }

  test('is given to nobody, at any level, by any call', async () => {
    const aim = { learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id }
    for (const slot of [aim, { learner: cast.orlagh.id, level: 'additional' }])
      expect(await change(slot, cast.isolde.id)).toMatchObject({ outcome: 'refused', code: 'person-flagged' })
    const refused = { status: 400, body: { code: ONEFILE_CODES['person-flagged'] } }
    const assign = { LearnerID: cast.orlagh.id, Level: 1 }
    expect(await onefile.post(`/User/${cast.isolde.id}/Assign`, assign)).toMatchObject(refused)
    const learner = {
      ...{ OrganisationID: cast.NORTH.id, Role: 1, FirstName: 'Wilfred', LastName: 'Hale' },
      ...{ DefaultAssessorID: cast.isolde.id, ClassroomID: cast.AUTUMN.id, PlacementID: cast.BAKERY.id },
    }
    expect(await onefile.post('/User', learner)).toMatchObject(refused)
    const visit = {
      LearnerID: cast.orlagh.id,
      DateFrom: '2026-05-12T09:00:00Z',
      DateTo: '2026-05-12T10:00:00Z',
    }
    expect(await onefile.post('/Visit', { ...visit, AssessorID: cast.isolde.id })).toMatchObject(refused)
  })

  test('gets nobody and nothing, where it is a learner', async () => {
    expect(await change(caspian, cast.tobias.id)).toMatchObject({
      outcome: 'refused',
      code: 'learner-flagged',
    })
    const refused = { status: 400, body: { code: ONEFILE_CODES['learner-flagged'] } }
    const path = `/User/${cast.caspian.id}`
    expect(await onefile.post(path, { DefaultAssessorID: cast.tobias.id })).toMatchObject(refused)
    expect(await onefile.post(`/Standard/${cast.CARE.id}/Assign/${cast.caspian.id}`)).toMatchObject(refused)
    const review = { LearnerID: cast.caspian.id, Status: 1, ScheduledFor: '2026-06-01' }
    expect(await onefile.post('/Review', review)).toMatchObject(refused)
  })

  test('keeps what there is, which can be taken away, replaced and handed over', async () => {
    expect(await change(caspian, null, { role: 'assessor' })).toMatchObject({ outcome: 'done' })
    const asked = { from: cast.isolde.id, moves: [{ to: [cast.tobias.id] }] }
    const { body } = await caller.post('/transfers', { ...asked, dryRun: true })
    expect(body.moves).toHaveLength(1)
    expect(await change(orlagh, cast.tobias.id)).toMatchObject({ outcome: 'done' })
    const runs = (await caller.get('/runs')).body.runs
    const undone = await caller.post(`/runs/${runs[0].id}/undo`, {})
    expect(undone.body.outcomes[0]).toMatchObject({ outcome: 'refused', code: 'person-flagged' })
  })

  test('takes over nothing in a transfer, and nothing of a flagged learner moves', async () => {
    await change({ learner: cast.orlagh.id, level: 'additional' }, cast.tobias.id)
    const to = await caller.post('/transfers', {
      ...{ from: cast.tobias.id, moves: [{ to: [cast.isolde.id] }], dryRun: true },
    })
    expect(to.body.leftOut[0]).toMatchObject({ code: 'person-flagged' })
    const from = await caller.post('/transfers', {
      ...{ from: cast.isolde.id, moves: [{ to: [cast.tobias.id] }], dryRun: true },
    })
    expect(from.body.leftOut).toMatchObject([{ learner: cast.caspian.id, code: 'learner-flagged' }])
  })

  test('shows as flagged on our reads, in lists of accounts and caseloads, and in coverage', async () => {
    const held = await caller.get(`/learners/${cast.orlagh.id}/assignments`)
    expect(held.body.assignments[0].person).toMatchObject({
      id: cast.isolde.id,
      flagged: true,
      archived: false,
    })
    expect(held.body.findings).toContainEqual(expect.objectContaining({ code: 'held-by-flagged' }))
    const caseload = await caller.get(`/users/${cast.isolde.id}/caseload`)
    expect(caseload.body).toMatchObject({ user: { flagged: true }, findings: [{ code: 'held-by-flagged' }] })
    const accounts = await caller.all('/accounts?organisation=11', 'accounts')
    const flagged = accounts.filter(one => one.flagged).map(one => one.id)
    expect(flagged).toEqual([cast.caspian.id, cast.isolde.id])
    const staff = await caller.all('/caseloads?organisation=11', 'caseloads')
    expect(staff.filter(one => one.user.flagged).map(one => one.user.id)).toEqual([cast.isolde.id])
    const uncovered = await caller.all('/coverage?organisation=11&finding=held-by-flagged', 'learners')
    expect(uncovered.map(one => one.learner.id)).toEqual([cast.orlagh.id])
    const learners = await caller.all('/coverage?organisation=11&finding=learner-flagged', 'learners')
    expect(learners).toMatchObject([{ learner: { id: cast.caspian.id, flagged: true } }])
  })

  test('is brought back by our API, and may hold and be given again', async () => {
    for (const id of [cast.isolde.id, cast.caspian.id, cast.isolde.id])
      expect((await unflag(id)).statusCode).toBe(204)
    expect(await change(caspian, cast.tobias.id)).toMatchObject({ outcome: 'done' })
    expect(await change(orlagh, cast.isolde.id)).toMatchObject({ outcome: 'already-so' })
    const found = await onefile.post('/User/Search', { MISID: cast.isolde.misId })
    expect(found.body).toHaveLength(1)
    expect((await unflag(99_999)).statusCode).toBe(404)
  })

  test('is brought back by Unarchive, archived besides or not', async () => {
    await onefile.post(`/User/${cast.caspian.id}/Archive`)
    for (const id of [cast.isolde.id, cast.caspian.id])
      expect((await onefile.post(`/User/${id}/Unarchive`)).status).toBe(204)
    const accounts = await caller.all('/accounts?organisation=11', 'accounts')
    expect(accounts.filter(one => one.flagged)).toEqual([])
    expect(accounts.find(one => one.id === cast.caspian.id)).toMatchObject({ archived: false })
  })

  test('stays archived when only the flag is taken away', async () => {
    await onefile.post(`/User/${cast.caspian.id}/Archive`)
    await unflag(cast.caspian.id)
    const accounts = await caller.all('/accounts?organisation=11', 'accounts')
    expect(accounts.find(one => one.id === cast.caspian.id)).toMatchObject({ archived: true, flagged: false })
  })
})
