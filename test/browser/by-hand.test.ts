/** What people stumble over when they use pages by hand: the focus, the keys, going back, pressing twice. In a real browser. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Caseload } from '../../src/sdk/types.ts'
import { apiOf, lookAround, type World } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage
let world: World
let assessors: readonly Caseload[]
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>

beforeAll(async () => {
  stage = await setBrowserStage()
  world = await lookAround(stage)
  cookies = await (await stage.windowOf('manager')).context().cookies()
  const api = await apiOf(stage)
  const { caseloads } = (await api.request('/caseloads?role=assessor&limit=200')) as { caseloads: Caseload[] }
  await api.close()
  assessors = caseloads.filter(
    ({ user, organisation }) =>
      user.kind === 'assessor' &&
      !user.archived &&
      !user.flagged &&
      organisation === caseloads[0]?.organisation,
  )
})
afterEach(() => expect(stage.complaints([409, 422])).toEqual([]))
afterAll(() => stage.close())

const nameOf = ({ user }: Caseload) => `${user.firstName} ${user.lastName}`

/** A window of one manager, who has signed in once: so many sign-ins in a row would be refused. */
async function managersWindow(look?: Parameters<BrowserStage['window']>[0]): Promise<Page> {
  const page = await stage.window(look)
  await page.context().addCookies(cookies)
  return page
}

/** What has the focus, by its text; nothing where the focus is lost. */
const focused = (page: Page) =>
  page.evaluate<string>('document.activeElement === document.body ? "" : document.activeElement.textContent')

/** Fills in a transfer from one assessor to another, up to the check. */
async function checkTransfer(page: Page, [from, to]: readonly [Caseload, Caseload]): Promise<void> {
  await page.goto(`${stage.address}/transfer?from=${from.user.id}`)
  await fillInTransfer(page, to)
}

async function fillInTransfer(page: Page, to: Caseload): Promise<void> {
  await page.getByRole('combobox', { name: /^Which assessor/ }).fill(nameOf(to))
  await page
    .getByRole('option', { name: nameOf(to) })
    .first()
    .click()
  await page.getByRole('button', { name: 'See what would change' }).press('Enter')
  await page.getByText('Nothing is changed yet').waitFor()
}

