/** The commands of the sync, as an officer gives them, against a server of ours and one with nothing but OneFile's calls. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Client, createClient } from '../src/sdk/client.ts'
import { command, type Ended, type Running, start, stopCommands } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-commands-'))
const SHEET = join(folder, 'allocation-matrix.csv')
const BY = ['--by', 'Ada Quillfeather']

beforeAll(() => {
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state-home'))
  vi.stubEnv('CASELOAD_TOKEN', undefined)
  cpSync(join(import.meta.dirname, '../docs/allocation-matrix.csv'), SHEET)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts a server by its command. Gives what gives commands with its address and a token that need not wait. */
async function serving(name: string, ...how: string[]) {
  const data = join(folder, name)
  const server: Running = start(...how, '--data', data, '--port', '0', '--log', 'silent')
  const [, address] = await server.heard(/answers at (http:\/\/[^\s/]+)[\s\S]*\n$/)
  const made = await command('token', 'create', '--preset', 'all', '--limit', '1000000', '--data', data)
  const token = join(data, 'token')
  writeFileSync(token, made.stdout)
  const flags = ['--server', address!, '--token-file', token, '--calls', '1000000']
  const give = (name: string, ...given: string[]): Promise<Ended> => command(name, ...flags, ...given)
  return { server, give, token, client: createClient({ baseUrl: address!, token: made.stdout.trim() }) }
}

async function stopped({ server }: { server: Running }): Promise<void> {
  stopCommands()
  expect((await server.ended).code).toBe(0)
}

interface Report {
  run: string
  changes: { role?: string; after?: unknown }[]
}

/** Whom a run put beside somebody as an assessor, and another assessor of the same centre. */
async function assessorsOf({ changes }: Report, client: Client): Promise<[string, string]> {
  const set = changes.find(one => one.role === 'assessor' && typeof one.after === 'number')!
  const person = await client.readUser({ user: set.after as number })
  const { organisation } = person
  const colleagues = await client.pageUsers({ page: 1, size: 10, kind: 'assessor', organisation })
  return [String(person.id), String(colleagues.find(one => one.id !== person.id)!.id)]
}

/** How many changes a report says were done. */
const doneIn = ({ stdout }: Ended) => Number(/(\d+) done/.exec(stdout)?.[1])

