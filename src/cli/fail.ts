import { systemTrouble } from '../disk/trouble.ts'
import { spoken } from './terminal.ts'

/** Tells the person at the terminal why a command ended, in one sentence where that is known, and ends with 1. */
export function fail(error: unknown): never {
  const message = systemTrouble(error) ?? (error instanceof Error ? error.message : String(error))
  process.stderr.write(`${spoken(`caseload: ${message}`)}\n`)
  if (process.env.CASELOAD_TRACE && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exit(1)
}
