import { amendPlannedRun, carryOutWaiting, listPlannedRuns, readPlannedRun } from '../../app/planned-runs.ts'
import { takeBackPlannedRun } from '../../app/take-back-planned.ts'
import type { planned } from '../../contract/caseload/planned.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const plannedHandlers: Handlers<typeof planned> = {
  listPlannedRuns: async (asked, { services, caller }) =>
    paged('plannedRuns', await listPlannedRuns(services, caller, asked)),
  readPlannedRun: (asked, { services, caller }) => readPlannedRun(services, caller, asked),
  amendPlannedRun: ({ dryRun = false, ...asked }, { services, caller }) =>
    amendPlannedRun(services, caller, { ...asked, dryRun }),
  async takeBackPlannedRun(
    { carriedOut = false, reason = null, dryRun = false, ...asked },
    { services, caller, ran },
  ) {
    const taken = await takeBackPlannedRun(services, caller, { ...asked, carriedOut, reason, dryRun })
    if (!isProblem(taken)) ran(taken.run)
    return taken
  },
  async carryOutWaiting({ dryRun = false, ...asked }, { services, caller, ran }) {
    const carried = await carryOutWaiting(services, caller, { ...asked, dryRun })
    if (!isProblem(carried)) ran(carried.run)
    return carried
  },
}
