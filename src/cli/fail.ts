import { systemTrouble } from '../disk/trouble.ts'
import { tell, tellAsIs } from './output.ts'

/** Tells the person at the terminal why a command ended, in one sentence where that is known, and ends with 1. */
export function fail(error: unknown): never {
  const message = systemTrouble(error) ?? (error instanceof Error ? error.message : String(error))
  tell(`caseload: ${message}`)
  if (process.env.CASELOAD_TRACE && error instanceof Error) tellAsIs(String(error.stack))
  process.exit(1)
}
