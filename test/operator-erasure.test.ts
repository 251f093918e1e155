/** People of the console who are erased: what they made is noted under their number, and nothing names them any more. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eraseOperator } from '../src/app/operators.ts'
import { exportLines } from '../src/dataset/export.ts'
import { callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { letIn } from './made-operator.ts'
import { rawData } from './raw-data.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

describe.each(ENGINES)('an erased person of the console on %s', engine => {
  let stage: Stage

  beforeEach(async () => {
    stage = await setStage(engine)
  })
  afterEach(() => stage.close())

  test('is named nowhere, signs in no more, and what they took along stays noted under their number', async () => {
    const { id, link } = await letIn(stage, { name: 'Gwenllian Prosser', email: 'gwenllian@example.org' })
    const signedIn = await stage.server.inject({
      method: 'POST',
      url: '/api/caseload/v1/console/sign-in/link',
      payload: { link, carry: 'header' },
    })
    const person = callerWith(stage, signedIn.json().session)
    await person.post('/workbooks', { list: 'caseload', user: cast.isolde.id })
    const asked = { learner: cast.orlagh.id, from: '2026-03-01', to: '2026-03-31', format: 'csv' }
    await person.post('/evidence/files', asked)
    expect(await rawData(stage)).toContain('Gwenllian')

    expect(await eraseOperator(stage.services, id)).toEqual({ scrubbed: true })
    expect((await person.get('/workbooks')).status).toBe(401)
    const caller = callerWith(stage, await stage.session())
    const noted = { operator: id, actor: null, by: '[erased]' }
    expect((await caller.get('/workbooks')).body.workbooks).toMatchObject([noted])
    expect((await caller.get('/evidence/files')).body.files).toMatchObject([noted])
    expect(await rawData(stage)).not.toMatch(/gwenllian|prosser/i)

    const lines: string[] = []
    for await (const line of exportLines(stage.storage.db)) lines.push(line)
    const text = lines.join('')
    expect(text).toMatch(/"workbookNote"/)
    expect(text).toMatch(/"evidenceNote"/)
    expect(text).not.toMatch(/gwenllian|prosser|passwordHash":"/i)
  })
})
