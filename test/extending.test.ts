/** What `docs/extending.md` says that the build asks for, tried on a copy of the tree. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const PARTS = [
  ...['src', 'test', 'bench', 'scripts', 'bin', 'docs'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts'],
]

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

/** Runs a program in the copy; gives what it prints. */
function run(...args: string[]): Promise<string> {
  return new Promise(resolve => {
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 1e8 }, (_error, stdout) => resolve(stdout))
  })
}

/** Files in which the compiler finds something missing, one for each error. */
async function askedFor(): Promise<string[]> {
  const compiler = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  )
  const printed = await run(compiler, '--noEmit')
  return [...printed.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file = '']) => file).sort()
}

const PLACES = [
  'src/domain/account.ts',
  'src/domain/new-user.ts',
  'src/domain/role.test.ts',
  'src/storage/codes.ts',
]

test('a new kind of account is asked for in five places, once each, and nowhere else', async () => {
  change('src/domain/account.ts', "  'observer',\n]", "  'observer',\n  'coach',\n]")
  expect(await askedFor()).toEqual(expect.arrayContaining(['src/contract/onefile/numbers.ts', ...PLACES]))
  // The types of the SDK follow from the contract, and are written anew once that has the number.
  change('src/contract/onefile/numbers.ts', '  observer: 45,\n', '  observer: 45,\n  coach: 46,\n')
  await run('scripts/generate.ts')
  expect(await askedFor()).toEqual(PLACES)
  const page = readFileSync(path.join(ROOT, 'docs/extending.md'), 'utf8')
  for (const file of ['src/contract/onefile/numbers.ts', ...PLACES]) expect(page).toContain(file)
})
