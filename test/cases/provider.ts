/** A provider of a case: a server with its people, and the commands as an officer gives them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { type Client, createClient } from '../../src/sdk/client.ts'
import { command, type Ended, type Running, start, stopCommands } from '../command.ts'

export interface Provider {
  /** Where the files of the case are, for reading only. */
  file(name: string): string
  /** Writes a file of the test's own and gives its path. */
  write(name: string, content: string | Uint8Array): string
  /** A folder of the test's own, for what commands write. */
  readonly folder: string
  /** Gives a command of the sync, with the server, token and state of this provider. Names of files are paths. */
  give(...given: readonly string[]): Promise<Ended>
  /** What `plan --json` prints for files of the case, with what it ends with. */
  plan(files: string | readonly string[], ...flags: readonly string[]): Promise<CasePlan>
  readonly client: Client
}

/** A plan as programs see it. What it prints for people is in `stdout` of `give('plan', …)`. */
export interface CasePlan {
  code: number
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at, one field at a time.
  json: any
  stderr: string
}

/** The providers of this suite. Commands of one process are stopped together, so they are after the last block. */
const opened: { server: Running; folder: string }[] = []
let closed = 0

async function closeLast(): Promise<void> {
  closed += 1
  if (closed < opened.length) return
  stopCommands()
  for (const { server, folder } of opened) {
    await server.ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Starts a server with the data set of a folder of `files/`, or of any file. It is stopped, and its folder taken away,
 * after the last block that opened one.
 */
export async function openProvider(nameOrDataset: string): Promise<Provider> {
  const own = nameOrDataset.endsWith('.jsonl') ? undefined : join(import.meta.dirname, 'files', nameOrDataset)
  const folder = mkdtempSync(join(tmpdir(), 'caseload-case-'))
  const data = join(folder, 'data')
  const imported = await command('import', own ? join(own, 'dataset.jsonl') : nameOrDataset, '--data', data)
  expect(imported, imported.stderr).toMatchObject({ code: 0 })
  const server = start('serve', '--data', data, '--port', '0', '--log', 'silent')
  return providerAt(server, folder, own ?? folder)
}

/** The same with the provider that `caseload demo` makes, and the sheets that officers keep of it. */
export async function openDemo(): Promise<Provider> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-demo-'))
  const server = start('demo', '--data', join(folder, 'data'), '--port', '0', '--log', 'silent')
  return providerAt(server, folder, join(import.meta.dirname, 'sheets'))
}

async function providerAt(server: Running, folder: string, files: string): Promise<Provider> {
  const [, address] = await server.heard(/answers at (http:\/\/[^\s/]+)[\s\S]*\n$/)
  const data = join(folder, 'data')
  // The tokens of the data sets make 300 calls a minute, as on the real service; no test waits for that.
  const token = await command('token', 'create', '--preset', 'all', '--limit', '1000000', '--data', data)
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, token.stdout)
  opened.push({ server, folder })
  afterAll(closeLast)
  // No test waits for the calls that another one made: the allowance is shared by all commands of a person.
  process.env.XDG_STATE_HOME = join(folder, 'home')
  const reach = ['--server', address!, '--token-file', tokenFile, '--calls', '1000000']
  const flags = [...reach, '--state', join(folder, 'state')]
  const give = (name = '', ...given: readonly string[]) => command(name, ...flags, ...given)
  const file = (name: string) => join(files, name)
  return {
    file,
    folder,
    give,
    write: (name, content) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    },
    plan: async (files, ...more) => {
      const paths = [files].flat().map(one => (one.includes('/') ? one : file(one)))
      const { code, stdout, stderr } = await give('plan', ...paths, '--json', ...more)
      return { code, stderr, json: stdout === '' ? undefined : JSON.parse(stdout) }
    },
    client: createClient({ baseUrl: address!, token: token.stdout.trim() }),
  }
}
