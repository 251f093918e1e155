/** Gaps and conflicts: how many there were, and one of them fixed, in a real browser. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apiOf } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

const KEYS = ['withoutIqa', 'withoutAssessor', 'assessesAndAssures', 'heldByArchived'] as const
type Counts = Readonly<Record<(typeof KEYS)[number], number>>

/** What the server counted, all organisations together, the earliest month first. */
async function counted(): Promise<{ month: string; learners: number; counts: Counts }[]> {
  const api = await apiOf(stage, 'viewer')
  const rows: { month: string; learners: number; counts: Counts }[] = []
  for (let cursor = ''; ; ) {
    const page = await api.request(`/coverage/months${cursor}`)
    rows.push(...page.months)
    if (page.next === null) break
    cursor = `?cursor=${encodeURIComponent(page.next)}`
  }
  await api.close()
  const months = [...Map.groupBy(rows, ({ month }) => month)]
  return months
    .map(([month, parts]) => ({
      month,
      learners: parts.reduce((sum, { learners }) => sum + learners, 0),
      counts: Object.fromEntries(
        KEYS.map(key => [key, parts.reduce((sum, part) => sum + part.counts[key], 0)]),
      ) as Counts,
    }))
    .toSorted((a, b) => a.month.localeCompare(b.month))
}

/** An expression for the page: what the dots of the chart stand for, by the lines of its axis, one list for each series. */
const DRAWN = `(svg => {
  const ticks = [...svg.querySelectorAll('g > text.tick')].map(text => [
    Number(text.textContent.replaceAll(',', '')), Number(text.getAttribute('y'))
  ])
  const [[low, bottom], [high, top]] = [ticks[0], ticks.at(-1)]
  return [0, 1, 2, 3].map(series => [...svg.querySelectorAll('circle.series-' + series)].map(dot =>
    low + (high - low) * (bottom - Number(dot.getAttribute('cy'))) / (bottom - top)))
})(document.querySelector('.chart svg'))`

test('the lines and the figures beneath them are what the server counted', async () => {
  const months = await counted()
  expect(months.length).toBe(12)
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/coverage`)
  await page.locator('.chart circle').first().waitFor()
  const drawn = await page.evaluate<number[][]>(DRAWN)
  expect(drawn.map(values => values.map(Math.round))).toEqual(
    KEYS.map(key => months.map(({ counts }) => counts[key])),
  )

  await page.getByText('The figures').press('Enter')
  const table = page.getByRole('table', {
    name: 'Learners with each gap or conflict at the end of each month',
  })
  await table.waitFor()
  const rows = await table.locator('tbody tr').all()
  const shown = []
  for (const row of rows) shown.push((await row.locator('td').allTextContents()).slice(0, 5).map(numberIn))
  expect(shown).toEqual(months.map(({ learners, counts }) => [learners, ...KEYS.map(key => counts[key])]))
  expect(await violationsOn(page)).toEqual([])
  await page.context().close()
})

function numberIn(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** Opens the dialogue that fixes the first finding in the list, and says what it is about. */
async function beginToFix(page: Page): Promise<string> {
  const fix = page.getByRole('button', { name: /^Fix: / }).first()
  await fix.waitFor()
  const about = (await fix.getAttribute('aria-label')) ?? ''
  await fix.press('Enter')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  return about.replace('Fix: ', '')
}

test('a gap is fixed where it stands, with the keyboard alone, and is gone from the list', async () => {
  const page = await stage.windowOf('manager')
  await page.goto(`${stage.address}/coverage?finding=no-iqa`)
  const about = await beginToFix(page)
  const first = page.locator('.data-table tbody tr').first()
  const learner = await first.getByRole('link').first().textContent()
  const gaps = await first.getByRole('button', { name: /^Fix: / }).count()
  expect(await violationsOn(page)).toEqual([])

  // Escape leaves everything as it is, and the focus where it was.
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(`Fix: ${about}`)
  await page.keyboard.press('Enter')
  await page.keyboard.type('perpetua')
  await page.getByRole('option', { name: /Perpetua Oakenshaw-Bligh/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Afterwards:').waitFor()
  expect(await page.getByRole('dialog').textContent()).toContain('Now: nobody')
  await page.keyboard.press('Enter')
  await page.getByText('The change is made.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const row = page.locator('.data-table tbody tr', { hasText: learner ?? '' })
  await expect.poll(() => row.getByRole('button', { name: /^Fix: / }).count()).toBeLessThan(gaps)
  await page.context().close()
})
