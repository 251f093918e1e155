/** A leaver's learners handed over to three colleagues, and an IQA set on many learners, in a real browser. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { issueToken } from '../../src/app/tokens.ts'
import { isProblem } from '../../src/domain/problem.ts'
import { SCOPES } from '../../src/domain/scope.ts'
import { createClient } from '../../src/sdk/client.ts'
import type { Caseload } from '../../src/sdk/types.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage
let assessors: readonly Caseload[]

beforeAll(async () => {
  stage = await setBrowserStage()
  assessors = await largestCaseloads()
})
afterEach(() => expect(stage.complaints([409, 422])).toEqual([]))
afterAll(() => stage.close())

async function clientOf(): Promise<ReturnType<typeof createClient>> {
  const made = await issueToken(stage.server.services, {
    ...{ name: 'test', scopes: [...SCOPES], organisations: null, callLimit: 100_000, expiresAt: null },
  })
  if (isProblem(made)) throw new Error(made.sentence)
  return createClient({ baseUrl: stage.address, token: made.secret })
}

/** Assessors of one organisation, those with the most learners first. */
async function largestCaseloads(): Promise<Caseload[]> {
  const client = await clientOf()
  const { caseloads } = await client.listCaseloads({ role: 'assessor', limit: 200 })
  const [first] = caseloads
  return caseloads
    .filter(
      ({ organisation, user }) =>
        organisation === first?.organisation && user.kind === 'assessor' && !user.archived && !user.flagged,
    )
    .toSorted((a, b) => b.learners - a.learners)
}

const nameOf = ({ user }: Caseload) => `${user.firstName} ${user.lastName}`

/** An expression for the page: what the element that has the focus is called. */
const NAME_OF_FOCUSED = `(focused =>
  focused?.labels?.[0]?.textContent ?? focused?.getAttribute('aria-label') ?? focused?.textContent ?? ''
)(document.activeElement)`

/** Presses Tab until something with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(NAME_OF_FOCUSED)
    if (name.test(focused)) return
  }
  throw new Error(`Nothing called ${name} could be reached with the Tab key.`)
}

/** Types a name into the box that has the focus and chooses the first who fits. */
async function typeAndChoose(page: Page, somebody: Caseload): Promise<void> {
  await page.keyboard.type(nameOf(somebody))
  await page
    .getByRole('option', { name: nameOf(somebody) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Takes over' }).getByText(nameOf(somebody)).waitFor()
}

test('a leaver’s learners go to three colleagues by their targets, with the keyboard alone, and come back', async () => {
  const [leaver, ...colleagues] = assessors as [Caseload, ...Caseload[]]
  const page = await stage.windowOf('manager')
  await page.goto(`${stage.address}/people/${leaver.user.id}`)
  await page.getByRole('heading', { name: nameOf(leaver) }).waitFor()
  await tabTo(page, /^Transfer$/)
  while (!(await page.evaluate<string>('document.activeElement?.href ?? ""')).includes('from='))
    await tabTo(page, /^Transfer$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `Transfer from ${nameOf(leaver)}` }).waitFor()
  await tabTo(page, /^Which assessor/)
  for (const [index, colleague] of colleagues.slice(0, 3).entries()) {
    if (index > 0) await tabTo(page, /^Somebody else as well/)
    await typeAndChoose(page, colleague)
  }
  expect(await violationsOn(page)).toEqual([])
  await tabTo(page, /^See what would change$/)
  await page.keyboard.press('Enter')

  await page.getByText('Nothing is changed yet').waitFor()
  expect(await violationsOn(page)).toEqual([])
  const table = page.getByRole('table', { name: 'How much everybody holds before and after' })
  const leaverRow = table.getByRole('row').filter({ hasText: nameOf(leaver) })
  expect(await leaverRow.textContent()).toContain(String(leaver.learners))
  await page.keyboard.press('Enter')

  await page.getByText(/handed over\./).waitFor()
  expect(await violationsOn(page)).toEqual([])
  const client = await clientOf()
  const held = await client.listUserCaseload({ user: leaver.user.id })
  expect(held.learners).toBe(0)

  await tabTo(page, /^Undo this run$/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'See what would change' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/would be taken back/).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/runs\/\d+$/)
  const back = await client.listUserCaseload({ user: leaver.user.id })
  expect(back.learners).toBe(leaver.learners)
})

test('what has changed since the check is told, and nothing is handed over', async () => {
  const [leaver, colleague, third] = assessors as [Caseload, Caseload, Caseload]
  const page = await stage.windowOf('manager')
  await page.goto(`${stage.address}/transfer?from=${leaver.user.id}`)
  await page.getByRole('combobox', { name: /^Which assessor/ }).focus()
  await typeAndChoose(page, colleague)
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByText('Nothing is changed yet').waitFor()
  const client = await clientOf()
  const { held } = await client.listUserCaseload({ user: leaver.user.id, limit: 1 })
  const { run } = await client.requestChanges({
    changes: [{ learner: held[0]!.learner.id, level: 'default', role: 'assessor', after: third.user.id }],
  })
  await page.getByRole('button', { name: /^Hand over/ }).click()
  await page.getByText('Nothing was handed over').waitFor()
  await page.getByRole('button', { name: 'Look again at what would change' }).click()
  await page.getByRole('button', { name: /^Hand over/ }).waitFor()
  await client.undoRun({ run: run! })
})

test('an observer is set on all learners that a filter leaves', async () => {
  const client = await clientOf()
  const { caseloads } = await client.listCaseloads({ role: 'observer', limit: 200 })
  const observer = caseloads.find(({ user }) => !user.archived && !user.flagged)!
  const { total } = await client.listLearners({ organisation: observer.organisation, limit: 1 })
  const page = await stage.windowOf('manager')
  await page.goto(`${stage.address}/allocate?organisation=${observer.organisation}`)
  await page.getByLabel('As', { exact: true }).selectOption('observer')
  await page.getByRole('combobox', { name: /^Which observer/ }).fill(nameOf(observer))
  await page
    .getByRole('option', { name: nameOf(observer) })
    .first()
    .click()
  await page.getByLabel(`Choose all ${total!.toLocaleString('en-GB')} that fit`).check()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByText('Nothing is changed yet').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: /^Change [\d,]+ allocation/ }).click()
  await page.getByText(/allocations? changed\./).waitFor()
  const { slots } = await client.listUserCaseload({ user: observer.user.id, limit: 1 })
  expect(slots.additional).toBeGreaterThan(observer.slots.additional)
})

test('a viewer is told that they may change nothing, and finds neither page in the navigation', async () => {
  const page = await stage.windowOf('viewer', { colours: 'dark' })
  await page.goto(`${stage.address}/transfer`)
  await page.getByText('You may look, and change nothing.').waitFor()
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Transfer' }).count()).toBe(0)
  expect(await violationsOn(page)).toEqual([])
})
