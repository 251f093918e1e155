import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { engineOf } from '../src/storage/open.ts'
import type { Measured } from './load.ts'

/** Caseload as it is installed: compiled, without sources. */
export interface Installed {
  /** Starts `caseload serve` on a database and waits until it says that it answers. Signs in if wanted. */
  serve(address: string, options: { signIn: boolean }): Promise<Served>
  /** The file of the command. */
  command: string
  remove(): void
}

/** A server as it is installed. */
interface Served extends Measured {
  /** Makes a token with the scopes of a preset and the usual limit; gives its secret. */
  token(preset: string): Promise<string>
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** Compiles Caseload into a folder of its own. */
export async function install(): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-installed-'))
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  await run(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')], {
    cwd: ROOT,
  })
  for (const part of ['bin', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const command = join(folder, 'bin', 'caseload.js')
  return {
    command,
    serve: (address, options) => serve(command, address, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function serve(command: string, address: string, { signIn }: { signIn: boolean }): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), 'caseload-bench-data-'))
  if (engineOf(address).isFile) symlinkSync(address, join(data, 'caseload.db'))
  const where = ['--data', data, ...(!engineOf(address).isFile ? ['--database', address] : [])]
  const began = performance.now()
  const args = [command, 'serve', ...where, '--port', '0', '--log', 'silent']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const port = await portOf(child)
  const startedIn = performance.now() - began
  const token = (preset: string, ...more: string[]) =>
    createToken(command, [...where, '--preset', preset, ...more])
  const session = signIn ? await openSession(port, await token('all', '--limit', '1000000000')) : ''
  const leave = async () => {
    await end(child, data)
    process.off('exit', kill)
  }
  return { port, session, startedIn, process: child, end: leave, token }
}

async function portOf(child: ChildProcess): Promise<number> {
  let told = ''
  for await (const text of child.stderr!.setEncoding('utf8')) {
    told += text
    const [, port] = /answers at \S+:(\d+)/.exec(told) ?? []
    if (port) return Number(port)
  }
  throw new Error(`A server did not start: ${told}`)
}

async function createToken(command: string, more: readonly string[]): Promise<string> {
  const args = [command, 'token', 'create', ...more]
  return (await run(process.execPath, args)).stdout.trim()
}

async function openSession(port: number, secret: string): Promise<string> {
  const url = `http://127.0.0.1:${port}/api/v2.1/Authentication`
  const answer = await fetch(url, { method: 'POST', headers: { 'x-customertoken': secret } })
  if (!answer.ok) throw new Error(`Signing in gave ${answer.status}`)
  return answer.text()
}

async function end(child: ChildProcess, data: string): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
