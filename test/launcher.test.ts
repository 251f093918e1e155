/** The command finds the Node.js of the packages, whichever one starts it, and ends as what it started ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const PACKAGE = `node-${process.platform}-${process.arch}`

/** Makes whatever starts take itself for an older Node.js. */
const OLD = `--import=data:text/javascript,${encodeURIComponent(
  'const versions = { ...process.versions, node: "18.20.8" }; Object.defineProperty(process, "versions", { value: versions })',
)}`

/** What stands in for the compiled command: says what it runs on, and does what it is asked to. */
const COMMAND = `
const [asked, value] = process.argv.slice(2)
if (asked === 'exit') process.exitCode = Number(value)
if (asked === 'wait') {
  const timer = setInterval(() => {}, 1000)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
    process.stdout.write('asked to stop by ' + signal + '\\n')
    clearInterval(timer)
    process.exitCode = 3
  })
}
process.stdout.write(JSON.stringify({ pid: process.pid, packaged: process.env.PACKAGED === 'yes', args: process.argv.slice(2) }) + '\\n')
if (asked === 'die') process.kill(process.pid, value)
`

let folder: string
let withRuntime: string
let without: string
let broken: string

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'caseload-launcher-')))
  withRuntime = installed(
    'with',
    `#!/bin/sh\nunset NODE_OPTIONS\nPACKAGED=yes exec '${process.execPath}' "$@"\n`,
  )
  without = installed('without')
  broken = installed('broken', '#!/nowhere/interpreter\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An installed package, with a Node.js of its own where a program is given. Gives the path of its command. */
function installed(name: string, runtime?: string): string {
  const home = join(folder, name, 'node_modules/caseload')
  cpSync(join(ROOT, 'bin'), join(home, 'bin'), { recursive: true })
  mkdirSync(join(home, 'dist/cli'), { recursive: true })
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(home, 'dist/cli/main.js'), COMMAND)
  if (runtime !== undefined) {
    const bin = join(folder, name, 'node_modules', PACKAGE, 'bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, 'node'), runtime, { mode: 0o755 })
  }
  return join(home, 'bin/caseload.js')
}

interface Started {
  child: ChildProcess
  /** What it says of itself once it runs. */
  said: Promise<{ pid: number; packaged: boolean; args: string[] }>
  ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>
}

interface How {
  old?: boolean
  /** Started by npm, with a shell between the two. */
  npm?: boolean
}

/** Starts the command, on an older Node.js or not. */
function start(command: string, args: string[], { old = true, npm = false }: How = {}): Started {
  const { npm_lifecycle_event: _, NODE_OPTIONS: __, ...plain } = process.env
  const env = { ...plain, ...(old && { NODE_OPTIONS: OLD }), ...(npm && { npm_lifecycle_event: 'start' }) }
  const script = `'${process.execPath}' '${command}' ${args.join(' ')} & wait`
  const child = npm
    ? spawn('sh', ['-c', script], { env })
    : spawn(process.execPath, [command, ...args], { env })
  let [out, err] = ['', '']
  child.stderr.on('data', chunk => {
    err += chunk
  })
  const said = new Promise<{ pid: number; packaged: boolean; args: string[] }>(resolve => {
    child.stdout.on('data', chunk => {
      out += chunk
      if (out.startsWith('{') && out.includes('\n')) resolve(JSON.parse(out.split('\n', 1)[0]!))
    })
  })
  const ended = new Promise<Awaited<Started['ended']>>(resolve => {
    child.once('close', (code, signal) => resolve({ code, signal, out, err }))
  })
  return { child, said, ended }
}

describe('the command', () => {
  test('started by an older Node.js runs on that of the packages, with the arguments as they are', async () => {
    const { said, ended } = start(withRuntime, ['exit', '0', '--json'])
    expect(await said).toMatchObject({ packaged: true, args: ['exit', '0', '--json'] })
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('runs on that of the packages also where a newer one started it', async () => {
    expect(await start(withRuntime, ['exit', '0'], { old: false }).said).toMatchObject({ packaged: true })
  })

  test.each(['0', '1', '5', '130'])('ends with %s where the program does', async code => {
    expect(await start(withRuntime, ['exit', code]).ended).toMatchObject({ code: Number(code) })
  })

  test('ends by the signal by which the program ended', async () => {
    expect(await start(withRuntime, ['die', 'SIGKILL']).ended).toMatchObject({
      code: null,
      signal: 'SIGKILL',
    })
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'hands %s on, and waits for the end of the program',
    async signal => {
      const { child, said, ended } = start(withRuntime, ['wait'])
      expect((await said).pid).not.toBe(child.pid)
      child.kill(signal)
      expect(await ended).toMatchObject({
        code: 3,
        out: expect.stringContaining(`asked to stop by ${signal}`),
      })
    },
  )

  test('killed without a chance to say so, takes the program with it', async () => {
    const { child, said, ended } = start(withRuntime, ['wait'])
    await said
    child.kill('SIGKILL')
    expect((await ended).out).toContain('asked to stop by SIGTERM')
  })

  test.each([
    ['on the Node.js of the packages', () => withRuntime],
    ['without one', () => without],
  ])('started by npm ends when npm is gone, %s', async (_where, command) => {
    const { child, said, ended } = start(command(), ['wait'], { npm: true, old: false })
    await said
    child.kill('SIGKILL')
    expect((await ended).out).toContain('asked to stop by SIGTERM')
  })

  test.each([
    ['there is none', () => without],
    ['the one there is cannot be started', () => broken],
  ])('is told what to do where %s and an older Node.js starts it', async (_why, command) => {
    const { code, out, err } = await start(command(), ['exit', '0']).ended
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^caseload: Node\.js 24 or newer is needed, .*install Node\.js 24 from .*\n$/)
  })

  test.each([
    ['there is none', () => without],
    ['the one there is cannot be started', () => broken],
  ])('runs on what started it where %s and that is new enough', async (_why, command) => {
    const { said, ended } = start(command(), ['exit', '5'], { old: false })
    expect(await said).toMatchObject({ packaged: false, args: ['exit', '5'] })
    expect(await ended).toMatchObject({ code: 5, err: '' })
  })
})

describe('what npm scripts go through', () => {
  const run = (...args: string[]) => start(join(ROOT, 'scripts/run.js'), args)

  test('runs a file on the Node.js of the packages, with flags of Node.js before it', async () => {
    const file = join(folder, 'says.js')
    const gc = 'typeof globalThis.gc'
    writeFileSync(file, `console.log(JSON.stringify([process.execPath, ${gc}, ...process.argv.slice(2)]))`)
    const { out, code } = await run('--expose-gc', file, '--flag', 'word').ended
    expect([code, JSON.parse(out)]).toEqual([
      0,
      [realpathSync(process.execPath), 'function', '--flag', 'word'],
    ])
  })

  test('runs the commands of packages for development', async () => {
    expect(await run('tsc', '--version').ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Version \d/),
    })
  })

  test('says how to get a command that is not installed', async () => {
    const { code, err } = await run('no-such-command').ended
    expect([code, err]).toEqual([
      1,
      '"no-such-command" is not installed. Run "npm ci" (without --omit=dev), which brings it.\n',
    ])
  })
})
