import type { contract } from '../../contract/contract.ts'
import type { Handlers } from '../context.ts'
import { sessionHandlers } from './onefile-session.ts'
import { userHandlers } from './onefile-user.ts'

/** A handler for every call; the build fails while one is missing. */
export const handlers: Handlers<typeof contract> = { ...sessionHandlers, ...userHandlers }
