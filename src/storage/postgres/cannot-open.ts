import { placeOf } from './hosts.ts'

/** Raised where PostgreSQL does not let the database be opened. Its message is for the person at the terminal. */
class CannotOpen extends Error {
  constructor(sentence: string, cause: unknown) {
    super(sentence, { cause })
    this.name = 'CannotOpen'
  }
}

/** What to do about a refusal of the server, by its SQLSTATE. */
const REFUSALS: Record<string, string> = {
  '28P01': 'It does not take the password of this user. Correct the address in --database.',
  '28000': 'It does not let this user in. Check the user in --database, and pg_hba.conf on the server.',
  '3D000': 'It has no such database. Make one (createdb), or correct the address in --database.',
  '25006':
    'It is a standby, which takes no writes. Give the address that leads to the primary, or name all servers: postgres://user@host1,host2/database.',
  '42501': 'The user may not make tables there. Make it the owner of the database.',
  '53300': 'It has no connection left. Raise max_connections, or stop other programs.',
  '57P03': 'It is starting up or shutting down. Try again in a moment.',
}

/** What to do where no server answers, by the code of the network. */
const SILENCES: Record<string, string> = {
  ECONNREFUSED: 'Nothing answers there. Start PostgreSQL, or correct the address in --database.',
  ENOTFOUND: 'No machine of that name is known. Correct the address in --database.',
  EAI_AGAIN: 'The name cannot be looked up just now. Check the network, or the address in --database.',
  ETIMEDOUT: 'It does not answer. Check the network and its firewall, or the address in --database.',
  EHOSTUNREACH: 'There is no way to it. Check the network, or the address in --database.',
  ENETUNREACH: 'There is no way to it. Check the network, or the address in --database.',
  ECONNRESET: 'It closed the connection. Check that PostgreSQL listens there, and how it takes connections.',
}

/** What keeps a database from being opened, with where it is and what to do; nothing where the error is of another kind. */
export function openingTrouble(error: unknown, url: string): CannotOpen | undefined {
  if (!(error instanceof Error)) return undefined
  // The driver gives no code where it has waited long enough.
  const code = 'code' in error ? String(error.code) : /timeout expired/.test(error.message) ? 'ETIMEDOUT' : ''
  const where = `PostgreSQL at ${placeOf(url)}, cannot be used.`
  const advice = SILENCES[code] ?? REFUSALS[code]
  return advice === undefined ? undefined : new CannotOpen(`${where} ${advice}`, error)
}
