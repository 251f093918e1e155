import { findStandards } from '../../app/offered.ts'
import { findOrganisations, readCustomer, readOrganisation, statusSearch } from '../../app/organisations.ts'
import { pageOf, writtenPieces } from '../../app/search.ts'
import type { customer } from '../../contract/onefile/customer.ts'
import type { organisation } from '../../contract/onefile/organisation.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const customerHandlers: Handlers<typeof customer> = {
  async readCustomer(_input, { services, caller }) {
    return readCustomer(services, caller)
  },
}

export const organisationHandlers: Handlers<typeof organisation> = {
  async searchOrganisations(input, { services, caller }) {
    return findOrganisations(services, caller, input)
  },
  async pageOrganisations(input, { services, caller }) {
    const found = await findOrganisations(services, caller, input)
    return isProblem(found) ? found : pageOf(found, input.page, input.size)
  },
  async readOrganisation({ organisation }, { services, caller }) {
    return readOrganisation(services, caller, organisation)
  },
  async listAimStatuses({ organisation }, { services, caller, layout }) {
    const search = statusSearch(caller, 'aimStatus', organisation)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async listLearnerStatuses({ organisation }, { services, caller, layout }) {
    const search = statusSearch(caller, 'learnerStatus', organisation)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async listAssignedStandards(input, { services, caller }) {
    return findStandards(services, caller, input)
  },
}
