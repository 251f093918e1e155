import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { linesOf, person, WORLD } from '../../test/samples/provider.ts'
import { samplePath, TODAY } from '../../test/samples/sample.ts'
import { memoryLog } from '../../test/sync/memory-log.ts'
import { MemoryTarget } from '../../test/sync/memory-target.ts'
import { slotKey } from '../domain/slot.ts'
import type { FileSource } from '../intake/file/source.ts'
import { type Mapping, NO_MAPPING } from '../intake/mapping/mapping.ts'
import { settleQuestion } from '../reconcile/match/question.ts'
import { Roster } from '../reconcile/match/roster.ts'
import type { World } from '../reconcile/world/world.ts'
import { applyPlan } from './apply-plan.ts'
import { driftOf } from './drift.ts'
import type { Job } from './job.ts'
import { keepPlan, makePlan } from './make-plan.ts'
import { SyncStore } from './state/store.ts'
import { planUndo, undoRun } from './undo-run.ts'

const MATRIX: FileSource = {
  name: 'allocation-matrix.csv',
  bytes: readFileSync(samplePath('mis/allocation-matrix.csv')),
}
const text = (csv: string): FileSource => ({ name: 'sheet.csv', bytes: Buffer.from(csv) })

let target: MemoryTarget
let store: SyncStore

beforeEach(() => {
  target = new MemoryTarget(WORLD)
  store = new SyncStore(memoryLog())
})

function job(mapping: Partial<Mapping> = {}): Job {
  return {
    target,
    store,
    mapping: { ...NO_MAPPING, ...mapping },
    today: TODAY,
    clock: () => 1_784_000_000_000,
  }
}

/** Makes a plan, keeps it and applies it. */
async function sync(source: FileSource, mapping: Partial<Mapping> = {}) {
  const made = await makePlan([source], job(mapping))
  await keepPlan(made, [source], job(mapping))
  return applyPlan(made.plan, job(mapping), { by: 'Mo Officer', world: made.world })
}

/** Confirms whom a file names only by name. */
async function confirm(source: FileSource): Promise<void> {
  const { plan, world } = await makePlan([source], job())
  const roster = new Roster(world.people)
  const decider = { by: 'Mo Officer', today: TODAY }
  const settled = plan.questions.map(one => settleQuestion(one, { decision: 'accept' }, decider, roster))
  await store.settle(settled.flatMap(one => ('entry' in one ? [one.entry] : [])))
}

const slots = (world: World) => world.assignments.map(one => `${slotKey(one)} ${one.person}`).sort()

describe('the matrix that an MIS officer keeps by hand', () => {
  it('is planned, confirmed, applied; then there is nothing to do; undo brings back who was there', async () => {
    await confirm(MATRIX)
    const first = await makePlan([MATRIX], job())
    expect(first.plan.changes).toHaveLength(19)
    const report = await sync(MATRIX)
    expect(report.counts).toMatchObject({ done: 19 })
    expect(linesOf((await makePlan([MATRIX], job())).plan)).toEqual([])

    const [run] = await store.runs()
    const undoing = await planUndo(run!, job())
    expect(undoing.stays.map(one => one.do)).toEqual(Array(4).fill('give-standard'))
    const undone = await undoRun(run!, undoing, job(), { by: 'Mo Officer' })
    expect(undone.counts).toEqual({ done: 15, 'already-so': 0, 'moved-on': 0, refused: 0, 'not-tried': 0 })
    expect((await store.owned()).assignments.size).toBe(0)
  })

  it('taken back and planned again gives the same assignments', async () => {
    const sheet = text('Learner Ref,AssessorID\nFBW-000102,7200101\nFBW-000110,7200102\n')
    const before = slots(target.world)
    const { plan } = await makePlan([sheet], job())
    await sync(sheet)
    const [run] = await store.runs()
    await undoRun(run!, await planUndo(run!, job()), job(), { by: 'Mo Officer' })
    expect(slots(target.world)).toEqual(before)
    expect((await makePlan([sheet], job())).plan.hash).toBe(plan.hash)
  })
})

describe('taking back a run', () => {
  const sheet = text('Learner Ref,AssessorID\nFBW-000102,7200101\nFBW-000110,7200102\n')

  it('refuses one by one what somebody has changed since', async () => {
    await sync(sheet)
    await sync(text('Learner Ref,AssessorID\nFBW-000102,7200103\n'))
    const [run] = await store.runs()
    const report = await undoRun(run!, await planUndo(run!, job()), job(), { by: 'Mo Officer' })
    expect(report.counts).toMatchObject({ done: 1, 'moved-on': 1 })
  })

  it('gives back the ownership of before: what another run had assigned stays ours', async () => {
    await sync(text('Learner Ref,AssessorID\nFBW-000102,7200103\n'))
    const before = await store.owned()
    await sync(sheet)
    const run = (await store.runs()).at(-1)!
    await undoRun(run, await planUndo(run, job()), job(), { by: 'Mo Officer' })
    expect(await store.owned()).toEqual(before)
  })
})

