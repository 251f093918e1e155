import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALLS } from './calls.ts'
import { brokenHistories, fuzzCall, memoryInUse } from './fuzz/run.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const SEED = Number(process.env.CASELOAD_SEED ?? 20_261_125)
const TIMES = 60

/** The short form of `npm run test:fuzz`, which sends 10,000 mutations of every call. */
describe.each(ENGINES)('requests that nobody should send to %s', engine => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage(engine)
  })
  afterAll(() => stage.close())

  test.each(CALLS)('%s are refused or answered as declared', async (name, call) => {
    const target = { ...stage, session: () => stage.session() }
    expect(await fuzzCall(target, [name, call], { seed: SEED, times: TIMES })).toEqual([])
  })

  test('leave every history whole, and memory as it was', async () => {
    const { db } = stage.storage
    expect((await db.selectFrom('changes').select('position').execute()).length).toBeGreaterThan(10)
    expect(await brokenHistories(db)).toEqual([])
    expect(memoryInUse()).toBeLessThan(600)
  })
})
