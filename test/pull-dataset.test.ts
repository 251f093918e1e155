/** From one server to another: a mirror becomes a data set, and a fresh Caseload has the same people, aims and units. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildProgram } from '../src/cli/program.ts'
import { importDataSet } from '../src/dataset/import.ts'
import { fileLines } from '../src/dataset/lines.ts'
import { PRESETS } from '../src/domain/scope.ts'
import { dataSetOf } from '../src/mirror/dataset.ts'
import * as cast from './cast.ts'
import { command } from './command.ts'
import { emptyServices, folderForTest, linesOf } from './datasets.ts'
import { type Pulling, setPulling } from './pulling.ts'

type Line = { record: string; id?: number; learner?: number } & Record<string, unknown>

const { orlagh, caspian, isolde, perpetua, dorcas, BAKING, DOUGH } = cast

/** Orlagh with a default assessor and employer, an assessor and an IQA of her baking, and one of a unit. */
async function assign({ client }: Pulling): Promise<void> {
  await client.updateUser({ user: orlagh.id, defaultAssessor: isolde.id, defaultEmployer: dorcas.id })
  await client.assignUser({ person: isolde.id, learner: orlagh.id, level: 'aim', standard: BAKING.id })
  await client.assignUser({ person: perpetua.id, learner: orlagh.id, level: 'aim', standard: BAKING.id })
  await client.assignUser({ person: isolde.id, learner: orlagh.id, level: 'unit', unit: DOUGH.id })
}

/** The command against a listening server, as somebody would type it. */
async function run(pulling: Pulling, ...more: string[]) {
  const address = await pulling.server.listen({ host: '127.0.0.1', port: 0 })
  const made = await pulling.services.access.createToken({
    ...{ customer: cast.CUSTOMER.id, name: 'pull', scopes: PRESETS.all, organisations: null },
    callLimit: 1_000_000,
  })
  if (!('secret' in made)) throw new Error(made.sentence)
  const folder = folderForTest()
  const token = join(folder, 'token.txt')
  writeFileSync(token, `${made.secret}\n`)
  const flags = ['pull', join(folder, 'mirror'), '--server', address, '--token-file', token, ...more]
  return { folder, ...(await command(...flags)) }
}

test('a provider pulls from the practice server and tries Caseload with its own people', {
  timeout: 180_000,
}, async () => {
  const pulling = await setPulling({ inferredFields: true })
  await assign(pulling)
  const file = join(folderForTest(), 'provider.jsonl.gz')
  const { stdout, stderr } = await run(pulling, '--json', '--dataset', file)
  expect(JSON.parse(stdout)).toMatchObject({ whole: true, kinds: { users: { rows: 13 } }, shortfalls: [] })
  expect(stderr).toContain('left out: 1 templates, since no call tells what is in them')
  expect(stderr).toContain('left out: 1 aims of learners in no list')

  const services = await emptyServices('sqlite')
  await importDataSet(services.writer, fileLines(file))
  const here = (await linesOf(pulling.storage)).map(line => JSON.parse(line) as Line)
  const there = (await linesOf(services.storage)).map(line => JSON.parse(line) as Line)
  const gone = cast.CAST.filter(one => one.archived).map(({ id }) => id)
  const kept = (lines: Line[], record: string) =>
    lines.filter(line => line.record === record && ![line.id, line.learner].some(id => gone.includes(id!)))
  for (const record of [
    'organisation',
    'placement',
    'classroom',
    'unit',
    'aim',
    'unitSummary',
    'learnerStatus',
  ])
    expect(kept(there, record), record).toEqual(kept(here, record))
  const person = ({ link: _, ...user }: Line) => user
  expect(kept(there, 'user').map(person)).toEqual(kept(here, 'user').map(person))
  const slot = ({ since: _, ...assignment }: Line) => assignment
  // No call of OneFile's API shows who is additional, as the server makes a default employer too.
  const shown = kept(here, 'assignment').filter(({ level }) => level !== 'additional')
  expect(kept(there, 'assignment').map(slot)).toEqual(shown.map(slot))
  expect(kept(there, 'assignment')).toHaveLength(5)
})

test('somebody who was archived after the first pull comes as archived, with their aims', async () => {
  const pulling = await setPulling({ inferredFields: true })
  await pulling.pull()
  await pulling.client.archiveUser({ user: caspian.id })
  await pulling.pull()
  const { records } = dataSetOf(pulling.mirror())
  const his = records.filter(({ values }) => values.id === caspian.id || values.learner === caspian.id)
  expect(his.find(({ record }) => record === 'user')!.values.archivedAt).toBe(cast.day('2026-03-02'))
  expect(his.map(({ record }) => record)).toEqual(['user', 'aim', 'unitSummary', 'unitSummary'])
})

test('the table, and nothing else, goes to standard output; a token is never a flag', async () => {
  const pulling = await setPulling()
  const { stdout, stderr, folder } = await run(pulling, '--organisation', '12')
  expect(stdout.split('\n')[0]).toMatch(/there +new +changed +gone +back/)
  expect(stdout).toMatch(/users\.jsonl +2 +2 +0 +0 +0/)
  expect(stderr).toMatch(/^Done: .* is the mirror\.\n$/)
  const users = readFileSync(join(folder, 'mirror', 'users.jsonl'), 'utf8')
  expect(
    users
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).id),
  ).toEqual([cast.bryony.id, cast.marisol.id])
  const help = (await buildProgram('pull')).commands.find(one => one.name() === 'pull')!.helpInformation()
  expect(help).toContain('--token-file')
  expect(help).not.toMatch(/--token[ =<]/)
})
