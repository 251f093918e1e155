/** Runs the second and third sections of README as they are printed: against a server of ours, and against one for practice. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
const [OURS, SERVER, PRACTICE] = blocksOf('Sync the spreadsheet')
const [LEAVER] = blocksOf('Hand over a leaver')

/** The lines to be pasted of one section. */
function blocksOf(title: string): string[] {
  const section = README.split(/^## /m).find(one => one.startsWith(title))!
  return [...section.matchAll(/(?:^ {4}.*\n)+/gm)].map(([block]) => block.replace(/^ {4}/gm, ''))
}

/** Stands between the outputs of two lines. */
const END = '@@@'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-readme-'))
  cpSync(join(ROOT, 'docs/allocation-matrix.csv'), join(folder, 'docs/allocation-matrix.csv'))
  mkdirSync(join(folder, 'bin'))
  const npx = `#!/bin/sh\nshift\nexec '${process.execPath}' '${ROOT}/bin/caseload.js' "$@"\n`
  writeFileSync(join(folder, 'bin/npx'), npx, { mode: 0o755 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a shell prints for each line, with how the line ended; `npx caseload` is the source at hand. */
async function paste(lines: string, before: string): Promise<{ line: string; code: number; out: string }[]> {
  const all = lines.split('\n').filter(line => line.trim() !== '')
  const script = [
    'export PATH=$PWD/bin:$PATH',
    'export XDG_STATE_HOME=$PWD/state-home',
    `trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT`,
    before,
    ...all.map(line => `${line}\nprintf '%s%s\\n' '${END}' $?`),
  ].join('\n')
  const { CASELOAD_TOKEN: _, ...env } = process.env
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder, env, maxBuffer: 1e8 })
  const parts = stdout.split(END)
  return all.map((line, at) => ({
    line,
    out: parts[at]!.replace(/^\d+\n/, ''),
    code: Number.parseInt(parts[at + 1]!, 10),
  }))
}

/** What a command printed, the n-th time it is given. */
function told(parts: Awaited<ReturnType<typeof paste>>, command: string, nth = 0) {
  return parts.filter(one => one.line.includes(`npx caseload ${command}`))[nth]!
}

const DEMO = `npx caseload demo --port 0 >demo.log 2>&1 &
until grep -q 'answers at' demo.log; do sleep 0.1; done
export CASELOAD_SERVER=$(sed -n 's/.*answers at //p' demo.log | head -1)`

describe('README, second section', () => {
  test('on a server of ours: plan, match, plan, apply, nothing left, undo', {
    timeout: 600_000,
  }, async () => {
    const parts = await paste(OURS!, DEMO)
    expect(told(parts, 'plan')).toMatchObject({
      code: 2,
      out: expect.stringMatching(/\d+ (person|people) to confirm/),
    })
    expect(told(parts, 'match').code).toBe(0)
    const plan = told(parts, 'plan', 1)
    expect(plan.code).toBe(2)
    expect(plan.out).toContain('Rows: 3 in all, 3 planned, 0 unchanged, 0 held.')
    expect(plan.out).toMatch(
      /IQA for Adult Care Worker \[ST0005\]: .*Perpetua Oakenshaw-Bligh \(\d+\), from 2025-09-08 \[row 2\]/,
    )
    const changes = Number(/run-1: plan \w+, (\d+) changes/.exec(told(parts, 'apply').out)?.[1])
    expect(changes).toBeGreaterThan(10)
    expect(told(parts, 'apply')).toMatchObject({ code: 0, out: expect.stringContaining(`${changes} done`) })
    expect(told(parts, 'plan', 2)).toMatchObject({ code: 0, out: expect.stringContaining('3 unchanged') })
    expect(told(parts, 'undo')).toMatchObject({ code: 0, out: expect.stringContaining(`${changes} done`) })
  })

  test('on a server with nothing but OneFile’s calls: what cannot be taken back is listed', {
    timeout: 600_000,
  }, async () => {
    const port = String(40_000 + (process.pid % 20_000))
    const server = `${SERVER!.trim()} >server.log 2>&1 &
until grep -q 'server answers at' server.log; do sleep 0.1; done`
    const parts = await paste(PRACTICE!.repeat(2).replaceAll('4690', port), server.replaceAll('4690', port))
    const plan = told(parts, 'plan')
    expect(plan).toMatchObject({ code: 2, out: expect.stringContaining('3 planned, 0 unchanged, 0 held') })
    expect(told(parts, 'apply')).toMatchObject({ code: 0, out: expect.stringContaining('believed') })
    expect(told(parts, 'plan', 1)).toMatchObject({ code: 0, out: expect.stringContaining('3 unchanged') })
    const undo = told(parts, 'undo')
    expect(undo).toMatchObject({ code: 4, out: expect.stringContaining('To be done by hand') })
    // Pasted again: what is to be done by hand has not been done, so that all is as the sheet wants it.
    expect(told(parts, 'plan', 2)).toMatchObject({ code: 0, out: expect.stringContaining('3 unchanged') })
    expect(told(parts, 'apply', 1).code).toBe(0)
    expect(undo.out).toMatch(/Allocations: Take observer Zephyrine Lumb \(\d+\) away from Orlagh Wrenfold/)
  })
})

describe('README, third section', () => {
  test('a leaver is planned, carried out when the clock goes on, and taken back', {
    timeout: 600_000,
  }, async () => {
    const parts = await paste(LEAVER!, DEMO)
    expect(told(parts, 'leaver')).toMatchObject({
      code: 2,
      out: expect.stringMatching(/\(1001\): \d+ learners now, 0 then/),
    })
    expect(told(parts, 'leaver', 1).code).toBe(0)
    expect(told(parts, 'planned').out).toMatch(/^1 +1 +\d{4}-\d\d-\d\d 00:00 +\d+ +0/m)
    expect(told(parts, 'demo clock').code).toBe(0)
    const row = (nth: number) => told(parts, 'caseloads', nth).out.match(/ 1001 .*/)?.[0]
    expect(row(0)).toMatch(/assessor +0 .*archived/)
    expect(told(parts, 'planned', 1).code).toBe(0)
    expect(told(parts, 'demo clock', 1).code).toBe(0)
  })
})
