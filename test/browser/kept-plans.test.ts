/** A plan that the command line began is gone on with on the page, and the other way round. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isProblem } from '../../src/domain/problem.ts'
import { PRESETS } from '../../src/domain/scope.ts'
import type { Caseload } from '../../src/sdk/types.ts'
import { firstCustomer } from '../../src/storage/empty.ts'
import { command, type Ended } from '../command.ts'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-kept-'))
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a command of the sync against the stage's server, with a token of its own. */
async function give(name: string, ...given: string[]): Promise<Ended> {
  const { access, storage } = stage.server.services
  const made = await access.createToken({
    ...{ customer: await firstCustomer(storage.db), name: 'nightly', scopes: PRESETS.all },
    ...{ organisations: null, expiresAt: null, callLimit: 100_000 },
  })
  if (isProblem(made)) throw new Error(made.sentence)
  const token = join(folder, 'token')
  writeFileSync(token, made.secret)
  return command(name, ...given, '--server', stage.address, '--token-file', token)
}

function sheet(name: string, assessor: number): string {
  const file = join(folder, name)
  writeFileSync(file, `User ID,Centre,Assessor ID\n1067,Fablewick Netherby,${assessor}\n`)
  return file
}

/** An active assessor of the same organisation as this one. */
async function colleagueOf(assessor: number): Promise<number> {
  const { request, close } = await apiOf(stage)
  const { caseloads } = (await request('/caseloads?role=assessor&limit=200')) as { caseloads: Caseload[] }
  await close()
  const own = caseloads.find(({ user }) => user.id === assessor)
  const other = caseloads.find(
    ({ user, organisation }) =>
      organisation === own?.organisation &&
      user.kind === 'assessor' &&
      !user.archived &&
      !user.flagged &&
      user.id !== assessor,
  )
  if (!other) throw new Error(`Nobody else assesses where ${assessor} does.`)
  return other.user.id
}

test('a plan of the command line is looked at and applied on the page', async () => {
  expect(await give('plan', sheet('night.csv', 1003))).toMatchObject({ code: 2 })
  const page = await stage.windowOf('mis-officer')
  await page.goto(`${stage.address}/import`)
  const plans = page.getByRole('table', { name: 'Plans that were not applied' })
  await plans.getByText('night.csv').waitFor()
  await plans.getByText('1 change').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Go on with the plan of night.csv' }).click()
  await page.getByRole('button', { name: 'Apply 1 change' }).click()
  await page.getByText('Applied: 1 change made').waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Import' }).click()
  await page.getByRole('table', { name: 'Runs of the sync' }).getByText('night.csv').waitFor()
  expect(await plans.count()).toBe(0)
  expect(await give('plan', sheet('night.csv', 1003))).toMatchObject({ code: 0 })
})

test('a plan of the page is applied on the command line', async () => {
  const page = await stage.windowOf('mis-officer')
  await page.goto(`${stage.address}/import`)
  await page.locator('input[type=file]').setInputFiles(sheet('by-page.csv', await colleagueOf(1003)))
  await page.getByRole('button', { name: 'Read the files' }).click()
  const said = await page.getByText(/^caseload apply [0-9a-f]{12}$/).textContent()
  const [, name = '', hash = ''] = String(said).split(' ')
  expect(await give(name, hash)).toMatchObject({ code: 0 })
  await page.goto(`${stage.address}/import`)
  await page.getByRole('table', { name: 'Runs of the sync' }).getByText('by-page.csv').waitFor()
})
