import { session } from './onefile/session.ts'
import { user } from './onefile/user.ts'

/** Every call of OneFile's API. */
export const onefileContract = { ...session, ...user }

/** Every call of ours. */
export const caseloadContract = {}

/** Every call. */
export const contract = { ...onefileContract, ...caseloadContract }
