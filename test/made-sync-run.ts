import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { addLines, countLines } from '../src/storage/sync-lines.ts'
import * as cast from './cast.ts'
import type { Stage } from './stage.ts'

const RUNS = { customer: cast.CUSTOMER.id, stream: 'runs' }

/** Puts a run of the sync where an example is about one: what the sync writes when it begins and when it ends. */
export async function makeSyncRun({ services }: Stage, { path }: AnyEndpoint): Promise<void> {
  if (!path.startsWith('/sync-runs/')) return
  await services.writer.run({
    organisations: [],
    work: async ({ db }) => {
      if ((await countLines(db, RUNS)) > 0) return
      await addLines(db, RUNS, 0, [
        { run: 'run-1', plan: 'c0ffee00', by: 'test', at: cast.NOW, sources: ['allocations.csv'] },
        { run: 'run-1', endedAt: cast.NOW, whole: true, counts: { done: 1 }, serverRuns: [] },
      ])
    },
  })
}
