import { giveStandard, giveUnit } from '../../app/give.ts'
import { giveTemplate } from '../../app/give-template.ts'
import { findOffered, findStandards, findTemplates, findUnits } from '../../app/offered.ts'
import { pageOf } from '../../app/search.ts'
import type { standard } from '../../contract/onefile/standard.ts'
import type { template } from '../../contract/onefile/template.ts'
import type { unit } from '../../contract/onefile/unit.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const standardHandlers: Handlers<typeof standard> = {
  async searchStandards(input, { services, caller }) {
    return findStandards(services, caller, input)
  },
  async pageStandards(input, { services, caller }) {
    const found = await findStandards(services, caller, input)
    return isProblem(found) ? found : pageOf(found, input.page, input.size)
  },
  async readStandard({ standard }, { services, caller }) {
    return findOffered(services.storage.db, caller, 'standard', standard, caller.sees)
  },
  async assignStandard(input, { services, caller }) {
    return giveStandard(services, caller, input)
  },
}

export const unitHandlers: Handlers<typeof unit> = {
  async searchUnits(input, { services, caller }) {
    return findUnits(services, caller, input)
  },
  async pageUnits(input, { services, caller }) {
    const found = await findUnits(services, caller, input)
    return isProblem(found) ? found : pageOf(found, input.page, input.size)
  },
  async readUnit({ unit }, { services, caller }) {
    return findOffered(services.storage.db, caller, 'unit', unit, caller.sees)
  },
  async assignUnit(input, { services, caller }) {
    return giveUnit(services, caller, input)
  },
}

export const templateHandlers: Handlers<typeof template> = {
  async searchTemplates(input, { services, caller }) {
    return findTemplates(services, caller, input)
  },
  async assignTemplate(input, { services, caller }) {
    return giveTemplate(services, caller, input)
  },
}