describe('an import done twice', () => {
  it('does nothing the second time', async () => {
    const sheet = text('Learner Ref,AssessorID\nFBW-000102,7200101\n')
    const made = await makePlan([sheet], job())
    await keepPlan(made, [sheet], job())
    const world = () => target.world
    await applyPlan(made.plan, job(), { by: 'Mo Officer', world: world() })
    const again = await applyPlan(made.plan, job(), { by: 'Mo Officer', world: world() })
    expect(again.counts).toMatchObject({ done: 0, 'already-so': 1 })
    expect(again.run).not.toBe('run-1')
  })
})

describe('a run that was cut off', () => {
  it('is resumed, and what it had done by then is known to be ours', async () => {
    const sheet = text('Learner Ref,AssessorID\nFBW-000102,7200101\nFBW-000110,7200102\n')
    const made = await makePlan([sheet], job())
    await keepPlan(made, [sheet], job())
    const log = memoryLog()
    const failing = new SyncStore({
      ...log,
      append: async (stream, lines) => {
        if (stream === 'owned') throw new Error('power cut')
        await log.append(stream, lines)
      },
    })
    await failing.savePlan(
      { ...made.plan, format: 1, totals: { added: 2, changed: 0, removed: 0 }, people: {} },
      {
        at: 0,
        sources: [],
      },
    )
    const cut = applyPlan(made.plan, { ...job(), store: failing }, { by: 'Mo Officer', world: made.world })
    await expect(cut).rejects.toThrow('power cut')

    store = new SyncStore(log)
    expect((await makePlan([sheet], job())).plan.changes).toEqual([])
    expect((await store.owned()).assignments.size).toBe(2)
    const again = await applyPlan(made.plan, job(), { by: 'Mo Officer', world: target.world })
    expect(again).toMatchObject({ run: 'run-1', resumed: true, counts: { done: 2 } })
  })
})

describe('removals over a limit', () => {
  const learners = Array.from({ length: 20 }, (_, at) =>
    person(100 + at, 'learner', `G${at} N${at}`, { misId: `A${at}` }),
  )
  const held = learners.map(({ id }) => ({
    ...({ learner: id, level: 'default', role: 'assessor', target: 0, person: 7200101 } as const),
    known: 'seen' as const,
  }))
  const purge = text(`Learner Ref,Main Assessor\n${learners.map(one => `${one.misId},none`).join('\n')}\n`)

  beforeEach(() => {
    target.world = { ...WORLD, people: [...WORLD.people, ...learners], assignments: held }
  })

  it('wait for an approval by name, which is good once and for this plan alone', async () => {
    const waiting = await sync(purge)
    expect(waiting.counts).toMatchObject({ done: 0, 'not-tried': 20 })
    const { plan } = await makePlan([purge], job())
    await store.approve({ by: 'Quality Lead', hash: plan.hash, at: 1 })
    const other = await sync(text('Learner Ref,Main Assessor\nA0,none\n'), {
      limits: { organisation: { count: 0, share: 0 } },
    })
    expect(other.counts).toMatchObject({ done: 0 })
    const approved = await sync(purge)
    expect(approved).toMatchObject({ run: 'run-1', counts: { done: 20 } })
    expect(await store.approvals(plan.hash)).toMatchObject([{ by: 'Quality Lead', usedBy: 'run-1' }])
    target.world = { ...target.world, assignments: held }
    expect((await sync(purge)).counts).toMatchObject({ done: 0 })
  })
})

describe('a plan that is kept again under other limits', () => {
  it('waits as the last limits have it, though it makes the same changes', async () => {
    target.world = (await filled()).world
    const sheet = text('Learner Ref,Main Assessor\nFBW-000102,none\n')
    const strict = { limits: { organisation: { count: 0, share: 0 } } }
    for (const mapping of [{}, strict]) {
      const made = await makePlan([sheet], job(mapping))
      await keepPlan(made, [sheet], job(mapping))
    }
    const { hash } = (await store.plans()).at(-1)!
    expect((await store.plans()).map(one => one.hash)).toEqual([hash, hash])
    const kept = (await store.plan(hash))!
    expect(kept.waits).toHaveLength(1)
    const report = await applyPlan(kept, job(), { by: 'Mo Officer', world: target.world })
    expect(report.counts).toMatchObject({ done: 0, 'not-tried': 1 })
  })

  async function filled() {
    await sync(text('Learner Ref,AssessorID\nFBW-000102,7200101\n'))
    store = new SyncStore(memoryLog())
    return target
  }
})

describe('drift', () => {
  it('tells every place that is no longer as a run left it', async () => {
    await sync(text('Learner Ref,AssessorID\nFBW-000102,7200101\n'))
    expect(driftOf(await store.owned(), target.world)).toEqual([])
    target.world = { ...target.world, assignments: [] }
    expect(driftOf(await store.owned(), target.world)).toEqual([
      { slot: '7100102/default/assessor/0', learner: 7100102, was: 7200101, is: null },
    ])
  })
})
