import { systemTrouble } from '../disk/trouble.ts'
import { UnauthorizedError } from '../sdk/client.ts'
import { tell, tellAsIs } from './output.ts'

/** Tells the person at the terminal why a command ended, in one sentence where that is known, and ends with 1. */
export function fail(error: unknown): never {
  const message =
    systemTrouble(error) ?? tokenTrouble(error) ?? (error instanceof Error ? error.message : String(error))
  tell(`caseload: ${message}`)
  if (process.env.CASELOAD_TRACE && error instanceof Error) tellAsIs(String(error.stack))
  process.exit(1)
}

/** What the server's refusal of a token means at a terminal; the server itself speaks to programs, of headers. */
function tokenTrouble(error: unknown): string | undefined {
  if (!(error instanceof UnauthorizedError) || error.code !== 'token-invalid') return undefined
  return 'The server does not accept this customer token. Check CASELOAD_TOKEN or the file of --token-file, whether the token was made for this server, and whether it was revoked.'
}
