/** Runs a real PgBouncer before a PostgreSQL of the tests, where it is installed (Debian: `apt-get install pgbouncer`). */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, connect as dial } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A pooler that runs. */
export interface PgBouncer {
  /** The address of a database through it. */
  through(url: string): string
  stop(): Promise<void>
}

/** Where the program is; nothing where it is not installed. */
export function pgBouncerProgram(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
  return folders.map(folder => join(folder, 'pgbouncer')).find(existsSync)
}

/** Starts it before the server of an address, with settings of its own. */
export async function startPgBouncer(
  program: string,
  postgres: string,
  settings: Record<string, string>,
): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-pgbouncer-'))
  const port = await freePort()
  const upstream = new URL(postgres)
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'trust',
    auth_file: join(folder, 'users.txt'),
    ...settings,
  }
  writeFileSync(all.auth_file, '"postgres" ""\n')
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`)
  const to = `* = host=${upstream.hostname} port=${upstream.port}`
  writeFileSync(join(folder, 'pgbouncer.ini'), ['[databases]', to, '[pgbouncer]', ...lines, ''].join('\n'))
  chmodSync(folder, 0o755)
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], { ...account(), stdio: 'ignore', cwd: '/' })
  process.once('exit', () => child.kill('SIGKILL'))
  await answering(port)
  return {
    through: url => {
      const address = new URL(url)
      address.port = String(port)
      return address.href
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** It refuses to run as root, so root runs it as `nobody`. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid!() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function freePort(): Promise<number> {
  const listener = createServer()
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  const { port } = listener.address() as AddressInfo
  listener.close()
  await once(listener, 'close')
  return port
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = dial({ port, host: '127.0.0.1' })
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isThere) return
    await pause(50)
  }
  throw new Error('PgBouncer does not listen.')
}
