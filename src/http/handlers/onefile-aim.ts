import { aimSearch, pageAims, pageUnitSummaries, readAim, updateAim } from '../../app/aims.ts'
import { writtenPieces } from '../../app/search.ts'
import type { aim } from '../../contract/onefile/aim.ts'
import type { unitSummary } from '../../contract/onefile/unit-summary.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const aimHandlers: Handlers<typeof aim> = {
  async searchAims(input, { services, caller, layout }) {
    const search = aimSearch(caller, input)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async pageAims(input, { services, caller }) {
    return pageAims(services, caller, input)
  },
  async readAim({ id }, { services, caller }) {
    return readAim(services, caller, id)
  },
  async updateAim({ id, ...changes }, { services, caller }) {
    return updateAim(services, caller, id, changes)
  },
}

export const unitSummaryHandlers: Handlers<typeof unitSummary> = {
  async pageUnitSummaries(input, { services, caller }) {
    return pageUnitSummaries(services, caller, input)
  },
}
