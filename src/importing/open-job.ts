import type { Mapping } from '../intake/mapping/mapping.ts'
import { NO_MAPPING } from '../intake/mapping/mapping.ts'
import { openCaseload } from '../remote/caseload/caseload.ts'
import type { Job } from '../runs/job.ts'
import { serverLog } from '../runs/state/server-log.ts'
import { SyncStore } from '../runs/state/store.ts'
import { type Budget, createClient } from '../sdk/client.ts'
import { type Host, type ImportOrder, organisationsOf } from './order.ts'

/** No host is ever called by this name: the calls go to the server that gives the order (`Host.fetch`). */
export const ITSELF = 'http://caseload.invalid'

/** Its calls are the server's own, so that nobody's allowance is used up by them. */
export const UNLIMITED: Budget = { take: async () => {}, backOff: () => {} }

/** Milliseconds that a call may take: a bulk change waits for its turn behind others. */
const TIMEOUT = 300_000

/** What a job of the sync works with: this very server as its target, and what the sync remembers there. */
export function openJob(
  order: ImportOrder,
  { fetch, signal }: Host,
  mapping: Mapping = NO_MAPPING,
): Job & { signal: AbortSignal } {
  const client = createClient({
    ...{ baseUrl: ITSELF, session: order.session, budget: UNLIMITED, timeout: TIMEOUT, fetch, signal },
  })
  return {
    target: openCaseload(client, { name: 'this server', ...organisationsOf(order) }),
    store: new SyncStore(serverLog(client)),
    mapping,
    today: order.today,
    clock: Date.now,
    signal,
  }
}
