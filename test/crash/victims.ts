import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** How to reach a server under test. */
export interface Told {
  url: string
  /** Secret of the token that the session is of. */
  token: string
  session: string
}

/** What a server under test is started with. */
export interface Order {
  address: string
  folder: string
  /** What an empty database is filled with. */
  provider: { centres: number; staff: number; learners: number }
}

/** A small provider, quickly made. */
export const SMALL = { centres: 2, staff: 60, learners: 80 }

/** A server in a process of its own, to be killed. */
export interface Victim extends Told {
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop, and waits until it is gone. Gives its exit code. */
  stop(): Promise<number | null>
}

/** Starts a server on a database and waits until it listens. */
export async function startVictim(address: string, folder: string, provider = SMALL): Promise<Victim> {
  const order: Order = { address, folder, provider }
  const child = fork(new URL('./victim.ts', import.meta.url), [JSON.stringify(order)], {
    env: {
      NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/caseload'),
      ...process.env,
    },
  })
  // A test that fails must not leave its servers behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const told = await new Promise<Told>((resolve, reject) => {
    child.once('message', message => resolve(message as Told))
    child.once('exit', code => reject(new Error(`The server ended with ${code} before it listened`)))
  })
  return { ...told, kill: async () => void (await end(child, 'SIGKILL')), stop: () => end(child, 'SIGTERM') }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const gone = once(child, 'exit')
  child.kill(signal)
  const [code] = await gone
  return code
}
