import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applyChange, type Change, type Holdings } from '../src/domain/change.ts'
import { buildServer } from '../src/http/server.ts'
import { CHAIN_START, chain } from '../src/storage/chain.ts'
import { openStorage } from '../src/storage/open.ts'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, freshAddress, loadCast, openSession, type Stage, servicesOn, setStage } from './stage.ts'
import { wishes } from './wishes.ts'

interface Row {
  organisation: number
  position: number
  run: number
  learner: number
  level: 'default' | 'additional' | 'aim' | 'unit'
  role: 'assessor' | 'iqa' | 'employer' | 'observer'
  target: number
  before: { person: number; since: string } | null
  after: { person: number; since: string } | null
  effectiveFrom: string
  recordedAt: string
  undoes: number | null
  hash: string
}

const MINUTE = 60_000

describe.each(ENGINES)('the history on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session(['read', 'assign']))
  })
  afterEach(() => stage.close())

  const assess = (learner: { id: number }, after: { id: number } | null) =>
    caller.post('/changes', {
      changes: [{ learner: learner.id, level: 'default', role: 'assessor', after: after?.id ?? null }],
    })

  /** Some days later, when the session has ended and another is opened. */
  const goOn = async (date: string) => {
    stage.time.now = cast.day(date)
    caller = callerWith(stage, await stage.session(['read', 'assign']))
  }

  const feed = async (path = '/changes?limit=200') => {
    const rows: Row[] = []
    let next = ''
    for (let more = true; more; ) {
      const { body } = await caller.get(next === '' ? path : `${path}&cursor=${next}`)
      rows.push(...body.changes)
      ;({ next, more } = body)
    }
    return { rows, next }
  }

  test('an empty history gives a cursor that later finds what is new', async () => {
    const empty = await caller.get('/changes')
    expect(empty.body).toEqual({ changes: [], more: false, next: expect.any(String) })
    await assess(cast.orlagh, cast.isolde)
    const { body } = await caller.get(`/changes?cursor=${empty.body.next}`)
    expect(body.changes).toHaveLength(1)
    expect((await caller.get(`/changes?cursor=${body.next}`)).body.changes).toEqual([])
  })

  test('read with any page sizes while others write, it never misses or repeats a change', async () => {
    const sizes = fc.sample(fc.integer({ min: 1, max: 9 }), 400)
    const batches = fc.sample(wishes, 60)
    let writing = true
    const seen: Row[] = []
    const reading = (async () => {
      let next = ''
      for (let turn = 0; ; turn += 1) {
        const last = !writing
        const size = sizes[turn % sizes.length]
        const { status, body } = await caller.get(`/changes?limit=${size}${next && `&cursor=${next}`}`)
        expect(status).toBe(200)
        seen.push(...body.changes)
        next = body.next
        if (last && !body.more) return
      }
    })()
    await Promise.all(batches.map(changes => caller.post('/changes', { changes })))
    writing = false
    await reading
    const stored = await stage.storage.db.selectFrom('changes').select('hash').execute()
    expect(seen).toHaveLength(stored.length)
    expect(seen.length).toBeGreaterThan(30)
    for (const own of Map.groupBy(seen, row => row.organisation).values()) {
      expect(own.map(row => row.position)).toEqual(own.map((_, at) => at + 1))
    }
  })

  test('replayed in order it gives the assignments, and its chain of hashes holds', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, async changes => {
        stage.time.now += MINUTE
        const { body } = await caller.post('/changes', { changes })
        if (body.run !== null && body.run % 3 === 0) await caller.post(`/runs/${body.run}/undo`, {})
        const { rows } = await feed()
        expect(worldOf(rows)).toEqual(await tableAsWorld())
        for (const own of Map.groupBy(rows, row => row.organisation).values()) expectChained(own)
      }),
      { numRuns: 25 },
    )
  })

  const tableAsWorld = async () => {
    const rows = await stage.storage.db.selectFrom('assignments').selectAll().execute()
    const levels = ['default', 'additional', 'aim', 'unit']
    const roles = ['assessor', 'iqa', 'employer', 'observer']
    return new Map(
      rows.map(row => [
        `${row.learner_id}/${levels[row.level]}/${roles[row.role]}/${row.target}`,
        { person: row.person_id, since: row.since },
      ]),
    )
  }

  test('it is filtered by learner, by person before or after, by run, organisation and time', async () => {
    await assess(cast.orlagh, cast.isolde)
    stage.time.now += MINUTE
    await assess(cast.bryony, cast.marisol)
    stage.time.now += MINUTE
    const { body } = await assess(cast.orlagh, cast.tobias)
    stage.time.now += MINUTE
    await assess(cast.orlagh, null)
    const positions = async (query: string) =>
      (await feed(`/changes?limit=1&${query}`)).rows.map(row => [row.organisation, row.position])
    const north = (...own: number[]) => own.map(position => [cast.NORTH.id, position])
    expect(await positions(`learner=${cast.orlagh.id}`)).toEqual(north(1, 2, 3))
    expect(await positions(`person=${cast.isolde.id}`)).toEqual(north(1, 2))
    expect(await positions(`person=${cast.tobias.id}`)).toEqual(north(2, 3))
    expect(await positions(`run=${body.run}`)).toEqual(north(2))
    expect(await positions(`organisation=${cast.SOUTH.id}`)).toEqual([[cast.SOUTH.id, 1]])
    expect(await positions('from=2026-03-02T09:02:00Z')).toEqual(north(2, 3))
    expect(await positions('from=2026-03-02T09:00:30Z&to=2026-03-02T09:02:59Z')).toEqual([
      ...north(2),
      [cast.SOUTH.id, 1],
    ])
    expect(await positions('from=2026-03-03')).toEqual([])
    expect(await positions('to=2026-03-01')).toEqual([])
    expect(await positions(`person=${cast.perpetua.id}`)).toEqual([])
  })

  test('a change names the standard and the unit that its slot is about', async () => {
    await caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'unit', unit: cast.DOUGH.id, after: cast.isolde.id },
        { learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.isolde.id },
      ],
    })
    const { rows } = await feed()
    expect(rows[0]).toMatchObject({ standard: cast.BAKING.id, unit: cast.DOUGH.id, target: 301 })
    expect(rows[1]).toMatchObject({ standard: cast.CARE.id, unit: null, target: 202 })
  })

  test('a broken cursor is refused, and one from another epoch of the data is gone', async () => {
    const { body } = await caller.get('/changes')
    for (const cursor of ['x', `${body.next}~`, `${body.next}~b`, 'WzFd', body.next.slice(1)]) {
      const told = await caller.get(`/changes?cursor=${cursor}`)
      expect(told.status).toBe(400)
      expect(told.body).toMatchObject({ code: 'cursor-invalid', field: 'cursor' })
    }
    const ahead = await caller.get(`/changes?cursor=${body.next}~${cast.NORTH.id.toString(36)}.99`)
    expect(ahead.status).toBe(410)
    await stage.services.writer.run({
      organisations: [],
      work: async tx => {
        const value = crypto.randomUUID()
        await tx.db.updateTable('meta').set({ value }).where('name', '=', 'epoch').execute()
      },
    })
    const gone = await caller.get(`/changes?cursor=${body.next}`)
    expect(gone.status).toBe(410)
    expect(gone.body.code).toBe('cursor-gone')
  })

  test('a token sees the history of its organisations only', async () => {
    await assess(cast.orlagh, cast.isolde)
    const run = (await assess(cast.bryony, cast.marisol)).body.run
    const north = callerWith(stage, await stage.session(['read'], [cast.NORTH.id]))
    const { body } = await north.get('/changes')
    expect(body.changes.map((row: Row) => row.organisation)).toEqual([cast.NORTH.id])
    const unseen = [
      `learner=${cast.bryony.id}`,
      `person=${cast.marisol.id}`,
      `run=${run}`,
      `organisation=${cast.SOUTH.id}`,
    ]
    for (const query of unseen) expect((await north.get(`/changes?${query}`)).status).toBe(422)
    expect((await north.get(`/runs/${run}`)).status).toBe(404)
  })

  test('who held what on a date goes by when changes count, and by what was known then', async () => {
    const put = (after: number | null, effectiveFrom: string) =>
      caller.post('/changes', {
        changes: [{ learner: cast.orlagh.id, level: 'default', role: 'assessor', after, effectiveFrom }],
      })
    await put(cast.isolde.id, '2026-01-10')
    await goOn('2026-03-10')
    await put(cast.tobias.id, '2026-02-01')
    await goOn('2026-03-20')
    await put(null, '2026-03-15')
    const at = async (query: string) => {
      const { body } = await caller.get(`/assignments?learner=${cast.orlagh.id}&${query}`)
      expect(body.assignments).toHaveLength(1)
      const { known, person } = body.assignments[0]
      return known ? person : 'unknown'
    }
    expect(await at('at=2026-01-09')).toBe('unknown')
    expect(await at('at=2026-01-10')).toBe(cast.isolde.id)
    expect(await at('at=2026-02-01')).toBe(cast.tobias.id)
    expect(await at('at=2026-02-01&asKnownAt=2026-03-05')).toBe(cast.isolde.id)
    expect(await at('at=2026-02-01&asKnownAt=2026-02-28')).toBe('unknown')
    expect(await at('at=2026-03-14')).toBe(cast.tobias.id)
    expect(await at('at=2026-03-15')).toBe(null)
    expect(await at('')).toBe(null)
  })

  test('what one person held on a date is found, page by page, and what cannot be told is said', async () => {
    await caller.post('/changes', {
      changes: [
        { learner: cast.orlagh.id, level: 'default', after: cast.isolde.id, effectiveFrom: '2026-01-10' },
        { learner: cast.caspian.id, level: 'default', after: cast.isolde.id, effectiveFrom: '2026-02-10' },
        { learner: cast.caspian.id, level: 'aim', standard: 51, after: cast.tobias.id },
        { learner: cast.orlagh.id, level: 'default', after: cast.tobias.id, effectiveFrom: '2026-02-20' },
      ],
    })
    const held = async (person: { id: number }, at: string) => {
      const rows = await caller.all(`/assignments?person=${person.id}&at=${at}&limit=1`, 'assignments')
      return rows.map(row => [row.learner, row.level, row.known ? row.person : 'unknown'])
    }
    expect(await held(cast.isolde, '2026-02-15')).toEqual([
      [cast.orlagh.id, 'default', cast.isolde.id],
      [cast.caspian.id, 'default', cast.isolde.id],
    ])
    expect(await held(cast.isolde, '2026-02-25')).toEqual([[cast.caspian.id, 'default', cast.isolde.id]])
    expect(await held(cast.tobias, '2026-02-15')).toEqual([[cast.caspian.id, 'aim', 'unknown']])
  })

  test('today’s answer from the history is the assignments table, whatever has happened', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, fc.integer({ min: 1, max: 5 }), async (changes, limit) => {
        await caller.post('/changes', { changes })
        const rows = await caller.all(`/assignments?limit=${limit}`, 'assignments')
        const filled = rows.filter(row => row.person !== null)
        const table = (await assignmentsTable(stage)) as { learner_id: number; person_id: number }[]
        expect(filled.map(row => [row.learner, row.target, row.person])).toEqual(
          table.map(row => [row.learner_id, (row as never as Row).target, row.person_id]),
        )
      }),
      { numRuns: 15 },
    )
  })
})

