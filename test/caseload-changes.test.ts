import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('changes on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign']))
  })
  afterEach(() => stage.close())

  const orlaghs = { learner: cast.orlagh.id }

  test('assigns at every level in one run, and tells one outcome each, in order', async () => {
    const { status, body } = await caller.post('/changes', {
      reason: 'Autumn intake',
      changes: [
        { ...orlaghs, level: 'default', after: cast.isolde.id },
        { ...orlaghs, level: 'aim', standard: cast.BAKING.id, after: cast.perpetua.id },
        { ...orlaghs, level: 'unit', unit: cast.DOUGH.id, after: cast.tobias.id },
        { ...orlaghs, level: 'additional', after: cast.zephyrine.id },
        { ...orlaghs, level: 'default', after: cast.isolde.id },
        { ...orlaghs, level: 'aim', standard: cast.BAKING.id, before: null, after: cast.rhodri.id },
        { ...orlaghs, level: 'unit', unit: cast.COMMUNICATION.id, after: cast.tobias.id },
      ],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ applied: true, run: expect.any(Number), findings: [] })
    expect(body.outcomes).toEqual([
      { outcome: 'done', holder: cast.isolde.id },
      { outcome: 'done', holder: cast.perpetua.id },
      { outcome: 'done', holder: cast.tobias.id },
      { outcome: 'done', holder: cast.zephyrine.id },
      { outcome: 'already-so', holder: cast.isolde.id },
      {
        outcome: 'moved-on',
        holder: cast.perpetua.id,
        code: 'moved-on',
        sentence: `User ${cast.perpetua.id} is in the slot now; look again and decide anew.`,
      },
      {
        outcome: 'refused',
        holder: null,
        code: 'unit-ambiguous',
        sentence: expect.stringContaining('51, 52'),
        field: 'standard',
        candidates: [51, 52],
      },
    ])
    expect(await assignmentsTable(stage)).toHaveLength(4)
  })

  test('un-assigns at every level, and says when a learner is left without a default assessor', async () => {
    const slots = [
      { ...orlaghs, level: 'default', role: 'assessor' },
      { ...orlaghs, level: 'aim', role: 'iqa', standard: cast.CARE.id },
      { ...orlaghs, level: 'unit', role: 'assessor', unit: cast.DOUGH.id },
    ]
    const people = [cast.isolde, cast.perpetua, cast.tobias]
    await caller.post('/changes', { changes: slots.map((slot, at) => ({ ...slot, after: people[at]!.id })) })
    await caller.post('/changes', { changes: [{ ...orlaghs, level: 'additional', after: cast.lucan.id }] })
    const { body } = await caller.post('/changes', {
      changes: [
        ...slots.map(slot => ({ ...slot, after: null })),
        { ...orlaghs, level: 'additional', before: cast.lucan.id, after: null },
      ],
    })
    expect(body.outcomes.map((one: { outcome: string }) => one.outcome)).toEqual(Array(4).fill('done'))
    expect(body.findings).toEqual([expect.objectContaining({ code: 'default-assessor-cleared' })])
    expect(body.outcomes[0].findings).toEqual(body.findings)
    expect(await assignmentsTable(stage)).toEqual([])
  })

  test('all or nothing: one refusal stops all, with every outcome told and nothing changed', async () => {
    const asked = {
      mode: 'all-or-nothing',
      changes: [
        { ...orlaghs, level: 'default', after: cast.isolde.id },
        { ...orlaghs, level: 'default', after: cast.perpetua.id },
      ],
    }
    for (const dryRun of [true, false]) {
      const { status, body } = await caller.post('/changes', { ...asked, dryRun })
      expect(status).toBe(409)
      expect(body).toMatchObject({ code: 'not-applied', status: 409 })
      expect(body.outcomes).toEqual([
        { outcome: 'not-tried', holder: null },
        expect.objectContaining({ outcome: 'refused', code: 'role-not-at-level', field: 'level' }),
      ])
    }
    expect(await assignmentsTable(stage)).toEqual([])
    expect((await caller.get('/changes')).body.changes).toEqual([])
  })

  test('a dry run judges alike and writes nothing', async () => {
    const changes = [{ ...orlaghs, level: 'default', after: cast.isolde.id }]
    const dry = await caller.post('/changes', { dryRun: true, changes })
    expect(dry.body).toMatchObject({ applied: false, run: null })
    expect(await assignmentsTable(stage)).toEqual([])
    const real = await caller.post('/changes', { changes })
    expect(real.body.outcomes).toEqual(dry.body.outcomes)
  })

  test('ids of another organisation do not exist: the same refusal as for an id that nobody has', async () => {
    const north = callerWith(stage, await stage.session(['read', 'assign'], [cast.NORTH.id]))
    const ask = async (foreign: object, nobodys: object) => {
      const { body } = await north.post('/changes', { changes: [foreign, nobodys] })
      return body.outcomes.map(({ outcome, code, field }: Record<string, string>) => ({
        outcome,
        code,
        field,
      }))
    }
    const learner = await ask(
      { learner: cast.bryony.id, level: 'default', after: cast.isolde.id },
      { learner: cast.NOBODY, level: 'default', after: cast.isolde.id },
    )
    const assessor = await ask(
      { ...orlaghs, level: 'default', after: cast.marisol.id },
      { ...orlaghs, level: 'default', after: cast.NOBODY },
    )
    const standard = await ask(
      { learner: cast.caspian.id, level: 'aim', standard: cast.CARE.id, after: cast.isolde.id },
      { learner: cast.caspian.id, level: 'aim', standard: cast.NOBODY, after: cast.isolde.id },
    )
    const unit = await ask(
      { learner: cast.caspian.id, level: 'unit', unit: cast.SAFETY.id, after: cast.isolde.id },
      { learner: cast.caspian.id, level: 'unit', unit: 'NOTHING', after: cast.isolde.id },
    )
    const refused = (code: string, field: string) => Array(2).fill({ outcome: 'refused', code, field })
    expect(learner).toEqual(refused('learner-unknown', 'learner'))
    expect(assessor).toEqual(refused('user-unknown', 'after'))
    expect(standard).toEqual(refused('standard-not-held', 'standard'))
    expect(unit).toEqual(refused('unit-not-held', 'unit'))
    expect(await assignmentsTable(stage)).toEqual([])
  })

  test('ten thousand changes are taken, and one more is refused with the count', async () => {
    const one = { ...orlaghs, level: 'default', after: cast.isolde.id }
    const many = await caller.post('/changes', { changes: Array(10_000).fill(one) })
    expect(many.status).toBe(200)
    expect(many.body.outcomes).toHaveLength(10_000)
    expect((await caller.get('/changes')).body.changes).toHaveLength(1)
    const tooMany = await caller.post('/changes', { changes: Array(10_001).fill(one) })
    expect(tooMany.status).toBe(400)
    expect(tooMany.body.detail).toContain('10001')
  })

  test.each([
    [{ changes: [{ learner: 101, level: 'unit' }] }, 'changes[0].after', 'field-invalid'],
    [{ changes: [{ learner: 101, level: 3, after: 111 }] }, 'changes[0].level', 'field-invalid'],
    [{ changes: [{ learner: 101, level: 'default', after: 111, since: 1 }] }, 'since', 'field-invalid'],
    [{ changes: [], atomic: true }, 'atomic', 'field-unknown'],
    [{}, 'changes', 'field-missing'],
  ])('a body that cannot be meant is refused with the place: %j', async (body, place, code) => {
    const told = await caller.post('/changes', body)
    expect(told.status).toBe(400)
    expect(told.body).toMatchObject({ code })
    expect(told.body.detail).toContain(place)
  })

  test('a change may count from the past, and is planned where it counts from a time to come', async () => {
    const from = (effectiveFrom: string) => ({
      ...orlaghs,
      level: 'default',
      after: cast.isolde.id,
      effectiveFrom,
    })
    const { body } = await caller.post('/changes', { changes: [from('2026-03-03'), from('2026-01-05')] })
    expect(body.outcomes[0]).toMatchObject({ outcome: 'planned', due: '2026-03-03T00:00:00.000Z' })
    const [row] = (await caller.get('/changes')).body.changes
    expect(row).toMatchObject({
      before: null,
      after: { person: cast.isolde.id, since: '2026-01-05T00:00:00.000Z' },
      effectiveFrom: '2026-01-05T00:00:00.000Z',
      recordedAt: '2026-03-02T09:00:00.000Z',
    })
  })

  test('reading alone is not enough to change', async () => {
    const reader = callerWith(stage, await stage.session(['read']))
    expect((await reader.post('/changes', { changes: [] })).status).toBe(403)
  })
})
