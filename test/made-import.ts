import { documentPart } from '../src/app/imports.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import type { Import } from '../src/domain/import.ts'
import { findImport, insertImport, insertLines } from '../src/storage/imports.ts'
import * as cast from './cast.ts'
import type { Stage } from './stage.ts'

const PLANNED: Import = {
  ...{ customer: cast.CUSTOMER.id, id: 1, token: null, operator: null, by: 'test', organisations: null },
  ...{ createdAt: cast.NOW, touchedAt: cast.NOW, generation: 1, job: null, leasedUntil: 0, keptPlan: null },
  files: [{ name: 'allocations.csv', size: 27, received: 27 }],
  mapping: { name: null, keys: {} },
  ...{ applies: false, approval: null, progress: null, problem: null, applied: null, undone: null },
  plan: {
    ...{ hash: 'c0ffee00', verdict: 'changes', added: 1, changed: 0, removed: 0 },
    rows: { in: 2, planned: 1, unchanged: 0, held: 1 },
    ...{ waits: 0, refusedRemovals: 0, questions: 1, centreMissing: false },
  },
}

const RUN = {
  ...{ run: 'run-1', by: 'test', at: cast.NOW, done: 1, alreadySo: 0, movedOn: 0 },
  ...{ refused: 0, notTried: 0, whole: true },
}

/** The import that the examples are about, as far as the call needs it. */
function neededBy({ path }: AnyEndpoint): Import {
  if (path.endsWith('/pieces')) {
    const files = [{ name: 'allocations.csv', size: 27, received: 0 }]
    return { ...PLANNED, files, plan: null }
  }
  return path.endsWith('/undo') ? { ...PLANNED, applied: RUN } : PLANNED
}

/** Puts that import where an example is about one. */
export async function makeImport({ services }: Stage, call: AnyEndpoint): Promise<void> {
  if (!('import' in call.params)) return
  const one = neededBy(call)
  await services.writer.run({
    organisations: [],
    work: async ({ db }) => {
      if (await findImport(db, one)) return
      await insertImport(db, one)
      const body = Buffer.from('Learner,Assessor\r\n').toString('base64')
      await insertLines(db, one, 1, [{ part: documentPart('plan.csv'), position: 1, body }])
    },
  })
}