describe('the empty template', () => {
  test('goes to standard output, into a sheet, into a workbook, and explains its columns', async () => {
    const printed = await command('template')
    expect(printed.stdout).toContain('Learner')
    for (const name of ['empty.csv', 'empty.xlsx']) {
      const wrote = await command('template', join(folder, name))
      expect(wrote).toMatchObject({ code: 0, stderr: expect.stringContaining('fill in one row') })
      expect(existsSync(join(folder, name))).toBe(true)
    }
    expect(readFileSync(join(folder, 'empty.csv'), 'utf8')).toBe(printed.stdout)
    expect((await command('template', '--columns')).stdout.length).toBeGreaterThan(printed.stdout.length)
  })

  test('never writes over a file, nor under the name of another kind', async () => {
    const file = join(folder, 'kept.csv')
    writeFileSync(file, 'somebody’s work')
    expect(await command('template', file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('kept.csv already; choose another name'),
    })
    expect(readFileSync(file, 'utf8')).toBe('somebody’s work')
    expect(await command('template', join(folder, 'empty.docx'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('empty.docx must end in .xlsx or .csv.'),
    })
  })
})

describe('against a server of ours', () => {
  let ours: Awaited<ReturnType<typeof serving>>
  /** Of the run that is last applied. */
  let report: Report
  beforeAll(async () => {
    ours = await serving('demo', 'demo')
  })
  afterAll(() => stopped(ours))

  test('nothing is known before anything was planned', async () => {
    expect(await ours.give('apply')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No plan has'),
    })
    expect(await ours.give('undo', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no run to take back'),
    })
    expect(await ours.give('undo', '--list')).toMatchObject({ code: 0, stderr: 'There are no runs.\n' })
    expect(await ours.give('drift')).toMatchObject({ code: 0, stderr: expect.stringContaining('All is as') })
  })

  test('a plan shows whom to settle first, also as JSON and as sheets', async () => {
    const plan = await ours.give('plan', SHEET)
    expect(plan).toMatchObject({ code: 2, stdout: expect.stringMatching(/\d+ (person|people) to confirm/) })
    expect(JSON.parse((await ours.give('plan', SHEET, '--json')).stdout)).toHaveProperty('hash')
    const questions = await ours.give('match', SHEET)
    expect(questions).toMatchObject({ code: 5, stderr: expect.stringMatching(/^Question 1 of 7, row 2: /m) })
  })

  test('questions go out as a sheet and come back with answers', async () => {
    const sheet = join(folder, 'who.csv')
    expect(await ours.give('match', SHEET, '--sheet', sheet)).toMatchObject({ code: 5 })
    expect((await ours.give('match', SHEET, '--sheet', join(folder, 'who.xlsx'))).stderr).toContain('Wrote')
    const empty = await ours.give('match', SHEET, '--answers', sheet)
    expect(empty).toMatchObject({ code: 5, stderr: expect.stringContaining('without an answer') })
    const accepted = await ours.give('match', SHEET, '--accept-all', '--json', ...BY)
    expect(accepted).toMatchObject({ code: 0, stderr: expect.stringMatching(/answers? kept/) })
    expect(await ours.give('match', SHEET)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('needs confirming'),
    })
  })

  test('a plan is applied with a report, leaves nothing to do, and is taken back', async () => {
    expect(await ours.give('plan', SHEET)).toMatchObject({ code: 2 })
    expect(await ours.give('drift', SHEET)).toMatchObject({ code: 2 })
    const reports = join(folder, 'reports')
    const applied = await ours.give('apply', '--report', reports, ...BY)
    expect(applied.code).toBe(0)
    expect(doneIn(applied)).toBeGreaterThan(10)
    expect(readdirSync(reports).sort()).toEqual(['run-1.json', 'run-1.txt'])
    expect(await ours.give('plan', SHEET)).toMatchObject({ code: 0 })
    expect(await ours.give('drift')).toMatchObject({ code: 0 })
    expect((await ours.give('undo', '--list')).stdout).toMatch(/^run-1 .*Ada Quillfeather .*done$/m)
    expect(await ours.give('undo', 'run-9', '--yes')).toMatchObject({ code: 1 })
    expect(await ours.give('undo')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no terminal to ask at; add --yes.'),
    })
    const undone = await ours.give('undo', '--yes', ...BY)
    expect([undone.code, doneIn(undone)]).toEqual([0, doneIn(applied)])
    expect((await ours.give('undo', '--list', '--json')).stdout).toContain('"undoes":"run-1"')
  })

  test('files are planned and applied in one go, where that is said', async () => {
    expect(await ours.give('apply', SHEET)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('add --yes'),
    })
    const applied = await ours.give('apply', SHEET, '--yes', '--json', ...BY)
    expect(applied.code).toBe(0)
    report = JSON.parse(applied.stdout)
    expect(report.run).toBe('run-3')
    expect(await ours.give('apply', SHEET, '--yes')).toMatchObject({ code: 0 })
  })

  test('a caseload is shown before it is handed over, and what moved shows as drift', async () => {
    const [from, to] = await assessorsOf(report, ours.client)
    const who = ['--from', from, '--to', to, '--roles', 'assessor', '--reason', 'leave']
    const move = (...how: string[]) => ours.give('transfer', ...who, ...how)
    const seen = await move('--dry-run')
    expect(seen).toMatchObject({ code: 2, stdout: expect.stringMatching(/\d+ to move, \d+ left out\./) })
    expect(await move()).toMatchObject({ code: 1, stderr: expect.stringContaining('add --yes') })
    expect(await move('--yes')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Moved [\d,]+ assignments? as run \d+/),
    })
    expect(await ours.give('drift')).toMatchObject({ code: 2, stdout: expect.stringContaining(', is ') })
    expect((await ours.give('drift', '--json')).stdout).toContain('"slot"')
  })

  test('people are found by any part of what they are known by, and a caseload is handed over by name', async () => {
    const [from, to] = await assessorsOf(report, ours.client)
    const [leaver, taker] = await Promise.all(
      [from, to].map(id => ours.client.readUser({ user: Number(id) })),
    )
    const found = await ours.give('find', leaver!.lastName!, '--json')
    expect(JSON.parse(found.stdout)).toContainEqual(
      expect.objectContaining({
        id: leaver!.id,
        kind: leaver!.kind,
        organisation: { id: leaver!.organisation, name: expect.any(String) },
      }),
    )
    expect((await ours.give('find', from)).stdout).toMatch(new RegExp(`^${from} .*${leaver!.lastName}`, 'm'))
    expect(await ours.give('find', 'nobody at all')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nobody here has'),
    })
    const by = ['--from', taker!.email!, '--to', `${leaver!.lastName}, ${leaver!.firstName};`]
    const seen = await ours.give('transfer', ...by, '--roles', 'assessor', '--dry-run')
    expect(seen).toMatchObject({
      code: 2,
      stdout: expect.stringContaining(`to ${leaver!.firstName} ${leaver!.lastName} (${from})`),
    })
  })

  test('caseloads and coverage are printed as text and JSON, and written as sheets', async () => {
    const text = await ours.give('caseloads')
    expect(text.stdout).toMatch(/^CENTRE +NUMBER +NAME +ROLE +LEARNERS +TARGET/)
    expect(JSON.parse((await ours.give('caseloads', '--json')).stdout).length).toBeGreaterThan(10)
    const centre = (await ours.client.listOrganisations()).organisations[0]!
    const gaps = JSON.parse(
      (await ours.give('coverage', '--json', '--organisation', String(centre.id))).stdout,
    )
    expect(
      new Set(gaps.map((row: { learner: { organisation: number } }) => row.learner.organisation)),
    ).toEqual(new Set([centre.id]))
    expect((await ours.give('coverage', '--finding', 'no-iqa')).stdout).toContain('no-iqa')
    for (const name of ['gaps.csv', 'gaps.xlsx', 'gaps.json']) {
      expect(await ours.give('coverage', '--out', join(folder, name))).toMatchObject({ code: 0, stdout: '' })
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
    expect(readFileSync(join(folder, 'gaps.csv'), 'utf8')).toContain(centre.name)
  })

  test.each<[[string, ...string[]], string]>([
    [['transfer', '--from', 'Ada Nobody', '--to', '2'], '--from "Ada Nobody" is nobody'],
    [['coverage', '--finding', 'all'], '--finding all must be one of: no-assessor'],
    [['caseloads', '--out', 'caseloads.pdf'], 'must end in .xlsx, .csv or .json'],
    [['transfer', '--from', '1', '--to', '2', '--levels', 'all'], '--levels takes these, with commas'],
    [['plan', SHEET, '--out', 'plan.pdf'], '--out plan.pdf must end in .xlsx, .csv or .json.'],
    [['plan', SHEET, '--out', SHEET], 'is a file that is read; give it another name.'],
    [['match', SHEET, '--sheet', 'who.docx'], '--sheet who.docx must end in .xlsx or .csv.'],
    [['plan', folder], 'is a folder; name the files in it.'],
    [['plan', SHEET, '--today', 'Friday'], '--today must be a date'],
    [['plan', SHEET, '--calls', 'many'], '--calls must be a whole number'],
    [['plan', SHEET, '--target', 'paper'], '--target must be caseload or onefile'],
    [['plan', SHEET, '--organisation', 'North'], '--organisation takes numbers of centres'],
    [['plan', join(folder, 'nowhere.csv')], 'nowhere.csv'],
    [['apply', 'feed'], 'neither a file nor the beginning of a kept plan’s hash'],
    [['plan', SHEET, '--mapping', join(folder, 'none.yaml')], 'There is no file'],
  ])('%j is refused in a sentence', async (given, told) => {
    expect(await ours.give(...given)).toMatchObject({ code: 1, stderr: expect.stringContaining(told) })
  })

  test('a broken mapping is refused with its line, and a server or token that is not there in a sentence', async () => {
    const mapping = join(folder, 'broken.yaml')
    writeFileSync(mapping, 'columns:\n  Learner: nobody\n')
    const refused = await ours.give('plan', SHEET, '--mapping', mapping)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/broken\.yaml.*2/) })
    expect(await command('plan', SHEET)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no customer token'),
    })
    writeFileSync(join(folder, 'other-token'), 'of-another-server\n')
    expect(await ours.give('plan', SHEET, '--token-file', join(folder, 'other-token'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The server does not accept this customer token.'),
    })
    writeFileSync(join(folder, 'no-token'), '\n')
    expect(await command('plan', SHEET, '--token-file', join(folder, 'no-token'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is empty; put the customer token into it'),
    })
  })
})