test('two servers that write to one PostgreSQL give one feed without gaps', async () => {
  const { address } = await freshAddress('postgres')
  const time = { now: cast.NOW }
  const storages = [await openStorage(address, time.now), await openStorage(address, time.now)]
  const stages = storages.map(storage => {
    const services = servicesOn(storage, time)
    return { services, storage, server: buildServer(services) }
  })
  await loadCast(stages[0]!.services)
  const session = await openSession(stages[0]!.services, ['read', 'assign'])
  const callers = stages.map(one => callerWith(one, session))
  const batches = fc.sample(wishes, 40)
  await Promise.all(batches.map((changes, at) => callers[at % 2]!.post('/changes', { changes })))
  const seen: Row[] = []
  let next = ''
  for (let more = true, turn = 0; more; turn += 1) {
    const told = await callers[turn % 2]!.get(`/changes?limit=7${next && `&cursor=${next}`}`)
    seen.push(...told.body.changes)
    ;({ next, more } = told.body)
  }
  for (const own of Map.groupBy(seen, row => row.organisation).values()) {
    expect(own.map(row => row.position)).toEqual(own.map((_, at) => at + 1))
    expectChained(own)
  }
  expect(seen).toHaveLength((await storages[1]!.db.selectFrom('changes').select('hash').execute()).length)
  for (const { server, services, storage } of stages) {
    await server.close()
    await services.writer.close()
    await storage.close()
  }
})

function worldOf(rows: readonly Row[]): Holdings {
  return rows.map(changeOf).reduce<Holdings>(applyChange, new Map())
}

function changeOf(row: Row): Change {
  const { learner, level, role, target } = row
  return {
    slot: { learner, level, role, target },
    before: holdingOf(row.before),
    after: holdingOf(row.after),
    effectiveFrom: Date.parse(row.effectiveFrom),
  }
}

function holdingOf(told: Row['before']) {
  return told && { person: told.person, since: Date.parse(told.since) }
}

function expectChained(rows: readonly Row[]): void {
  let hash = CHAIN_START
  for (const row of rows) {
    const { organisation, position, run, undoes } = row
    const recordedAt = Date.parse(row.recordedAt)
    hash = chain(hash, { ...changeOf(row), organisation, position, run, recordedAt, undoes })
    expect(row.hash).toBe(hash)
  }
}
