import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/** The root of the project. */
export const ROOT = resolve(import.meta.dirname, '..')

/** What a command of npm said. */
interface Said {
  code: number | null
  out: string
  error: string
}

/** Runs a command of the npm that has started this, or of the one on the path, in the root of the project. */
export function runNpm(...given: string[]): Said {
  const own = process.env.npm_execpath
  const [program, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  const { status, stdout, stderr } = spawnSync(program, [...first, ...given], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: program === 'npm' && process.platform === 'win32',
  })
  return { code: status, out: stdout ?? '', error: stderr ?? '' }
}
