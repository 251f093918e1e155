/** The import on the page, in a real browser: by keyboard alone, over the end of a session and over a restart of the server. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { workbookOf } from '../../src/report/xlsx.ts'
import type { Tx } from '../../src/storage/database.ts'
import { assignments } from '../../src/storage/history.ts'
import { select, update } from '../../src/storage/records.ts'
import { users } from '../../src/storage/users.ts'
import { composeReturn, learner, programme } from '../samples/return.ts'
import { ENGINES } from '../stage.ts'
import { type BrowserStage, PASSWORD, setBrowserStage, violationsOn } from './stage.ts'

const MATRIX = join(import.meta.dirname, '../../docs/allocation-matrix.csv')

/** The same sheet as the workbook that an officer keeps: a title over it, and a column that is called in their own way. */
async function workbook(): Promise<Buffer> {
  const [head = '', ...rows] = readFileSync(MATRIX, 'utf8').trim().split(/\r?\n/)
  const cells = (line: string) => line.split(',').map(cell => cell.replaceAll('"', ''))
  const renamed = cells(head).map(name => (name === 'Main Assessor' ? 'Skills Guru' : name))
  return workbookOf([
    { name: 'Allocations', rows: [['Who is beside whom, autumn'], renamed, ...rows.map(cells)] },
  ])
}

/** Goes on with the Tab key until this has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  await goal.first().waitFor()
  for (let presses = 0; presses < 150; presses += 1) {
    if ((await goal.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not come to ${goal}.`)
}

async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  await tabTo(page, page.getByRole(role, { name }))
  await page.keyboard.press('Enter')
}

/** Chooses files with the keyboard. */
async function choose(page: Page, files: Parameters<Page['setInputFiles']>[1]): Promise<void> {
  // Begun before the key is pressed: a window that is opened before the browser has been told of it is seen by nobody.
  const opened = page.waitForEvent('filechooser')
  await tabTo(page, page.locator('input[type=file]'))
  await page.keyboard.press('Enter')
  await (await opened).setFiles(files)
}

/** A return with one learner of the provider, whose monitoring field B has the reference of another assessor than now. */
async function returnOf(stage: BrowserStage, id: number): Promise<{ xml: string; name: string }> {
  const { db } = stage.server.services.storage
  const [one] = await select(db, users, { id })
  if (!one) throw new Error(`There is no learner ${id}.`)
  const { organisation } = one
  const [held] = await select(db, assignments, { learner: id, level: 'default', role: 'assessor' })
  const staff = await select(db, users, { organisation, kind: 'assessor' })
  const to = staff.find(other => !other.archivedAt && !other.deleteRequestedAt && other.id !== held?.person)
  if (!to) throw new Error('Nobody else assesses there.')
  const work = async ({ db }: Tx) => update(db, users, { ...to, misId: 'PT07' })
  await stage.server.services.writer.run({ organisations: [organisation], work })
  const monitoring = { ProvSpecLearnMonOccur: 'B', ProvSpecLearnMon: 'PT07' }
  const xml = composeReturn({
    learners: [
      learner(String(one.misId), {
        ...{ ULN: one.uln ?? '9999999999', FamilyName: one.lastName, GivenNames: one.firstName },
        ...{ ProviderSpecLearnerMonitoring: monitoring, LearningDelivery: programme() },
      }),
    ],
  })
  return { xml, name: `${to.firstName} ${to.lastName}` }
}

