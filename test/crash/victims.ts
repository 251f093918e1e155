import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** How to reach a server under test. */
export interface Told {
  url: string
  session: string
}

/** A server in a process of its own, to be killed. */
export interface Victim extends Told {
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts a server on a database and waits until it listens. */
export async function startVictim(address: string, folder: string): Promise<Victim> {
  const child = fork(new URL('./victim.ts', import.meta.url), [JSON.stringify({ address, folder })])
  // A test that fails must not leave its servers behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const told = await new Promise<Told>((resolve, reject) => {
    child.once('message', message => resolve(message as Told))
    child.once('exit', code => reject(new Error(`The server ended with ${code} before it listened`)))
  })
  return { ...told, kill: () => kill(child) }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
