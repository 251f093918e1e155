import type { contract } from '../../contract/contract.ts'
import type { Handlers } from '../context.ts'
import { catalogueHandlers } from './caseload-catalogue.ts'
import { consoleHandlers } from './caseload-console.ts'
import { evidenceHandlers } from './caseload-evidence.ts'
import { assignmentsHandlers, changesHandlers, runsHandlers } from './caseload-history.ts'
import { importsHandlers } from './caseload-imports.ts'
import { mirrorHandlers } from './caseload-mirror.ts'
import { operatorHandlers, tokenHandlers } from './caseload-operators.ts'
import {
  allocationsHandlers,
  caseloadsHandlers,
  learnersHandlers,
  peopleHandlers,
  transfersHandlers,
  usersHandlers,
} from './caseload-people.ts'
import { plannedHandlers } from './caseload-planned.ts'
import { removalLimitHandlers, syncHandlers } from './caseload-sync.ts'
import { webhooksHandlers } from './caseload-webhooks.ts'
import { workbooksHandlers } from './caseload-workbooks.ts'
import { aimHandlers, unitSummaryHandlers } from './onefile-aim.ts'
import { standardHandlers, templateHandlers, unitHandlers } from './onefile-catalogue.ts'
import { customerHandlers, organisationHandlers } from './onefile-organisation.ts'
import { classroomHandlers, placementHandlers, providerHandlers } from './onefile-place.ts'
import { sessionHandlers } from './onefile-session.ts'
import { userHandlers } from './onefile-user.ts'
import { planHandlers, reviewHandlers, timesheetHandlers, visitHandlers } from './onefile-work.ts'

/** A handler for every call; the build fails while one is missing. */
export const handlers: Handlers<typeof contract> = {
  ...sessionHandlers,
  ...customerHandlers,
  ...organisationHandlers,
  ...classroomHandlers,
  ...placementHandlers,
  ...providerHandlers,
  ...userHandlers,
  ...standardHandlers,
  ...unitHandlers,
  ...templateHandlers,
  ...aimHandlers,
  ...unitSummaryHandlers,
  ...reviewHandlers,
  ...planHandlers,
  ...timesheetHandlers,
  ...visitHandlers,
  ...changesHandlers,
  ...assignmentsHandlers,
  ...runsHandlers,
  ...plannedHandlers,
  ...learnersHandlers,
  ...peopleHandlers,
  ...usersHandlers,
  ...caseloadsHandlers,
  ...transfersHandlers,
  ...allocationsHandlers,
  ...consoleHandlers,
  ...evidenceHandlers,
  ...workbooksHandlers,
  ...operatorHandlers,
  ...tokenHandlers,
  ...mirrorHandlers,
  ...syncHandlers,
  ...removalLimitHandlers,
  ...importsHandlers,
  ...catalogueHandlers,
  ...webhooksHandlers,
}
