/**
 * Pictures of every page of the console, on a desktop and a phone, light and dark, with the synthetic provider in it:
 * `npm run screenshots -- [FOLDER] [--only NAME]`. They are to be looked at, every one.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { lookAround, PAGES } from '../test/browser/pages.ts'
import { setBrowserStage } from '../test/browser/stage.ts'

const LOOKS = [
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'phone', width: 390, height: 844 },
] as const

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true } },
})
const folder = positionals[0] ?? 'reports/screenshots'
mkdirSync(folder, { recursive: true })

const stage = await setBrowserStage()
try {
  const world = await lookAround(stage)
  const wanted = PAGES.filter(({ name }) => !values.only || values.only.includes(name))
  for (const { name: size, width, height } of LOOKS) {
    for (const colours of ['light', 'dark'] as const) {
      const page = await stage.windowOf('administrator', { width, height, colours })
      for (const { name, path, act } of wanted) {
        await page.goto(stage.address + path(world))
        await page.waitForLoadState('networkidle')
        await act?.(page)
        const file = join(folder, `${name}-${size}-${colours}.png`)
        await page.screenshot({ path: file })
        process.stdout.write(`${file}\n`)
      }
      await page.context().close()
    }
  }
  const complaints = stage.complaints()
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
} finally {
  await stage.close()
}
