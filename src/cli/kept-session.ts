import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makePrivateFolder, writePrivateFile } from '../disk/private-file.ts'

/** That a person of this machine has signed in to a server. */
export interface KeptSession {
  /** The secret of the session. */
  session: string
  /** The name of the person, as the server has it. */
  name: string
  email: string
}

type Sessions = Record<string, KeptSession>

/** Where the commands of a person keep what they share, whatever folder they are run in. */
export function stateFolder(): string {
  return join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'caseload')
}

/** The session of a server; nothing where the person has not signed in there. */
export function keptSession(server: string): KeptSession | undefined {
  return readSessions()[new URL(server).origin]
}

/** Keeps a session for a server, where nobody else of the machine can read it; forgets it where none is given. */
export function keepSession(server: string, session: KeptSession | undefined): void {
  const { [new URL(server).origin]: _, ...others } = readSessions()
  makePrivateFolder(stateFolder())
  const all = session ? { ...others, [new URL(server).origin]: session } : others
  writePrivateFile(sessionsFile(), `${JSON.stringify(all, null, 2)}\n`)
}

function sessionsFile(): string {
  return join(stateFolder(), 'sessions.json')
}

/** What was kept; a file that cannot be read holds nothing, and is written anew at the next sign-in. */
function readSessions(): Sessions {
  try {
    const read: unknown = JSON.parse(readFileSync(sessionsFile(), 'utf8'))
    const entries = Object.entries(Object(read)).filter((one): one is [string, KeptSession] => isKept(one[1]))
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}

function isKept(value: unknown): value is KeptSession {
  const { session, name, email } = Object(value)
  return [session, name, email].every(part => typeof part === 'string')
}
