import { describe, expect, it } from 'vitest'
import { lastPlanOf, lastRunToUndo } from './last-run.ts'
import type { KeptRun, PlanEntry, PlanMaker } from './state/store.ts'

const ADA: PlanMaker = { user: 'ada', machine: 'office', folder: '/home/ada/sync' }
const plan = (hash: string, madeBy?: PlanMaker | null, source = 'sheet.csv'): PlanEntry => ({
  ...{ hash, at: 0, sources: [source] },
  ...(madeBy !== undefined && { madeBy }),
})

describe('the last plan of a person', () => {
  it.each<[string, PlanEntry[], string | undefined]>([
    ['is the last one they made in this folder', [plan('a', ADA), plan('b', ADA)], 'b'],
    ['is not somebody else’s', [plan('a', ADA), plan('b', { ...ADA, user: 'bo' })], 'a'],
    ['is not one of another folder', [plan('a', ADA), plan('b', { ...ADA, folder: '/tmp' })], 'a'],
    ['is not one of another machine', [plan('a', { ...ADA, machine: 'laptop' })], undefined],
    ['is not that of an undo or a transfer', [plan('a', ADA), plan('b', null)], 'a'],
    ['may be one of an earlier version, which did not keep whose it is', [plan('a')], 'a'],
    ['is not the undo of an earlier version', [plan('a'), plan('b', undefined, 'undo of run-1')], 'a'],
    ['is none where there is none', [], undefined],
  ])('%s', (_what, plans, hash) => {
    expect(lastPlanOf(ADA, plans)?.hash).toBe(hash)
  })
})

const run = (name: string, done: number, more: Partial<KeptRun> = {}): KeptRun => ({
  ...{ run: name, plan: 'a', by: 'Ada', at: 0 },
  end: { run: name, endedAt: 1, whole: true, counts: { done }, serverRuns: [] },
  ...more,
})

describe('the run to take back', () => {
  it.each<[string, KeptRun[], string | undefined]>([
    ['is the last one', [run('run-1', 2), run('run-2', 1)], 'run-2'],
    ['is none that changed nothing', [run('run-1', 2), run('run-2', 0)], 'run-1'],
    [
      'is no undo, nor what one took back',
      [run('run-1', 2), run('run-2', 1), run('run-3', 1, { undoes: 'run-2' })],
      'run-1',
    ],
    ['may be one that was cut off', [{ run: 'run-1', plan: 'a', by: 'Ada', at: 0 }], 'run-1'],
    ['is none where there is none', [run('run-1', 0)], undefined],
  ])('%s', (_what, runs, name) => {
    expect(lastRunToUndo(runs)?.run).toBe(name)
  })
})
