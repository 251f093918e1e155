import { AsyncLocalStorage } from 'node:async_hooks'
import { fail } from '../src/cli/fail.ts'
import { buildProgram } from '../src/cli/program.ts'

/** What a command came to. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** A command under way, such as a server. */
export interface Running {
  /** What it has printed to the person; waits until that is found. */
  heard(pattern: RegExp): Promise<RegExpExecArray>
  ended: Promise<Ended>
}

interface Output {
  stdout: string
  stderr: string
  told: (() => void)[]
}

/** Raised in the place of ending the process. */
class Exit {
  readonly code: number
  constructor(code: number) {
    this.code = code
  }
}

const output = new AsyncLocalStorage<Output>()
let isDiverted = false

/** Runs a command of the program in this process, with the output of each kept apart. */
export function command(...given: string[]): Promise<Ended> {
  return start(...given).ended
}

/** Starts a command that goes on until it is stopped. */
export function start(...given: string[]): Running {
  divert()
  const own: Output = { stdout: '', stderr: '', told: [] }
  return {
    ended: output.run(own, () => run(given, own)),
    heard: pattern =>
      new Promise(resolve => {
        const look = () => {
          const found = pattern.exec(own.stderr)
          if (found) resolve(found)
        }
        own.told.push(look)
        look()
      }),
  }
}

/** Asks commands that go on to stop, as the operating system would. */
export function stopCommands(): void {
  output.run({ stdout: '', stderr: '', told: [] }, () => process.emit('SIGTERM'))
}

async function run(given: readonly string[], own: Output): Promise<Ended> {
  const code = await codeOf(given)
  return { code, stdout: own.stdout, stderr: own.stderr }
}

async function codeOf(given: readonly string[]): Promise<number> {
  try {
    const program = await buildProgram(given[0])
    await program.parseAsync(given, { from: 'user' }).catch(fail)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof Exit) return error.code
    throw error
  } finally {
    process.exitCode = undefined
  }
}

/** What commands write and where they end is theirs; all else goes where it went. */
function divert(): void {
  if (isDiverted) return
  isDiverted = true
  for (const name of ['stdout', 'stderr'] as const) {
    const before = process[name].write.bind(process[name])
    process[name].write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      const own = output.getStore()
      if (!own) return before(chunk, ...(rest as []))
      own[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      for (const look of own.told) look()
      const done = rest.find(one => typeof one === 'function')
      if (done) queueMicrotask(done as () => void)
      return true
    }) as typeof process.stdout.write
  }
  const exit = process.exit.bind(process)
  process.exit = ((code?: number) => {
    if (output.getStore()) throw new Exit(code ?? 0)
    return exit(code)
  }) as typeof process.exit
}
