import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../../src/cli/config.ts'

/** A server in a process of its own, with what is known of its provider. */
export interface SoakServer {
  url: string
  session: string
  token: string
  folder: string
  /** What its commands are given by. */
  config: Config
  /** Resident memory in megabytes. */
  memory(): number
  /** Open files and connections. */
  handles(): number
  end(): Promise<void>
}

/** Starts a server on SQLite with a synthetic provider. */
export async function startSoakServer(learners: number): Promise<SoakServer> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-soak-'))
  const child = fork(new URL('./served.ts', import.meta.url), [
    JSON.stringify({
      address: join(folder, 'caseload.db'),
      folder,
      provider: { centres: 3, staff: 60, learners },
    }),
  ])
  process.once('exit', () => child.kill('SIGKILL'))
  const told = await new Promise<{ url: string; session: string; token: string }>((resolve, reject) => {
    child.once('message', message => resolve(message as never))
    child.once('exit', code => reject(new Error(`The server ended with ${code}.`)))
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    ...told,
    folder,
    config: readConfig({ data: folder, log: 'silent' }, {}),
    memory: () => memoryOf(child.pid),
    handles: () => readdirSync(`/proc/${child.pid}/fd`).length,
    end: async () => {
      child.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function memoryOf(pid: number | undefined): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** A quantile of some milliseconds, such as 0.99. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
