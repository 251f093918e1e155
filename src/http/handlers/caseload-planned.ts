import {
  amendPlannedRun,
  carryOutWaiting,
  listPlannedRuns,
  readPlannedRun,
  takeBackPlannedRun,
} from '../../app/planned-runs.ts'
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
  takeBackPlannedRun: (asked, { services, caller }) => takeBackPlannedRun(services, caller, asked),
  async carryOutWaiting({ dryRun = false, ...asked }, { services, caller, ran }) {
    const carried = await carryOutWaiting(services, caller, { ...asked, dryRun })
    if (!isProblem(carried)) ran(carried.run)
    return carried
  },
}
