import { allocations } from './caseload/allocations.ts'
import { assignments } from './caseload/assignments.ts'
import { caseloads } from './caseload/caseloads.ts'
import { catalogue } from './caseload/catalogue.ts'
import { changes } from './caseload/changes.ts'
import { consoleCalls } from './caseload/console.ts'
import { evidence } from './caseload/evidence.ts'
import { imports } from './caseload/imports.ts'
import { learners } from './caseload/learners.ts'
import { mirror } from './caseload/mirror.ts'
import { operatorCalls } from './caseload/operators.ts'
import { people } from './caseload/people.ts'
import { planned } from './caseload/planned.ts'
import { runs } from './caseload/runs.ts'
import { sync } from './caseload/sync.ts'
import { tokenCalls } from './caseload/tokens.ts'
import { transfers } from './caseload/transfers.ts'
import { users } from './caseload/users.ts'
import { webhooks } from './caseload/webhooks.ts'
import { aim } from './onefile/aim.ts'
import { classroom } from './onefile/classroom.ts'
import { customer } from './onefile/customer.ts'
import { organisation } from './onefile/organisation.ts'
import { placement } from './onefile/placement.ts'
import { plan } from './onefile/plan.ts'
import { provider } from './onefile/provider.ts'
import { review } from './onefile/review.ts'
import { session } from './onefile/session.ts'
import { standard } from './onefile/standard.ts'
import { template } from './onefile/template.ts'
import { timesheet } from './onefile/timesheet.ts'
import { unit } from './onefile/unit.ts'
import { unitSummary } from './onefile/unit-summary.ts'
import { user } from './onefile/user.ts'
import { visit } from './onefile/visit.ts'

/** Every call of OneFile's API. */
export const onefileContract = {
  ...session,
  ...customer,
  ...organisation,
  ...classroom,
  ...placement,
  ...provider,
  ...user,
  ...standard,
  ...unit,
  ...template,
  ...aim,
  ...unitSummary,
  ...review,
  ...plan,
  ...timesheet,
  ...visit,
}

/** Every call of ours. */
export const caseloadContract = {
  ...consoleCalls,
  ...operatorCalls,
  ...tokenCalls,
  ...changes,
  ...assignments,
  ...runs,
  ...planned,
  ...learners,
  ...people,
  ...users,
  ...caseloads,
  ...transfers,
  ...allocations,
  ...evidence,
  ...mirror,
  ...sync,
  ...imports,
  ...catalogue,
  ...webhooks,
}

/** Every call. */
export const contract = { ...onefileContract, ...caseloadContract }
