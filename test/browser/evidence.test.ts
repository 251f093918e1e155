/** Evidence in a real browser: found, looked at, taken along as a file that agrees with the history, and noted. */
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readEvidenceFile } from '../../src/evidence/file.ts'
import { type BrowserStage, setBrowserStage } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints()).toEqual([]))
afterAll(() => stage.close())

test('a viewer finds a learner with the keyboard, sees who was responsible, and takes the PDF along', async () => {
  const page = await stage.windowOf('viewer')
  await page.goto(`${stage.address}/evidence`)
  await page.getByText('Nobody is chosen yet.').waitFor()
  await page.getByRole('combobox', { name: 'Or one learner' }).fill('una marchmont')
  await page
    .getByRole('option', { name: /Una Marchmont/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  const table = page.getByRole('table', { name: 'Who was responsible' })
  await table.getByText('The learner as a whole').first().waitFor()
  expect(new URL(page.url()).searchParams.get('learner')).toMatch(/^\d+$/)

  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as PDF' }).press('Enter')
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^evidence-learner-\d+-.*\.pdf$/)
  const read = await readEvidenceFile(readFileSync(await download.path()))
  expect(read.asWritten).toBe(true)
  expect(read.document.rows.map(row => row.learnerName)).toContain('Una Marchmont')

  const files = page.getByRole('table', { name: 'Files that were made' })
  await files.getByText('Una Marchmont').waitFor()
  expect(await files.getByRole('row').nth(1).textContent()).toContain(read.document.question.by)
  await page.context().close()
})

test('a manager of one centre has evidence of it and of no other', async () => {
  const page = await stage.windowOf('manager', { organisations: [1] })
  await page.goto(`${stage.address}/evidence?organisation=1`)
  await page.getByRole('table', { name: 'Who was responsible' }).waitFor()
  const options = await page.getByLabel('Organisation').locator('option').allTextContents()
  expect(options).toHaveLength(2)
  await page.goto(`${stage.address}/evidence?organisation=2`)
  await page.getByText('The history could not be read').waitFor()
  expect(stage.complaints([422])).toEqual([])
  await page.context().close()
})
