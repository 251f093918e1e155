/**
 * The stage of tests in a real browser: the server as it is started by hand, on a free port, with the synthetic provider, the
 * console built anew, and people to sign in as. One stage and one browser for a file of tests.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildWeb } from '../../scripts/web-build.ts'
import { addOperator } from '../../src/app/operators.ts'
import { readConfig } from '../../src/cli/config.ts'
import { type RunningServer, runServer } from '../../src/cli/run-server.ts'
import { importDataSet } from '../../src/dataset/import.ts'
import { FIRST_PROVIDER, syntheticDataset } from '../../src/dataset/synthetic/dataset.ts'
import type { OperatorRole } from '../../src/domain/operator.ts'
import { isProblem } from '../../src/domain/problem.ts'
import { SCOPES } from '../../src/domain/scope.ts'
import { firstCustomer } from '../../src/storage/empty.ts'
import type { EngineName } from '../../src/storage/open.ts'
import { freshAddress } from '../stage.ts'
import { launchBrowser } from './chromium.ts'

/** A password that the server takes. */
export const PASSWORD = 'heron lantern gravel'

/** Somebody who may sign in. */
export interface Somebody {
  email: string
  /** The one-time link, which sets a password. */
  link: string
}

/** How a window is. */
interface Look {
  width?: number
  height?: number
  colours?: 'light' | 'dark'
}

export interface BrowserStage {
  /** Where the console is. */
  address: string
  server: RunningServer
  /** Lets somebody in. */
  admit(role: OperatorRole, organisations?: readonly number[]): Promise<Somebody>
  /** A window in which somebody of this role is signed in already, without having gone through the pages. */
  windowOf(role: OperatorRole, look?: Look & { organisations?: readonly number[] }): Promise<Page>
  /** A window in which nobody is signed in. */
  window(look?: Look): Promise<Page>
  /**
   * What went wrong in all windows since the last time: errors of the console and of the policy, faults of the page, requests to
   * other hosts. Replies that a test provokes are named by their status. A test ends with this being empty.
   */
  complaints(provoked?: readonly number[]): string[]
  /** Stops the server and starts it again on the same port and data. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Sets the stage on an engine. */
export async function setBrowserStage(engine: EngineName = 'sqlite'): Promise<BrowserStage> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-browser-'))
  const database = await freshAddress(engine)
  const publicFolder = join(folder, 'public')
  await buildWeb(publicFolder)
  const flags = {
    data: join(folder, 'data'),
    log: 'error',
    ...(engine === 'postgres' && { database: database.address }),
  }
  let server = await runServer(readConfig({ ...flags, port: '0' }, {}), { publicFolder })
  await fill(server)
  const browser = await launchBrowser()
  const complaints: Complaint[] = []
  const { address } = server
  let people = 0

  const admit: BrowserStage['admit'] = async (role, organisations) => {
    people += 1
    return letIn(server, `${role}${people}@example.org`, role, organisations)
  }
  const open: BrowserStage['window'] = async look => {
    const context = await contextOf(browser, look)
    const page = await context.newPage()
    listen(page, address, complaints)
    return page
  }
  return {
    address,
    get server() {
      return server
    },
    admit,
    window: open,
    windowOf: async (role, { organisations, ...look } = {}) => {
      const { link } = await admit(role, organisations)
      const page = await open(look)
      await page.context().addCookies(await cookiesBy(address, link))
      return page
    },
    complaints: (provoked = []) =>
      complaints
        .splice(0)
        .filter(({ status }) => status === undefined || !provoked.includes(status))
        .map(({ text }) => text),
    restart: async () => {
      await server.stop()
      const { port } = new URL(address)
      server = await runServer(readConfig({ ...flags, port }, {}), { publicFolder })
    },
    close: async () => {
      await browser.close()
      await server.stop()
      database.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Violations that axe finds on the page as it stands, as lines to read. */
export async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
  )
}

/** Something that should not have happened, with the status of the reply where it is about one. */
interface Complaint {
  text: string
  status?: number
}

async function fill({ services }: RunningServer): Promise<void> {
  const size = { ...FIRST_PROVIDER, now: services.clock() }
  const imported = await importDataSet(services.writer, {
    name: 'the synthetic provider',
    lines: () => syntheticDataset(size),
  })
  if (isProblem(imported)) throw new Error(imported.sentence)
}

async function letIn(
  { services, address }: RunningServer,
  email: string,
  role: OperatorRole,
  organisations?: readonly number[],
): Promise<Somebody> {
  const keeper = {
    customer: await firstCustomer(services.storage.db),
    scopes: [...SCOPES],
    organisations: null,
  }
  const made = await addOperator(services, keeper, {
    ...{ email, role, sensitive: false, organisations: organisations ?? null },
    name: NAMES[role],
  })
  if (isProblem(made)) throw new Error(made.sentence)
  return { email, link: `${address}/sign-in#link=${made.link}` }
}

/** Invented people of the console. */
const NAMES: Readonly<Record<OperatorRole, string>> = {
  viewer: 'Wren Halloway',
  manager: 'Ffion Rees',
  'mis-officer': 'Gwil Tanner',
  administrator: 'Nesta Quarrie',
}

async function contextOf(browser: Browser, look: Look = {}): Promise<BrowserContext> {
  const { width = 1280, height = 900, colours = 'light' } = look
  return browser.newContext({
    viewport: { width, height },
    colorScheme: colours,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
}

/** What the server gives a browser that signs in with the link. */
async function cookiesBy(address: string, link: string) {
  const reply = await fetch(`${address}/api/caseload/v1/console/sign-in/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-caseload-console': 'page', origin: address },
    body: JSON.stringify({ link: new URLSearchParams(new URL(link).hash.slice(1)).get('link') }),
  })
  if (!reply.ok) throw new Error(`Nobody could be signed in: ${await reply.text()}`)
  return reply.headers.getSetCookie().map(line => {
    const [pair = ''] = line.split(';', 1)
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    return { name, value, url: address, httpOnly: true, sameSite: 'Strict' as const }
  })
}

function listen(page: Page, address: string, complaints: Complaint[]): void {
  page.on('console', message => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const [, status] = /status of (\d{3})/.exec(message.text()) ?? []
    complaints.push({ text: `console: ${message.text()}`, ...(status && { status: Number(status) }) })
  })
  page.on('pageerror', error => complaints.push({ text: `fault: ${error.stack ?? error.message}` }))
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== address && protocol !== 'data:') complaints.push({ text: `elsewhere: ${request.url()}` })
  })
}
