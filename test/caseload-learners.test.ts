import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('the assignments of a learner on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeAll(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign', 'manage']))
    await caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'default', after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'default', after: cast.lucan.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id, after: cast.rhodriAsAssessor.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id, after: cast.rhodri.id },
        { learner: cast.orlagh.id, level: 'unit', unit: cast.DOUGH.id, after: cast.hesper.id },
        { learner: cast.orlagh.id, level: 'additional', after: cast.perpetua.id },
      ],
    })
  })
  afterAll(() => stage.close())

  const read = async (id: number) => (await caller.get(`/learners/${id}/assignments`)).body

  test('lists every filled slot with the person, since when, and what it is about', async () => {
    const { learner, assignments } = await read(cast.orlagh.id)
    expect(learner).toMatchObject({ id: cast.orlagh.id, firstName: 'Orlagh', placement: cast.BAKERY.id })
    expect(assignments).toHaveLength(7)
    expect(assignments).toContainEqual({
      level: 'unit',
      role: 'assessor',
      target: cast.orlaghDough.id,
      standard: { id: cast.BAKING.id, title: cast.BAKING.title },
      unit: { id: cast.DOUGH.id, title: cast.DOUGH.title },
      person: {
        id: cast.hesper.id,
        kind: 'trainee-assessor',
        firstName: 'Hesper',
        lastName: 'Lindqvist',
        archived: false,
        flagged: false,
      },
      since: '2026-03-02T09:00:00.000Z',
    })
  })

  test('says who is responsible for each aim and unit, and which level decided it', async () => {
    const { aims, units, employer } = await read(cast.orlagh.id)
    const told = (one: { assessor: Answering; iqa: Answering }) => [told1(one.assessor), told1(one.iqa)]
    expect(aims.map(told)).toEqual([
      ['115 aim', '122 aim'],
      ['111 default', '121 additional'],
    ])
    expect(units.map(told)).toEqual([
      ['113 unit', '122 aim'],
      ['115 aim', '122 aim'],
      ['111 default', '121 additional'],
    ])
    expect(told1(employer)).toBe('132 default')
  })

  interface Answering {
    person: { id: number }
    because: string
  }
  const told1 = (one: Answering | null) => one && `${one.person.id} ${one.because}`

  test('reports conflicts, trainees and an employer from elsewhere', async () => {
    const { findings } = await read(cast.orlagh.id)
    const codes = findings.map((one: { code: string }) => one.code)
    expect(new Set(codes)).toEqual(new Set(['assesses-and-assures', 'employer-elsewhere', 'trainee']))
    const conflict = findings.find((one: { code: string }) => one.code === 'assesses-and-assures')
    expect(conflict.sentence).toContain('likely one person')
    expect(conflict.candidates).toEqual([cast.rhodriAsAssessor.id, cast.rhodri.id])
  })

  test('a confirmed link makes a likely person a certain one', async () => {
    const linked = await caller.put(`/users/${cast.rhodri.id}/link`, { user: cast.rhodriAsAssessor.id })
    expect(linked.status).toBe(204)
    const { findings } = await read(cast.orlagh.id)
    const conflict = findings.find((one: { code: string }) => one.code === 'assesses-and-assures')
    expect(conflict.sentence).toContain('are one person')
    await caller.put(`/users/${cast.rhodri.id}/link`, { user: null })
    await caller.put(`/users/${cast.rhodriAsAssessor.id}/link`, { user: null })
  })

  test('gaps show for a learner with nobody', async () => {
    const { assignments, aims, findings, employer } = await read(cast.caspian.id)
    expect(assignments).toEqual([])
    expect(employer).toBeNull()
    expect(aims).toEqual([expect.objectContaining({ aim: 203, assessor: null, iqa: null })])
    const codes = findings.map((one: { code: string }) => one.code)
    expect(codes).toEqual(['no-assessor', 'no-iqa', 'no-assessor', 'no-iqa', 'no-assessor', 'no-iqa'])
  })

  test('an archived learner is shown too, without findings', async () => {
    const { learner, findings, aims } = await read(cast.fenwick.id)
    expect(learner.archived).toBe(true)
    expect(findings).toEqual([])
    expect(aims).toHaveLength(1)
  })

  test('whoever is not a learner that the token sees is not there', async () => {
    const north = callerWith(stage, await stage.session(['read'], [cast.NORTH.id]))
    for (const id of [cast.NOBODY, cast.bryony.id, cast.isolde.id]) {
      const { status, body } = await north.get(`/learners/${id}/assignments`)
      expect(status).toBe(404)
      expect(body).toMatchObject({ code: 'learner-unknown', field: 'id' })
    }
  })
})
