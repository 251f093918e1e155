import { assignUser } from '../../app/assign.ts'
import type { user } from '../../contract/onefile/user.ts'
import type { Handlers } from '../context.ts'

export const userHandlers: Handlers<typeof user> = {
  async assignUser(input, { services, caller }) {
    return assignUser(services, caller, input)
  },
}
