/** A table that is longer than a window, in a real browser. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

test('a run of thousands of changes holds few rows in the document, goes on as one scrolls, and says where each row stands', async () => {
  const api = await apiOf(stage)
  const { runs } = await api.request('/runs?limit=200')
  const [longest] = runs.toSorted((a: Length, b: Length) => b.last - b.first - (a.last - a.first))
  await api.close()
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/runs/${longest.id}`)
  const rows = page.locator('.data-table tbody tr:not(.spacer)')
  await rows.first().waitFor()
  const last = async () => Number(await rows.last().getAttribute('aria-rowindex'))
  for (const beyond of [150, 450, 900]) {
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End')
          return last()
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(beyond)
    expect(await rows.count()).toBeLessThan(100)
  }
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('-1')
  // Rows that are still arriving move what is in sight.
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Home')
  await expect.poll(() => rows.first().getAttribute('aria-rowindex')).toBe('2')
  // What takes the room of rows out of sight is no row to a screen reader, and every cell stands under its header.
  const table = page.getByRole('table')
  const named = await table.getByRole('row').count()
  expect(named).toBe((await rows.count()) + 1)
  expect(await table.getByRole('columnheader').count()).toBe(await rows.first().locator('th, td').count())
  expect(await rows.first().getByRole('rowheader').count()).toBe(1)
  expect(await violationsOn(page)).toEqual([])
  // A link that has the focus can be followed with the keyboard alone, far down as well.
  await rows.first().getByRole('link').first().press('Tab')
  for (let tabs = 0; tabs < 60; tabs += 1) await page.keyboard.press('Tab')
  const focusedRow = await page.evaluate<string | null>(
    'document.activeElement.closest("tr")?.getAttribute("aria-rowindex") ?? null',
  )
  expect(Number(focusedRow)).toBeGreaterThan(15)
  await page.context().close()
})

interface Length {
  first: number
  last: number
}
