/** Finding people and learners, as the pages of the console do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('finding on %s', engine => {
  let stage: Stage
  let caller: Caller
  let reader: Caller

  beforeAll(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session())
    reader = callerWith(stage, await stage.session(['read'], [cast.NORTH.id]))
    const { orlagh, caspian, isolde, perpetua, dorcas } = cast
    const made = await caller.post('/changes', {
      changes: [
        { learner: orlagh.id, level: 'default', after: isolde.id },
        { learner: orlagh.id, level: 'additional', after: perpetua.id },
        { learner: orlagh.id, level: 'default', after: dorcas.id },
        { learner: caspian.id, level: 'aim', standard: cast.BAKING.id, after: isolde.id },
        { learner: caspian.id, level: 'aim', standard: cast.BAKING.id, after: perpetua.id },
      ],
    })
    expect(made.body.outcomes.map((one: { outcome: string }) => one.outcome)).toEqual(Array(5).fill('done'))
  })
  afterAll(() => stage.close())

  const found = async (text: string, more: object = {}): Promise<number[]> => {
    const { body } = await caller.post('/people/search', { text, ...more })
    return body.people.map((one: { id: number }) => one.id)
  }

  test.each([
    ['tarn', [101]],
    ['ORL ta', [101]],
    ['vane', [115, 122]],
    ['m10', [102, 103, 101, 104]],
    ['M101', [101]],
    ['Isolde.Marchbank@', [111]],
    ['112', [112]],
    ['ashby', [104]],
    ['arn', []],
    ['100%', []],
    ['_', []],
  ])('"%s" finds whoever it should, archived ones too', async (text, ids) => {
    expect(await found(text)).toEqual(ids)
  })

  test('a search can be narrowed to kinds and to an organisation, and says when there is more', async () => {
    expect(await found('vane', { kinds: ['iqa'] })).toEqual([122])
    expect(await found('b', { organisation: cast.SOUTH.id })).toEqual([103])
    const { body } = await caller.post('/people/search', { text: 'm1', limit: 1 })
    expect([body.people.length, body.more]).toEqual([1, true])
  })

  test('numbers are given their names, each once and only to whoever sees the account', async () => {
    const ids = [cast.orlagh.id, cast.bryony.id, cast.orlagh.id, 999_999]
    const named = async (who: Caller) => {
      const { body } = await who.get(`/people/named?ids=${ids.join(',')}`)
      return body.people.map((one: { id: number; lastName: string }) => [one.id, one.lastName])
    }
    expect(await named(caller)).toEqual([
      [101, 'Tarn'],
      [103, 'Sedge'],
    ])
    expect(await named(reader)).toEqual([[101, 'Tarn']])
  })

  test('nobody is found who is not seen, and a ULN is shown to those who may see it', async () => {
    await stage.services.writer.run({
      organisations: [],
      work: ({ db }) =>
        db
          .updateTable('users')
          .set({ uln: '9900000002', search_text: ' rooke caspian 9900000002 ' })
          .where('id', '=', cast.caspian.id)
          .execute(),
    })
    expect((await caller.post('/people/search', { text: '99000' })).body.people[0]).toMatchObject({
      id: 102,
      uln: '9900000002',
    })
    expect((await reader.post('/people/search', { text: '99000' })).body.people[0]).not.toHaveProperty('uln')
    expect((await reader.post('/people/search', { text: 'bryony' })).body.people).toEqual([])
  })

  const learners = async (query: string): Promise<number[]> => {
    const { body } = await caller.get(`/learners?${query}`)
    expect(body.total, query).toBe(body.learners.length)
    return body.learners.map((one: { learner: { id: number } }) => one.learner.id)
  }

  test.each([
    ['', [102, 101, 103]],
    [`organisation=${cast.NORTH.id}`, [102, 101]],
    ['archived=true', [104]],
    [`placement=${cast.BAKERY.id}`, [102, 101]],
    [`placement=${cast.MILL.id}`, []],
    [`classroom=${cast.SPRING.id}`, [102]],
    [`standard=${cast.CARE.id}`, [101, 103]],
    [`assessor=${cast.isolde.id}`, [102, 101]],
    [`iqa=${cast.perpetua.id}&standard=${cast.CARE.id}`, [101]],
    [`employer=${cast.dorcas.id}`, [101]],
    [`observer=${cast.zephyrine.id}`, []],
    ['without=assessor', [103]],
    ['without=iqa', [103]],
    ['without=employer', [102, 103]],
    ['name=ro%20ca', [102]],
  ])('learners are found by %s', async (query, ids) => {
    expect(await learners(query)).toEqual(ids)
  })

  test('whoever lacks an assessor or IQA is whoever the coverage says lacks one', async () => {
    for (const role of ['assessor', 'iqa']) {
      const uncovered = await caller.all(`/coverage?finding=no-${role}`, 'learners')
      const ids = uncovered.map((one: { learner: { id: number } }) => one.learner.id)
      expect((await learners(`without=${role}`)).sort()).toEqual(ids.sort())
    }
  })

  test('a learner is shown with who is beside them, and pages go on by name', async () => {
    const first = await caller.get('/learners?limit=1')
    const second = await caller.get(`/learners?limit=1&cursor=${first.body.next}`)
    expect(first.body.total).toBe(3)
    expect(second.body).toMatchObject({
      total: null,
      learners: [
        {
          learner: { id: 101 },
          misId: 'M101',
          standards: [{ id: 51 }, { id: 52 }],
          assessor: { id: 111 },
          iqas: [{ id: 121 }],
          employer: { id: 131 },
        },
      ],
    })
  })

  test.each([
    ['placement=999', 'placement-unknown'],
    ['classroom=999', 'classroom-unknown'],
    ['standard=999', 'standard-unknown'],
    ['assessor=999', 'user-unknown'],
    ['organisation=999', 'organisation-unknown'],
  ])('a filter that names what is not there is refused: %s', async (query, code) => {
    expect((await caller.get(`/learners?${query}`)).body.code).toBe(code)
  })
})
