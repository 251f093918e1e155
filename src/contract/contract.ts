import { caseloadContract } from './caseload-contract.ts'
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

export { caseloadContract }

/** Every call. */
export const contract = { ...onefileContract, ...caseloadContract }
