import { allocate } from '../../app/allocate.ts'
import { linkUser, listCaseloads, listUserCaseload, setTarget } from '../../app/caseload.ts'
import { readCompetences, setCompetences } from '../../app/competences.ts'
import { listCoverage, listDoubles } from '../../app/coverage.ts'
import { listCoverageMonths } from '../../app/coverage-months.ts'
import { listLearners } from '../../app/find-learners.ts'
import { findPeople, namePeople } from '../../app/find-people.ts'
import { listLearnerAssignments } from '../../app/learner-assignments.ts'
import { planLeaver } from '../../app/leaver.ts'
import { transferCaseload } from '../../app/transfer.ts'
import { takeBackDeletion } from '../../app/update-user.ts'
import type { allocations } from '../../contract/caseload/allocations.ts'
import type { caseloads } from '../../contract/caseload/caseloads.ts'
import type { learners } from '../../contract/caseload/learners.ts'
import type { people } from '../../contract/caseload/people.ts'
import type { transfers } from '../../contract/caseload/transfers.ts'
import type { users } from '../../contract/caseload/users.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const learnersHandlers: Handlers<typeof learners> = {
  listLearners: (asked, { services, caller }) => listLearners(services, caller, asked),
  listLearnerAssignments: ({ learner }, { services, caller }) =>
    listLearnerAssignments(services, caller, learner),
}

export const peopleHandlers: Handlers<typeof people> = {
  searchPeople: (asked, { services, caller }) => findPeople(services, caller, asked),
  namePeople: async ({ ids }, { services, caller }) => ({ people: await namePeople(services, caller, ids) }),
}

export const usersHandlers: Handlers<typeof users> = {
  listUserCaseload: (asked, { services, caller }) => listUserCaseload(services, caller, asked),
  setTarget: (asked, { services, caller }) => setTarget(services, caller, asked),
  setCompetences: (asked, { services, caller }) => setCompetences(services, caller, asked),
  readCompetences: (asked, { services, caller }) => readCompetences(services, caller, asked),
  takeBackDeletion: async ({ user }, { services, caller }) => takeBackDeletion(services, caller, user),
  linkUser: (asked, { services, caller }) => linkUser(services, caller, asked),
}

export const caseloadsHandlers: Handlers<typeof caseloads> = {
  listCaseloads: async (asked, { services, caller }) =>
    paged('caseloads', await listCaseloads(services, caller, asked)),
  listCoverage: async (asked, { services, caller }) =>
    paged('learners', await listCoverage(services, caller, asked)),
  listCoverageMonths: (asked, { services, caller }) => listCoverageMonths(services, caller, asked),
  listDoubles: async (asked, { services, caller }) =>
    paged('doubles', await listDoubles(services, caller, asked)),
}

export const transfersHandlers: Handlers<typeof transfers> = {
  async planLeaver({ reason = null, dryRun = false, archive = true, ...asked }, { services, caller, ran }) {
    const leaving = await planLeaver(services, caller, { ...asked, reason, dryRun, archive })
    if (!isProblem(leaving)) ran(leaving.run)
    return leaving
  },
  async transferCaseload({ reason = null, dryRun = false, ...asked }, { services, caller, ran }) {
    const transfer = await transferCaseload(services, caller, { ...asked, reason, dryRun })
    if (!isProblem(transfer)) ran(transfer.run)
    return transfer
  },
}

export const allocationsHandlers: Handlers<typeof allocations> = {
  async allocateLearners({ reason = null, dryRun = false, ...asked }, { services, caller, ran }) {
    const allocation = await allocate(services, caller, { ...asked, reason, dryRun })
    if (!isProblem(allocation)) ran(allocation.run)
    return allocation
  },
}