describe.each(ENGINES)('an import in the browser on %s', engine => {
  let stage: BrowserStage

  beforeAll(async () => {
    stage = await setBrowserStage(engine)
  })
  afterEach(() => {
    // A server that is started anew refuses connections for a moment.
    expect(stage.complaints([401]).filter(text => !/ERR_CONNECTION|ERR_EMPTY/.test(text))).toEqual([])
  })
  afterAll(() => stage.close())

  test('goes from the file to the result and back by keyboard alone', async () => {
    const page = await stage.windowOf('mis-officer')
    await page.goto(`${stage.address}/import`)
    await page.getByText('Nothing has been imported here yet.').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await choose(page, MATRIX)
    await press(page, 'Read the files')
    await page.getByText('7 people to confirm').waitFor()
    expect(await violationsOn(page)).toEqual([])

    await press(page, /^It is Isolde Marrowby/)
    await page.getByText('1 of 7 questions answered').waitFor()
    await press(page, 'Accept every strong suggestion')
    await page.getByText('7 of 7 questions answered').waitFor()
    await press(page, 'Use the answers and read again')
    await press(page, 'Apply 13 changes')
    await page.getByText('Applied: 13 changes made').waitFor()
    await page.getByRole('table', { name: 'results' }).waitFor()
    expect(await violationsOn(page)).toEqual([])

    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download as workbook')])
    expect(download.suggestedFilename()).toMatch(/^import-\d+-result\.xlsx$/)
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')

    await press(page, 'Take back')
    await page.getByRole('dialog', { name: 'Take back 13 changes?' }).waitFor()
    await page.keyboard.press('Tab')
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'See what would change' }))
    await page.keyboard.press('Enter')
    // The links that came along with two default employers go back, too.
    await page.getByText('15 changes would be taken back.').waitFor()
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Take back' }))
    await page.keyboard.press('Enter')
    await page.getByText('Undone: 13 changes taken back').waitFor()

    await page.goto(`${stage.address}/import`)
    const runs = page.getByRole('table', { name: 'Runs of the sync' })
    await runs.getByText('takes back run-1').waitFor()
    expect(await runs.getByText('Gwil Tanner').count()).toBe(2)
    expect(await violationsOn(page)).toEqual([])
  })

  test('takes what a column is for from the page, and keeps it by a name', async () => {
    const page = await stage.windowOf('mis-officer', { colours: 'dark', width: 390 })
    await page.goto(`${stage.address}/import`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'Allocations.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await workbook(),
    })
    await page.getByRole('button', { name: 'Read the files' }).click()
    await page.getByRole('link', { name: 'Sheets and columns' }).click()
    const guru = page.getByLabel('Read Skills Guru as')
    await guru.waitFor()
    expect(await violationsOn(page)).toEqual([])
    await guru.selectOption('Main Assessor')
    await page.getByLabel('Keep this as').fill('allocations')
    await page.getByRole('button', { name: 'Read the files again' }).click()
    await expect
      .poll(() => page.getByLabel('Read Skills Guru as').inputValue(), { timeout: 20_000 })
      .toBe('Main Assessor')
    await page.getByRole('link', { name: 'Held and notes' }).click()
    await page.locator('.data-table').waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0)
    await page.goto(`${stage.address}/import`)
    await page.getByLabel('Read them as').selectOption('allocations')
  })

  test('is told in which row the column names are, and keeps that by a name', async () => {
    const page = await stage.windowOf('mis-officer')
    await page.goto(`${stage.address}/import`)
    const sheet = [
      'Netherby weekly list,,',
      'as of Monday,,',
      'Acct,Site,Minder',
      '1067,Fablewick Netherby,1003',
    ]
    await page.locator('input[type=file]').setInputFiles({
      name: 'weekly.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${sheet.join('\n')}\n`),
    })
    await page.getByRole('button', { name: 'Read the files' }).click()
    await page.getByText('A file was refused').waitFor()
    await page.getByRole('link', { name: 'Sheets and columns' }).click()
    await page.getByRole('radio', { name: 'Row 3 has the column names' }).check()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Read the files again' }).click()
    for (const [header, meaning] of [
      ['Acct', 'User ID'],
      ['Site', 'Centre'],
      ['Minder', 'Assessor ID'],
    ] as const)
      await page.getByLabel(`Read ${header} as`).selectOption(meaning)
    await page.getByLabel('Keep this as').fill('weekly')
    await page.getByRole('button', { name: 'Read the files again' }).click()
    await page.getByRole('button', { name: 'Apply 1 change' }).waitFor()
    await page.goto(`${stage.address}/import`)
    await page.getByLabel('Read them as').selectOption('weekly')
  })

  test('takes an ILR return, told which monitoring field holds whose reference', async () => {
    const { xml, name } = await returnOf(stage, 1067)
    const page = await stage.windowOf('mis-officer')
    await page.goto(`${stage.address}/import`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'ILR-99999999-2526-20251006-120049-01.xml',
      mimeType: 'text/xml',
      buffer: Buffer.from(xml),
    })
    await page.getByRole('button', { name: 'Read the files' }).click()
    await page.getByRole('link', { name: 'Sheets and columns' }).click()
    await page.getByRole('button', { name: 'Add a monitoring field' }).click()
    await page.getByLabel('Field', { exact: true }).selectOption({ label: 'B of the learner' })
    // A return names no centre, and the provider has several.
    const said = page.getByRole('region', { name: 'Sheets and columns' })
    await said.getByLabel('Organisation').selectOption('1')
    expect(await violationsOn(page)).toEqual([])
    await said.getByRole('button', { name: 'Read the files again' }).click()
    await page.getByRole('link', { name: 'Changes' }).click()
    await page.getByText(`is replaced by ${name}`).waitFor()
    await page.getByRole('button', { name: /^Apply/ }).click()
    await page.getByText(/^Applied: /).waitFor()
  })

  test('goes on after the session has ended in the middle of it', async () => {
    const { link } = await stage.admit('mis-officer')
    const page = await stage.window()
    await page.goto(link)
    await page.getByLabel('New password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Caseloads' }).waitFor()
    await page.goto(`${stage.address}/import`)
    await page.locator('input[type=file]').setInputFiles(MATRIX)
    const signInAgain = async () => {
      await page.getByRole('dialog', { name: 'Sign in again' }).waitFor()
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Read the files' }).click()
    await signInAgain()
    // What was answered before on this server stands, so that nobody may be left to confirm.
    await page.getByRole('navigation', { name: 'Parts of the import' }).waitFor()
    await page.context().clearCookies()
    await page.getByRole('button', { name: /^Apply/ }).click()
    await signInAgain()
    await page.getByText(/^Applied: /).waitFor()
  })

  test('is not thrown back by an answer from before that comes late', async () => {
    const page = await stage.windowOf('mis-officer')
    await page.clock.install()
    await page.goto(`${stage.address}/import`)
    const sheet = 'User ID,Centre,Assessor ID\n1067,Fablewick Netherby,1003\n'
    await page.locator('input[type=file]').setInputFiles({
      name: 'late.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(sheet),
    })
    await page.getByRole('button', { name: 'Read the files' }).click()
    const apply = page.getByRole('button', { name: /^Apply/ })
    await apply.waitFor()

    // Whoever comes back to the window has it read anew; the answer is from now, and arrives once it has been applied.
    const late = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    await page.route(
      /\/imports\/\d+$/,
      async route => {
        const reply = await route.fetch()
        asked.resolve()
        await late.promise
        await route.fulfill({ response: reply })
      },
      { times: 1 },
    )
    await page.clock.fastForward(60_000)
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
    await asked.promise
    const replied = page.waitForResponse(/\/apply$/)
    await apply.click()
    await replied
    late.resolve()
    await page.getByText('Applied: 1 change made').waitFor()
  })

  test('goes on after the server was started anew while it was applied', async () => {
    const page = await stage.windowOf('mis-officer')
    await page.goto(`${stage.address}/import`)
    const sheet = 'User ID,Centre,Assessor ID\n1064,Fablewick Netherby,1003\n1065,Fablewick Netherby,1003\n'
    await page.locator('input[type=file]').setInputFiles({
      name: 'one.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(sheet),
    })
    await page.getByRole('button', { name: 'Read the files' }).click()
    const apply = page.getByRole('button', { name: /^Apply/ })
    await apply.waitFor()
    // From here on no call of the server’s own work is let in any more, so that it is cut off while it is at it.
    const { lent } = stage.server.services
    const { lend } = lent
    lent.lend = () => lend(() => new Promise(() => {}))
    await apply.click()
    await page.getByRole('progressbar', { name: 'Applying' }).waitFor()
    await stage.restart()
    await page.getByText('Applied: 1 change made').waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})