describe('against a server with nothing but OneFile’s calls', () => {
  let theirs: Awaited<ReturnType<typeof serving>>
  const state = ['--state', join(folder, 'practice-state')]
  beforeAll(async () => {
    theirs = await serving('practice', 'serve', '--practice')
  })
  afterAll(() => stopped(theirs))

  test('a plan is applied and believed, and what cannot be taken back is listed', async () => {
    expect(await theirs.give('match', SHEET, '--accept-all', ...state)).toMatchObject({ code: 0 })
    expect(await theirs.give('plan', SHEET, ...state)).toMatchObject({ code: 2 })
    const reports = join(folder, 'practice-reports')
    const applied = await theirs.give('apply', '--report', reports, ...state, ...BY)
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('believed') })
    expect(await theirs.give('plan', SHEET, ...state)).toMatchObject({ code: 0 })
    const report = JSON.parse(readFileSync(join(reports, 'run-1.json'), 'utf8')) as Report
    const [from, to] = await assessorsOf(report, theirs.client)
    const move = ['--from', from, '--to', to, '--roles', 'assessor', ...state]
    const seen = await theirs.give('transfer', ...move, '--dry-run')
    expect(seen).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('only those that this tool has made'),
    })
    expect(await theirs.give('transfer', ...move, '--yes')).toMatchObject({ code: 0 })
    expect(await theirs.give('undo', 'run-2', '--yes', ...state)).toMatchObject({ code: 0 })
    const undone = await theirs.give('undo', 'run-1', '--yes', ...state)
    expect(undone).toMatchObject({ code: 4, stdout: expect.stringContaining('To be done by hand') })
    expect(await theirs.give('undo', 'run-1', '--yes', '--done-by-hand', ...state)).toMatchObject({ code: 0 })
  })

  test('a state belongs to one server', async () => {
    const other = await command(
      ...['plan', SHEET, '--server', 'http://127.0.0.1:9', '--target', 'onefile', ...state],
      ...['--token-file', theirs.token],
    )
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('give --state another folder') })
  })
})
