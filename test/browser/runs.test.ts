/** Runs in a real browser: from which file, how they stand, whose step is next, and a row for each problem with what mends it. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

type Person = { id: number; firstName: string; lastName: string; misId: string; archived: boolean }

/** Applies a sheet of which one row is carried out, one is held and one asks who is meant. */
async function applySheet(): Promise<void> {
  const { request, close } = await apiOf(stage)
  const { caseloads } = await request('/caseloads?role=assessor&organisation=1&limit=200')
  const staff = caseloads.map((one: { user: Person }) => one.user)
  const [first, second] = staff.filter(({ archived }: Person) => !archived)
  const gone = staff.find(({ archived }: Person) => archived)
  const { learners } = await request('/learners?organisation=1&limit=200')
  const [one, two, three] = learners
    .map((found: { learner: Person }) => found.learner)
    .filter(({ archived }: Person) => !archived)
  const { name } = (await request('/organisations')).organisations.find(({ id }: Person) => id === 1)
  const rowOf = (learner: Person, assessor: string) => `${name},${learner.id},${assessor}`
  const held = await request(`/learners/${one.id}/assignments`)
  const now = held.assignments.find(
    (slot: { level: string; role: string }) => slot.level === 'default' && slot.role === 'assessor',
  )
  const next = now?.person.id === first.id ? second : first
  const bytes = Buffer.from(
    [
      'Centre,User ID,Assessor ID,Assessor',
      rowOf(one, `${next.id},`),
      rowOf(two, `${gone.id},`),
      rowOf(three, `,${second.firstName} ${second.lastName}`),
      '',
    ].join('\n'),
  )
  const { id } = await request('/imports', { files: [{ name: 'week 9.csv', size: bytes.length }] })
  await request(`/imports/${id}/pieces`, { file: 0, at: 0, content: bytes.toString('base64') })
  await request(`/imports/${id}/plan`, { apply: true })
  while (!['applied', 'planned'].includes((await request(`/imports/${id}`)).state)) await setTimeout(200)
  await close()
}

test('an import names its file and the owner of the next step, and each of its problems has what mends it', async () => {
  await applySheet()
  const page = await stage.windowOf('mis-officer')
  await page.goto(`${stage.address}/runs?kind=plan`)
  const row = page.getByRole('table', { name: 'Runs' }).getByRole('row').nth(1)
  await row.getByText('week 9.csv').waitFor()
  const said = await row.textContent()
  expect(said).toContain('Done, but for 2 problems')
  expect(said).toContain('Next, an MIS officer: confirm who is meant. Then whoever keeps the file.')
  expect(await violationsOn(page)).toEqual([])

  await row.getByRole('link', { name: /^Import \d+/ }).click()
  const problems = page.getByRole('table', { name: 'What was left undone' })
  await problems.getByText('Row is held').waitFor()
  expect(await problems.getByRole('row').count()).toBe(3)
  expect(await problems.getByRole('row').nth(1).textContent()).toMatch(
    /is archived.*row 3.*bring it again.*Whoever keeps the file/,
  )
  expect(await problems.getByRole('row').nth(2).textContent()).toMatch(
    /row 4.*Say who is meant.*An MIS officer/,
  )
  expect(await violationsOn(page)).toEqual([])

  await page.goto(`${stage.address}/import`)
  await page.getByRole('table', { name: 'Runs of the sync' }).getByRole('link', { name: 'run-1' }).click()
  await page.getByRole('heading', { name: 'Run of the sync run-1' }).waitFor()
  await problems.getByText('Row is held').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.context().close()
})

test('on a phone in the dark all of it can be read', async () => {
  const page = await stage.windowOf('viewer', { width: 320, colours: 'dark' })
  for (const path of ['/runs', '/runs/run-1']) {
    await page.goto(`${stage.address}${path}`)
    await page.getByText('week 9.csv').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  }
  await page.context().close()
})
