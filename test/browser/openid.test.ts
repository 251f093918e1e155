/** Signing in with the service of somebody else, in a real browser against a real service: the button, their pages, and back. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createOpenId, OPENID_RETURN } from '../../src/app/openid.ts'
import { SECRET, startService } from '../openid-service.ts'
import { type BrowserStage, setBrowserStage, violationsOn } from './stage.ts'

/** Who has accounts there. */
const ACCOUNTS: Record<string, Record<string, unknown>> = {
  stranger: { email: 'stranger@example.org', email_verified: true, name: 'Somebody Else' },
}

let stage: BrowserStage
let service: Awaited<ReturnType<typeof startService>>

beforeAll(async () => {
  stage = await setBrowserStage()
  service = await startService(stage.address + OPENID_RETURN, ACCOUNTS)
  stage.server.services.openid = createOpenId({
    ...{
      issuer: service.issuer,
      clientId: 'caseload',
      clientSecret: SECRET,
      name: 'Fellside',
      roles: undefined,
    },
  })
})
afterEach(() => {
  // The service's own pages are at another host, and ask for fonts that are not to be had here.
  const isTheirs = (text: string) =>
    text.includes(service.issuer) || text.includes('fonts.') || text.includes('ERR_NAME_NOT_RESOLVED')
  const ours = stage.complaints([401]).filter(text => !isTheirs(text))
  expect(ours).toEqual([])
})
afterAll(async () => {
  await service.close()
  await stage.close()
})

/** Presses the button, and signs in on the pages of the service, as it asks. */
async function signInThere(page: Page, account: string): Promise<void> {
  await page.goto(`${stage.address}/sign-in`)
  await page.getByRole('link', { name: /Fellside/ }).press('Enter')
  await page.waitForURL(url => url.href.startsWith(service.issuer))
  await page.locator('input[name=login]').fill(account)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' })
  await page.locator('button[type=submit]').click()
}

test('whoever is let in presses the button, signs in there, and is back signed in', async () => {
  const { email } = await stage.admit('manager')
  ACCOUNTS.known = { email, email_verified: true }
  const page = await stage.window()
  await page.goto(`${stage.address}/sign-in`)
  await page.getByRole('link', { name: /Fellside/ }).waitFor()
  expect(await violationsOn(page)).toEqual([])
  await signInThere(page, 'known')
  await page.getByRole('heading', { name: 'Caseloads' }).waitFor()
  expect(new URL(page.url()).origin).toBe(stage.address)
  await page.goto(`${stage.address}/account`)
  await page.getByText(email).first().waitFor()
  await page.context().close()
})

test('whoever is not known is refused in plain words, and is not signed in', async () => {
  const page = await stage.window({ width: 320, colours: 'dark' })
  await signInThere(page, 'stranger')
  await page.waitForURL(url => url.href.startsWith(stage.address))
  await page.getByText('nobody has let you in here').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await page.goto(`${stage.address}/caseloads`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.context().close()
})
