/** A table that is longer than a window, in a real browser. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage } from './stage.ts'

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
  await page.context().close()
})

interface Length {
  first: number
  last: number
}
