/** Every page of the console, with an address at which it has something to show. Pictures and checks go through all. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { OperatorRole } from '../../src/domain/operator.ts'
import { addDays, londonDate } from '../../src/domain/time.ts'
import type { Caseload } from '../../src/sdk/types.ts'
import type { BrowserStage } from './stage.ts'

/** What the synthetic provider has to look at. */
export interface World {
  /** A learner with something amiss. */
  learner: number
  /** An assessor with learners. */
  assessor: number
  /** A run that a person made. */
  run: number
  /** A handover that is planned for a day to come. */
  plannedRun: number
  /** An import that is planned, with people to confirm. */
  planned: number
}

/** A page: what its pictures are called, its address, and the heading by which it is known to be there. */
interface ConsolePage {
  name: string
  path: (world: World) => string
  /** What is done there before it is looked at. */
  act?: (page: Page) => Promise<void>
}

export const PAGES: readonly ConsolePage[] = [
  { name: 'caseloads', path: () => '/caseloads?role=assessor' },
  { name: 'caseload', path: ({ assessor }) => `/people/${assessor}` },
  { name: 'learner', path: ({ learner }) => `/learners/${learner}` },
  { name: 'learner-on-a-date', path: ({ learner }) => `/learners/${learner}?on=2026-09-01` },
  { name: 'transfer', path: ({ assessor }) => `/transfer?from=${assessor}` },
  { name: 'transfer-check', path: ({ assessor }) => `/transfer?from=${assessor}`, act: checkTransfer },
  { name: 'allocate', path: () => '/allocate?without=iqa' },
  { name: 'coverage', path: () => '/coverage' },
  { name: 'account', path: () => '/account' },
  { name: 'settings-people', path: () => '/settings/people' },
  { name: 'settings-tokens', path: () => '/settings/tokens' },
  { name: 'settings-webhooks', path: () => '/settings/webhooks' },
  { name: 'settings-limits', path: () => '/settings/limits' },
  { name: 'settings-words', path: () => '/settings/terms' },
  { name: 'runs', path: () => '/runs' },
  { name: 'run', path: ({ run }) => `/runs/${run}` },
  { name: 'planned', path: () => '/planned' },
  { name: 'planned-run', path: ({ plannedRun }) => `/planned/${plannedRun}` },
  { name: 'evidence', path: ({ learner }) => `/evidence?learner=${learner}` },
  { name: 'import', path: () => '/import' },
  { name: 'import-people', path: ({ planned }) => `/import/${planned}` },
  { name: 'import-changes', path: ({ planned }) => `/import/${planned}?show=changes` },
  { name: 'import-notes', path: ({ planned }) => `/import/${planned}?show=notes` },
  { name: 'import-columns', path: ({ planned }) => `/import/${planned}?show=columns` },
  { name: 'sign-in', path: () => '/sign-in' },
  { name: 'not-found', path: () => '/nowhere' },
]

/** Shares the caseload out between three colleagues, up to the check. */
async function checkTransfer(page: Page): Promise<void> {
  for (const name of ['Tobias Quillfeather', 'Rhodri ap Celyn', 'Roisin Galloway-Reed']) {
    await page.getByRole('combobox', { name: /^(Which|Somebody else)/ }).fill(name)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'Takes over' }).getByText(name).waitFor()
  }
  await page.getByRole('button', { name: 'See what would change' }).press('Enter')
  await page.getByText('Nothing is changed yet').waitFor()
}

/** Makes something to look at, as a person would, and says where it is. */
export async function lookAround(stage: BrowserStage): Promise<World> {
  const { request, close } = await apiOf(stage)
  const { learners } = await request('/coverage?finding=no-iqa&limit=200')
  const amiss = learners.find((row: { findings: unknown[] }) => row.findings.length > 1)
  const { caseloads } = await request('/caseloads?role=assessor&limit=200')
  const holding = caseloads.find((row: { learners: number }) => row.learners > 20)
  const { people } = await request('/people/search', { text: 'perpetua', kinds: ['iqa'] })
  const { run } = await request('/changes', {
    reason: 'Perpetua assures Digital Skills from now on',
    changes: [{ learner: amiss.learner.id, level: 'additional', after: people[0].id }],
  })
  const plannedRun = await planHandover(request, caseloads)
  const planned = await bringSheet(request)
  await close()
  return { learner: amiss.learner.id, assessor: holding.user.id, run, plannedRun, planned }
}

/** Hands the caseload of an assessor over, by the first of a month to come, to two colleagues of the same centre. */
async function planHandover(
  request: Awaited<ReturnType<typeof apiOf>>['request'],
  caseloads: readonly Caseload[],
): Promise<number> {
  const free = caseloads.filter(
    ({ user, organisation }) =>
      user.kind === 'assessor' &&
      !user.archived &&
      !user.flagged &&
      organisation === caseloads.at(-1)?.organisation,
  )
  const [from, ...to] = free.slice(0, 3).map(({ user }) => user.id)
  const handover = {
    from,
    moves: [{ to, share: {} }],
    effectiveFrom: addDays(londonDate(Date.now()), 90),
    reason: 'Leaves at the end of the term',
  }
  const { preview } = await request('/transfers', { ...handover, dryRun: true })
  const { plannedRun } = await request('/transfers', { ...handover, preview })
  return plannedRun
}

/** The sheet that the provider keeps by hand, brought and read. */
const SHEET = join(import.meta.dirname, '../../docs/allocation-matrix.csv')

async function bringSheet(request: Awaited<ReturnType<typeof apiOf>>['request']): Promise<number> {
  const bytes = readFileSync(SHEET)
  const { id } = await request('/imports', {
    files: [{ name: 'allocation-matrix.csv', size: bytes.length }],
  })
  await request(`/imports/${id}/pieces`, { file: 0, at: 0, content: bytes.toString('base64') })
  await request(`/imports/${id}/plan`, {})
  while ((await request(`/imports/${id}`)).state !== 'planned') await setTimeout(200)
  return id
}

/** Calls of our API as a person who is signed in makes them, for what a test needs beside the pages. */
export async function apiOf(stage: BrowserStage, role: OperatorRole = 'mis-officer') {
  const page = await stage.windowOf(role)
  const headers = { 'x-caseload-console': 'page', origin: stage.address }
  return {
    request: async (path: string, data?: object) => {
      const url = `${stage.address}/api/caseload/v1${path}`
      const reply = await (data
        ? page.request.post(url, { headers, data })
        : page.request.get(url, { headers }))
      if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`)
      return reply.json()
    },
    close: () => page.context().close(),
  }
}
