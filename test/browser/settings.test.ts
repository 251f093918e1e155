/** People, tokens, webhooks and words, in a real browser. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type BrowserStage, PASSWORD, setBrowserStage, violationsOn } from './stage.ts'

let stage: BrowserStage

beforeAll(async () => {
  stage = await setBrowserStage()
})
afterEach(() => expect(stage.complaints([400, 401, 403, 422])).toEqual([]))
afterAll(() => stage.close())

test('somebody is let in, signs in with the link, and is out again once disabled', async () => {
  const page = await stage.windowOf('administrator')
  await page.goto(`${stage.address}/settings/people`)
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Morwenna Hale')
  await dialog.getByLabel('Email address').fill('morwenna@example.org')
  await dialog.getByLabel('Role').selectOption('viewer')
  await page.keyboard.press('Enter')
  const link = await page.locator('code.once').textContent()
  await page.getByRole('button', { name: 'Close' }).click()

  const other = await stage.window()
  await other.goto(link!)
  await other.getByLabel('New password').fill(PASSWORD)
  await other.keyboard.press('Enter')
  await other.getByRole('heading', { name: 'Caseloads' }).waitFor()
  await other.goto(`${stage.address}/settings/people`)
  await other.getByText('The settings are for administrators.').waitFor()

  await page.getByRole('button', { name: 'Change Morwenna Hale' }).click()
  await page.getByLabel('May not sign in').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row').filter({ hasText: 'Morwenna Hale' }).getByText('disabled').waitFor()
  await other.goto(`${stage.address}/runs`)
  await other.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('a token is shown once, signs in, and is refused once revoked', async () => {
  const page = await stage.windowOf('administrator')
  await page.goto(`${stage.address}/settings/tokens`)
  await page.getByRole('button', { name: 'Make a token' }).click()
  await page.getByLabel('What it is for').fill('Night sync')
  await page.getByLabel('Change who is allocated to learners').check()
  await page.getByRole('button', { name: 'Make it' }).click()
  const secret = (await page.locator('code.once').textContent())!
  await page.getByRole('button', { name: 'Close' }).click()
  const signIn = () =>
    fetch(`${stage.address}/api/v2.1/Authentication`, {
      method: 'POST',
      headers: { 'X-CustomerToken': secret },
    })
  expect((await signIn()).status).toBe(200)
  await page.getByRole('button', { name: 'Revoke Night sync' }).click()
  await page.getByRole('button', { name: 'Revoke it' }).click()
  await page.getByText('is revoked.').waitFor()
  expect((await signIn()).status).toBe(401)
})

test('a webhook is added, is sent a message, and is removed', async () => {
  const heard: (string | undefined)[] = []
  const ear = createServer((request, response) => {
    heard.push(request.headers['webhook-id'] as string | undefined)
    response.writeHead(204).end()
  })
  await new Promise<void>(resolve => ear.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/told`
  try {
    const page = await stage.windowOf('administrator')
    await page.goto(`${stage.address}/settings/webhooks`)
    await page.getByText('There are no webhooks.').waitFor()
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    await page.getByLabel('Address').fill(url)
    await page.getByRole('button', { name: 'Add it' }).click()
    expect(await page.locator('code.once').textContent()).toMatch(/^whsec_/)
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: `Test ${url}` }).click()
    await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(1)
    await page.getByRole('button', { name: `Remove ${url}` }).click()
    await page.getByText('There are no webhooks.').waitFor()
  } finally {
    ear.close()
  }
})

test('words are changed, and the password is changed by whoever knows the one until now', async () => {
  const page = await stage.windowOf('administrator')
  await page.goto(`${stage.address}/settings/terms`)
  await page.getByLabel('Assessor').fill('tutor')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Pages show these words from now on.').waitFor()
  await page.getByRole('link', { name: 'Caseloads' }).click()
  expect(await page.getByLabel('Role').textContent()).toContain('Tutor')

  const { link } = await stage.admit('viewer')
  const own = await stage.window()
  await own.goto(link)
  await own.getByLabel('New password').fill(PASSWORD)
  await own.keyboard.press('Enter')
  await own.getByRole('heading', { name: 'Caseloads' }).waitFor()
  await own.goto(`${stage.address}/account`)
  await own.getByLabel('Current password').fill('somebody else’s words')
  await own.getByLabel('New password').fill('lantern gravel heron')
  await own.getByRole('button', { name: 'Set password' }).click()
  await own.getByText('The password stays as it was').waitFor()
  await own.getByLabel('Current password').fill(PASSWORD)
  await own.getByRole('button', { name: 'Set password' }).click()
  await own.getByText('The password is set.').waitFor()
  await own.getByRole('button', { name: 'Sign out everywhere' }).click()
  await own.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('an MIS officer changes the limits that guard a plan, and a manager does not', async () => {
  const page = await stage.windowOf('mis-officer')
  await page.goto(`${stage.address}/caseloads`)
  await page.getByRole('link', { name: 'Limits' }).click()
  await page.getByText('These are the usual limits').waitFor()
  expect(await violationsOn(page)).toEqual([])
  const ofPerson = page.getByRole('group', { name: 'Of one person' })
  expect(await ofPerson.getByLabel('Share, in per cent').inputValue()).toBe('25')
  await ofPerson.getByLabel('Number of removals').fill('2')
  await ofPerson.getByLabel('Share, in per cent').fill('7.5')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByText(/^Set .* by /).waitFor()
  await page.reload()
  await page.getByText(/^Set .* by /).waitFor()
  expect(await ofPerson.getByLabel('Number of removals').inputValue()).toBe('2')
  expect(await ofPerson.getByLabel('Share, in per cent').inputValue()).toBe('7.5')

  const manager = await stage.windowOf('manager', { width: 320, colours: 'dark' })
  await manager.goto(`${stage.address}/settings/limits`)
  await manager.getByText('The limits are for MIS officers and administrators.').waitFor()
  const officer = await stage.windowOf('mis-officer', { width: 320, colours: 'dark', organisations: [1] })
  await officer.goto(`${stage.address}/settings/limits`)
  await officer.getByRole('button', { name: 'Save' }).click()
  await officer.getByText('The limits stay as they were').waitFor()
  expect(await officer.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  expect(await violationsOn(officer)).toEqual([])
})
