import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig, type Plugin } from 'vite'

const ROOT = resolve(import.meta.dirname, '..')

/** Where the server looks for the console's page. */
export const PUBLIC = join(ROOT, 'public')

/** What the page uses of the contract is found by name; a module of which nothing is used goes. */
const withoutEffects = (id: string): boolean =>
  /\/src\/(contract|domain|sdk)\//.test(id.replaceAll('\\', '/'))

/**
 * Builds the console's page into a folder, the same bytes from the same sources. What was there before goes. Whoever builds, a
 * test too, builds what is shipped.
 */
export async function buildWeb(folder: string, { watch = false, log = false } = {}): Promise<void> {
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build(configFor(resolve(ROOT, folder), watch, log))
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

function configFor(outDir: string, watch: boolean, log: boolean): InlineConfig {
  return {
    configFile: false,
    root: join(ROOT, 'src/web'),
    logLevel: log ? 'info' : 'error',
    plugins: [react(), withoutWords()],
    build: {
      outDir,
      emptyOutDir: true,
      manifest: 'manifest.json',
      sourcemap: false,
      // The policy of the pages lets in no `data:` but for pictures, and nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
      watch: watch ? {} : null,
      rolldownOptions: { treeshake: { moduleSideEffects: id => !withoutEffects(id) } },
    },
  }
}

/** A node of a parsed file. */
interface Node {
  type: string
  start: number
  end: number
  [property: string]: unknown
}

/**
 * Takes out of the contract what only documentation is made of: summaries, what fields are about, examples. A page needs the
 * names and kinds of fields; the words would be a tenth of its script.
 */
function withoutWords(): Plugin {
  return {
    name: 'contract-without-words',
    enforce: 'post',
    transform(code, id) {
      if (!DOCUMENTS.test(id.replaceAll('\\', '/'))) return undefined
      const words = wordsIn(this.parse(code) as unknown as Node).sort((a, b) => b.start - a.start)
      const shorter = words.reduce(
        (text, { start, end, empty }) => text.slice(0, start) + empty + text.slice(end),
        code,
      )
      return { code: shorter, map: null }
    },
  }
}

interface Words {
  start: number
  end: number
  /** What stands in their place. */
  empty: string
}

/** Files that hold words for documents. */
const DOCUMENTS = /\/src\/(contract\/caseload\/[^/]+|domain\/problem)\.ts$/

const DOCUMENTED = ['required', 'optional', 'named', 'answersObject', 'answersNothing']

const WORDS = ['summary', 'about', 'meaning']

function wordsIn(value: unknown): Words[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (!isNode(value)) return []
  const own = ownWords(value)
  return own.length > 0 && value.type === 'Property'
    ? own
    : [...own, ...Object.values(value).flatMap(wordsIn)]
}

function ownWords(node: Node): Words[] {
  if (node.type === 'CallExpression') {
    const { callee, arguments: given } = node as unknown as { callee: { name?: string }; arguments: Node[] }
    const last = given.at(-1)
    const documents = DOCUMENTED.includes(callee.name ?? '') && given.length !== 2
    return documents && last && isText(last) ? [{ ...last, empty: "''" }] : []
  }
  if (node.type !== 'Property') return []
  const { key, value } = node as unknown as { key: { name?: string }; value: Node }
  if (key.name === 'example') return [{ ...value, empty: '{input:{}}' }]
  return WORDS.includes(key.name ?? '') && isText(value) ? [{ ...value, empty: "''" }] : []
}

function isText({ type, value, expressions }: Node): boolean {
  return (
    (type === 'Literal' && typeof value === 'string') ||
    (type === 'TemplateLiteral' && Array.isArray(expressions))
  )
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
