import type { ImportJob } from '../domain/import.ts'
import { StreamMovedOn } from '../runs/state/log.ts'
import { CallError } from '../sdk/client.ts'
import { applyKept, undoKept } from './carry-out.ts'
import type { Host, ImportOrder, Result } from './order.ts'
import { planFiles } from './plan-files.ts'

const WORK: Readonly<Record<ImportJob, (order: ImportOrder, host: Host) => Promise<Result>>> = {
  plan: planFiles,
  apply: applyKept,
  undo: undoKept,
}

/** Does what an order says. What people can do something about is a problem in the result; anything else is thrown. */
export async function work(order: ImportOrder, host: Host): Promise<Result> {
  try {
    return await WORK[order.job](order, host)
  } catch (error) {
    if (host.signal.aborted) return { stopped: true }
    if (isForPeople(error)) return { problem: error.message }
    throw error
  }
}

/** What the sync says itself is a plain error; a mistake of ours is a type, range or other error of the platform's. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof CallError || error instanceof StreamMovedOn) return true
  return error instanceof Error && error.constructor === Error
}
