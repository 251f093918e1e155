/** How much a browser reads before the first page can be used. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWeb } from '../../scripts/web-build.ts'

/** Compressed script of the first page, in bytes. */
const BOUND = 150_000

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
}

const folder = mkdtempSync(join(tmpdir(), 'caseload-size-'))
let manifest: Record<string, Chunk>

beforeAll(async () => {
  await buildWeb(folder)
  manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every file that is read with this one. */
function readWith(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name]
  if (!chunk || seen.has(name)) return seen
  seen.add(name)
  for (const wanted of chunk.imports ?? []) readWith(wanted, seen)
  return seen
}

const compressed = (names: Iterable<string>) =>
  [...names].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(folder, manifest[name]!.file)), { level: 9 }).length,
    0,
  )

describe('the script that a browser reads before a page can be used', () => {
  test.each(['caseloads', 'people/person', 'learners/learner', 'coverage/coverage', 'runs/runs'])(
    'is less than 150 KB compressed for %s',
    page => {
      const entry = Object.keys(manifest).find(name => manifest[name]!.isEntry)!
      const file = page === 'caseloads' ? 'pages/caseloads/caseloads.tsx' : `pages/${page}.tsx`
      expect(manifest).toHaveProperty([file])
      const size = compressed(new Set([...readWith(entry), ...readWith(file)]))
      expect(size).toBeLessThan(BOUND)
      expect(size).toBeGreaterThan(50_000)
    },
  )

  test('leaves out the chart of coverage, which is read when its page is there', () => {
    expect([...readWith('pages/coverage/coverage.tsx')]).not.toContain('pages/coverage/over-time.tsx')
    expect(manifest['pages/coverage/coverage.tsx']?.dynamicImports).toContain('pages/coverage/over-time.tsx')
  })
})

test('nothing inline and no source map is built', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/)
  for (const { file } of Object.values(manifest)) {
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain('sourceMappingURL')
  }
})

test('the same sources give the same bytes', async () => {
  const before = readFileSync(join(folder, 'manifest.json'), 'utf8')
  await buildWeb(folder)
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(before)
})
