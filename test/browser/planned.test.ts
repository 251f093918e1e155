/** A handover that is planned for tomorrow, seen wherever it matters and taken back, in a real browser. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDays, londonDate } from '../../src/domain/time.ts'
import type { Caseload } from '../../src/sdk/types.ts'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

const nameOf = ({ user }: Caseload) => `${user.firstName} ${user.lastName}`

/** Gives one of a learner's default slots to somebody else, as a colleague may do meanwhile. */
async function giveMeanwhile(learner: number, after: number): Promise<void> {
  const { request, close } = await apiOf(stage, 'manager')
  await request('/changes', { changes: [{ learner, level: 'default', role: 'assessor', after }] })
  await close()
}

/** Three assessors of one organisation, the first with the most learners; and a learner whose default assessor that one is. */
async function whoMoves(): Promise<{ from: Caseload; to: Caseload; third: Caseload; learner: number }> {
  const { request, close } = await apiOf(stage, 'manager')
  const { caseloads } = (await request('/caseloads?role=assessor&limit=200')) as { caseloads: Caseload[] }
  const free = caseloads.filter(
    ({ user, organisation }) =>
      user.kind === 'assessor' &&
      !user.archived &&
      !user.flagged &&
      organisation === caseloads[0]?.organisation,
  )
  const [from, to, third] = free.toSorted((a, b) => b.learners - a.learners) as [Caseload, Caseload, Caseload]
  const { held } = await request(`/users/${from.user.id}/caseload?limit=200`)
  await close()
  const { learner } = held.find((one: { default: { role: string }[] }) =>
    one.default.some(slot => slot.role === 'assessor'),
  )
  return { from, to, third, learner: learner.id }
}

test('a handover planned for tomorrow is seen in the list, at the learner and in caseloads, and taken back', async () => {
  const { from, to, third, learner } = await whoMoves()
  const page = await stage.windowOf('manager')
  await page.goto(`${stage.address}/transfer?from=${from.user.id}`)
  await page.getByRole('combobox', { name: /^Which assessor/ }).fill(nameOf(to))
  await page
    .getByRole('option', { name: nameOf(to) })
    .first()
    .click()
  await page.getByLabel('First day').fill(addDays(londonDate(Date.now()), 1))
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('button', { name: /^Plan the handover of/ }).click()

  await page.getByRole('link', { name: /^Look at planned run/ }).click()
  await page.getByRole('heading', { level: 1, name: /^Planned transfer/ }).waitFor()
  await page.getByRole('table', { name: /^Changes of planned run/ }).waitFor()
  expect(await violationsOn(page)).toEqual([])

  await page.goto(`${stage.address}/learners/${learner}`)
  await page
    .getByRole('link', { name: new RegExp(`^${nameOf(to)} from `) })
    .first()
    .waitFor()
  expect(await violationsOn(page)).toEqual([])

  await page.goto(`${stage.address}/caseloads?role=assessor`)
  await page
    .getByRole('row')
    .filter({ hasText: nameOf(from) })
    .getByText(/^0 from /)
    .first()
    .waitFor()

  await page.getByRole('navigation').getByRole('link', { name: 'Planned' }).click()
  await page.getByText(/^The server: on /).waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('link', { name: /^Planned transfer/ }).click()
  await page.getByRole('table', { name: /^Changes of planned run/ }).waitFor()
  await giveMeanwhile(learner, third.user.id)
  await page.reload()
  await page.getByText(`Would wait: ${nameOf(third)} is there now, not ${nameOf(from)}.`).waitFor()
  await page.getByRole('button', { name: 'Take back', exact: true }).click()
  await page.getByText(/will not be carried out/).waitFor()
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('table', { name: 'What would not be carried out' }).waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: /^Take back \d+/ }).click()
  await page.getByText('Nobody: it is settled').waitFor()
  await page.goto(`${stage.address}/learners/${learner}`)
  await page.getByRole('heading', { name: 'History' }).waitFor()
  expect(await page.getByRole('link', { name: new RegExp(`^${nameOf(to)} from `) }).count()).toBe(0)
})
