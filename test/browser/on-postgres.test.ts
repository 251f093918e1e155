/** The console on PostgreSQL: the same pages, once through. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage('postgres')
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

interface Row {
  organisation: number
  learners: number
  user: { id: number; firstName: string; lastName: string; kind: string; archived: boolean; flagged: boolean }
}

test('somebody’s learners are handed over on the page, are there, and come back', async () => {
  const { request, close } = await apiOf(stage)
  const { caseloads } = (await request('/caseloads?role=assessor&limit=200')) as { caseloads: Row[] }
  const staff = caseloads.filter(
    ({ organisation, user }) =>
      organisation === caseloads[0]!.organisation &&
      user.kind === 'assessor' &&
      !user.archived &&
      !user.flagged,
  )
  const [leaver, colleague] = staff.toSorted((a, b) => b.learners - a.learners) as [Row, Row]
  const name = `${colleague.user.firstName} ${colleague.user.lastName}`
  const learnersOf = async ({ user }: Row) => (await request(`/users/${user.id}/caseload?limit=1`)).learners

  const page = await stage.windowOf('manager')
  await page.goto(`${stage.address}/transfer?from=${leaver.user.id}`)
  await page.getByRole('combobox', { name: /^Which assessor/ }).fill(name)
  await page.getByRole('option', { name }).first().click()
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('button', { name: /^Hand over/ }).click()
  await page.getByText(/handed over\./).waitFor()
  expect(await learnersOf(leaver)).toBe(0)
  await page.getByRole('button', { name: 'Undo this run' }).click()
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('button', { name: /^Undo [\d,]+ change/ }).click()
  await page.waitForURL(/runs\/\d+$/)
  expect(await learnersOf(leaver)).toBe(leaver.learners)
  await close()
})

test('coverage, the runs and a learner are shown', async () => {
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/coverage`)
  await page.getByRole('table').first().getByRole('link').first().click()
  await page.getByRole('heading', { name: /^Who is allocated to / }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).click()
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
})