describe('the focus', () => {
  test('goes past the navigation with the first key, and to the page', async () => {
    const page = await managersWindow()
    await page.goto(`${stage.address}/caseloads`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the page')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true)
    await page.context().close()
  })

  test('is on the name of whoever was found, once they have been read', async () => {
    const page = await managersWindow()
    await page.goto(`${stage.address}/runs`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('oakenshaw perp')
    await page.getByRole('option', { name: 'Perpetua Oakenshaw-Bligh' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Perpetua Oakenshaw-Bligh' }).waitFor()
    await expect.poll(() => focused(page)).toBe('Perpetua Oakenshaw-Bligh')
    await page.getByRole('table').getByRole('link').first().press('Enter')
    await page.getByRole('heading', { name: 'History' }).waitFor()
    const name = await page.getByRole('heading', { level: 1 }).textContent()
    await expect.poll(() => focused(page)).toBe(name)
    await page.context().close()
  })

  test('goes to what is missing where a form is not complete', async () => {
    const page = await managersWindow()
    await page.goto(`${stage.address}/transfer?from=${assessors[0]?.user.id}`)
    await page.getByRole('button', { name: 'See what would change' }).press('Enter')
    await expect.poll(() => focused(page)).toBe('Choose who takes over.')
    await page.context().close()
  })

  test('is not lost between the steps of a transfer, nor after it', async () => {
    const page = await managersWindow()
    const [from, to] = assessors.slice(4, 6) as [Caseload, Caseload]
    await checkTransfer(page, [from, to])
    expect(await focused(page)).toMatch(/^Hand over/)
    // What everybody holds before and after is in sight together with the button.
    const table = page.getByRole('table', { name: 'How much everybody holds before and after' })
    expect((await table.boundingBox())?.y).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Choose differently' }).press('Enter')
    await page.getByRole('combobox', { name: /Somebody else/ }).waitFor()
    await expect.poll(() => focused(page)).toContain(`Transfer from ${nameOf(from)}`)
    await page.getByRole('button', { name: 'See what would change' }).press('Enter')
    await page.getByRole('button', { name: /^Hand over/ }).press('Enter')
    await page.getByText(/handed over\./).waitFor()
    expect(await focused(page)).toContain('handed over.')
    await page.context().close()
  })
})

describe('pressing too much', () => {
  test('a double click hands over once', async () => {
    const page = await managersWindow()
    await checkTransfer(page, assessors.slice(2, 4) as [Caseload, Caseload])
    const before = await runs()
    await page.getByRole('button', { name: /^Hand over/ }).dblclick()
    await page.getByText(/handed over\./).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await runs()).toBe(before + 1)
    await page.context().close()
  })

  test('a key that is held down asks what would change, and does not do it', async () => {
    const page = await managersWindow()
    const before = await runs()
    await page.goto(`${stage.address}/runs/${world.run}`)
    await page.getByRole('button', { name: 'Undo this run' }).press('Enter')
    const look = page.getByRole('button', { name: 'See what would change' })
    await look.waitFor()
    await page.keyboard.down('Enter')
    await page.getByText(/would be taken back/).waitFor()
    for (let times = 0; times < 5; times += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await page.getByText(/would be taken back/).waitFor()
    expect(await runs()).toBe(before)
    await page.context().close()
  })
})

/** How many runs there are. */
async function runs(): Promise<number> {
  const page = await managersWindow()
  const reply = await page.request.get(`${stage.address}/api/caseload/v1/runs?limit=200`, {
    headers: { 'x-caseload-console': 'page' },
  })
  const { runs } = await reply.json()
  await page.context().close()
  return runs.length
}

describe('going back', () => {
  test('from the check leads to what was filled in, and from there to where one was before', async () => {
    const page = await managersWindow()
    const [from, to] = assessors.slice(6, 8) as [Caseload, Caseload]
    await page.goto(`${stage.address}/people/${from.user.id}`)
    await page.getByRole('heading', { level: 1, name: nameOf(from) }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Transfer' }).click()
    await fillInTransfer(page, to)
    await page.goBack()
    await page.getByRole('list', { name: 'Takes over' }).getByText(nameOf(to)).waitFor()
    await page.getByRole('button', { name: 'See what would change' }).press('Enter')
    await page.getByText('Nothing is changed yet').waitFor()
    await page.goBack()
    await page.getByRole('list', { name: 'Takes over' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: nameOf(from), exact: true }).waitFor()
    await page.context().close()
  })

  test('from a learner leads to the list as it was filtered and sorted', async () => {
    const page = await managersWindow()
    await page.goto(`${stage.address}/caseloads?role=iqa&sort=-learners`)
    const first = page.locator('.data-table tbody tr').first().getByRole('link')
    const name = await first.textContent()
    await first.click()
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Caseloads' }).waitFor()
    expect(await page.getByLabel('Role').inputValue()).toBe('iqa')
    expect(await first.textContent()).toBe(name)
    await page.context().close()
  })
})

describe('however somebody looks at it', () => {
  test('in the high contrast of Windows, what is chosen and what is the next thing to do can be told from the rest', async () => {
    const page = await managersWindow()
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(`${stage.address}/transfer?from=${assessors[0]?.user.id}`)
    await page.getByRole('button', { name: 'See what would change' }).waitFor()
    const outlineOf = (selector: string) =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).outlineStyle`,
      )
    expect(await outlineOf('.nav a[aria-current="page"]')).toBe('solid')
    expect(await outlineOf('.button.primary')).toBe('solid')
    await page.getByRole('combobox', { name: /^Which assessor/ }).fill(nameOf(assessors[1] as Caseload))
    await page.locator('.option').first().waitFor()
    expect(await outlineOf('.option[aria-selected="true"]')).toBe('solid')
    expect(await violationsOn(page)).toEqual([])
    await page.context().close()
  })

  test('on paper there is the page, without what is around it', async () => {
    const page = await managersWindow()
    await page.goto(`${stage.address}/people/${world.assessor}`)
    await page.getByRole('table').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Find anybody' }).isVisible()).toBe(false)
    expect(await page.getByRole('table').isVisible()).toBe(true)
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('at 320 pixels a transfer can be checked and read without scrolling sideways', async () => {
    const page = await managersWindow({ width: 320, height: 640 })
    await checkTransfer(page, assessors.slice(8, 10) as [Caseload, Caseload])
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0)
    expect(await violationsOn(page)).toEqual([])
    await page.context().close()
  })
})
