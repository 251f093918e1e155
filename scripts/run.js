/**
 * `node scripts/run.js [flags of Node.js] program [arguments]`: runs a file of this repository, or a command of one of the
 * packages for development, on the Node.js that came with the packages, whichever one and whichever npm started this.
 * Every npm script goes through it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithStarter, isNewEnough, MISSING, packagedRuntime, runOn } from '../bin/runtime.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} folder */
function readPackage(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/**
 * The file of a command that a package for development brings.
 * @param {string} command
 */
function fileOfCommand(command) {
  for (const name of Object.keys(readPackage(ROOT).devDependencies)) {
    const folder = join(ROOT, 'node_modules', name)
    const { bin } = existsSync(folder) ? readPackage(folder) : {}
    if (bin && Object.hasOwn(Object(bin), command)) return join(folder, bin[command])
  }
  return undefined
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const given = process.argv.slice(2)
const at = given.findIndex(word => !word.startsWith('-'))
const program =
  given[at] ?? refuse('Say what to run: node scripts/run.js [flags of Node.js] program [arguments]')
const file = existsSync(program) ? program : fileOfCommand(program)
if (file === undefined)
  refuse(`"${program}" is not installed. Run "npm ci" (without --omit=dev), which brings it.`)

const runtime = packagedRuntime() ?? (isNewEnough() ? process.execPath : refuse(MISSING.trim()))
endWithStarter()
const ends = new URL('./ends-with-starter.js', import.meta.url).href
const args = ['--import', ends, ...given.slice(0, at), file, ...given.slice(at + 1)]
process.env.PATH = `${dirname(runtime)}${delimiter}${process.env.PATH}`
await runOn(runtime, args).catch(error => refuse(`${runtime} cannot be started: ${error.message}.`))
