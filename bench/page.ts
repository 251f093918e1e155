import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { select } from '../src/storage/records.ts'
import { users } from '../src/storage/users.ts'
import { apiOf } from '../test/browser/pages.ts'
import { type BrowserStage, setBrowserStage } from '../test/browser/stage.ts'
import type { Postgres } from '../test/postgres.ts'
import { type Figures, median } from './assign.ts'

const ROUNDS = 15

type Api = Awaited<ReturnType<typeof apiOf>>

/**
 * How long it takes from the key that saves a row of a table until the row shows what was saved, in a real browser: alone, and
 * beside imports that are planned and applied one after another. Milliseconds, medians; the browser has the same two cores.
 */
export async function benchPage(_postgres: Postgres): Promise<Figures> {
  const stage = await setBrowserStage()
  const page = await stage.windowOf('administrator')
  const api = await apiOf(stage)
  try {
    const alone = await rowToScreen(stage, page, () => true)
    const work = imports(stage, api)
    const beside = await rowToScreen(stage, page, () => work.done > 0)
    await work.stop()
    return {
      'row to screen alone, ms': alone,
      'row to screen beside a running import, ms': beside,
      'rows imported meanwhile': work.done,
    }
  } finally {
    await stage.close()
  }
}

/** Changes the target of one assessor again and again, once `isReady`, and gives the median. */
async function rowToScreen(stage: BrowserStage, page: Page, isReady: () => boolean): Promise<number> {
  await page.goto(`${stage.address}/caseloads?role=assessor`)
  const first = await page
    .getByRole('button', { name: /^Target of / })
    .first()
    .getAttribute('aria-label')
  const name = /^Target of (.+): /.exec(String(first))?.[1]
  const times: number[] = []
  while (!isReady()) await setTimeout(50)
  for (let round = 0; round <= ROUNDS; round += 1) {
    const target = 100 + Math.trunc(Math.random() * 100_000)
    await page.getByRole('button', { name: new RegExp(`^Target of ${name}`) }).click()
    const box = page.getByLabel(`Target of ${name}`, { exact: true })
    await box.fill(String(target))
    const label = JSON.stringify(`Target of ${name}: ${target}. Change it`)
    times.push(await page.evaluate(`(${TO_SCREEN})(${label})`))
  }
  return median(times.slice(1))
}

/** Presses the button that saves, in the page, and waits until the row that says so has been painted. */
const TO_SCREEN = `label => new Promise(resolve => {
  const begun = performance.now()
  const watch = new MutationObserver(() => {
    if (!document.querySelector('button[aria-label="' + label + '"]')) return
    watch.disconnect()
    requestAnimationFrame(() => resolve(performance.now() - begun))
  })
  watch.observe(document.body, { subtree: true, childList: true, attributes: true })
  document.querySelector('.target-form button[type=submit]').click()
})`

/** Imports, one after another, that give all learners of a centre to one assessor and to another again. */
function imports(stage: BrowserStage, api: Api): { done: number; stop: () => Promise<void> } {
  const state = { done: 0, isOver: false }
  const going = (async () => {
    const { db } = stage.server.services.storage
    const own = await select(db, users, { organisation: 1 })
    const learners = own.filter(one => one.kind === 'learner' && !one.archivedAt && !one.deleteRequestedAt)
    const staff = own.filter(one => one.kind === 'assessor' && !one.archivedAt && !one.deleteRequestedAt)
    for (let turn = 0; !state.isOver; turn += 1) {
      const to = staff[turn % 2]
      const rows = learners.map(({ id }) => `${id},${to?.id}`)
      await importRows(api, ['User ID,Assessor ID', ...rows, ''].join('\n'))
      state.done += rows.length
    }
  })()
  return {
    get done() {
      return state.done
    },
    stop: async () => {
      state.isOver = true
      await going
    },
  }
}

async function importRows({ request }: Api, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  const { id } = await request('/imports', { files: [{ name: 'all.csv', size: bytes.length }] })
  await request(`/imports/${id}/pieces`, { file: 0, at: 0, content: bytes.toString('base64') })
  await request(`/imports/${id}/plan`, {})
  const { plan } = await settled(request, id, 'planned')
  await request(`/imports/${id}/apply`, { plan: plan.hash, approveRemovals: true })
  await settled(request, id, 'applied')
}

async function settled(request: Api['request'], id: number, state: string) {
  for (;;) {
    const one = await request(`/imports/${id}`)
    if (one.state === state) return one
    if (one.problem !== null) throw new Error(one.problem)
    await setTimeout(100)
  }
}
