/**
 * Imports point one way. This reads every import of every source file and fails on any arrow that the table
 * does not have, and on a few words and calls that have no place where they stand.
 */
import { globSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')

interface Rule {
  /** Parts it may import beside itself. */
  parts: readonly string[]
  /** Packages it may import. */
  packages: 'any' | readonly string[]
  /** Whether it may import modules of Node.js. */
  node: boolean
}

/** Every arrow there is. A part that is missing here is refused. */
const ARROWS: Record<string, Rule> = {
  domain: { parts: [], packages: [], node: false },
  contract: { parts: ['domain'], packages: ['typebox'], node: false },
  storage: { parts: ['domain'], packages: 'any', node: true },
  writer: { parts: ['domain', 'storage'], packages: 'any', node: true },
  sync: { parts: ['domain'], packages: 'any', node: true },
  app: { parts: ['domain', 'storage', 'writer', 'sync'], packages: 'any', node: true },
  dataset: { parts: ['contract', 'domain', 'storage', 'writer'], packages: 'any', node: true },
  http: { parts: ['contract', 'domain', 'app', 'dataset'], packages: 'any', node: true },
  sdk: { parts: ['contract', 'domain'], packages: [], node: false },
  web: { parts: ['sdk', 'contract', 'domain'], packages: 'any', node: true },
  cli: {
    parts: [
      'domain',
      'contract',
      'storage',
      'writer',
      'sync',
      'app',
      'dataset',
      'http',
      'sdk',
      'outside src',
    ],
    packages: 'any',
    node: true,
  },
}

/** The one exception: what the sync writes to may be a server, reached through the SDK. */
const SYNC_TARGET = /^src\/sync\/(target\/.*|[^/]*target[^/]*\.ts)$/

/**
 * The one file that imports what it is told: a program for the thread that writes. Whoever tells it names the module with
 * `siblingModule`, and that is read as an import of theirs.
 */
const TOLD_WHAT_TO_IMPORT = 'src/storage/sqlite/writing-worker.ts'

const VAGUE_NAMES = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'service']

/** Names as the wire spells them, such as LearnerID. Three start with an abbreviation. */
const WIRE_NAME = /(?:[a-z]|^MIS|^IQA|^IV)IDs?$/

describe('imports', () => {
  it('point only along the arrows', () => {
    expect(sources().flatMap(({ file, code }) => objectionsTo(file, code))).toEqual([])
  })
})

describe('names', () => {
  it('say what is inside', () => {
    expect(globSync('src/**/*', { cwd: ROOT }).filter(hasVagueName)).toEqual([])
  })

  it('of the wire stay in the contract', () => {
    const found = sources()
      .filter(({ file }) => !file.startsWith('src/contract/'))
      .flatMap(({ file, code }) => wireNames(file, code).map(name => `${file} says ${name}`))
    expect(found).toEqual([])
  })
})

describe('the domain', () => {
  it('knows no clock, chance or process', () => {
    const found = sources()
      .filter(({ file }) => file.startsWith('src/domain/'))
      .flatMap(({ file, code }) => impurities(file, code).map(what => `${file} uses ${what}`))
    expect(found).toEqual([])
  })
})

