import { listAssignmentsAt } from '../../app/assignments-at.ts'
import { notApplied, requestChanges } from '../../app/changes.ts'
import { listChanges } from '../../app/feed.ts'
import { listRuns, readRun, undoRun } from '../../app/runs.ts'
import type { assignments } from '../../contract/caseload/assignments.ts'
import { changeOutcome, type changes } from '../../contract/caseload/changes.ts'
import type { runs } from '../../contract/caseload/runs.ts'
import { present } from '../../domain/present.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const changesHandlers: Handlers<typeof changes> = {
  async requestChanges(
    { changes, mode = 'each', dryRun = false, reason = null, plan },
    { services, caller, ran },
  ) {
    const requests = changes.map(present)
    const outcome = await requestChanges(services, caller, { requests, mode, dryRun, reason, plan })
    if (isProblem(outcome)) return outcome
    ran(outcome.run)
    if (!outcome.failed) return outcome
    const outcomes = outcome.outcomes.map(one => changeOutcome.write(one))
    return { ...notApplied(outcome.outcomes), extra: { outcomes } }
  },
  listChanges: (asked, { services, caller }) => listChanges(services, caller, asked),
}

export const assignmentsHandlers: Handlers<typeof assignments> = {
  listAssignmentsAt: (asked, { services, caller }) => listAssignmentsAt(services, caller, asked),
}

export const runsHandlers: Handlers<typeof runs> = {
  listRuns: async (asked, { services, caller }) => paged('runs', await listRuns(services, caller, asked)),
  readRun: (asked, { services, caller }) => readRun(services, caller, asked),
  async undoRun({ run, dryRun = false, reason = null }, { services, caller, ran }) {
    const undone = await undoRun(services, caller, { run, dryRun, reason })
    if (!isProblem(undone)) ran(undone.run)
    return undone
  },
}
