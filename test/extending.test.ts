/** What `docs/extending.md` says that the build asks for, tried on a copy of the tree. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const PARTS = ['src', 'test', 'bench', 'scripts', 'bin', 'package.json', 'tsconfig.json', 'vitest.config.ts']

let tree: string

beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'caseload-tree-'))
  for (const part of PARTS) cpSync(path.join(ROOT, part), path.join(tree, part), { recursive: true })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'), 'dir')
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

/** Changes a file of the copy. Throws where the text is not in it. */
function change(file: string, from: string, to: string): void {
  const at = path.join(tree, file)
  const before = readFileSync(at, 'utf8')
  if (!before.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(at, before.replace(from, to))
}

/** Files in which the compiler finds something missing, one for each error. */
function askedFor(): Promise<string[]> {
  const compiler = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  )
  return new Promise(resolve => {
    execFile(process.execPath, [compiler, '--noEmit'], { cwd: tree }, (_error, stdout) =>
      resolve([...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file = '']) => file).sort()),
    )
  })
}

test('a new kind of account is asked for in five places, once each, and nowhere else', async () => {
  change('src/domain/account.ts', "  'observer',\n]", "  'observer',\n  'coach',\n]")
  expect(await askedFor()).toEqual([
    'src/contract/onefile/numbers.ts',
    'src/domain/account.ts',
    'src/domain/new-user.ts',
    'src/domain/role.test.ts',
    'src/storage/codes.ts',
  ])
  const page = readFileSync(path.join(ROOT, 'docs/extending.md'), 'utf8')
  for (const file of await askedFor()) expect(page).toContain(file)
})
