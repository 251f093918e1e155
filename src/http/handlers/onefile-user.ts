import { assignUser } from '../../app/assign.ts'
import { createUser } from '../../app/create-user.ts'
import { archive, assignPlacement, bringBack, requestDeletion, updateUser } from '../../app/update-user.ts'
import {
  identifyUsers,
  offTheJobOf,
  pageUsers,
  readUser,
  tellsSensitive,
  unitSummariesOf,
} from '../../app/users.ts'
import type { user } from '../../contract/onefile/user.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const userHandlers: Handlers<typeof user> = {
  async searchUsers(input, { services, caller, layout }) {
    return identifyUsers(services, caller, input, layout())
  },
  async pageUsers(input, { services, caller, layout, note }) {
    const page = await pageUsers(services, caller, input, layout())
    if (isProblem(page)) return page
    if (page.sensitive > 0) note({ sensitive: page.sensitive })
    return page.users
  },
  async readUser({ user: id }, { services, caller, note }) {
    const found = await readUser(services, caller, id)
    if (!isProblem(found) && tellsSensitive(found)) note({ sensitive: 1 })
    return found
  },
  async createUser(input, { services, caller, note, ran }) {
    const made = await createUser(services, caller, input)
    if (isProblem(made)) return made
    if (made.duplicate) note({ duplicate: made.duplicate })
    ran(made.run)
    return made
  },
  async updateUser({ user: id, ...changes }, { services, caller, note, ran }) {
    const changed = await updateUser(services, caller, id, changes)
    if (isProblem(changed)) return changed
    if (changed.duplicate) note({ duplicate: changed.duplicate })
    ran(changed.run)
    return undefined
  },
  async deleteUser({ user: id }, { services, caller }) {
    return requestDeletion(services, caller, id)
  },
  async archiveUser({ user: id }, { services, caller }) {
    return archive(services, caller, id)
  },
  async unarchiveUser({ user: id }, { services, caller }) {
    return bringBack(services, caller, id)
  },
  async assignUser(input, { services, caller, ran }) {
    const assigned = await assignUser(services, caller, input)
    if (isProblem(assigned)) return assigned
    ran(assigned.run)
    return undefined
  },
  async assignPlacement({ user: id, ...wanted }, { services, caller }) {
    return assignPlacement(services, caller, id, wanted)
  },
  async listUnitSummaries({ learner }, { services, caller }) {
    return unitSummariesOf(services, caller, learner)
  },
  async readOffTheJob({ learner }, { services, caller }) {
    return offTheJobOf(services, caller, learner)
  },
}
