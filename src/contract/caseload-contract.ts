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
import { removalLimitCalls } from './caseload/removal-limits.ts'
import { runs } from './caseload/runs.ts'
import { sync } from './caseload/sync.ts'
import { tokenCalls } from './caseload/tokens.ts'
import { transfers } from './caseload/transfers.ts'
import { users } from './caseload/users.ts'
import { webhooks } from './caseload/webhooks.ts'
import { workbooks } from './caseload/workbooks.ts'

/** Every call of ours. In a file of its own, so that the console's page reads nothing of OneFile's API. */
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
  ...workbooks,
  ...mirror,
  ...sync,
  ...removalLimitCalls,
  ...imports,
  ...catalogue,
  ...webhooks,
}
