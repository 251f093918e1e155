/** Commands of the machine's owner: through the socket of a running server, or without one. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Config, readConfig } from '../src/cli/config.ts'
import { give } from '../src/cli/control.ts'
import { controlSocketOf } from '../src/cli/control-socket.ts'
import { buildProgram } from '../src/cli/program.ts'
import { type RunningServer, runServer } from '../src/cli/run-server.ts'
import * as cast from './cast.ts'
import { command } from './command.ts'
import { ENGINES, freshAddress } from './stage.ts'

const SAMPLE = join(import.meta.dirname, '../docs/sample.jsonl')
const TOKEN = { name: 'night sync', scopes: ['read', 'assign'] as ('read' | 'assign')[], callLimit: 60 }

let folder: string
let servers: RunningServer[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-control-'))
})
afterEach(async () => {
  await Promise.all(servers.map(server => server.stop()))
  servers = []
  rmSync(folder, { recursive: true, force: true })
})

async function started(config: Config): Promise<RunningServer> {
  const server = await runServer(config)
  servers.push(server)
  return server
}

function configured(more: Record<string, string> = {}): Config {
  return readConfig({ data: folder, port: '0', log: 'silent', ...more }, {})
}

describe.each(ENGINES)('on %s', engine => {
  let config: Config

  beforeEach(async () => {
    const { address } = await freshAddress(engine)
    config = configured(engine === 'postgres' ? { database: address } : {})
    await give(config, 'import', { file: SAMPLE })
  })

  test('a command goes to the running server, which knows its effect at once', async () => {
    const { address } = await started(config)
    const made = await give(config, 'token.create', { ...TOKEN, organisations: [cast.NORTH.id] })
    const signIn = () =>
      fetch(`${address}/api/v2.1/Authentication`, {
        method: 'POST',
        headers: { 'X-CustomerToken': made.secret },
      })
    expect((await signIn()).status).toBe(200)
    const { tokens } = await give(config, 'token.list', {})
    expect(tokens).toEqual([
      expect.objectContaining({ id: made.id, ...TOKEN, organisations: [cast.NORTH.id], revokedAt: null }),
    ])
    expect(tokens[0]).toMatchObject({ expiresAt: null, lastUsedAt: expect.stringMatching(/^\d{4}-/) })
    expect(await give(config, 'token.revoke', { token: made.id })).toEqual({ revoked: made.id })
    expect((await signIn()).status).toBe(401)
    expect((await give(config, 'token.list', {})).tokens[0]!.revokedAt).not.toBeNull()
  })

  test('without a server a command opens the data itself, and leaves it for the server', async () => {
    const made = await give(config, 'token.create', TOKEN)
    const { services } = await started(config)
    expect(await services.access.listTokens()).toEqual([expect.objectContaining({ id: made.id })])
  })

  test('what is exported through the server is what is exported without it', async () => {
    const [alone, through] = [join(folder, 'alone.jsonl'), join(folder, 'through.jsonl')]
    await give(config, 'export', { file: alone })
    await started(config)
    const { records } = await give(config, 'export', { file: through })
    expect(readFileSync(through, 'utf8')).toBe(readFileSync(alone, 'utf8'))
    expect(readFileSync(through, 'utf8')).toBe(readFileSync(SAMPLE, 'utf8'))
    expect(records).toBe(readFileSync(SAMPLE, 'utf8').trim().split('\n').length - 2)
  })

  test.each([
    ['another customer', () => give(config, 'token.create', { ...TOKEN, customer: 99 }), 'customer 99'],
    ['a stranger', () => give(config, 'token.create', { ...TOKEN, organisations: [99] }), 'organisation 99'],
    ['no scope', () => give(config, 'token.create', { ...TOKEN, scopes: [] }), 'at least one scope'],
    ['an unknown token', () => give(config, 'token.revoke', { token: 99 }), 'There is no token 99'],
    ['a missing file', () => give(config, 'import', { file: join(folder, 'no') }), 'There is no file'],
    ['ids that are taken', () => give(config, 'import', { file: SAMPLE }), 'line 2: The id 1 belongs'],
    ['a missing folder', () => give(config, 'backup', { file: '/nowhere/b.gz' }), 'no folder /nowhere'],
  ])('a running server refuses %s in a sentence', async (_what, attempt, told) => {
    await started(config)
    await expect(attempt()).rejects.toThrow(told)
  })

  test('an import ends when whoever asked for it goes, and other writes go on', async () => {
    const { services } = await started(config)
    const file = join(folder, 'large.jsonl')
    const customers = Array.from(
      { length: 100_000 },
      (_, at) => `{"record":"customer","id":${at + 1000},"name":"Customer ${at}"}\n`,
    )
    const end = `{"record":"end","count":${customers.length}}\n`
    writeFileSync(file, `{"record":"caseload-dataset","version":1}\n${customers.join('')}${end}`)
    const asked = request({ socketPath: controlSocketOf(config), path: '/import', method: 'POST' })
    asked.on('error', () => {})
    asked.end(JSON.stringify({ file }))
    await expect.poll(() => services.writer.waiting(), { timeout: 30_000 }).toBe(1)
    asked.destroy()
    const made = await give(config, 'token.create', TOKEN)
    expect(made.id).toBeGreaterThan(0)
    const { records } = await give(config, 'export', { file: join(folder, 'after.jsonl') })
    expect(records).toBeLessThan(1_000)
  })

  test.skipIf(process.platform === 'win32')(
    'export and backup leave devices, pipes and links as they are',
    async () => {
      await started(config)
      const [pipe, link, target] = ['pipe', 'link', 'target'].map(name => join(folder, name)) as [
        string,
        string,
        string,
      ]
      execFileSync('mkfifo', [pipe])
      writeFileSync(target, 'mine')
      symlinkSync(target, link)
      for (const file of ['/dev/null', pipe, link]) {
        for (const command of ['export', 'backup'] as const) {
          await expect(give(config, command, { file })).rejects.toThrow('device, pipe or link, not a file')
        }
      }
      expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
      expect(statSync(pipe).isFIFO()).toBe(true)
      expect(readFileSync(link, 'utf8')).toBe('mine')
    },
  )

  test('a person is written out, looked at and erased by the running server, or without one', async () => {
    const { id } = cast.orlagh
    const file = join(folder, 'person.json')
    const wanted = { user: id, linked: false, names: false }
    expect((await give(config, 'person.look', wanted)).accounts).toHaveLength(1)
    const { services } = await started(config)
    await give(config, 'person.export', { user: id, linked: false, file })
    expect(readFileSync(file, 'utf8')).toContain(cast.orlagh.lastName)
    const done = await give(config, 'person.erase', { ...wanted, by: 'an office' })
    expect(done).toMatchObject({ accounts: [{ user: id }], scrubbed: true })
    const { erased } = await give(config, 'person.erased', {})
    expect(erased).toEqual([expect.objectContaining({ user: id, by: 'an office', reason: null })])
    const user = await services.storage.db
      .selectFrom('users')
      .select('last_name')
      .where('id', '=', id)
      .execute()
    expect(user).toEqual([{ last_name: String(id) }])
  })

  test('a broken input is refused, not obeyed', async () => {
    await started(config)
    const answers = await Promise.all([
      post(config, 'token.create', '{"name":"x"}'),
      post(config, 'token.create', 'not JSON'),
      post(config, 'toString', '{}'),
      post(config, 'export', '{"file":"/tmp/x","more":1}'),
    ])
    expect(answers.map(answer => answer.status)).toEqual([422, 422, 422, 422])
    expect(answers[0]!.sentence).toContain('is missing')
    expect(answers[2]!.sentence).toContain('does not know this command')
  })
})

function post(config: Config, name: string, body: string): Promise<{ status: number; sentence: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { socketPath: controlSocketOf(config), path: `/${name}`, method: 'POST' },
      response => {
        let text = ''
        response.on('data', chunk => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode!, ...JSON.parse(text) }))
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

describe('the control socket', () => {
  test('is the owner’s alone, and gone when the server is', async () => {
    const server = await started(configured())
    const path = controlSocketOf(configured())
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await server.stop()
    expect(existsSync(path)).toBe(false)
  })

  test('takes the place of one that a dead server has left', async () => {
    const path = controlSocketOf(configured())
    await leaveDeadSocket(path)
    await give(configured(), 'import', { file: SAMPLE })
    await started(configured())
    expect((await give(configured(), 'token.list', {})).tokens).toEqual([])
    expect((await post(configured(), 'token.list', '{}')).status).toBe(200)
  })

  test('stays with the first of two servers on one database and folder', async () => {
    const { address } = await freshAddress('postgres')
    const config = configured({ database: address })
    const [first, second] = [await started(config), await started(config)]
    await second.stop()
    expect((await post(config, 'token.list', '{}')).status).toBe(200)
    await first.stop()
    expect(existsSync(controlSocketOf(config))).toBe(false)
  })

  test('of one database is never asked for another one', async () => {
    await started(configured())
    const { address } = await freshAddress('postgres')
    const elsewhere = configured({ database: address })
    await give(elsewhere, 'import', { file: SAMPLE })
    await give(elsewhere, 'token.create', TOKEN)
    expect((await give(elsewhere, 'token.list', {})).tokens).toHaveLength(1)
    expect((await give(configured(), 'token.list', {})).tokens).toEqual([])
  })

  test('has a short path where the data folder has a long one', async () => {
    const data = join(folder, 'long'.repeat(20))
    const path = controlSocketOf({ data, database: undefined })
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100)
    expect(controlSocketOf({ data, database: undefined })).toBe(path)
    await started(configured({ data }))
    expect((await give(configured({ data }), 'token.list', {})).tokens).toEqual([])
    expect(existsSync(path)).toBe(true)
    await Promise.all(servers.map(server => server.stop()))
    rmSync(join(path, '..'), { recursive: true })
  })

  test('is not looked for in a folder that others may enter', () => {
    const data = join(folder, 'long'.repeat(20))
    const path = controlSocketOf({ data, database: undefined })
    const squatted = join(path, '..')
    rmSync(squatted, { recursive: true })
    mkdirSync(squatted, { mode: 0o755 })
    const instead = controlSocketOf({ data, database: undefined })
    expect(join(instead, '..')).not.toBe(squatted)
    expect(statSync(join(instead, '..')).mode & 0o777).toBe(0o700)
    expect(controlSocketOf({ data, database: undefined })).toBe(instead)
    for (const made of [squatted, join(instead, '..')]) rmSync(made, { recursive: true })
  })
})

/** A socket whose server is gone without having removed it. */
async function leaveDeadSocket(path: string): Promise<void> {
  const server = createServer()
  const elsewhere = join(folder, 'before.sock')
  await new Promise<void>(resolve => server.listen(elsewhere, resolve))
  renameSync(elsewhere, path)
  await new Promise(resolve => server.close(resolve))
  expect(existsSync(path)).toBe(true)
}

