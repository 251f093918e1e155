/** What holds on every page of the console, in a real browser. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { lookAround, PAGES, type World } from './pages.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage
let world: World

beforeAll(async () => {
  stage = await setBrowserStage()
  world = await lookAround(stage)
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

test('every address of the router is among the pages that are looked at here', () => {
  const router = readFileSync(join(import.meta.dirname, '../../src/web/router.tsx'), 'utf8')
  const addresses = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path)
  expect(addresses.length).toBeGreaterThan(20)
  const shown = PAGES.map(({ path }) => path(world).split('?', 1)[0])
  const without = addresses
    .filter(address => !LEADS_ON.has(address))
    .filter(address => !shown.some(path => matches(address, path ?? '')))
  expect(without).toEqual([])
})

/** Addresses that have no page of their own and lead to one. */
const LEADS_ON: ReadonlySet<string> = new Set(['/', '/settings'])

/** Whether an address of the router, such as `/people/$id`, is that of a path. What is left over is the page for no page. */
function matches(address: string, path: string): boolean {
  return new RegExp(`^${address.replace(/^\$$/, '/nowhere').replace(/\$\w+/g, '\\d+')}$`).test(path)
}

describe.each(['light', 'dark'] as const)('in %s colours', colours => {
  let page: Page
  beforeAll(async () => {
    page = await stage.windowOf('administrator', { colours })
  })
  afterAll(() => page.context().close())

  test.each(PAGES)('$name has no violation of WCAG 2.2 AA that axe can find', async ({ path, act }) => {
    await page.goto(stage.address + path(world))
    await page.waitForLoadState('networkidle')
    await act?.(page)
    expect(await violationsOn(page)).toEqual([])
  })
})

test('every page fits into 320 pixels, as at 400 % on a desktop, without scrolling sideways', async () => {
  const page = await stage.windowOf('administrator', { width: 320, height: 640 })
  for (const { name, path, act } of PAGES) {
    await page.goto(stage.address + path(world))
    await page.waitForLoadState('networkidle')
    await act?.(page)
    const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(beyond, name).toBeLessThanOrEqual(0)
  }
  await page.context().close()
})

test('every page has one heading of the first level, which the title of the window repeats and the focus goes to', async () => {
  const page = await stage.windowOf('administrator')
  await page.goto(`${stage.address}/caseloads`)
  await page.getByRole('heading', { level: 1, name: 'Caseloads' }).waitFor()
  for (const name of ['Coverage', 'Runs', 'Evidence', 'Import', 'Caseloads']) {
    await page.getByRole('navigation').getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.title()).toBe(`${name} – Caseload`)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect(await page.evaluate('document.activeElement.textContent')).toBe(name)
  }
  await page.context().close()
})
