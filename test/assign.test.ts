import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('assigning over OneFile’s API on %s', engine => {
  let stage: Stage
  let session: string

  beforeAll(async () => {
    stage = await setStage(engine)
    session = await stage.session(['assign'])
  })
  afterAll(() => stage.close())

  const assign = (person: number, body: object) =>
    stage.server.inject({
      method: 'POST',
      url: `/api/v2.1/User/${person}/Assign`,
      headers: { 'x-tokenid': session },
      payload: body,
    })

  test('an assessor is put on a learning aim, and repeating it changes nothing', async () => {
    const body = { LearnerID: cast.orlagh.id, Level: 3, StandardID: cast.BAKING.id }
    expect((await assign(cast.isolde.id, body)).statusCode).toBe(204)
    expect((await assign(cast.isolde.id, body)).statusCode).toBe(204)
    const rows = await stage.storage.db.selectFrom('changes').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ learner_id: cast.orlagh.id, after_person: cast.isolde.id, position: 1 })
  })

  test('a learner in the path is told which reading is expected', async () => {
    const answer = await assign(cast.orlagh.id, { LearnerID: cast.orlagh.id, Level: 1 })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().message).toContain('must name the person being assigned')
  })

  test('forty calls at once share commits, and each is in the history once', async () => {
    const before = (await stage.storage.db.selectFrom('changes').select('position').execute()).length
    const people = [cast.isolde, cast.tobias]
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        assign(people[at % 2]!.id, { LearnerID: cast.caspian.id, Level: 3, StandardID: cast.BAKING.id }),
      ),
    )
    expect(answers.every(answer => answer.statusCode === 204)).toBe(true)
    const after = await stage.storage.db
      .selectFrom('changes')
      .select('position')
      .orderBy('position')
      .execute()
    expect(after).toHaveLength(before + 40)
    expect(after.map(row => row.position)).toEqual(after.map((_, at) => at + 1))
  })
})
