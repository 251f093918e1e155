/** What people of each kind get to see, on every page of the console and in every answer that its pages ask for. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { apiOf, lookAround, PAGES, type World } from './pages.ts'
import { type BrowserStage, setBrowserStage } from './stage.ts'

let stage: BrowserStage
let world: World

beforeAll(async () => {
  stage = await setBrowserStage()
  world = await lookAround(stage)
})
afterEach(() => expect(stage.complaints([403, 404])).toEqual([]))
afterAll(() => stage.close())

/** Goes to a page and waits until it is all there. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(stage.address + path)
  await page.waitForLoadState('networkidle')
}

/** An expression for the page: all its text, whether seen or only read out. */
const ALL_TEXT = `[document.title, document.body.textContent, ...[...document.querySelectorAll(
  '[aria-label], [placeholder], [title], input'
)].flatMap(element => [
  element.getAttribute('aria-label'), element.getAttribute('placeholder'), element.title, element.value
])].join(' \\n ')`

interface Somebody {
  user: { firstName: string; lastName: string }
  organisation: number
}

/** Full names of staff of one organisation or of the others. */
async function staff(): Promise<Map<number, string[]>> {
  const api = await apiOf(stage, 'administrator')
  const { caseloads } = (await api.request('/caseloads?limit=200')) as { caseloads: Somebody[] }
  const names = new Map<number, string[]>()
  for (const { user, organisation } of caseloads) {
    names.set(organisation, [...(names.get(organisation) ?? []), `${user.firstName} ${user.lastName}`])
  }
  await api.close()
  return names
}

/** Names of learners by organisation, as many as a page of the list holds of each. */
async function learners(organisation: number): Promise<string[]> {
  const api = await apiOf(stage, 'administrator')
  const found = await api.request(`/learners?organisation=${organisation}&limit=200`)
  await api.close()
  return found.learners.map(
    ({ learner }: { learner: Somebody['user'] }) => `${learner.firstName} ${learner.lastName}`,
  )
}

describe('a manager of one centre', () => {
  test('is shown and sent no name of anybody at another, on any page', async () => {
    const byCentre = await staff()
    const [own = 0, ...others] = [...byCentre.keys()]
    const mine = new Set([...(byCentre.get(own) ?? []), ...(await learners(own))])
    const foreign = others.flatMap(centre => byCentre.get(centre) ?? [])
    for (const centre of others) foreign.push(...(await learners(centre)))
    const theirs = foreign.filter(name => !mine.has(name))
    expect(theirs.length).toBeGreaterThan(200)

    const page = await stage.windowOf('manager', { organisations: [own] })
    const sent: { url: string; body: string }[] = []
    await page.route('**/api/**', async route => {
      const response = await route.fetch()
      sent.push({ url: response.url(), body: plain(await response.text()) })
      await route.fulfill({ response })
    })
    const leaks: string[] = []
    const look = (where: string, text: string) =>
      leaks.push(...theirs.filter(name => text.includes(name)).map(name => `${where}: ${name}`))
    for (const { name, path } of PAGES) {
      await open(page, path(world))
      look(name, await page.evaluate<string>(ALL_TEXT))
    }
    for (const { url, body } of sent) look(url, body)
    expect(sent.length).toBeGreaterThan(PAGES.length)
    expect(leaks).toEqual([])
    await page.context().close()
  })
})

/** An answer in which first and last names stand beside each other, as they do on a page. */
function plain(body: string): string {
  const pairs = [...body.matchAll(/"firstName":"([^"]*)","lastName":"([^"]*)"/g)]
  return [body, ...pairs.map(([, first, last]) => `${first} ${last}`)].join('\n')
}

/** Buttons that change something or begin to. */
const CHANGES =
  /^(Change|Add\b|Remove|Fix|Undo|Hand over|Apply|Approve|Allocate|Delete|Carry out|Take back|Save|Make|See what would change|Read the files|Use the answers|Accept|Target of)/

describe('a viewer', () => {
  test('is offered nothing that changes anything, on any page', async () => {
    const page = await stage.windowOf('viewer')
    for (const { name, path } of PAGES.filter(({ name }) => !OWN.has(name))) {
      await open(page, path(world))
      const buttons = await page
        .getByRole('button')
        .evaluateAll(elements =>
          elements.map(element => element.getAttribute('aria-label') ?? element.textContent ?? ''),
        )
      const offered = buttons.filter(button => CHANGES.test(button.trim()))
      expect(offered, name).toEqual([])
    }
    await page.context().close()
  })
})

/** Pages on which a viewer changes what is theirs alone: their password. */
const OWN: ReadonlySet<string> = new Set(['account', 'sign-in'])

describe('the words of the provider', () => {
  const THEIRS = {
    learner: 'apprentice',
    assessor: 'tutor',
    iqa: 'IV',
    employer: 'line manager',
    observer: 'witness',
  }
  /** Pages that show a file in its own words, or are about the words themselves. */
  const FOREIGN: ReadonlySet<string> = new Set([
    ...['import-people', 'import-changes', 'import-notes', 'import-columns', 'settings-words', 'sign-in'],
  ])

  test('stand on every page in place of the usual ones', async () => {
    const page = await stage.windowOf('administrator')
    await open(page, '/settings/terms')
    for (const [role, word] of Object.entries(THEIRS)) {
      await page.getByLabel(USUAL[role] ?? '', { exact: true }).fill(word)
    }
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Pages show these words from now on.').waitFor()
    const left: string[] = []
    for (const { name, path } of PAGES.filter(({ name }) => !FOREIGN.has(name))) {
      await open(page, path(world))
      const text = await page.evaluate<string>(ALL_TEXT)
      for (const [said] of text.matchAll(/.{0,40}\b(assessor|IQA|employer|observer)s?\b.{0,20}/gi))
        left.push(`${name}: ${said}`)
    }
    expect(left).toEqual([])
    await page.context().close()
  })
})

const USUAL: Readonly<Record<string, string>> = {
  learner: 'Learner',
  assessor: 'Assessor',
  iqa: 'IQA',
  employer: 'Employer',
  observer: 'Observer',
}
