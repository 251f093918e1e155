import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog } from './log-output.ts'

const PATIENCE = 50
const LINE = `${'x'.repeat(99)}\n`

let folder: string
const open: number[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-log-'))
})
afterEach(() => {
  for (const descriptor of open.splice(0)) closeSync(descriptor)
  rmSync(folder, { recursive: true, force: true })
})

function opened(path: string, flags: string | number): number {
  const descriptor = openSync(path, flags)
  open.push(descriptor)
  return descriptor
}

it('every line that the log took is in its file, in order, when it is closed', async () => {
  const file = join(folder, 'log')
  const log = openLog(opened(file, 'w'))
  const lines = Array.from({ length: 5000 }, (_, at) => `line ${at} ó\n`)
  for (const line of lines) log.write(line)
  await log.close()
  expect(readFileSync(file, 'utf8')).toBe(lines.join(''))
  expect(log.dropped()).toBe(0)
})

describe.skipIf(process.platform === 'win32')('a pipe', () => {
  let pipe: string
  let reader: number

  beforeEach(() => {
    pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  })

  it('that nobody reads holds up nothing: lines beyond what may wait are dropped and counted', async () => {
    open.push(reader)
    const log = openLog(opened(pipe, 'w'), { patience: PATIENCE, mostWaiting: 10_000 })
    for (let at = 0; at < 5000; at += 1) log.write(LINE)
    expect(log.dropped()).toBeGreaterThanOrEqual(4900)
    await log.close()
    const bytes = Buffer.alloc(10_000)
    expect(readSync(reader, bytes)).toBeGreaterThan(0)
    expect(bytes.toString().startsWith(LINE)).toBe(true)
  })

  it('whose reader has gone ends nothing, and the log can be closed', async () => {
    const log = openLog(opened(pipe, 'w'), { patience: PATIENCE, mostWaiting: 10_000 })
    closeSync(reader)
    for (let at = 0; at < 200; at += 1) log.write(LINE)
    log.writeNow(LINE)
    expect(log.dropped()).toBe(101)
    await log.close()
  })
})

it.skipIf(process.platform !== 'linux')('a full disk ends nothing, and lines are counted', async () => {
  const log = openLog(opened('/dev/full', 'w'), { patience: PATIENCE, mostWaiting: 10_000 })
  for (let at = 0; at < 200; at += 1) log.writeNow(LINE)
  await log.close()
  expect(log.dropped()).toBe(100)
})
