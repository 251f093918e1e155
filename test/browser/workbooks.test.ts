/** Lists taken along as workbooks, in a real browser: pressed, downloaded, read back, noted. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { byHeader, readWorkbook } from '../workbook.ts'
import { type BrowserStage, setBrowserStage } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

/** Presses the button, and reads the file that comes. */
async function download(page: Page) {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as workbook' }).press('Enter')
  const file = await coming
  return { name: file.suggestedFilename(), sheets: await readWorkbook(readFileSync(await file.path())) }
}

test('a viewer takes the caseloads along as they are narrowed, then one of them, and what is amiss', async () => {
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/caseloads?role=iqa`)
  const shown = page.getByRole('status').filter({ hasText: /^[\d,]+ people$/ })
  const people = Number((await shown.textContent())?.replace(/\D/g, ''))
  const list = await download(page)
  expect(list.name).toMatch(/^caseloads-\d{4}-\d\d-\d\d\.xlsx$/)
  const staff = byHeader(list.sheets.Caseloads ?? [])
  expect(staff).toHaveLength(people)
  expect(new Set(staff.map(row => row.Account))).toEqual(new Set(['IQA']))

  const holder = staff.find(row => Number(row.Learners) > 0)
  await page.goto(`${stage.address}/people/${holder?.['Person number']}`)
  const one = await download(page)
  expect(one.name).toMatch(new RegExp(`^caseload-${holder?.['Person number']}-`))
  const held = byHeader(one.sheets.Caseload ?? [])
  const live = held.filter(row => row.Archived === '').map(row => row['Learner number'])
  expect(new Set(live).size).toBe(Number(holder?.Learners))
  expect(held.every(row => /^\d{4}-\d\d-\d\d$/.test(row.Since ?? ''))).toBe(true)

  await page.goto(`${stage.address}/coverage?finding=no-iqa&organisation=1`)
  const amiss = byHeader((await download(page)).sheets.Coverage ?? [])
  expect(amiss.length).toBeGreaterThan(0)
  expect(new Set(amiss.map(row => row.Problem))).toEqual(new Set(['No IQA']))
  expect(new Set(amiss.map(row => row.Organisation)).size).toBe(1)

  await page.goto(`${stage.address}/evidence`)
  const notes = page.getByRole('table', { name: 'Workbooks that were downloaded' })
  await notes.getByText('Coverage', { exact: true }).first().waitFor()
  expect(await notes.getByRole('row').count()).toBeGreaterThanOrEqual(5)
  await page.context().close()
})
