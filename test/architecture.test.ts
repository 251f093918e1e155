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
  /** Rooms it may import beside itself; `room/*` is a room with all rooms inside it. */
  rooms: readonly string[]
  /** Packages it may import. */
  packages: 'any' | readonly string[]
  /** Whether it may import modules of Node.js. */
  node: boolean
}

/** The engines. Only `storage/open.ts` opens one, and nothing outside asks which one it is. */
const ENGINE_ROOMS = ['storage/sqlite', 'storage/postgres']

/** What the console's page is made of. A package more is weighed against the 150 KB that its first page may take. */
const PAGE_PACKAGES = [
  ...['react', 'react-dom', '@tanstack/react-query', '@tanstack/react-router', '@tanstack/react-virtual'],
]

/**
 * Every arrow there is, by room: a folder under `src`, with the folders inside it that have no rule of their own. A room
 * that is missing here is refused.
 */
const ROOMS: Record<string, Rule> = {
  domain: pure([]),
  disk: { rooms: [], packages: [], node: true },
  layout: pure([]),
  contract: pure(['domain', 'layout'], ['typebox']),
  storage: {
    rooms: ['domain', 'layout', 'storage/migrations', ...ENGINE_ROOMS],
    packages: 'any',
    node: true,
  },
  'storage/migrations': { rooms: ['domain', 'storage'], packages: [], node: false },
  'storage/sqlite': { rooms: ['domain', 'disk', 'layout', 'storage'], packages: ['kysely'], node: true },
  'storage/postgres': { rooms: ['domain', 'storage'], packages: ['kysely', 'pg'], node: true },
  writer: { rooms: ['domain', 'storage'], packages: 'any', node: true },
  app: { rooms: ['domain', 'layout', 'storage', 'writer'], packages: 'any', node: true },
  dataset: { rooms: ['contract', 'domain', 'storage', 'writer'], packages: 'any', node: true },
  http: {
    rooms: ['contract', 'domain', 'layout', 'app', 'dataset', 'evidence', 'workbooks', 'intake/column'],
    packages: 'any',
    node: true,
  },
  notify: { rooms: ['domain', 'storage', 'writer', 'app'], packages: ['nodemailer'], node: true },
  evidence: { rooms: ['domain', 'report'], packages: ['csv-parse', 'pdfkit'], node: true },
  workbooks: { rooms: ['domain', 'report'], packages: [], node: true },
  sdk: pure(['contract', 'domain']),

  // The console's page: what it shows with, what it reads, and its pages, put together at the top.
  'web/ui': pure(['domain', 'sdk'], PAGE_PACKAGES),
  'web/data': pure(['domain', 'contract', 'sdk'], PAGE_PACKAGES),
  'web/pages': pure(['domain', 'contract', 'sdk', 'web/ui', 'web/data'], PAGE_PACKAGES),
  web: pure(['sdk', 'contract', 'domain', 'web/*'], PAGE_PACKAGES),

  // The sync: a file in, statements out; statements and the world to a plan; the plan carried out; what it came to.
  'intake/statement': pure(['domain']),
  'intake/column': pure(['domain', 'intake/statement']),
  'intake/mapping': pure(['domain', 'intake/statement', 'intake/column'], ['yaml']),
  'intake/file': {
    rooms: ['domain', 'intake/statement', 'intake/column'],
    packages: ['csv-parse', 'jsonc-parser', 'saxes', 'yauzl'],
    node: true,
  },
  'intake/row': pure(['domain', 'intake/statement', 'intake/column', 'intake/mapping', 'intake/file']),
  'intake/ilr': pure([
    'domain',
    'intake/statement',
    'intake/column',
    'intake/mapping',
    'intake/file',
    'intake/row',
  ]),
  intake: { rooms: ['domain', 'intake/*'], packages: [], node: true },

  'reconcile/world': pure(['domain']),
  'reconcile/match': pure(['domain', 'intake/statement', 'reconcile/world']),
  'reconcile/limits': pure(['domain', 'intake/mapping', 'reconcile/world']),
  'reconcile/collect': pure([
    'domain',
    'intake/statement',
    'intake/mapping',
    'intake/row',
    'reconcile/world',
    'reconcile/match',
  ]),
  'reconcile/resolve': pure([
    'domain',
    'intake/statement',
    'intake/mapping',
    'intake/row',
    'reconcile/world',
    'reconcile/match',
    'reconcile/collect',
  ]),
  'reconcile/plan': {
    rooms: [
      'domain',
      'intake/statement',
      'intake/mapping',
      'intake/row',
      'reconcile/world',
      'reconcile/match',
      'reconcile/limits',
      'reconcile/collect',
      'reconcile/resolve',
    ],
    packages: [],
    node: true, // hashes
  },

  mirror: { rooms: ['domain', 'disk'], packages: [], node: true },
  remote: { rooms: ['domain', 'disk', 'sdk', 'reconcile/world'], packages: 'any', node: true },
  'remote/caseload': {
    rooms: ['domain', 'sdk', 'remote', 'reconcile/world', 'reconcile/plan'],
    packages: [],
    node: true,
  },
  'remote/onefile': {
    rooms: [
      ...['domain', 'sdk', 'remote', 'mirror'],
      ...['reconcile/world', 'reconcile/match', 'reconcile/collect', 'reconcile/plan'],
    ],
    packages: [],
    node: true,
  },
  report: { rooms: ['domain', 'intake/*', 'reconcile/*'], packages: 'any', node: true },
  'runs/apply': { rooms: ['domain', 'remote', 'reconcile/*'], packages: [], node: true },
  'runs/state': {
    rooms: ['domain', 'disk', 'sdk', 'report', 'reconcile/*', 'runs/apply'],
    packages: 'any',
    node: true,
  },
  runs: {
    rooms: ['domain', 'intake/*', 'reconcile/*', 'remote', 'report', 'runs/apply', 'runs/state'],
    packages: [],
    node: true,
  },

  // Imports of the console: the sync, done by the server itself in threads of their own.
  importing: {
    rooms: [
      ...['domain', 'storage', 'app', 'sdk', 'intake', 'intake/mapping', 'intake/file'],
      ...['reconcile/*', 'remote/caseload', 'report', 'runs/*'],
    ],
    packages: [],
    node: true,
  },

  cli: {
    rooms: [
      ...[
        'domain',
        'disk',
        'contract',
        'storage',
        'writer',
        'app',
        'dataset',
        'evidence',
        'http',
        'sdk',
        'importing',
        'notify',
        'outside src',
      ],
      ...['intake/*', 'reconcile/*', 'remote/*', 'mirror', 'report', 'runs/*'],
    ],
    packages: 'any',
    node: true,
  },
}

