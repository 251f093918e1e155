import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { carryOutDue } from '../src/app/carry-out-due.ts'
import { erasePerson } from '../src/app/erase-person.ts'
import { exportPerson } from '../src/app/export-person.ts'
import { exportToFile } from '../src/dataset/backup.ts'
import { fileLines } from '../src/dataset/lines.ts'
import { restoreDataSet } from '../src/dataset/restore.ts'
import { isProblem } from '../src/domain/problem.ts'
import { openStorage } from '../src/storage/open.ts'
import { select } from '../src/storage/records.ts'
import { notices } from '../src/storage/webhooks.ts'
import { assignmentsTable, type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, servicesOn, setStage } from './stage.ts'

const DAY = 86_400_000

describe.each(ENGINES)('changes with a day to come on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = await signIn()
    await caller.post('/changes', { changes: [putDefault(cast.isolde.id)] })
  })
  afterEach(() => stage.close())

  const signIn = async () => callerWith(stage, await stage.session(['read', 'assign', 'manage']))
  const putDefault = (after: number | null, days: object = {}) => ({
    ...{ learner: cast.orlagh.id, level: 'default', role: 'assessor', after },
    ...days,
  })
  const plan = async (...changes: object[]) => (await caller.post('/changes', { changes })).body
  const holder = async () => {
    const [row] = await assignmentsTable(stage)
    return (row as { person_id: number } | undefined)?.person_id ?? null
  }
  const stateOf = async (plannedRun: number) =>
    (await caller.get(`/planned-runs/${plannedRun}`)).body.changes.map((one: { state: string }) => one.state)
  /** The clock stands at a moment, and the server looks what is due. */
  const at = async (moment: string) => {
    stage.time.now = Date.parse(moment)
    const count = await carryOutDue(stage.services)
    caller = await signIn()
    return count
  }

  test('are planned, never answered as held, and carried out when their day begins in London', async () => {
    const answer = await plan(putDefault(cast.tobias.id, { effectiveFrom: '2026-07-01' }))
    expect(answer).toMatchObject({
      run: null,
      outcomes: [{ outcome: 'planned', holder: cast.isolde.id, due: '2026-06-30T23:00:00.000Z' }],
    })
    expect(await at('2026-06-30T22:59:59Z')).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
    expect(await holder()).toBe(cast.isolde.id)
    expect(await at('2026-06-30T23:00:10Z')).toEqual({ carriedOut: 1, waiting: 0, archived: 0 })
    expect(await holder()).toBe(cast.tobias.id)
    const { changes } = (await caller.get(`/changes?learner=${cast.orlagh.id}`)).body
    expect(changes.at(-1)).toMatchObject({
      after: { person: cast.tobias.id, since: '2026-06-30T23:00:00.000Z' },
      effectiveFrom: '2026-06-30T23:00:00.000Z',
      recordedAt: '2026-06-30T23:00:10.000Z',
    })
    expect(await at('2026-06-30T23:01:10Z')).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
  })

  test('a cover ends after its last day, and whoever was displaced is back since when they had been there', async () => {
    const before = await assignmentsTable(stage)
    const { plannedRun } = await plan(
      putDefault(cast.tobias.id, { effectiveFrom: '2026-04-01', effectiveTo: '2026-06-30' }),
    )
    await at('2026-04-01T08:00:00Z')
    expect(await holder()).toBe(cast.tobias.id)
    await at('2026-06-30T22:59:00Z')
    expect(await holder()).toBe(cast.tobias.id)
    await at('2026-06-30T23:00:00Z')
    expect(await assignmentsTable(stage)).toEqual(before)
    expect(await stateOf(plannedRun)).toEqual(['done', 'done'])
    const held = async (day: string) =>
      (await caller.get(`/assignments?learner=${cast.orlagh.id}&at=${day}`)).body.assignments[0].person
    expect(await held('2026-06-29')).toBe(cast.tobias.id)
    expect(await held('2026-07-01')).toBe(cast.isolde.id)
  })

  test('an end of what is made now is planned, and undoing the run takes the end back', async () => {
    const { run, plannedRun } = await plan(putDefault(cast.tobias.id, { effectiveTo: '2026-03-31' }))
    expect(await holder()).toBe(cast.tobias.id)
    expect(await stateOf(plannedRun)).toEqual(['done', 'planned'])
    await caller.post(`/runs/${run}/undo`, {})
    expect(await holder()).toBe(cast.isolde.id)
    expect(await stateOf(plannedRun)).toEqual(['done', 'taken-back'])
  })

  test('a server that was down for a month carries out all in their order, whatever order they were planned in', async () => {
    const waits = await plan(putDefault(cast.hesper.id, { effectiveFrom: '2026-03-20' }))
    const earlier = await plan(putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10' }))
    expect(earlier.outcomes[0].findings).toMatchObject([{ code: 'planned-later' }])
    await plan(putDefault(null, { effectiveFrom: '2026-03-25' }))
    await at('2026-04-10T09:00:00Z')
    expect(await holder()).toBe(null)
    const { plannedRuns } = (await caller.get('/planned-runs?state=waiting')).body
    expect(plannedRuns).toMatchObject([{ id: waits.plannedRun, states: { waiting: 1, done: 0 } }])
  })

  test('one whose slot has moved on waits for a person, who has it carried out or takes it back', async () => {
    const { plannedRun } = await plan(
      putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10', effectiveTo: '2026-03-20' }),
    )
    await caller.post('/changes', { changes: [putDefault(cast.hesper.id)] })
    const foreseen = (await caller.get(`/planned-runs/${plannedRun}`)).body.changes
    expect(foreseen.map((one: { expected: boolean }) => one.expected)).toEqual([false, false])
    expect(foreseen[0]).toMatchObject({ before: cast.isolde.id, holder: cast.hesper.id })
    expect(await at('2026-03-10T06:00:00Z')).toEqual({ carriedOut: 0, waiting: 1, archived: 0 })
    expect(await select(stage.storage.db, notices, {})).toMatchObject([
      { kind: 'planned.waiting', organisation: cast.NORTH.id, facts: { waiting: 1 }, texts: {} },
    ])
    expect(await holder()).toBe(cast.hesper.id)
    const { changes } = (await caller.post(`/planned-runs/${plannedRun}/carry-out`, {})).body
    expect(changes[0]).toMatchObject({ state: 'done', before: cast.hesper.id })
    expect(await holder()).toBe(cast.tobias.id)
    await at('2026-03-21T06:00:00Z')
    expect(await holder()).toBe(cast.hesper.id)
  })

  test('can be given another day and another person, and be taken back', async () => {
    const { plannedRun } = await plan(
      putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10', effectiveTo: '2026-03-20' }),
    )
    const amended = await caller.post(`/planned-runs/${plannedRun}/amend`, {
      effectiveFrom: '2026-03-12',
      after: cast.hesper.id,
    })
    expect(amended.body.changes).toMatchObject([
      { number: 1, after: cast.hesper.id, due: '2026-03-12T00:00:00.000Z' },
      { number: 2, before: cast.hesper.id, after: cast.isolde.id, due: '2026-03-21T00:00:00.000Z' },
    ])
    const wrong = await caller.post(`/planned-runs/${plannedRun}/amend`, { after: cast.perpetua.id })
    expect(wrong.body).toMatchObject({ code: 'role-mismatch' })
    const seen = (await caller.post(`/planned-runs/${plannedRun}/take-back`, { dryRun: true })).body
    expect(seen).toMatchObject({ applied: false, changes: [{ number: 1 }, { number: 2 }] })
    const { applied, changes } = (await caller.post(`/planned-runs/${plannedRun}/take-back`, {})).body
    expect(applied).toBe(true)
    expect(changes.map((one: { state: string }) => one.state)).toEqual(['taken-back', 'taken-back'])
    expect((await caller.post(`/planned-runs/${plannedRun}/take-back`, {})).body.changes).toEqual([])
    expect(await at('2026-05-01T06:00:00Z')).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
    expect(await holder()).toBe(cast.isolde.id)
  })

  test('nothing is carried out twice when the clock is set back over midnight', async () => {
    await plan(putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10' }))
    await at('2026-03-10T00:00:05Z')
    const { changes } = (await caller.get('/changes')).body
    await at('2026-03-09T23:30:00Z')
    await at('2026-03-10T00:00:05Z')
    expect((await caller.get('/changes')).body.changes).toEqual(changes)
  })

  test('several servers that look at the same time carry out each once', async () => {
    for (let day = 0; day < 6; day += 1) {
      const after = day % 2 === 0 ? cast.tobias.id : cast.isolde.id
      const effectiveFrom = new Date(Date.parse('2026-03-10') + day * DAY).toISOString().slice(0, 10)
      await plan(putDefault(after, { effectiveFrom }))
    }
    stage.time.now = Date.parse('2026-03-20T00:00:00Z')
    const more = engine === 'sqlite' ? [] : [1, 2]
    const storages = await Promise.all(more.map(() => openStorage(stage.address, stage.time.now)))
    const servers = [stage.services, ...storages.map(storage => servicesOn(storage, stage.time))]
    const counts = await Promise.all(servers.map(carryOutDue))
    await Promise.all(storages.map(storage => storage.close()))
    expect(counts.map(count => ('carriedOut' in count ? count.carriedOut : -1)).reduce((a, b) => a + b)).toBe(
      6,
    )
    caller = await signIn()
    const { changes } = (await caller.get('/changes')).body
    expect(changes).toHaveLength(7)
  })

  test('a default employer who comes for a time takes the link beside along again', async () => {
    const before = await assignmentsTable(stage)
    await plan({
      ...{ learner: cast.orlagh.id, level: 'default', after: cast.dorcas.id },
      ...{ effectiveFrom: '2026-03-10', effectiveTo: '2026-03-20' },
    })
    await at('2026-03-12T06:00:00Z')
    expect(await assignmentsTable(stage)).toHaveLength(3)
    await at('2026-03-21T06:00:00Z')
    expect(await assignmentsTable(stage)).toEqual(before)
  })

  test('a backup taken before the day and restored after it is carried out once', async () => {
    await plan(putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10', effectiveTo: '2026-03-20' }))
    const folder = mkdtempSync(join(tmpdir(), 'caseload-planned-'))
    const file = join(folder, 'before.jsonl.gz')
    await exportToFile(stage.storage, file, {
      compressed: true,
      secrets: true,
      signal: new AbortController().signal,
    })
    await at('2026-03-12T06:00:00Z')
    await caller.post('/changes', { changes: [putDefault(cast.hesper.id)] })
    await restoreDataSet(stage.services.writer, fileLines(file))
    rmSync(folder, { recursive: true })
    expect(await holder()).toBe(cast.isolde.id)
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 1, waiting: 0, archived: 0 })
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
    expect(await holder()).toBe(cast.tobias.id)
    stage.time.now = Date.parse('2026-03-21T06:00:00Z')
    expect(await carryOutDue(stage.services)).toEqual({ carriedOut: 1, waiting: 0, archived: 0 })
    expect(await holder()).toBe(cast.isolde.id)
  })

  test('erasing somebody takes back what was planned to put them somewhere, and their export tells of it', async () => {
    const { plannedRun } = await plan(putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10' }))
    const file = await exportPerson(stage.services, { user: cast.tobias.id, linked: false })
    const records = isProblem(file) ? [] : file.accounts.flatMap(one => one.records)
    expect(
      records.filter(([record]) => record === 'plannedChange').flatMap(([, rows]) => rows),
    ).toMatchObject([{ before: cast.isolde.id, after: cast.tobias.id }])
    const ordered = { user: cast.tobias.id, linked: false, names: false, by: 'an office', reason: null }
    const erased = await erasePerson(stage.services, ordered)
    expect(erased).toMatchObject({ accounts: [{ takenBack: 1 }] })
    expect(await stateOf(plannedRun)).toEqual(['taken-back'])
    expect(await at('2026-03-10T06:00:00Z')).toEqual({ carriedOut: 0, waiting: 0, archived: 0 })
  })

  test('a day begins where the organisation is, also when that is said after planning', async () => {
    const { plannedRun } = await plan(putDefault(cast.tobias.id, { effectiveFrom: '2026-03-10' }))
    const manager = callerWith(stage, await stage.session(['read', 'assign', 'manage', 'admin']))
    const organisation = { name: cast.NORTH.name, timeZone: 'Pacific/Auckland' }
    expect((await manager.put(`/organisations/${cast.NORTH.id}`, organisation)).status).toBe(200)
    const { changes } = (await caller.get(`/planned-runs/${plannedRun}`)).body
    expect(changes[0].due).toBe('2026-03-09T11:00:00.000Z')
    const wrong = await manager.put(`/organisations/${cast.NORTH.id}`, {
      ...organisation,
      timeZone: 'Fellside',
    })
    expect(wrong.body).toMatchObject({ code: 'field-invalid', field: 'timeZone' })
    expect(await at('2026-03-09T11:00:00Z')).toEqual({ carriedOut: 1, waiting: 0, archived: 0 })
  })

  test('a transfer is planned with what the giver will hold then', async () => {
    await plan({
      learner: cast.caspian.id,
      level: 'default',
      after: cast.isolde.id,
      effectiveFrom: '2026-03-10',
    })
    const asked = { from: cast.isolde.id, moves: [{ to: [cast.tobias.id] }], effectiveFrom: '2026-03-15' }
    const { preview, moves } = (await caller.post('/transfers', { ...asked, dryRun: true })).body
    expect(moves).toHaveLength(2)
    const done = (await caller.post('/transfers', { ...asked, preview })).body
    expect(done).toMatchObject({ applied: true, run: null, plannedRun: expect.any(Number) })
    await at('2026-03-15T06:00:00Z')
    const people = (await assignmentsTable(stage)).map(row => (row as { person_id: number }).person_id)
    expect(people).toEqual([cast.tobias.id, cast.tobias.id])
  })
})
