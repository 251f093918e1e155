/** One learner: found, looked at, changed, looked back at, taken back; in a real browser, with the keyboard where a hand would. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { apiOf, lookAround, type World } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage
let world: World

beforeAll(async () => {
  stage = await setBrowserStage()
  world = await lookAround(stage)
})
afterEach(() => expect(stage.complaints([403])).toEqual([]))
afterAll(() => stage.close())

const openLearner = async (page: Page, search = '') => {
  await page.goto(`${stage.address}/learners/${world.learner}${search}`)
  await page.getByRole('heading', { name: 'History' }).waitFor()
}

/** Chooses who is to be the default assessor, up to the check. */
const chooseAssessor = async (page: Page, text: string) => {
  await page.getByRole('button', { name: 'Change the default assessor' }).click()
  const box = page.getByRole('combobox', { name: 'Who should be the assessor' })
  await box.fill(text)
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await box.press('Enter')
  await page.getByRole('button', { name: 'Make this change' }).waitFor()
}

test('anybody is found with the keyboard alone, by name, reference, learner number, address or number', async () => {
  const page = await stage.windowOf('mis-officer')
  await page.goto(`${stage.address}/runs`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('/')
  await page.getByRole('dialog', { name: 'Find anybody' }).waitFor()
  await page.keyboard.type('oakens perp')
  const option = page.getByRole('option', { name: 'Perpetua Oakenshaw-Bligh' })
  await option.waitFor()
  expect(await option.getAttribute('aria-selected')).toBe('true')
  expect(await violationsOn(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Perpetua Oakenshaw-Bligh' }).waitFor()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('zzzzzz')
  await page.getByText('Nobody found.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  const reply = await page.request.post(`${stage.address}/api/caseload/v1/people/search`, {
    headers: { 'x-caseload-console': 'page', origin: stage.address },
    data: { text: 'una marchmont', kinds: ['learner'] },
  })
  const { people } = await reply.json()
  const [una] = people
  for (const text of [una.misId, una.uln, una.email, String(una.id)]) {
    expect(text).toMatch(/./)
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text)
    await page.getByRole('option', { name: /Una Marchmont/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Una Marchmont' }).waitFor()
    expect(page.url()).toBe(`${stage.address}/learners/${una.id}`)
  }
  await page.context().close()
})

test('a change is checked before it is made, stands in the history with who made it, and is taken back', async () => {
  const page = await stage.windowOf('manager')
  await openLearner(page)
  const row = page.getByRole('row', { name: /Default assessor/ })
  const before = await row.getByRole('link').first().textContent()
  await chooseAssessor(page, 'tobias quill')
  await page.getByText('Afterwards:').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByLabel('Reason (optional)').fill('Tobias has room')
  await page.getByRole('button', { name: 'Make this change' }).click()
  await page.getByText('The change is made.').waitFor()
  await row.getByRole('link', { name: 'Tobias Quillfeather' }).waitFor()
  const latest = page.locator('.history > li').first()
  await latest.getByText('Tobias has room').waitFor()
  const told = await latest.textContent()
  expect(told).toContain('Ffion Rees')
  expect(told).toContain(`${before} → Tobias Quillfeather`)
  expect(told).toMatch(/\d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d/)
  expect(await latest.getByRole('link', { name: /^Change \d+$/ }).getAttribute('href')).toMatch(
    /\/runs\/\d+$/,
  )

  await page.getByRole('link', { name: 'Look at it or undo it' }).click()
  await page.getByRole('button', { name: 'Undo this run' }).click()
  await page.getByRole('button', { name: 'See what would change' }).press('Enter')
  await page.getByText('1 change would be taken back.').waitFor()
  await page.getByRole('button', { name: 'Undo 1 change' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: /^Undo \d+$/ }).waitFor()
  await openLearner(page)
  await row.getByRole('link', { name: before ?? '' }).waitFor()
  await page.context().close()
})

test('of two managers who change one slot at once the second sees what happened, and nothing is lost', async () => {
  const [first, second] = [await stage.windowOf('manager'), await stage.windowOf('manager')]
  await Promise.all([openLearner(first), openLearner(second)])
  await chooseAssessor(second, 'roisin gall')
  await chooseAssessor(first, 'tobias quill')
  await first.getByRole('button', { name: 'Make this change' }).click()
  await first.getByText('The change is made.').waitFor()
  await second.getByRole('button', { name: 'Make this change' }).click()
  await second.getByText('Somebody else has changed this meanwhile').waitFor()
  await second.getByRole('button', { name: 'Look at what is there now' }).click()
  await second
    .getByRole('row', { name: /Default assessor/ })
    .getByRole('link', { name: 'Tobias Quillfeather' })
    .waitFor()
  await Promise.all([first.context().close(), second.context().close()])
})

test('a day that is past shows who was there then, and leads back to now', async () => {
  const page = await stage.windowOf('viewer')
  await openLearner(page, '?on=2026-09-01')
  await page.getByText('This is how it was at the end of 1 September 2026.').waitFor()
  const observed = page.getByRole('row', { name: /^Additional IQA/ })
  expect(await observed.textContent()).toContain('nobody')
  expect(await page.getByRole('button', { name: /^Change|^Add/ }).count()).toBe(0)
  await page.getByLabel('As it was on').fill('2026-03-01')
  await page.getByText('This is how it was at the end of 1 March 2026.').waitFor()
  expect(page.url()).toContain('on=2026-03-01')
  await page.getByRole('link', { name: 'Show it as it is now' }).click()
  await page.getByText('This is how it was').waitFor({ state: 'detached' })
  expect(page.url()).toBe(`${stage.address}/learners/${world.learner}`)
  expect(await observed.textContent()).toContain('Perpetua Oakenshaw-Bligh')
  await page.context().close()
})

describe('a viewer', () => {
  test('finds no way to change anything, on no page', async () => {
    const page = await stage.windowOf('viewer')
    await openLearner(page)
    expect(await page.getByRole('button', { name: /Change|Add|Remove|Fix/ }).count()).toBe(0)
    await page.goto(`${stage.address}/runs/${world.run}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByRole('button', { name: 'Undo this run' }).count()).toBe(0)
    await page.goto(`${stage.address}/caseloads`)
    await page.getByRole('row').nth(1).waitFor()
    expect(await page.getByRole('button', { name: /Change it/ }).count()).toBe(0)
    await page.context().close()
  })

  test('is refused by the server, whatever the page', async () => {
    const api = await apiOf(stage, 'viewer')
    const change = { changes: [{ learner: world.learner, level: 'default', role: 'assessor', after: null }] }
    await expect(api.request('/changes', change)).rejects.toThrow('scope-missing')
    await api.close()
  })
})

test('a manager of one centre finds nobody of another', async () => {
  const page = await stage.windowOf('manager', { organisations: [await anotherCentre()] })
  await page.goto(`${stage.address}/learners/${world.learner}`)
  await page.getByText('The learner could not be read').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('oakenshaw')
  await page.getByText('Nobody found.').waitFor()
  expect(stage.complaints([404])).toEqual([])
  await page.context().close()
})

/** A centre in which the learner of the world is not. */
async function anotherCentre(): Promise<number> {
  const api = await apiOf(stage)
  const { learner } = await api.request(`/learners/${world.learner}/assignments`)
  const { organisations } = await api.request('/organisations')
  await api.close()
  return organisations.find(({ id }: { id: number }) => id !== learner.organisation).id
}