describe('this test', () => {
  it('reads the sources and not their tests', () => {
    const files = sources().map(({ file }) => file)
    expect(files).toContain('src/domain/judge.ts')
    expect(files).not.toContain('src/domain/judge.test.ts')
  })

  it('sees every way to import, and no other mention of a file', () => {
    const code = `
      import { a } from './static.ts'
      import type { B } from './type.ts'
      import './effect.ts'
      export * from './all.ts'
      export type { C } from './named.ts'
      const d = await import('./dynamic.ts')
      const e = await import(\`./template.ts\`)
      type F = import('./inline.ts').F
      const worker = new Worker(new URL('./worker.ts', import.meta.url))
      const program = siblingModule(import.meta.url, 'program')
      // import './comment.ts'
      const text = "import './text.ts'"
    `
    expect(importsOf('src/app/x.ts', code)).toEqual(
      ['static', 'type', 'effect', 'all', 'named', 'dynamic', 'template', 'inline', 'worker', 'program'].map(
        name => `./${name}.ts`,
      ),
    )
  })

  it.each([
    ['src/domain/a.ts', "import '../contract/user.ts'"],
    ['src/domain/a.ts', "import 'node:fs'"],
    ['src/domain/a.ts', "import 'fast-check'"],
    ['src/contract/onefile/a.ts', "import '../../storage/open.ts'"],
    ['src/contract/a.ts', "import 'fastify'"],
    ['src/contract/a.ts', "import 'crypto'"],
    ['src/storage/a.ts', "import type { Writer } from '../writer/writer.ts'"],
    ['src/writer/a.ts', "import '../contract/user.ts'"],
    ['src/app/a.ts', "export * from '../http/server.ts'"],
    ['src/http/handlers/a.ts', "import '../../storage/users.ts'"],
    ['src/http/a.ts', "const load = () => import('../writer/writer.ts')"],
    ['src/sdk/a.ts', "import 'undici'"],
    ['src/sdk/a.ts', "import 'node:timers'"],
    ['src/sync/apply.ts', "import '../sdk/client.ts'"],
    ['src/sync/read/target.ts', "import '../../sdk/client.ts'"],
    ['src/sync/target/a.ts', "import '../../app/a.ts'"],
    ['src/web/a.tsx', "import '../http/server.ts'"],
    ['src/app/a.ts', "import '../cli/main.ts'"],
    ['src/cli/a.ts', "import '../web/main.tsx'"],
    ['src/http/a.ts', "import '../../test/cast.ts'"],
    ['src/other/a.ts', "import '../domain/id.ts'"],
    ['src/domain/a.ts', "import '../index.ts'"],
    ['src/app/a.ts', 'const load = (name: string) => import(name)'],
    ['src/storage/a.ts', "const program = siblingModule(import.meta.url, '../writer/settle-batch')"],
  ])('refuses in %s: %s', (file, code) => {
    expect(objectionsTo(file, code)).toHaveLength(1)
  })

  it.each([
    ['src/domain/a.ts', "import './id.ts'"],
    ['src/contract/a.ts', "import { Type } from 'typebox'; import 'typebox/value'; import '../domain/id.ts'"],
    ['src/storage/a.ts', "import 'node:sqlite'; import 'kysely'; import '../domain/id.ts'"],
    ['src/writer/a.ts', "import '../storage/open.ts'"],
    ['src/app/a.ts', "import '../writer/writer.ts'; import '../sync/plan.ts'"],
    ['src/http/handlers/a.ts', "import '../../contract/user.ts'; import '../../app/assign.ts'"],
    ['src/sdk/a.ts', "import '../contract/user.ts'"],
    ['src/sync/target/onefile.ts', "import '../../sdk/client.ts'; import '../plan.ts'"],
    ['src/sync/api-target.ts', "import '../sdk/client.ts'"],
    ['src/web/a.tsx', "import '../sdk/client.ts'; const page = <p>Don't import './a.ts'</p>"],
    ['src/cli/a.ts', "import '../http/server.ts'; import '../../package.json'"],
  ])('accepts in %s: %s', (file, code) => {
    expect(objectionsTo(file, code)).toEqual([])
  })

  it('names the file, the import and the rule', () => {
    expect(objectionsTo('src/sync/apply.ts', "import '../sdk/client.ts'")).toEqual([
      'src/sync/apply.ts imports ../sdk/client.ts, but sync may import only: domain',
    ])
    expect(objectionsTo('src/sdk/send.ts', "import 'undici'")).toEqual([
      'src/sdk/send.ts imports undici, but sdk may import no package',
    ])
  })

  it('knows wire names from ours', () => {
    const code = `
      const { LearnerID, learnerId } = body
      const row = { MISID: 1, 'UnitID': 2, VALID: 3, INVALID: 4, misId: 5 }
      interface Wire { 'OrganisationID': number }
      use(row.IQAID, row['StandardID'], 'A sentence on a LearnerID', 'StandardID')
    `
    expect(wireNames('src/app/x.ts', code)).toEqual([
      'LearnerID',
      'MISID',
      'UnitID',
      'OrganisationID',
      'IQAID',
      'StandardID',
    ])
  })

  it('knows what is impure', () => {
    const code = `
      const a = [Date.now(), new Date(), Math.random(), performance.now(), process.env, globalThis.x, Date()]
      const clock = Date.now
      const b = [new Date(0), Date.parse('2026-03-02'), Math.max(1, 2), a.process, { crypto: 1 }]
    `
    expect(impurities('src/domain/x.ts', code)).toEqual([
      'Date.now',
      'new Date()',
      'Math.random',
      'performance',
      'process',
      'globalThis',
      'Date()',
      'Date.now',
    ])
  })
})

// What is in the files.

interface Source {
  file: string
  code: string
}

function sources(): Source[] {
  return globSync('src/**/*.{ts,tsx}', { cwd: ROOT })
    .map(file => file.replaceAll(path.sep, '/'))
    .filter(file => !/\.test\.tsx?$/.test(file))
    .sort()
    .map(file => ({ file, code: readFileSync(path.join(ROOT, file), 'utf8') }))
}

function hasVagueName(file: string): boolean {
  return file.split(/[\\/]/).some(part => VAGUE_NAMES.includes(part.split('.')[0]!))
}

// Judging one file.

function objectionsTo(file: string, code: string): string[] {
  return importsOf(file, code).flatMap(wanted => {
    const against = whyNot(file, wanted)
    return against === undefined
      ? []
      : [`${file} imports ${wanted ?? 'what only the run will tell'}, ${against}`]
  })
}

