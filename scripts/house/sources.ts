import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A node of a parsed file, as oxc gives it. */
export interface Node {
  type: string
  start: number
  end: number
  [property: string]: unknown
}

/** A parsed source file. `isProduct`: below `src` and no test. */
export interface Source {
  file: string
  code: string
  root: Node
  isProduct: boolean
}

/** Every TypeScript file of the project: the product, and what uses it (tests, benchmarks, scripts). */
export function readSources(): Source[] {
  return globSync('{src,test,bench,scripts}/**/*.{ts,tsx}', { cwd: ROOT })
    .map(file => file.replaceAll(path.sep, '/'))
    .sort()
    .map(file => read(file))
}

function read(file: string): Source {
  const code = readFileSync(path.join(ROOT, file), 'utf8')
  const { program } = parseSync(file, code)
  const isProduct = file.startsWith('src/') && !/\.test\.tsx?$/.test(file)
  return { file, code, root: program as unknown as Node, isProduct }
}

/** Every node below one, itself included, each with its parent. */
export function* nodesOf(node: Node, parent: Node = node): Generator<{ node: Node; parent: Node }> {
  yield { node, parent }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child, node)
  }
}

/** Whether a property of a node is a node itself. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** Lines of a piece of code. */
export function linesIn(code: string): number {
  return code.split('\n').length - (code.endsWith('\n') ? 1 : 0)
}
