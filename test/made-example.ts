import { contract } from '../src/contract/contract.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { callerWith } from './caller.ts'
import { exampleOf, send } from './calls.ts'
import * as cast from './cast.ts'
import { makeImport } from './made-import.ts'
import { makeOperator } from './made-operator.ts'
import { makeSyncRun } from './made-sync-run.ts'
import { makeWebhook } from './made-webhook.ts'
import type { Stage } from './stage.ts'

/** Makes whatever the documented example of a call is about, beside the cast. */
export async function makeExample(stage: Stage, call: AnyEndpoint): Promise<void> {
  await makeRun(stage, call)
  await makeSyncRun(stage, call)
  await makeOperator(stage, call)
  await makeImport(stage, call)
  await makeWebhook(stage, call)
}

/** Where an example is about a run, it is the one that the example of a bulk change makes. */
async function makeRun(stage: Stage, call: AnyEndpoint): Promise<void> {
  if ('plannedRun' in call.params) await planRun(stage)
  if (!('run' in call.params) || call.path.startsWith('/sync-runs/')) return
  await send(stage, exampleOf(contract.requestChanges), { 'x-tokenid': await stage.session() })
}

/** Where it is about a planned run, it is one that puts somebody beside a learner in a month. */
async function planRun(stage: Stage): Promise<void> {
  const changes = [
    { learner: cast.orlagh.id, level: 'default', after: cast.hesper.id, effectiveFrom: '2026-04-01' },
  ]
  await callerWith(stage, await stage.session()).post('/changes', { changes })
}