function whyNot(file: string, wanted: string | null): string | undefined {
  const part = partOf(file)
  const rule = ARROWS[part]
  if (!rule) return `but ${part} has no rule in test/architecture.test.ts`
  if (wanted === null)
    return file === TOLD_WHAT_TO_IMPORT ? undefined : 'but a test must be able to read what is imported'
  if (wanted.startsWith('.')) return whyNotPart(file, part, rule, partOf(path.posix.join(file, '..', wanted)))
  if (isBuiltin(wanted)) return rule.node ? undefined : `but ${part} may import nothing of Node.js`
  return whyNotPackage(part, rule, wanted)
}

function whyNotPart(file: string, part: string, rule: Rule, wanted: string): string | undefined {
  const allowed = SYNC_TARGET.test(file) ? [...rule.parts, 'sdk'] : rule.parts
  if (wanted === part || allowed.includes(wanted)) return undefined
  return `but ${part} may import ${allowed.length === 0 ? 'no other part' : `only: ${allowed.join(', ')}`}`
}

function whyNotPackage(part: string, rule: Rule, wanted: string): string | undefined {
  if (rule.packages === 'any') return undefined
  const name = wanted.split('/', wanted.startsWith('@') ? 2 : 1).join('/')
  if (rule.packages.includes(name)) return undefined
  return `but ${part} may import ${rule.packages.length === 0 ? 'no package' : `only: ${rule.packages.join(', ')}`}`
}

/** The folder of `src` that a file belongs to. */
function partOf(file: string): string {
  const [top, part, rest] = file.split('/')
  if (top !== 'src') return 'outside src'
  return rest === undefined ? 'a file right under src' : part!
}

// Reading code.

interface Node {
  type: string
  [property: string]: unknown
}

interface Visit {
  node: Node
  parent: Node
}

/** What a file imports, in order; null where it cannot be told from the text. */
function importsOf(file: string, code: string): (string | null)[] {
  return nodesIn(file, code).flatMap(({ node }) => {
    if (isSiblingModule(node)) return [`./${textOf((node.arguments as Node[])[1]!)}.ts`]
    if (!isImport(node)) return []
    return [textOf(isUrlBesideModule(node) ? (node.arguments as Node[])[0]! : (node.source as Node))]
  })
}

/** `siblingModule(import.meta.url, 'worker')`: the same for a module that is compiled when installed. */
function isSiblingModule(node: Node): boolean {
  return node.type === 'CallExpression' && isNamed(node.callee, 'siblingModule')
}

function isImport(node: Node): boolean {
  if (['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType'].includes(node.type)) {
    return true
  }
  return (node.type === 'ExportNamedDeclaration' && node.source !== null) || isUrlBesideModule(node)
}

/** `new URL('./worker.ts', import.meta.url)`: how a worker is loaded. */
function isUrlBesideModule(node: Node): boolean {
  if (node.type !== 'NewExpression' || (node.callee as Node).name !== 'URL') return false
  const [address, base] = node.arguments as Node[]
  const isBesideModule = base?.type === 'MemberExpression' && (base.object as Node).type === 'MetaProperty'
  return isBesideModule && /\.[cm]?[jt]sx?$/.test(textOf(address!) ?? '')
}

function wireNames(file: string, code: string): string[] {
  const names = nodesIn(file, code).flatMap(({ node, parent }) => {
    if (node.type === 'Identifier') return [node.name as string]
    return isNameInQuotes(node, parent) ? [textOf(node)!] : []
  })
  return [...new Set(names.filter(name => WIRE_NAME.test(name)))]
}

function isNameInQuotes(node: Node, parent: Node): boolean {
  return typeof node.value === 'string' && (parent.key === node || parent.property === node)
}

function impurities(file: string, code: string): string[] {
  return nodesIn(file, code).flatMap(({ node, parent }) => {
    if (node.type === 'NewExpression' && isNamed(node.callee, 'Date')) {
      return (node.arguments as Node[]).length === 0 ? ['new Date()'] : []
    }
    if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) return ['Date()']
    if (node.type === 'MemberExpression') return impureMember(node)
    const isGlobal = node.type === 'Identifier' && parent.property !== node && parent.key !== node
    return isGlobal && IMPURE_GLOBALS.includes(node.name as string) ? [node.name as string] : []
  })
}

const IMPURE_GLOBALS = ['process', 'performance', 'crypto', 'globalThis']

function impureMember({ object, property }: Node): string[] {
  if (isNamed(object, 'Date') && isNamed(property, 'now')) return ['Date.now']
  if (isNamed(object, 'Math') && isNamed(property, 'random')) return ['Math.random']
  return []
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name
}

function textOf(node: Node): string | null {
  if (typeof node.value === 'string') return node.value
  const quasis = (node.quasis ?? []) as { value: { cooked: string } }[]
  return quasis.length === 1 ? quasis[0]!.value.cooked : null
}

function nodesIn(file: string, code: string): Visit[] {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]!.message}`)
  const root = program as unknown as Node
  return [...walk(root, root)]
}

function* walk(node: Node, parent: Node): Generator<Visit> {
  yield { node, parent }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child, node)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
