/** `caseload evidence`: a file is written, agrees with the history, and no longer does once somebody has altered it. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { command } from './command.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const { orlagh, caspian, isolde, tobias, NORTH } = cast
const PERIOD = ['--from', '2026-03-01', '--to', '2026-03-31']

describe.each(ENGINES)('caseload evidence on %s', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-evidence-'))
  let stage: Stage
  let server: readonly string[]

  beforeAll(async () => {
    stage = await setStage(engine)
    const change = async (...changes: object[]) =>
      callerWith(stage, await stage.session()).post('/changes', { changes })
    await change(
      { learner: orlagh.id, level: 'default', after: isolde.id },
      { learner: caspian.id, level: 'default', after: isolde.id },
    )
    stage.time.now += 86_400_000
    await change({ learner: orlagh.id, level: 'default', after: tobias.id })
    stage.time.now += 86_400_000
    const address = await stage.server.listen({ host: '127.0.0.1', port: 0 })
    server = ['--server', address, '--token-file', await tokenFile(stage, folder)]
  })
  afterAll(async () => {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const write = async (name: string, ...whom: string[]) => {
    const out = join(folder, name)
    return { out, ...(await command('evidence', ...whom, ...PERIOD, '--out', out, ...server)) }
  }
  const verify = (file: string) => command('evidence', 'verify', file, ...server)

  test.each(['centre.pdf', 'centre.csv'])(
    'writes %s for its owner alone, and finds that it agrees',
    async name => {
      const { out, code, stderr } = await write(name, '--organisation', String(NORTH.id))
      expect([code, stderr]).toEqual([0, expect.stringContaining('It is noted that you asked for it.')])
      expect(statSync(out).mode & 0o777).toBe(0o600)
      const verified = await verify(out)
      expect([verified.code, verified.stdout]).toEqual([
        0,
        expect.stringContaining('It is as the history says'),
      ])
    },
  )

  test('finds a name of a holder that was altered, in a CSV and in a PDF', async () => {
    for (const name of ['learner.csv', 'learner.pdf']) {
      const { out } = await write(name, '--learner', String(orlagh.id))
      const bytes = readFileSync(out).toString('latin1')
      const altered = bytes.replaceAll(`,${tobias.id},`, `,${isolde.id},`)
      expect(altered).not.toBe(bytes)
      writeFileSync(out, Buffer.from(altered, 'latin1'))
      const verified = await verify(out)
      expect(verified.code).toBe(2)
      expect(verified.stdout).toMatch(/the file says that the person is 111; the history says 112\./)
      expect(verified.stdout).toMatch(/It cannot be relied on: \d+ reasons?\./)
    }
  })

  test('finds a page of a PDF that was altered, and a row that was taken out', async () => {
    const { out } = await write('page.pdf', '--learner', String(orlagh.id))
    const bytes = readFileSync(out)
    bytes[bytes.length - 20] = 0x20
    writeFileSync(out, bytes)
    const page = await verify(out)
    expect([page.code, page.stdout]).toEqual([2, expect.stringContaining('they were altered')])

    const { out: sheet } = await write('row.csv', '--learner', String(orlagh.id))
    const lines = readFileSync(sheet, 'utf8').split('\r\n')
    writeFileSync(sheet, lines.filter((_, at) => at !== lines.length - 2).join('\r\n'))
    const row = await verify(sheet)
    expect([row.code, row.stdout]).toEqual([2, expect.stringContaining('The file leaves out')])
  })

  test('finds a history that is another one than the file says', async () => {
    const { out } = await write('hash.csv', '--learner', String(orlagh.id))
    const text = readFileSync(out, 'utf8')
    writeFileSync(
      out,
      text.replace(
        /(Hash of the history,)(\w)/,
        (_all, label, sign) => `${label}${sign === '0' ? '1' : '0'}`,
      ),
    )
    const verified = await verify(out)
    expect([verified.code, verified.stdout]).toEqual([
      2,
      expect.stringContaining('they do not belong together'),
    ])
  })

  test('says what is wrong with what is no evidence, or not asked for rightly', async () => {
    const other = join(folder, 'other.csv')
    writeFileSync(other, 'a,b\n1,2\n')
    expect(await verify(other)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no evidence that can be checked'),
    })
    expect(await verify(join(folder, 'nothing.pdf'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no file'),
    })
    expect((await write('x.txt', '--learner', '101')).code).toBe(1)
    expect((await write('x.pdf')).stderr).toContain('Name one learner with --learner, or one centre')
    expect((await write('x.pdf', '--learner', '999')).stderr).toContain('There is no learner 999')
  })
})

/** A token of the customer in a file, as a command takes it. */
async function tokenFile({ services }: Stage, folder: string): Promise<string> {
  const made = await services.access.createToken({
    ...{
      customer: cast.CUSTOMER.id,
      name: 'audit',
      scopes: ['read'],
      organisations: null,
      callLimit: 10_000,
    },
  })
  if (!('secret' in made)) throw new Error(made.sentence)
  const file = join(folder, 'token')
  writeFileSync(file, made.secret, { mode: 0o600 })
  return file
}