describe('the command line', () => {
  const run = (...given: string[]) => command(...given, '--data', folder)

  test('goes from a data set to a token, and from a backup back', async () => {
    const nothing = await run('token', 'create')
    expect(nothing).toMatchObject({ code: 1, stdout: '' })
    expect(nothing.stderr).toMatch(/^caseload: There is no database in .*\n$/)
    expect((await run('export', '-')).stderr).toBe(nothing.stderr)
    expect(await run('import', SAMPLE, '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('{"imported":{"customer":1,'),
    })
    const made = await run('token', 'create', '--preset', 'reader', '--organisations', '11,12')
    expect(made.stdout).toMatch(/^[\w-]{43}\n$/)
    expect(made.stderr).toContain('may read. It is not shown again.')
    const backup = join(folder, 'backup.jsonl.gz')
    expect(await run('backup', backup)).toMatchObject({ code: 0, stdout: '' })
    expect(await run('restore', backup)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('add --yes to do it'),
    })
    expect(await run('restore', backup, '--yes')).toMatchObject({ code: 0 })
    const all = await run('export', '-')
    expect(all.stdout.split('\n').filter(line => line.includes('"record":"token"'))).toHaveLength(1)
    expect(all.stdout).not.toContain(made.stdout.trim())
    expect((await run('token', 'list', '--json')).stdout).toMatch(/^\[\{"id":1,/)
  })

  test.skipIf(process.platform === 'win32')('tells of a data folder that others may enter', async () => {
    await run('import', SAMPLE)
    expect((await run('token', 'list')).stderr).not.toContain('Other users')
    chmodSync(folder, 0o755)
    expect((await run('token', 'list')).stderr).toContain(
      `Other users of this machine can look into ${folder}`,
    )
  })

  test('looks at a person, then erases, and says who was', async () => {
    await run('import', SAMPLE)
    const look = await run('person', 'erase', '101')
    expect(look).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing was changed.') })
    expect(look.stdout).toMatch(/^ACCOUNT +101 \(learner\)$/m)
    expect((await run('person', 'erase', '101', '--yes')).stderr).toContain('Say with --by who decided it')
    const erased = await run('person', 'erase', '101', '--by', 'an office', '--yes')
    expect(erased).toMatchObject({ code: 0, stderr: expect.stringContaining('User 101 is erased.') })
    expect(erased.stderr).toContain('Nothing of it is left in the database.')
    expect((await run('person', 'erased')).stdout).toMatch(/^101 +11 +\d{4}-\d\d-\d\d +an office +-$/m)
  })

  test.each([
    [['person', 'erase', 'Tarn'], 'must be a whole number above 0.'],
    [['token', 'create', '--scopes', 'read,fly'], '--scopes takes these'],
    [['token', 'create', '--scopes', 'read', '--preset', 'all'], 'not both'],
    [['token', 'create', '--preset', 'most'], '--preset must be one of: onefile, reader, all.'],
    [['token', 'create', '--limit', '0'], '--limit must be a whole number above 0.'],
    [['token', 'create', '--days', '0'], '--days must be a whole number above 0.'],
    [['token', 'create', '--days', '9999'], '--days takes at most 3650'],
    [['token', 'revoke', 'third'], 'must be a whole number above 0.'],
  ])('%j is refused in a sentence', async (given, told) => {
    const program = await buildProgram()
    await expect(program.parseAsync([...given, '--data', folder], { from: 'user' })).rejects.toThrow(told)
  })

  test('loads the one command that is asked for, and all where none of them is', async () => {
    const names = async (asked?: string) => (await buildProgram(asked)).commands.map(one => one.name())
    expect(await names('serve')).toEqual(['serve'])
    expect(await names('constructor')).toEqual(await names())
    expect((await names()).length).toBeGreaterThan(10)
  })

  test('shows an example in the help of every command', async () => {
    for (const { name, help } of helpPages(await buildProgram(), '')) {
      expect(help.split(/^Examples?:$/m)[1], name).toContain(name)
    }
  })

  test('takes --json wherever a command has something to tell', async () => {
    const pages = helpPages(await buildProgram(), '').filter(
      ({ name }) => !/ (serve|demo|practice)$/.test(name),
    )
    for (const { name, help } of pages) expect(help, name).toContain('--json')
    expect(pages.length).toBeGreaterThanOrEqual(7)
  })
})

/** The help of every command that does something itself, by its whole name. */
function helpPages(command: Command, above: string): { name: string; help: string }[] {
  const name = `${above}${command.name()}`
  if (command.commands.length > 0) return command.commands.flatMap(one => helpPages(one, `${name} `))
  let help = ''
  command.configureOutput({
    writeOut: text => {
      help += text
    },
  })
  command.outputHelp()
  return [{ name, help }]
}
