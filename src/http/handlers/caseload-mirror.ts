import { listAccounts, listAssignments, listUnitsHeld } from '../../app/mirror.ts'
import type { mirror } from '../../contract/caseload/mirror.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const mirrorHandlers: Handlers<typeof mirror> = {
  listAccounts: async (asked, { services, caller }) =>
    paged('accounts', await listAccounts(services, caller, asked)),
  listAssignments: async (asked, { services, caller }) =>
    paged('assignments', await listAssignments(services, caller, asked)),
  listUnitsHeld: async (asked, { services, caller }) =>
    paged('unitSummaries', await listUnitsHeld(services, caller, asked)),
}
