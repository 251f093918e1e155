/** Signing in at the command line as a person. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command } from './command.ts'
import { letIn } from './made-operator.ts'
import { type Stage, setStage } from './stage.ts'

describe('caseload login', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-login-'))
  const before = process.env.XDG_STATE_HOME
  let stage: Stage
  let server: string

  beforeAll(async () => {
    process.env.XDG_STATE_HOME = folder
    stage = await setStage('sqlite')
    server = await stage.server.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    if (before === undefined) delete process.env.XDG_STATE_HOME
    else process.env.XDG_STATE_HOME = before
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('signs in with a link, says who that is, and forgets it again', async () => {
    const { link } = await letIn(stage, { name: 'Cadi Pugh', email: 'cadi@example.org', role: 'mis-officer' })
    const address = `${server}/sign-in#link=${link}`
    const signedIn = await command('login', '--server', server, '--link', address)
    expect(signedIn).toMatchObject({ code: 0, stdout: '' })
    expect(signedIn.stderr).toContain('as Cadi Pugh (mis-officer)')
    const file = join(folder, 'caseload', 'sessions.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toMatch(/"person_[\w-]{43}"/)
    const who = await command('whoami', '--server', server)
    expect(who.stdout).toContain('Cadi Pugh <cadi@example.org>, mis-officer')
    expect(JSON.parse((await command('whoami', '--server', server, '--json')).stdout).scopes).toEqual([
      'read',
      'assign',
      'manage',
    ])
    expect((await command('logout', '--server', server)).stderr).toContain('Signed out')
    expect(readFileSync(file, 'utf8')).not.toContain('person_')
    expect(await command('whoami', '--server', server)).toMatchObject({ code: 1 })
  })

  test('a link that was used tells so, and keeps nothing', async () => {
    const { link } = await letIn(stage, { email: 'second@example.org' })
    await command('login', '--server', server, '--link', link)
    await command('logout', '--server', server)
    const again = await command('login', '--server', server, '--link', link)
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('used before or is too old')])
  })

  test('a person approves in their own name, whatever program sends it', async () => {
    const { link } = await letIn(stage, {
      name: 'Delyth Morgan',
      email: 'third@example.org',
      role: 'mis-officer',
    })
    const call = (url: string, payload: object, headers = {}) =>
      stage.server.inject({ method: 'POST', url: `/api/caseload/v1${url}`, payload, headers })
    const { session } = (await call('/console/sign-in/link', { link, carry: 'header' })).json()
    const approve = (line: object) => call('/sync/approvals', { lines: [line] }, { 'x-tokenid': session })
    const approval = { hash: 'a'.repeat(64), at: 0 }
    expect((await approve({ ...approval, by: 'Somebody Else' })).json().code).toBe('beyond-own')
    expect((await approve({ ...approval, by: 'Delyth Morgan' })).statusCode).toBe(200)
    expect((await approve({ ...approval, by: 'Somebody Else', usedBy: 'run-1' })).statusCode).toBe(200)
  })
})
