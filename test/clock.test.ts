/** The machine's clock is set back and forward while the server runs. */
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLimiter } from '../src/app/limiter.ts'
import { randomFor } from '../src/dataset/synthetic/random.ts'
import { leaseCalls } from '../src/storage/postgres/call-leases.ts'
import { replayDiffers } from '../src/storage/replay.ts'
import { assignmentsTable, type Caller, callerWith, type Told } from './caller.ts'
import * as cast from './cast.ts'
import { brokenChain } from './crash/verify.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe.each(ENGINES)('a clock that is set back and forward, on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign']))
  })
  afterEach(() => stage.close())

  const people = [cast.isolde, cast.tobias, cast.hesper]
  const put = (at: number) =>
    caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'default', after: people[at % 3]!.id }],
    })
  /** Sets the clock, and lets what is remembered of sessions grow old, as it does within a second. */
  const setClock = (now: number) => {
    stage.time.now = now
    stage.services.access.forgetSessions()
  }
  const feed = async (): Promise<Told['body'][]> => (await caller.get('/changes?limit=200')).body.changes

  test('leaves the history in one order, its times never going back', async () => {
    const random = randomFor(1, 12, 0)
    for (let at = 0; at < 40; at += 1) {
      setClock(cast.NOW + Math.trunc((random.next() - 0.5) * 20 * HOUR))
      expect((await put(at)).body.outcomes).toEqual([{ outcome: 'done', holder: people[at % 3]!.id }])
    }
    const rows = await feed()
    expect(rows.map(row => row.position)).toEqual(rows.map((_, at) => at + 1))
    const times = rows.map(row => row.recordedAt)
    expect(times).toEqual(times.toSorted())
    const { db } = stage.storage
    expect(await brokenChain(db, cast.NORTH.id)).toBeUndefined()
    expect(await replayDiffers(db, cast.NORTH.id)).toBe(false)
  })

  test('answers who holds what now as it stands, also for what was made while the clock was ahead', async () => {
    setClock(cast.NOW + 2 * HOUR)
    await put(0)
    setClock(cast.NOW)
    const { body } = await caller.get(`/assignments?learner=${cast.orlagh.id}`)
    expect(body.assignments).toEqual([expect.objectContaining({ known: true, person: people[0]!.id })])
    expect(Date.parse(body.at)).toBe(cast.NOW)
    await put(1)
    const { body: then } = await caller.get(`/assignments?learner=${cast.orlagh.id}`)
    expect(then.assignments).toEqual([expect.objectContaining({ known: true, person: people[1]!.id })])
  })

  test('lets a run of the time ahead be taken back', async () => {
    await put(0)
    setClock(cast.NOW + 5 * HOUR)
    const { body } = await put(1)
    setClock(cast.NOW)
    const undone = await caller.post(`/runs/${body.run}/undo`, {})
    expect(undone.body.outcomes).toEqual([expect.objectContaining({ outcome: 'done' })])
    expect(await assignmentsTable(stage)).toEqual([expect.objectContaining({ person_id: people[0]!.id })])
  })

  test('keeps a cursor of the feed good', async () => {
    await put(0)
    const { body } = await caller.get('/changes')
    setClock(cast.NOW - 3 * HOUR)
    await put(1)
    const next = await caller.get(`/changes?cursor=${encodeURIComponent(body.next)}`)
    expect(next.body.changes.map((row: { position: number }) => row.position)).toEqual([2])
  })

  test('ends a session when it is a day old by the clock, and never lets it last for ever', async () => {
    const status = async (now: number) => {
      setClock(now)
      return (await caller.get('/changes')).status
    }
    expect(await status(cast.NOW - HOUR)).toBe(200)
    expect(await status(cast.NOW + DAY - 1)).toBe(200)
    expect(await status(cast.NOW + DAY)).toBe(401)
    expect(await status(cast.NOW)).toBe(200)
    expect(await status(cast.NOW - DAY - 1)).toBe(401)
  })

  test('lets people sign in at once, however far it was set', async () => {
    for (const now of [cast.NOW + 400 * DAY, cast.NOW - 400 * DAY]) {
      setClock(now)
      const anew = callerWith(stage, await stage.session(['read', 'assign']))
      expect((await anew.get('/changes')).status).toBe(200)
    }
  })
})

test('a limit goes by a clock that is never set', () => {
  const wall = { now: cast.NOW }
  const elapsed = { now: 0 }
  const limiter = createLimiter(() => elapsed.now)
  const granted = () => {
    let count = 0
    for (let call = 0; call < 10; call += 1) {
      const grant = limiter.take(1, 5)
      if ('granted' in grant && grant.granted) count += 1
    }
    return count
  }
  expect(granted()).toBe(5)
  wall.now += 10 * HOUR
  expect(granted()).toBe(0)
  elapsed.now += 62_000
  wall.now -= 20 * HOUR
  expect(granted()).toBe(5)
})

test('a limit that servers share holds when the clock of the database is set back, and blocks nobody for long', async () => {
  const stage = await setStage('postgres')
  await stage.session()
  const { db } = stage.storage
  const lease = (wanted: number) => leaseCalls(db, 1, 10, wanted, 5)
  expect((await lease(8)).granted).toBe(8)
  // The clock that said so was an hour ahead.
  await sql`update call_leases set second = second + 3600`.execute(db)
  expect(await lease(8)).toEqual({ granted: 2, retryAfter: expect.any(Number) })
  const refused = await lease(1)
  expect(refused.granted).toBe(0)
  expect(refused.retryAfter).toBeLessThanOrEqual(66)
  const { rows } = await sql<{ late: number }>`
    select count(*) as late from call_leases
    where second > extract(epoch from clock_timestamp()) + 6`.execute(db)
  expect(rows[0]!.late).toBe(0)
  await stage.close()
})
