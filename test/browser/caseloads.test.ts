/** The list of caseloads and one caseload, in a real browser. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type BrowserStage, setBrowserStage } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

test('nobody is hidden: archived staff, trainees, and those who hold nothing are in the list', async () => {
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/caseloads`)
  await page.getByText('120 people').waitFor()
  await page.getByRole('searchbox', { name: 'Name' }).fill('o’carrow tobin')
  await page.getByRole('row', { name: /Tobin O’Carrow.*archived/ }).waitFor()
  await page.getByRole('searchbox', { name: 'Name' }).fill('hesper')
  await page.getByRole('row', { name: /Hesper Nightjar.*trainee/ }).waitFor()
  await page.getByRole('searchbox', { name: 'Name' }).fill('nobody of this name')
  await page.getByText('Nobody fits these filters.').waitFor()
  await page.getByRole('link', { name: 'show everybody' }).click()
  await page.getByText('120 people').waitFor()
  await page.context().close()
})

test('filters and the order stand in the address, and an address brings them back', async () => {
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/caseloads`)
  await page.getByLabel('Role').selectOption('Assessor')
  await page.getByText('40 people').waitFor()
  await page.getByRole('button', { name: 'Learners' }).click()
  await page.waitForURL(/sort=-learners/)
  const address = page.url()
  expect(address).toContain('role=assessor')
  const other = await stage.windowOf('viewer')
  await other.goto(address)
  await other.getByText('40 people').waitFor()
  const figures = await other.locator('tbody tr td:nth-child(2)').allTextContents()
  expect(figures.length).toBe(40)
  expect(figures.map(Number)).toEqual(figures.map(Number).toSorted((a, b) => b - a))
  expect(await other.getByRole('columnheader', { name: 'Learners' }).getAttribute('aria-sort')).toBe(
    'descending',
  )
  await Promise.all([page.context().close(), other.context().close()])
})

test('a target is changed where it stands, with the keyboard, and the focus comes back', async () => {
  const page = await stage.windowOf('mis-officer')
  await page.goto(`${stage.address}/caseloads?name=isolde`)
  const button = page.getByRole('button', { name: /Target of Isolde Marrowby/ })
  await button.press('Enter')
  const box = page.getByLabel('Target of Isolde Marrowby')
  await box.fill('forty')
  await box.press('Enter')
  await page.getByText('Give a number of learners, or nothing.').waitFor()
  await box.fill('40')
  await box.press('Enter')
  await page.getByText('The target of Isolde Marrowby is 40 now.').waitFor()
  expect(await button.textContent()).toBe('40')
  await expect
    .poll(() => button.evaluate(element => element === element.ownerDocument.activeElement))
    .toBe(true)
  await page.context().close()
})

test('a caseload shows each learner with what is held, and leads to the learner', async () => {
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/caseloads?name=isolde`)
  await page.getByRole('link', { name: 'Isolde Marrowby' }).click()
  await page.getByRole('heading', { level: 1, name: 'Isolde Marrowby' }).waitFor()
  const learners = Number(await page.locator('.facts dd').first().textContent())
  expect(await page.locator('.data-table tbody tr').count()).toBe(learners)
  const first = page.locator('.data-table tbody tr').first().getByRole('link')
  const name = await first.textContent()
  await first.click()
  await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
  await page.context().close()
})