/** A room without I/O. */
function pure(rooms: readonly string[], packages: readonly string[] = []): Rule {
  return { rooms, packages, node: false }
}

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

describe('folders', () => {
  it('import each other in no circle', () => {
    const circles = circlesIn(arrowsBetweenFolders(sources()))
    expect(circles.filter(circle => !BASE_AND_INDEX.some(room => isWithin(circle, room)))).toEqual([])
  })

  it('of the sync all have a rule of their own', () => {
    const inside = globSync('src/{intake,reconcile,remote,mirror,report,runs}/**/*.ts', { cwd: ROOT })
    const without = inside.map(file =>
      path.posix.dirname(file.replaceAll(path.sep, '/')).slice('src/'.length),
    )
    expect(without.filter(folder => !(folder in ROOMS) && !folder.endsWith('__snapshots__'))).toEqual([])
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

describe('columns', () => {
  it('are named in storage alone', () => {
    const found = sources()
      .filter(({ file }) => !file.startsWith('src/storage/'))
      .flatMap(({ file, code }) => columnNames(file, code).map(name => `${file} says ${name}`))
    expect(found).toEqual([])
  })

  it('are not asked for in a language of their own elsewhere', () => {
    const asking = /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/
    const found = sources().filter(({ file, code }) => !file.startsWith('src/storage/') && asking.test(code))
    expect(found.map(({ file }) => file)).toEqual([])
  })
})

describe('an engine', () => {
  it('is known by name only where it is opened', () => {
    const knows = /\b(isSqlite|isPostgres)\b|\bengine (===|!==)|from '[^']*\/(sqlite|postgres)\//
    const found = sources()
      .filter(({ file }) => !ENGINE_ROOMS.some(room => file.startsWith(`src/${room}/`)))
      .filter(({ file, code }) => file !== 'src/storage/open.ts' && knows.test(code))
    expect(found.map(({ file }) => file)).toEqual([])
  })
})

describe('the terminal', () => {
  it('is written to where what acts on it is taken out, and for a whole file of data', () => {
    const written = /\bconsole\.(assert|clear|count|debug|dir|error|group|info|log|table|time|trace|warn)/
      .source
    const writing = new RegExp(
      `process\\.std(out|err)\\.write|${written}|output: process\\.|process\\.stdout,`,
    )
    const writers = sources().filter(({ code }) => writing.test(code))
    expect(writers.map(({ file }) => file)).toEqual([
      'src/cli/export.ts',
      'src/cli/output.ts',
      'src/cli/sync/template.ts',
    ])
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
    ['src/intake/file/a.ts', "import '../../sdk/client.ts'"],
    ['src/intake/file/a.ts', "import '../row/rows.ts'"],
    ['src/intake/row/a.ts', "import 'node:fs'"],
    ['src/intake/a.ts', "import '../reconcile/world/world.ts'"],
    ['src/reconcile/match/a.ts', "import '../plan/plan.ts'"],
    ['src/reconcile/plan/a.ts', "import '../../remote/target.ts'"],
    ['src/remote/onefile/a.ts', "import '../caseload/caseload.ts'"],
    ['src/remote/caseload/a.ts', "import '../../app/a.ts'"],
    ['src/mirror/a.ts', "import '../remote/target.ts'"],
    ['src/runs/state/a.ts', "import '../job.ts'"],
    ['src/report/a.ts', "import '../runs/job.ts'"],
    ['src/storage/a.ts', "import '../intake/read.ts'"],
    ['src/web/a.tsx', "import '../http/server.ts'"],
    ['src/web/a.tsx', "import 'node:fs'"],
    ['src/web/ui/a.tsx', "import '../data/client.ts'"],
    ['src/web/pages/a/a.tsx', "import '../../router.tsx'"],
    ['src/web/a.tsx', "import '@mantine/core'"],
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
    ['src/app/a.ts', "import '../writer/writer.ts'"],
    ['src/http/handlers/a.ts', "import '../../contract/user.ts'; import '../../app/assign.ts'"],
    ['src/sdk/a.ts', "import '../contract/user.ts'"],
    ['src/remote/onefile/onefile.ts', "import '../../sdk/client.ts'; import '../plan.ts'"],
    ['src/web/a.tsx', "import '../sdk/client.ts'; const page = <p>Don't import './a.ts'</p>"],
    ['src/cli/a.ts', "import '../http/server.ts'; import '../../package.json'"],
  ])('accepts in %s: %s', (file, code) => {
    expect(objectionsTo(file, code)).toEqual([])
  })

  it('names the file, the import and the rule', () => {
    expect(objectionsTo('src/mirror/pull.ts', "import '../sdk/client.ts'")).toEqual([
      'src/mirror/pull.ts imports ../sdk/client.ts, but mirror may import only: domain, disk',
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

  it('knows the names of columns', () => {
    const code = `
      const filter = { organisation_id: 1, learner: 2, 'person_id': 3 }
      use(row.learner_id, row['unit_id'], 'a sentence with organisation_id', SOME_CONSTANT, grant_type)
    `
    expect(columnNames('src/app/x.ts', code)).toEqual([
      'organisation_id',
      'person_id',
      'learner_id',
      'unit_id',
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

// Judging all folders.

/** Whose top folder still holds both what its inner folders build on and what puts them together. */
const BASE_AND_INDEX = ['contract', 'http', 'cli', 'storage']

function isWithin(circle: string, room: string): boolean {
  return circle.split(' -> ').every(folder => `${folder}/`.startsWith(`src/${room}/`))
}

/** Which folders each folder imports from, itself left out. */
function arrowsBetweenFolders(files: readonly Source[]): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>()
  for (const { file, code } of files) {
    const from = path.posix.dirname(file)
    const to = arrows.get(from) ?? new Set()
    arrows.set(from, to)
    for (const wanted of importsOf(file, code)) {
      if (wanted?.startsWith('.')) to.add(path.posix.dirname(path.posix.join(file, '..', wanted)))
    }
    to.delete(from)
  }
  return arrows
}

/** Every way that leads from a folder back to itself, once each, with the first folder of the alphabet first. */
function circlesIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles: string[] = []
  const done = new Set<string>()
  const follow = (folder: string, way: readonly string[]): void => {
    const before = way.indexOf(folder)
    if (before >= 0) circles.push([...way.slice(before), folder].join(' -> '))
    if (before >= 0 || done.has(folder)) return
    for (const next of arrows.get(folder) ?? []) follow(next, [...way, folder])
    done.add(folder)
  }
  for (const folder of [...arrows.keys()].sort()) follow(folder, [])
  return circles
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
  const room = roomOf(file)
  const rule = ROOMS[room]
  if (!rule) return `but ${room} has no rule in test/architecture.test.ts`
  if (wanted === null)
    return file === TOLD_WHAT_TO_IMPORT ? undefined : 'but a test must be able to read what is imported'
  if (wanted.startsWith('.')) return whyNotRoom(room, rule, roomOf(path.posix.join(file, '..', wanted)))
  if (isBuiltin(wanted)) return rule.node ? undefined : `but ${room} may import nothing of Node.js`
  return whyNotPackage(room, rule, wanted)
}

function whyNotRoom(room: string, { rooms }: Rule, wanted: string): string | undefined {
  if (wanted === room || rooms.some(allowed => covers(allowed, wanted))) return undefined
  return `but ${room} may import ${rooms.length === 0 ? 'no other room' : `only: ${rooms.join(', ')}`}`
}

/** Whether an entry of `rooms` means this room: itself, or `above/*`. */
function covers(allowed: string, room: string): boolean {
  if (!allowed.endsWith('/*')) return allowed === room
  const top = allowed.slice(0, -2)
  return room === top || room.startsWith(`${top}/`)
}

function whyNotPackage(room: string, { packages }: Rule, wanted: string): string | undefined {
  if (packages === 'any') return undefined
  const name = wanted.split('/', wanted.startsWith('@') ? 2 : 1).join('/')
  if (packages.includes(name)) return undefined
  return `but ${room} may import ${packages.length === 0 ? 'no package' : `only: ${packages.join(', ')}`}`
}

/** The room that a file is in: the innermost folder above it that has a rule, else the folder of `src`. */
function roomOf(file: string): string {
  const [top, ...folders] = path.posix.dirname(file).split('/')
  if (top !== 'src') return 'outside src'
  if (folders.length === 0) return 'a file right under src'
  const above = folders.map((_, index) => folders.slice(0, index + 1).join('/'))
  return above.findLast(folder => folder in ROOMS) ?? folders[0]!
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

/** Names of columns: every table has ids, and more than one word goes with an underscore. */
function columnNames(file: string, code: string): string[] {
  return nodesIn(file, code).flatMap(({ node, parent }) => {
    const isName = parent.key === node || parent.property === node
    const name = node.type === 'Identifier' ? String(node.name) : textOf(node)
    return isName && name !== null && COLUMNS.has(name) ? [name] : []
  })
}

/** Every column with an underscore in its name, out of the declarations of the entities. */
const COLUMNS = new Set(
  globSync('src/storage/*.ts', { cwd: ROOT })
    .map(file => readFileSync(path.join(ROOT, file), 'utf8'))
    .flatMap(code => [...code.matchAll(/'([a-z]+(?:_[a-z]+)+)'/g)])
    .flatMap(([, name]) => name ?? []),
)

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
