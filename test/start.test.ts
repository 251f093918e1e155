/** What somebody is told who starts a server where it cannot start, or starts it again. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cannotListen } from '../src/cli/cannot-listen.ts'
import { greeting } from '../src/cli/greeting.ts'
import { openingTrouble } from '../src/storage/postgres/cannot-open.ts'
import { command, start, stopCommands } from './command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-start-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const demo = (...flags: string[]) => command('demo', '--port', '0', ...flags)

/** Starts a server for trying out, stops it, and gives the token it showed with all that it said. */
async function tried(): Promise<{ secret: string; said: string }> {
  const running = start('demo', '--port', '0', '--data', folder)
  const [, secret] = await running.heard(/demo token +(\S+)/)
  await running.heard(/Ctrl-C stops/)
  stopCommands()
  return { secret: secret!, said: (await running.ended).stderr }
}

describe('a start that cannot be', () => {
  test.each([
    [
      'a file for the folder',
      () => writeFileSync(join(folder, 'data'), ''),
      'data cannot be used: a file is where',
    ],
    [
      'something else for the database',
      () => put('caseload.db', 'a list of people, and certainly not a database'),
      'caseload.db cannot be used: it is no database. Move it away',
    ],
    [
      'a folder for the database',
      () => mkdirSync(join(folder, 'data/caseload.db'), { recursive: true }),
      'caseload.db cannot be used: a folder is where a file is needed.',
    ],
    [
      'a folder for the lock',
      () => mkdirSync(join(folder, 'data/caseload.db.lock'), { recursive: true }),
      'caseload.db.lock cannot be used: a folder is where a file is needed.',
    ],
  ])('with %s says so, with the path, and how to choose another', async (_what, prepare, told) => {
    prepare()
    const { code, stderr } = await demo('--data', join(folder, 'data'))
    expect(code).toBe(1)
    expect(stderr).toContain(`caseload: ${folder}`)
    expect(stderr).toContain(told)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('The folder for the data is chosen with --data FOLDER.')
  })

  test('for want of a file that can be written says which one, after the data are made', async () => {
    mkdirSync(join(folder, 'demo-token'))
    const { code, stderr } = await demo('--data', folder)
    expect(code).toBe(1)
    expect(stderr).toContain(
      `${join(folder, 'demo-token')} cannot be used: a folder is where a file is needed.`,
    )
  })

  test.each([
    ['start', 'choose another one: npm start -- --port 4681.'],
    ['npx', 'choose another one: --port 4681.'],
  ])('on a port that is taken, by npm as %s, says how to choose another', async (script, told) => {
    vi.stubEnv('npm_lifecycle_event', script)
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { code, stderr } = await command('demo', '--port', String(port), '--data', folder)
    await new Promise(resolve => other.close(resolve))
    expect(code).toBe(1)
    expect(stderr).toContain(`caseload: Port ${port} is in use already. Stop what uses it, or ${told}`)
  })

  test.each([
    ['EACCES', 'is for the administrator of this machine alone'],
    ['EADDRNOTAVAIL', '10.9.8.7 is no address of this machine'],
    ['ENOTFOUND', 'No machine called 10.9.8.7'],
    ['EAI_AGAIN', 'cannot be looked up'],
    ['EAFNOSUPPORT', 'has no network'],
    ['EOTHER', 'cannot listen on 10.9.8.7, port 80: why'],
  ])('for %s of the network is a sentence', (code, told) => {
    expect(cannotListen({ code, message: 'why' }, { host: '10.9.8.7', port: 80 }, undefined)).toContain(told)
  })

  test('with files that are no certificate says which flags to check', async () => {
    const file = join(folder, 'words.pem')
    writeFileSync(file, 'words')
    const { stderr } = await demo('--data', folder, '--certificate', file, '--key', file)
    expect(stderr).toContain('are not a certificate chain and its private key, both in PEM')
    const missing = await demo('--data', folder, '--certificate', join(folder, 'no.pem'), '--key', file)
    expect(missing.stderr).toContain(`${join(folder, 'no.pem')} cannot be used: it does not exist.`)
  })

  test('without a PostgreSQL says where none answers, and nothing secret', async () => {
    const { code, stderr } = await demo(
      '--data',
      folder,
      '--database',
      'postgres://ada:hidden@127.0.0.1:1/people',
    )
    expect(code).toBe(1)
    expect(stderr).toContain(
      'PostgreSQL at 127.0.0.1:1, database people, cannot be used. Nothing answers there.',
    )
    expect(stderr).not.toContain('hidden')
  })

  test.each(['28P01', '28000', '3D000', '42501', '53300', '57P03', 'ENOTFOUND', 'ETIMEDOUT'])(
    'for %s of PostgreSQL says what to do',
    code => {
      const error = Object.assign(new Error('raw'), { code })
      expect(openingTrouble(error, 'postgres://db.example/people')?.message).toMatch(
        /^PostgreSQL at db\.example:5432, database people, cannot be used\. [A-Z].+\.$/,
      )
      expect(openingTrouble(new Error('raw'), 'postgres://db.example/people')).toBeUndefined()
    },
  )
})

function put(name: string, content: string): void {
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'data', name), content)
}

describe('a second start', () => {
  test('keeps the token of the first, so that what was pasted of it holds', async () => {
    const [first, second] = [await tried(), await tried()]
    expect(second.secret).toBe(first.secret)
    expect(second.said).not.toContain('no longer valid')
    expect(readFileSync(join(folder, 'demo-token'), 'utf8')).toBe(`${first.secret}\n`)
  })

  test('says that the token is another one where the first was taken back', async () => {
    const first = await tried()
    expect((await command('token', 'revoke', '1', '--data', folder)).code).toBe(0)
    const second = await tried()
    expect(second.secret).not.toBe(first.secret)
    expect(second.said).toContain(
      `The token in ${join(folder, 'demo-token')} was no longer valid; there is a new one`,
    )
    expect(readFileSync(join(folder, 'demo-token'), 'utf8')).toBe(`${second.secret}\n`)
  })
})

test('on Windows the lines to paste are for PowerShell', () => {
  const shown = {
    address: 'http://127.0.0.1:4680',
    secret: 'words',
    learner: 101,
    assessor: 12,
    standard: 501,
  }
  expect(greeting(shown, 'win32')).toContain('$SESSION = Invoke-RestMethod -Method Post')
  expect(greeting(shown, 'win32')).not.toContain('curl')
  expect(greeting(shown, 'linux')).toContain('SESSION=$(curl -s -X POST')
})
